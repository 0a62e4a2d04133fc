/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/extents.h"

#define MOST_MODIFIERS 5

static const ToposDirection DIRECTIONS[] = {
  { "north", 0, true },           { "northern", 0, false },
  { "northeast", 45, true },      { "northeastern", 45, false },
  { "east", 90, true },           { "eastern", 90, false },
  { "southeast", 135, true },     { "southeastern", 135, false },
  { "south", 180, true },         { "southern", 180, false },
  { "southwest", 225, true },     { "southwestern", 225, false },
  { "west", 270, true },          { "western", 270, false },
  { "northwest", 315, true },     { "northwestern", 315, false },
  { "central", -1, false },
};

static const char *const UNITS[] = {
  "km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "mile", "miles", "mi",
};

/* Words between a noun and the name that it lies by. */
static const char *const BESIDE[] = { "outside", "around", "surrounding", "near" };

const ToposDirection *
topos_direction_at (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  for (size_t i = 0; i < G_N_ELEMENTS (DIRECTIONS); i++)
    if (topos_token_is (tokens, at, passage, DIRECTIONS[i].word))
      return &DIRECTIONS[i];
  return NULL;
}

typedef enum {
  RULE_DIRECTION,  /* "northern Iraq" */
  RULE_OF,         /* "the city of Mosul" */
  RULE_DISTANCE,   /* "30 km south of Kirkuk" */
  RULE_BESIDE,     /* "villages around Raqqa" */
  RULE_KIND,       /* "Anbar province", "the Turkish border" */
  RULE_INSIDE,     /* "Palmyra, Syria" */
} Rule;

/* How often each was, word for word, what the texts have that phrases are learnt from; a distance is
 * nearly always a part of a longer phrase there. */
static const uint16_t CONFIDENCE[] = { 800, 450, 250, 550, 450, 800 };

/* A name on its way to an extent. */
typedef struct {
  const ToposTokens *tokens;
  const ToposPhraseWord *words;
  uint32_t passage;
  uint32_t begin;     /* the passage's tokens */
  uint32_t end;
  uint32_t first;     /* the name's */
  uint32_t after;
  bool demonym;
  GArray *extents;
} Site;

static void
append (const Site *site, uint32_t first, uint32_t end, Rule rule)
{
  const ToposStretch extent = { first, end, TOPOS_PHRASE_EXTENT, CONFIDENCE[rule] };

  g_array_append_val (site->extents, extent);
}

static bool
is_word (const Site *site, int64_t at, const char *word)
{
  return topos_token_is (site->tokens, at, site->passage, word);
}

static bool
is_mark (const Site *site, uint32_t at, char mark, const ToposReading *reading)
{
  return at < site->end && topos_token (site->tokens, at)->kind == TOPOS_WORD_MARK
         && topos_reading_body (reading)[topos_token (site->tokens, at)->span.start] == mark;
}

/* Where the phrase whose head is the token begins: an article with nothing but words that describe
 * between; or the head itself, with the people's name before it ("Iraqi city"). */
static uint32_t
phrase_begin (const Site *site, uint32_t head)
{
  uint32_t at = head;

  for (int n = 0; n < MOST_MODIFIERS && at > site->begin; n++) {
    const uint8_t small = site->words[at - 1].small;

    if (small > TOPOS_SMALL_OWNER)
      break;
    at--;
    if (small != TOPOS_SMALL_NONE)
      return at;
  }
  for (at = head; at > site->begin && site->words[at - 1].named != 0;)
    at--;
  return at;
}

/* "northern Iraq", "north-eastern Syria": where it begins, or where the name does. */
static uint32_t
direction_begin (const Site *site)
{
  const uint32_t at = site->first;
  const ToposDirection *direction =
    at > site->begin ? topos_direction_at (site->tokens, (int64_t) at - 1, site->passage) : NULL;

  if (direction == NULL || site->demonym || site->words[at - 1].named != 0)
    return at;
  if (at >= site->begin + 3
      && topos_direction_at (site->tokens, (int64_t) at - 3, site->passage) != NULL
      && topos_token (site->tokens, at - 2)->kind == TOPOS_WORD_MARK)
    return at - 3;
  return at - 1;
}

/* A noun of the ground or of what stands on it: neither a room nor the world. */
static bool
is_ground (const ToposNoun *noun)
{
  return noun != NULL && noun->group < TOPOS_NOUN_INSIDE && noun->group != TOPOS_NOUN_WORLD;
}

/* "Islamic State of Iraq": a head with a capital behind another is a body's name, not a place's. */
static bool
is_in_title (const Site *site, uint32_t head)
{
  return topos_token (site->tokens, head)->capital && head > site->begin
         && topos_token (site->tokens, head - 1)->capital
         && site->words[head - 1].small == TOPOS_SMALL_NONE;
}

/* May the noun stand behind a name and tell its kind: "Anbar province", "the Tigris river"? */
static bool
tells_kind (const Site *site, uint32_t at)
{
  const ToposNoun *noun = at < site->end ? site->words[at].noun : NULL;

  if (noun == NULL || site->words[at].named != 0 || is_word (site, (int64_t) at, "state")
      || (site->demonym && noun->group == TOPOS_NOUN_BUILT))
    return false;
  const bool ends = at + 1 >= site->end || site->words[at + 1].small != TOPOS_SMALL_NONE;
  return ((noun->group >= TOPOS_NOUN_DIVISION && noun->group <= TOPOS_NOUN_LAND) || ends)
         && is_ground (noun)
         && !is_word (site, (int64_t) at + 1, "of")
         && (at + 1 >= site->end || site->words[at + 1].named == 0)
         && (at + 1 >= site->end || !topos_token (site->tokens, at + 1)->capital
             || topos_token (site->tokens, at + 1)->kind != TOPOS_WORD_WORD);
}

static uint32_t
with_article (const Site *site, uint32_t first)
{
  return first > site->begin && is_word (site, (int64_t) first - 1, "the") ? first - 1 : first;
}

/* "about 30 km (19 miles) south of": where the distance begins that ends before `at`, a direction;
 * `at` when none stands there. */
static uint32_t
distance_begin (const Site *site, uint32_t at)
{
  uint32_t from = at;

  for (int n = 0; n < 8 && from > site->begin; n++) {
    const ToposToken *token = topos_token (site->tokens, from - 1);
    const bool unit = topos_token_is_one_of (site->tokens, (int64_t) from - 1, site->passage, UNITS,
                                             G_N_ELEMENTS (UNITS));

    if (token->kind == TOPOS_WORD_WORD && !unit)
      break;
    from--;
  }
  while (from < at && topos_token (site->tokens, from)->kind != TOPOS_WORD_NUMBER)
    from++;
  return from;
}

/* "a village some 30 km south": where what lies there begins; `at`, the distance, when that is not
 * told. */
static uint32_t
with_noun (const Site *site, uint32_t at)
{
  static const char *const ABOUT[] = { "about", "some", "around", "roughly", "just", "only", "nearly",
                                       "almost" };
  const uint32_t before =
    at > site->begin && topos_token_is_one_of (site->tokens, (int64_t) at - 1, site->passage, ABOUT,
                                               G_N_ELEMENTS (ABOUT)) ? at - 1 : at;

  return before > site->begin && is_ground (site->words[before - 1].noun)
             && site->words[before - 1].named == 0
           ? phrase_begin (site, before - 1) : at;
}

/* "X of NAME", "30 km south of NAME", where the name (with what grew round it) begins at `first`. */
static void
grow_left (const Site *site, uint32_t first, uint32_t end)
{
  const bool article = first > site->begin && is_word (site, (int64_t) first - 1, "the");
  const uint32_t of = first - article;

  if (of < site->begin + 2)
    return;
  const uint32_t head = of - 2;
  const ToposNoun *noun = site->words[head].noun;
  const ToposDirection *direction =
    topos_direction_at (site->tokens, (int64_t) head, site->passage);
  if (is_word (site, (int64_t) of - 1, "of")) {
    if (direction != NULL && direction->noun && !is_word (site, (int64_t) head - 1, "the"))
      append (site, with_noun (site, distance_begin (site, head)), end, RULE_DISTANCE);
    else if (direction == NULL && is_ground (noun)
             && !is_in_title (site, head))
      append (site, phrase_begin (site, head), end, RULE_OF);
  } else if (topos_token_is_one_of (site->tokens, (int64_t) of - 1, site->passage, BESIDE,
                                    G_N_ELEMENTS (BESIDE))
             && direction == NULL && is_ground (noun)) {
    append (site, phrase_begin (site, head), end, RULE_BESIDE);
  }
}

static void
grow (const Site *site)
{
  uint32_t first = direction_begin (site), end = site->after;

  if (first < site->first)
    append (site, first, end, RULE_DIRECTION);
  if (tells_kind (site, end)) {
    append (site, with_article (site, first), end + 1, RULE_KIND);
    end++;
  }
  if (!site->demonym)
    grow_left (site, first, end);
}

/* "Palmyra, Syria": how far the names go on that contain each other. */
static void
grow_right (const Site *site, const ToposReading *reading, uint32_t mention,
            const ToposGazetteer *gazetteer)
{
  const ToposMention *inner = &g_array_index (reading->mentions, ToposMention, mention);
  uint32_t at = site->after, end = at;

  for (uint32_t m = mention + 1; m < reading->mentions->len && is_mark (site, at, ',', reading); m++) {
    const ToposMention *outer = &g_array_index (reading->mentions, ToposMention, m);

    if (at + 1 >= site->end || topos_token (site->tokens, at + 1)->span.start != outer->span.start
        || outer->demonym || outer->choice == TOPOS_PLACE_NONE || inner->choice == TOPOS_PLACE_NONE
        || !topos_gazetteer_is_inside (gazetteer, inner->choice, outer->choice))
      break;
    for (at++; at < site->end && topos_token (site->tokens, at)->span.end <= outer->span.end;)
      at++;
    end = at;
    inner = outer;
  }
  if (end > site->after)
    append (site, site->first, end, RULE_INSIDE);
}

void
topos_extents_append (const ToposTokens *tokens, const ToposPhraseWord *words,
                      const ToposReading *reading, const ToposGazetteer *gazetteer,
                      GArray *extents)
{
  Site site = { .tokens = tokens, .words = words, .extents = extents };
  uint32_t at = 0;

  for (uint32_t m = 0; m < reading->mentions->len; m++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, m);
    const ToposPassage *passage = topos_reading_passage (reading, mention->passage);

    while (at < tokens->tokens->len && topos_token (tokens, at)->span.start < mention->span.start)
      at++;
    site.passage = mention->passage;
    site.begin = passage->first_word;
    site.end = passage->first_word + passage->n_words;
    site.first = site.after = at;
    while (site.after < site.end && topos_token (tokens, site.after)->span.end <= mention->span.end)
      site.after++;
    if (site.after == site.first)
      continue;
    site.demonym = mention->demonym;
    grow (&site);
    if (!mention->demonym)
      grow_right (&site, reading, m, gazetteer);
  }
}
