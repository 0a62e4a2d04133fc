/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/spoken.h"

#include <string.h>

/* What speaks for an earlier place, in points. */
#define A_PASSAGE_BACK 7       /* against it, for each */
#define MOST_BACK 12           /* passages that are counted */
#define AN_EARLIER_MENTION 5   /* of the same place, up to four */
#define SAME_NOUN 14           /* it was called so before */
#define PART_OF_A_NAME 25      /* against "the Kabul in Kabul University" */
#define SPEAKERS 14            /* against the Kabul where officials speak of elsewhere */
#define UNKNOWN 10             /* against a name of which nothing is known */
#define GOVERNORS 14           /* against the Kabul that rejects an offer */
#define A_SUBJECT 10           /* and more in its own sentence: "Spain rejects the country" */
#define A_PEOPLE 6             /* against "Turkish" for Turkey */
#define SAID_WHERE 9           /* against the Texas of "Paris, Texas" */
#define A_DATELINE 20          /* against where a report was sent from */
#define LEAST_POINTS (-90)
#define MOST_LOOKED_AT 300     /* entities or names back, so that a long text takes no longer */

/* How many people live where it is called so; where none are known, any may. */
static const struct {
  const char *noun;
  int64_t least, most;
} SIZES[] = {
  { "village", 0, 60000 },          { "hamlet", 0, 60000 },
  { "city", 5000, INT64_MAX },      { "metropolis", 5000, INT64_MAX },
  { "capital", 5000, INT64_MAX },
};

static uint32_t *
first_tokens (const ToposTokens *tokens, const ToposReading *reading)
{
  uint32_t *first = g_new (uint32_t, reading->mentions->len + 1), at = 0;

  for (guint m = 0; m < reading->mentions->len; m++) {
    const uint32_t start = g_array_index (reading->mentions, ToposMention, m).span.start;

    while (at + 1 < tokens->tokens->len && topos_token (tokens, at)->span.start < start)
      at++;
    first[m] = at;
  }
  return first;
}

void
topos_spoken_init (ToposSpoken *self, const ToposTokens *tokens, const ToposPhraseWord *words,
                   const uint8_t *kinds, const ToposGazetteer *gazetteer, ToposReading *reading)
{
  *self = (ToposSpoken){ tokens, words, kinds, gazetteer, reading, NULL, NULL, 0 };
  self->entities = g_array_new (FALSE, FALSE, sizeof (ToposEntity));
  self->at = first_tokens (tokens, reading);
}

void
topos_spoken_clear (ToposSpoken *self)
{
  g_array_unref (self->entities);
  g_free (self->at);
}

uint32_t
topos_spoken_name_end (const ToposSpoken *self, uint32_t m)
{
  uint32_t end = self->at[m] + 1;

  while (end < self->tokens->tokens->len && self->words[end].named == 2)
    end++;
  return end;
}

uint32_t
topos_spoken_mention_from (const ToposSpoken *self, uint32_t token)
{
  uint32_t low = 0, high = self->reading->mentions->len;

  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (self->at[middle] < token)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* ------------------------------------------------------------------------- entities */

/* "AZAZ, Syria —": the first words of a text. */
static bool
is_dateline (const ToposSpoken *self, uint32_t m)
{
  const uint32_t end = topos_spoken_name_end (self, m);
  const uint32_t passage = topos_spoken_mention (self, m)->passage;
  const char *body = topos_reading_body (self->reading);

  for (uint32_t at = end; at < end + 12 && passage < 2; at++) {
    const ToposToken *token = topos_token_at (self->tokens, at, passage);

    if (token == NULL)
      break;
    if (g_str_has_prefix (body + token->span.start, "—")
        || g_str_has_prefix (body + token->span.start, "–")
        || g_str_has_prefix (body + token->span.start, "--")
        || (body[token->span.start] == '-' && body[token->span.start - 1] == ' '))
      return true;
    if (token->kind == TOPOS_WORD_WORD && !token->capital)
      break;
  }
  return false;
}

/* The kind of place noun within a name ("Camp Hurriya") or right behind it. */
static const ToposNoun *
noun_of_name (const ToposSpoken *self, uint32_t m)
{
  const uint32_t end = topos_spoken_name_end (self, m);
  const ToposNoun *noun = NULL;

  for (uint32_t i = self->at[m]; i < end; i++)
    if (self->words[i].noun != NULL)
      noun = self->words[i].noun;
  if (noun == NULL
      && topos_token_at (self->tokens, end, topos_spoken_mention (self, m)->passage) != NULL)
    noun = self->words[end].noun;
  return noun;
}

/* "Officials in Kabul said". */
static bool
says_something (const ToposSpoken *self, uint32_t m)
{
  static const char *const SAYS[] = { "said", "says", "say", "told", "announced", "denied", "warned",
                                      "confirmed", "claimed", "accused", "believe" };

  return topos_token_is_one_of (self->tokens, topos_spoken_name_end (self, m),
                                topos_spoken_mention (self, m)->passage, SAYS,
                                G_N_ELEMENTS (SAYS));
}

static int
points_of (const ToposSpoken *self, uint32_t m)
{
  const ToposMention *mention = topos_spoken_mention (self, m);
  const uint32_t at = self->at[m];
  int points = 0, earlier = 0;

  for (uint32_t i = m; i-- > 0 && earlier < 4 && m - i < MOST_LOOKED_AT;)
    earlier += mention->choice != TOPOS_PLACE_NONE
               && topos_spoken_mention (self, i)->choice == mention->choice;
  points += AN_EARLIER_MENTION * earlier;
  points -= mention->sense == TOPOS_SENSE_EMBEDDED ? PART_OF_A_NAME : 0;
  points -= mention->sense == TOPOS_SENSE_METONYMIC ? GOVERNORS : 0;
  points -= mention->demonym ? A_PEOPLE : 0;
  points -= is_dateline (self, m) ? A_DATELINE : 0;
  points -= says_something (self, m) ? SPEAKERS : 0;
  if (m > 0 && at > 0 && topos_spoken_name_end (self, m - 1) + 1 == at
      && topos_reading_body (self->reading)[topos_token (self->tokens, at - 1)->span.start] == ',')
    points -= SAID_WHERE;
  return points;
}

void
topos_spoken_hear_names (ToposSpoken *self, uint32_t token)
{
  for (; self->next < self->reading->mentions->len && self->at[self->next] < token; self->next++) {
    const ToposMention *mention = topos_spoken_mention (self, self->next);
    const ToposEntity entity = {
      .mention = (int32_t) self->next,
      .phrase = -1,
      .passage = mention->passage,
      .noun = noun_of_name (self, self->next),
      .points = points_of (self, self->next),
    };

    if (mention->standing != TOPOS_STANDING_REJECTED)
      g_array_append_val (self->entities, entity);
  }
}

void
topos_spoken_hear_phrase (ToposSpoken *self, const ToposPhrase *phrase, const ToposNoun *noun)
{
  const ToposEntity entity = { .mention = -1,
                               .phrase = (int32_t) self->reading->phrases->len,
                               .passage = phrase->passage, .noun = noun };

  if (noun != NULL && noun->group != TOPOS_NOUN_ADVERB)
    g_array_append_val (self->entities, entity);
}

static bool
has_size (const ToposSpoken *self, const ToposNoun *noun, ToposPlaceId id)
{
  ToposPlace place;
  uint32_t hit;

  if (!topos_gazetteer_seek (self->gazetteer, id, &hit))
    return true;
  topos_gazetteer_glance (self->gazetteer, hit, &place);
  for (size_t i = 0; i < G_N_ELEMENTS (SIZES); i++)
    if (noun->word == topos_word_hash (SIZES[i].noun, strlen (SIZES[i].noun)))
      return place.population == 0
             || (place.population >= SIZES[i].least && place.population <= SIZES[i].most);
  return true;
}

bool
topos_spoken_may_be_called (const ToposSpoken *self, const ToposNoun *noun, uint32_t m)
{
  const ToposMention *mention = topos_spoken_mention (self, m);
  const uint8_t kind = self->kinds[m];

  if (kind >= TOPOS_PLACE_N_KINDS && mention->sense != TOPOS_SENSE_EMBEDDED && !mention->demonym
      && mention->standing == TOPOS_STANDING_UNPLACED)
    return noun->group == TOPOS_NOUN_SETTLEMENT;  /* in no gazetteer: a village, then */
  if (noun->word == topos_word_hash ("island", strlen ("island")) && !mention->demonym
      && self->at[m] > 0 && topos_spoken_is (self, (int64_t) self->at[m] - 1, mention->passage, "on"))
    return true;
  if (kind >= TOPOS_PLACE_N_KINDS || (noun->kinds >> kind & 1) == 0
      || (mention->standing == TOPOS_STANDING_APPROXIMATE)
      || (mention->demonym && noun->group != TOPOS_NOUN_COUNTRY))
    return false;
  return noun->group != TOPOS_NOUN_SETTLEMENT || has_size (self, noun, mention->choice);
}

/* ------------------------------------------------------------------------- choosing */

const ToposEntity *
topos_spoken_look_back (const ToposSpoken *self, const ToposNoun *noun, uint32_t passage)
{
  const ToposEntity *best = NULL;
  int most = LEAST_POINTS;

  for (guint e = self->entities->len; e-- > 0 && self->entities->len - e < MOST_LOOKED_AT;) {
    const ToposEntity *entity = &g_array_index (self->entities, ToposEntity, e);
    const bool same = entity->noun != NULL && entity->noun->word == noun->word;
    const bool named = entity->mention >= 0
                       && topos_spoken_may_be_called (self, noun, (uint32_t) entity->mention);
    const int back = (int) MIN (passage - entity->passage, MOST_BACK);

    if (!named && !(same && (entity->mention < 0 || self->kinds[entity->mention] >= TOPOS_PLACE_OCEAN
                             || noun->kinds == 0)))
      continue;
    const bool unknown =
      entity->mention >= 0 && self->kinds[entity->mention] >= TOPOS_PLACE_N_KINDS;
    const bool subject = back == 0 && entity->mention >= 0
                         && topos_spoken_mention (self, (uint32_t) entity->mention)->sense
                              == TOPOS_SENSE_METONYMIC;
    const int points = entity->points - A_PASSAGE_BACK * back + (same ? SAME_NOUN : 0)
                       - (unknown ? UNKNOWN : 0) - (subject ? A_SUBJECT : 0);
    if (points > most) {
      most = points;
      best = entity;
    }
  }
  return best;
}

const ToposEntity *
topos_spoken_last_place (const ToposSpoken *self, uint32_t passage)
{
  for (guint e = self->entities->len; e-- > 0;) {
    const ToposEntity *entity = &g_array_index (self->entities, ToposEntity, e);

    if (entity->passage + 1 < passage)
      break;
    if (entity->mention < 0 || entity->points <= -A_DATELINE)
      continue;
    const ToposMention *mention = topos_spoken_mention (self, (uint32_t) entity->mention);
    if (!mention->demonym && mention->choice != TOPOS_PLACE_NONE
        && mention->sense == TOPOS_SENSE_LITERAL)
      return entity;
  }
  return NULL;
}
