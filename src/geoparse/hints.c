/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/hints.h"

#include <string.h>

#define LOOKED_AT 3  /* of the places that bear a name */

/* Words and pairs of words, folded, that are at home in one country above all. */
static const struct {
  const char *first;
  const char *second;
  char country[3];
} WORDS[] = {
  { "sheriff", NULL, "US" },       { "city", "council", "US" },    { "school", "board", "US" },
  { "school", "district", "US" },  { "high", "school", "US" },     { "county", "commissioners", "US" },
  { "district", "attorney", "US" },{ "state", "police", "US" },    { "state", "trooper", "US" },
  { "state", "troopers", "US" },   { "highway", "patrol", "US" },  { "interstate", NULL, "US" },
  { "police", "department", "US" },{ "fire", "department", "US" }, { "city", "hall", "US" },
  { "grand", "jury", "US" },       { "fbi", NULL, "US" },          { "medicaid", NULL, "US" },
  { "mayor", NULL, "US" },         { "sophomore", NULL, "US" },    { "downtown", NULL, "US" },
  { "republican", NULL, "US" },    { "democrat", NULL, "US" },     { "congressman", NULL, "US" },
  { "county", "council", "GB" },   { "borough", "council", "GB" }, { "constabulary", NULL, "GB" },
  { "nhs", NULL, "GB" },           { "crown", "court", "GB" },     { "magistrates", NULL, "GB" },
  { "pensioner", NULL, "GB" },     { "motorway", NULL, "GB" },     { "solicitor", NULL, "GB" },
  { "tory", NULL, "GB" },          { "quid", NULL, "GB" },         { "councillor", NULL, "GB" },
  { "garda", NULL, "IE" },         { "gardai", NULL, "IE" },       { "taoiseach", NULL, "IE" },
  { "rcmp", NULL, "CA" },          { "mountie", NULL, "CA" },      { "provincial", "police", "CA" },
  { "lakh", NULL, "IN" },          { "crore", NULL, "IN" },        { "panchayat", NULL, "IN" },
  { "lok", "sabha", "IN" },        { "rupees", NULL, "IN" },       { "tehsil", NULL, "PK" },
  { "naira", NULL, "NG" },         { "rand", NULL, "ZA" },         { "shire", "council", "AU" },
  { "bundestag", NULL, "DE" },     { "duma", NULL, "RU" },         { "rubles", NULL, "RU" },
  { "knesset", NULL, "IL" },       { "shekels", NULL, "IL" },      { "yuan", NULL, "CN" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (WORDS) < 255);

static ToposHint *
hint_of (ToposHint *hints, uint32_t *n, ToposPlaceId place)
{
  for (uint32_t i = 0; i < *n; i++)
    if (hints[i].place == place)
      return &hints[i];
  if (*n == TOPOS_HINTS_MOST)
    return NULL;
  hints[*n] = (ToposHint){ .place = place };
  return &hints[(*n)++];
}

#define SLOT_BITS 9

/* The words by their hashes, so that a token is compared with few of them. */
typedef struct {
  uint8_t first[1 << SLOT_BITS];            /* one more than an index into WORDS, or 0 */
  uint8_t next[G_N_ELEMENTS (WORDS)];
} Lookup;

static uint32_t
slot_of (uint32_t hash)
{
  return hash >> (32 - SLOT_BITS);
}

static void
lookup_fill (Lookup *lookup)
{
  memset (lookup, 0, sizeof *lookup);
  for (size_t w = 0; w < G_N_ELEMENTS (WORDS); w++) {
    const uint32_t slot = slot_of (topos_word_hash (WORDS[w].first, strlen (WORDS[w].first)));

    lookup->next[w] = lookup->first[slot];
    lookup->first[slot] = (uint8_t) (w + 1);
  }
}

static void
count_word (const ToposTokens *tokens, uint32_t i, const Lookup *lookup, uint32_t *counts)
{
  const ToposToken *token = topos_token (tokens, i);
  const uint32_t passage = token->passage;

  if (token->english != NULL)  /* a Bürgermeister is at home elsewhere than a mayor */
    return;
  for (int w = lookup->first[slot_of (token->word)]; w != 0; w = lookup->next[w - 1])
    if (topos_token_is (tokens, i, passage, WORDS[w - 1].first)
        && (WORDS[w - 1].second == NULL
            || topos_token_is (tokens, (int64_t) i + 1, passage, WORDS[w - 1].second)))
      counts[w - 1]++;
}

static void
count_words (ToposHints *self, const ToposTokens *tokens, const ToposGazetteer *gazetteer,
             const uint8_t *taken)
{
  uint32_t counts[G_N_ELEMENTS (WORDS)] = { 0 };
  ToposHint countries[TOPOS_HINTS_MOST];
  uint32_t n = 0;
  Lookup lookup;

  lookup_fill (&lookup);
  for (uint32_t i = 0; i < tokens->tokens->len; i++)
    if (!taken[i])
      count_word (tokens, i, &lookup, counts);
  for (size_t w = 0; w < G_N_ELEMENTS (WORDS); w++) {
    const ToposPlaceId country =
      counts[w] > 0 ? topos_gazetteer_country (gazetteer, WORDS[w].country) : TOPOS_PLACE_NONE;
    ToposHint *hint = country != TOPOS_PLACE_NONE ? hint_of (countries, &n, country) : NULL;

    if (hint != NULL)
      hint->count += MIN (counts[w], 3);
  }
  for (uint32_t i = 0; i < n; i++)
    if (countries[i].count > self->words.count)
      self->words = countries[i];
}

/* Georgia is a country and a state: both are noted. */
static void
note_areas (ToposHints *self, const ToposNames *names, const ToposName *name)
{
  for (uint32_t h = 0; h < MIN (name->n_hits, LOOKED_AT); h++) {
    const ToposNameHit *hit = topos_names_hit (names, name->first_hit + h);
    ToposPlace place;

    topos_gazetteer_glance (names->gazetteer, hit->place, &place);
    const ToposNameClass class = topos_name_class_of (&place);
    if (hit->kind == TOPOS_NAME_DEMONYM
        || (class != TOPOS_NAME_COUNTRY && class != TOPOS_NAME_PROVINCE))
      continue;
    ToposHint *hint = hint_of (self->areas, &self->n_areas, place.id);
    if (hint != NULL)
      hint->count++;
  }
}

static void
count_areas (ToposHints *self, const ToposTokens *tokens, const ToposNames *names,
             const uint8_t *taken)
{
  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);
    const ToposName *name = topos_names_get (names, token->name);

    if (token->name == 0 || !token->capital || taken[i])
      continue;
    if ((name->class == TOPOS_NAME_COUNTRY || name->class == TOPOS_NAME_PROVINCE)
        && !name->abbreviation)
      note_areas (self, names, name);
  }
}

void
topos_hints_read (ToposHints *self, const ToposTokens *tokens, const ToposNames *names,
                  const uint8_t *taken)
{
  memset (self, 0, sizeof *self);
  count_words (self, tokens, names->gazetteer, taken);
  count_areas (self, tokens, names, taken);
}

uint32_t
topos_hints_of (const ToposHints *self, ToposPlaceId area)
{
  for (uint32_t i = 0; i < self->n_areas; i++)
    if (self->areas[i].place == area)
      return self->areas[i].count;
  return 0;
}
