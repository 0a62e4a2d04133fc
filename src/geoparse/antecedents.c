/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/antecedents.h"

#include "geoparse/extents.h"

#include <math.h>
#include <string.h>

/* What speaks for an earlier place, in points. */
#define A_PASSAGE_BACK 7       /* against it, for each */
#define MOST_BACK 12           /* passages that are counted */
#define AN_EARLIER_MENTION 5   /* of the same place, up to four */
#define SAME_NOUN 14           /* it was called so before */
#define PART_OF_A_NAME 25      /* against "the Kabul in Kabul University" */
#define SPEAKERS 14            /* against the Kabul where officials say what is the case elsewhere */
#define UNKNOWN 10             /* against a name of which nothing is known */
#define GOVERNORS 14           /* against the Kabul that rejects an offer */
#define A_SUBJECT 10           /* and more in its own sentence: "Spain has not recognised the country" */
#define A_PEOPLE 6             /* against "Turkish" for Turkey */
#define SAID_WHERE 9           /* against the Texas of "Paris, Texas" */
#define A_DATELINE 20          /* against where a report was sent from */
#define LEAST_POINTS (-90)
#define MOST_LOOKED_AT 300     /* entities or names back, so that a long text takes no longer */

#define MOST_PEOPLE_VILLAGE 60000
#define LEAST_PEOPLE_CITY 5000
#define NEAR 12                /* tokens back to a name that a phrase may explain */
#define KM_A_DEGREE 111.195

/* Words that say that another place than the last is meant. */
static const char *const OTHERS[] = {
  "other", "another", "nearby", "neighbouring", "neighboring", "next", "different", "new", "second",
  "several", "every", "each", "all", "any", "many", "some", "both", "no", "most", "more", "few",
};

/* Words between the nouns of one phrase: what stands behind says where the phrase is. */
static const char *const WITHIN[] = { "in", "near", "outside", "around", "surrounding", "at", "on",
                                      "inside" };

/* What was spoken of so far and may be meant again. */
typedef struct {
  int32_t mention;      /* a name, or -1 */
  int32_t phrase;       /* else a phrase */
  uint32_t passage;
  const ToposNoun *noun;  /* what it was called, or NULL */
  int points;           /* for and against it, wherever it is looked back from */
} Entity;

typedef struct {
  const ToposTokens *tokens;
  const ToposPhraseWord *words;
  const uint8_t *kinds;
  const ToposGazetteer *gazetteer;
  ToposReading *reading;
  GArray *entities;   /* Entity, in text order */
  uint32_t *at;       /* the first token of each mention */
  uint32_t next;      /* the mention that is not among the entities yet */
} State;

static const ToposMention *
mention_at (const State *state, uint32_t m)
{
  return &g_array_index (state->reading->mentions, ToposMention, m);
}

static uint32_t
mention_end (const State *state, uint32_t m)
{
  uint32_t end = state->at[m] + 1;

  while (end < state->tokens->tokens->len && state->words[end].named == 2)
    end++;
  return end;
}

/* The first mention that begins at the token or later. */
static uint32_t
mention_from (const State *state, uint32_t token)
{
  uint32_t low = 0, high = state->reading->mentions->len;

  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (state->at[middle] < token)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool
is_word (const State *state, int64_t at, uint32_t passage, const char *word)
{
  return topos_token_is (state->tokens, at, passage, word);
}

/* ------------------------------------------------------------------------- entities */

/* "AZAZ, Syria —": the first words of a text. */
static bool
is_dateline (const State *state, uint32_t m)
{
  const uint32_t end = mention_end (state, m), passage = mention_at (state, m)->passage;
  const char *body = topos_reading_body (state->reading);

  for (uint32_t at = end; at < end + 12 && passage < 2; at++) {
    const ToposToken *token = topos_token_at (state->tokens, at, passage);

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
noun_of_name (const State *state, uint32_t m)
{
  const uint32_t end = mention_end (state, m);
  const ToposNoun *noun = NULL;

  for (uint32_t i = state->at[m]; i < end; i++)
    if (state->words[i].noun != NULL)
      noun = state->words[i].noun;
  if (noun == NULL && topos_token_at (state->tokens, end, mention_at (state, m)->passage) != NULL)
    noun = state->words[end].noun;
  return noun;
}

/* "Officials in Kabul said". */
static bool
says_something (const State *state, uint32_t m)
{
  static const char *const SAYS[] = { "said", "says", "say", "told", "announced", "denied", "warned",
                                      "confirmed", "claimed", "accused", "believe" };

  return topos_token_is_one_of (state->tokens, mention_end (state, m), mention_at (state, m)->passage,
                                SAYS, G_N_ELEMENTS (SAYS));
}

static int
points_of (const State *state, uint32_t m)
{
  const ToposMention *mention = mention_at (state, m);
  const uint32_t at = state->at[m];
  int points = 0, earlier = 0;

  for (uint32_t i = m; i-- > 0 && earlier < 4 && m - i < MOST_LOOKED_AT;)
    earlier += mention->choice != TOPOS_PLACE_NONE && mention_at (state, i)->choice == mention->choice;
  points += AN_EARLIER_MENTION * earlier;
  points -= mention->sense == TOPOS_SENSE_EMBEDDED ? PART_OF_A_NAME : 0;
  points -= mention->sense == TOPOS_SENSE_METONYMIC ? GOVERNORS : 0;
  points -= mention->demonym ? A_PEOPLE : 0;
  points -= is_dateline (state, m) ? A_DATELINE : 0;
  points -= says_something (state, m) ? SPEAKERS : 0;
  if (m > 0 && at > 0 && mention_end (state, m - 1) + 1 == at
      && topos_reading_body (state->reading)[topos_token (state->tokens, at - 1)->span.start] == ',')
    points -= SAID_WHERE;
  return points;
}

/* Makes the names before `token` known as places that were spoken of. */
static void
hear_names (State *state, uint32_t token)
{
  for (; state->next < state->reading->mentions->len && state->at[state->next] < token; state->next++) {
    const ToposMention *mention = mention_at (state, state->next);
    const Entity entity = {
      .mention = (int32_t) state->next,
      .phrase = -1,
      .passage = mention->passage,
      .noun = noun_of_name (state, state->next),
      .points = points_of (state, state->next),
    };

    if (mention->standing != TOPOS_STANDING_REJECTED)
      g_array_append_val (state->entities, entity);
  }
}

/* May a place of that kind and size be called by the noun: "the village" is not Baghdad? */
static bool
may_be_called (const State *state, const ToposNoun *noun, uint32_t m)
{
  const ToposMention *mention = mention_at (state, m);
  const uint8_t kind = state->kinds[m];
  ToposPlace place;
  uint32_t hit;

  if (kind >= TOPOS_PLACE_N_KINDS && mention->sense != TOPOS_SENSE_EMBEDDED && !mention->demonym
      && mention->standing == TOPOS_STANDING_UNPLACED)
    return noun->group == TOPOS_NOUN_SETTLEMENT;  /* in no gazetteer: a village, then */
  if (noun->word == topos_word_hash ("island", strlen ("island")) && !mention->demonym
      && state->at[m] > 0 && is_word (state, (int64_t) state->at[m] - 1, mention->passage, "on"))
    return true;
  if (kind >= TOPOS_PLACE_N_KINDS || (noun->kinds >> kind & 1) == 0
      || (mention->standing == TOPOS_STANDING_APPROXIMATE)
      || (mention->demonym && noun->group != TOPOS_NOUN_COUNTRY))
    return false;
  if (noun->group != TOPOS_NOUN_SETTLEMENT
      || !topos_gazetteer_seek (state->gazetteer, mention->choice, &hit))
    return true;
  topos_gazetteer_glance (state->gazetteer, hit, &place);
  static const char *const SMALL[] = { "village", "hamlet" };
  static const char *const GREAT[] = { "city", "metropolis", "capital" };
  for (size_t i = 0; i < G_N_ELEMENTS (SMALL); i++)
    if (noun->word == topos_word_hash (SMALL[i], strlen (SMALL[i])))
      return place.population <= MOST_PEOPLE_VILLAGE;
  for (size_t i = 0; i < G_N_ELEMENTS (GREAT); i++)
    if (noun->word == topos_word_hash (GREAT[i], strlen (GREAT[i])))
      return place.population == 0 || place.population >= LEAST_PEOPLE_CITY;
  return true;
}

/* ------------------------------------------------------------------------- choosing */

/* The entity that "the <noun>" in that passage means, or NULL. */
static const Entity *
look_back (const State *state, const ToposNoun *noun, uint32_t passage)
{
  const Entity *best = NULL;
  int most = LEAST_POINTS;

  for (guint e = state->entities->len; e-- > 0 && state->entities->len - e < MOST_LOOKED_AT;) {
    const Entity *entity = &g_array_index (state->entities, Entity, e);
    const bool same = entity->noun != NULL && entity->noun->word == noun->word;
    const bool named = entity->mention >= 0 && may_be_called (state, noun, (uint32_t) entity->mention);
    const int back = (int) MIN (passage - entity->passage, MOST_BACK);

    if (!named && !(same && (entity->mention < 0 || state->kinds[entity->mention] >= TOPOS_PLACE_OCEAN
                             || noun->kinds == 0)))
      continue;
    const bool unknown = entity->mention >= 0 && state->kinds[entity->mention] >= TOPOS_PLACE_N_KINDS;
    const bool subject = back == 0 && entity->mention >= 0
                         && mention_at (state, (uint32_t) entity->mention)->sense
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

/* The last place spoken of in this passage or the one before, for "there" and "the area". */
static const Entity *
last_place (const State *state, uint32_t passage)
{
  for (guint e = state->entities->len; e-- > 0;) {
    const Entity *entity = &g_array_index (state->entities, Entity, e);

    if (entity->passage + 1 < passage)
      break;
    if (entity->mention < 0 || entity->points <= -A_DATELINE)
      continue;
    const ToposMention *mention = mention_at (state, (uint32_t) entity->mention);
    if (!mention->demonym && mention->choice != TOPOS_PLACE_NONE
        && mention->sense == TOPOS_SENSE_LITERAL)
      return entity;
  }
  return NULL;
}

/* ------------------------------------------------------------------------- placing */

static void
place_at (const State *state, ToposPhrase *phrase, int32_t m, bool exactly)
{
  const ToposMention *mention = mention_at (state, (uint32_t) m);
  ToposPlace place;

  phrase->of = m;
  if (mention->choice == TOPOS_PLACE_NONE
      || !topos_gazetteer_place (state->gazetteer, mention->choice, &place))
    return;
  phrase->point = place.point;
  phrase->standing = exactly ? mention->standing : TOPOS_STANDING_APPROXIMATE;
}

static void
place_like (const State *state, ToposPhrase *phrase, const Entity *entity, bool exactly)
{
  if (entity == NULL)
    return;
  if (entity->mention >= 0) {
    place_at (state, phrase, entity->mention, exactly);
    return;
  }
  const ToposPhrase *other = &g_array_index (state->reading->phrases, ToposPhrase, entity->phrase);
  phrase->of = other->of;
  phrase->point = other->point;
  phrase->standing = exactly || other->standing == TOPOS_STANDING_UNPLACED
                       ? other->standing : TOPOS_STANDING_APPROXIMATE;
}

/* Moves the point by so many kilometres that way: kept to a hundredth of a degree, which no
 * distance told in words is surer than. */
static ToposPoint
moved (ToposPoint from, double km, int bearing)
{
  const double angle = bearing * G_PI / 180, narrow = MAX (cos (from.lat * G_PI / 180), 0.01);
  const ToposPoint to = { from.lat + km / KM_A_DEGREE * cos (angle),
                          from.lon + km / (KM_A_DEGREE * narrow) * sin (angle) };
  const ToposPoint rounded = { round (to.lat * 100) / 100, round (to.lon * 100) / 100 };

  return topos_point_is_valid (rounded) ? rounded : from;
}

/* The kilometres that are told in tokens [first, end): "30km", "19 miles"; 0 when none are. */
static double
kilometres (const State *state, uint32_t first, uint32_t end)
{
  const char *body = topos_reading_body (state->reading);

  for (uint32_t i = first; i < end; i++) {
    const ToposToken *token = topos_token (state->tokens, i);
    char *rest = NULL;

    if (token->kind != TOPOS_WORD_NUMBER)
      continue;
    const double number = g_ascii_strtod (body + token->span.start, &rest);
    if (*rest == ' ' || *rest == '-')
      rest++;
    if (g_str_has_prefix (rest, "km") || g_str_has_prefix (rest, "kilomet"))
      return number;
    if (g_str_has_prefix (rest, "mile") || g_str_has_prefix (rest, "mi "))
      return number * 1.609344;
  }
  return 0;
}

/* "30 km south of Kirkuk": the point that the words tell, when the name is at `name`. */
static void
place_by_distance (const State *state, const ToposStretch *stretch, uint32_t name,
                   ToposPhrase *phrase)
{
  const uint32_t passage = phrase->passage;
  const ToposDirection *direction =
    name >= stretch->first + 2 && is_word (state, (int64_t) name - 1, passage, "of")
      ? topos_direction_at (state->tokens, (int64_t) name - 2, passage) : NULL;

  if (direction == NULL || !direction->noun || phrase->standing == TOPOS_STANDING_UNPLACED)
    return;
  const double km = kilometres (state, stretch->first, name - 2);
  if (km > 0 && km < 1000)
    phrase->point = moved (phrase->point, km, direction->bearing);
}

/* The name that stands beside the phrase and says what it is: "Mosul, the city", "Daquq is a town",
 * "the capital, Damascus"; -1 when none does. */
static int32_t
beside (const State *state, const ToposStretch *stretch, const ToposNoun *noun, uint32_t passage)
{
  static const char *const IS[] = { "is", "was", "remains", "became" };
  const char *body = topos_reading_body (state->reading);

  for (uint32_t m = mention_from (state, stretch->first - MIN (stretch->first, NEAR));
       m < state->reading->mentions->len && state->at[m] <= stretch->end + 1; m++) {
    const uint32_t at = state->at[m], end = mention_end (state, m);

    if (mention_at (state, m)->passage != passage || mention_at (state, m)->demonym
        || !may_be_called (state, noun, m))
      continue;
    const bool comma_after = end + 1 == stretch->first
                             && body[topos_token (state->tokens, end)->span.start] == ',';
    const bool is_one = end + 1 == stretch->first
                        && topos_token_is_one_of (state->tokens, end, passage, IS, G_N_ELEMENTS (IS));
    const bool comma_before = stretch->end + 1 == at
                              && body[topos_token (state->tokens, stretch->end)->span.start] == ','
                              && is_word (state, stretch->first, passage, "the");
    if (comma_after || is_one || comma_before)
      return (int32_t) m;
  }
  return -1;
}

/* ------------------------------------------------------------------------- extents */

/* True when a possessive follows the name: "Syria's". */
static bool
is_owner (const State *state, uint32_t m)
{
  const uint32_t end = mention_end (state, m);
  const ToposToken *token = topos_token_at (state->tokens, end, mention_at (state, m)->passage);

  return token != NULL && token->kind == TOPOS_WORD_MARK
         && state->words[end].small == TOPOS_SMALL_NONE
         && topos_reading_body (state->reading)[token->span.start] != '-';
}

/* The name that a phrase hangs on: its first, but for peoples and owners; -1 when it has none. */
static int32_t
head_name (const State *state, const ToposStretch *stretch)
{
  int32_t head = -1;

  for (uint32_t m = mention_from (state, stretch->first);
       m < state->reading->mentions->len && state->at[m] < stretch->end; m++)
    if (head < 0 || is_owner (state, (uint32_t) head)
        || (mention_at (state, (uint32_t) head)->demonym && !mention_at (state, m)->demonym))
      head = (int32_t) m;
  return head;
}

/* Does the phrase mean the very place of its name: "the city of Mosul", "Anbar province"? Not
 * "northern Iraq", "a village near Kirkuk", "the Turkish border". */
static bool
means_the_name (const State *state, const ToposStretch *stretch, int32_t m)
{
  const ToposMention *mention = mention_at (state, (uint32_t) m);
  const uint32_t name = state->at[m], end = mention_end (state, (uint32_t) m);

  if (mention->demonym)
    return false;
  for (uint32_t i = stretch->first; i < name; i++) {
    const ToposNoun *noun = state->words[i].noun;

    if (topos_direction_at (state->tokens, i, mention->passage) != NULL
        || topos_token (state->tokens, i)->kind == TOPOS_WORD_NUMBER
        || (state->words[i].small == TOPOS_SMALL_PREPOSITION
            && !(i + 1 >= name - (name > 0 && is_word (state, (int64_t) name - 1, mention->passage, "the"))
                 && is_word (state, i, mention->passage, "of")))
        || (noun != NULL && state->words[i].named == 0 && is_word (state, (int64_t) i + 1, mention->passage, "of")
            && !may_be_called (state, noun, (uint32_t) m) && noun->group != TOPOS_NOUN_SETTLEMENT))
      return false;
  }
  if (end < stretch->end && state->words[end].noun != NULL)
    return may_be_called (state, state->words[end].noun, (uint32_t) m);
  return end >= stretch->end || state->words[end].small == TOPOS_SMALL_MARK
         || topos_token_is_one_of (state->tokens, end, mention->passage, WITHIN, G_N_ELEMENTS (WITHIN));
}

static void
place_extent (const State *state, const ToposStretch *stretch, const ToposNoun *noun,
              ToposPhrase *phrase)
{
  const int32_t head = head_name (state, stretch);
  const int32_t named = noun ? beside (state, stretch, noun, phrase->passage) : -1;

  if (named >= 0) {
    place_at (state, phrase, named, true);
    return;
  }
  if (head < 0)
    return;
  place_at (state, phrase, head, means_the_name (state, stretch, head));
  place_by_distance (state, stretch, state->at[head], phrase);
}

/* ------------------------------------------------------------------------- nominals */

static bool
is_definite (const State *state, const ToposStretch *stretch, uint32_t passage)
{
  const uint8_t small = state->words[stretch->first].small;

  for (uint32_t i = stretch->first; i < stretch->end; i++)
    if (topos_token_is_one_of (state->tokens, i, passage, OTHERS, G_N_ELEMENTS (OTHERS)))
      return false;
  return is_word (state, stretch->first, passage, "the") || small == TOPOS_SMALL_POINTER
         || small == TOPOS_SMALL_OWNER;
}

/* "the city's eastern half", "a southern district of the city": the noun within that says where. */
static const ToposNoun *
inner_noun (const State *state, const ToposStretch *stretch, uint32_t head, uint32_t passage)
{
  for (uint32_t i = stretch->first; i < stretch->end; i++) {
    const bool article = i > 0 && (is_word (state, (int64_t) i - 1, passage, "the")
                                   || state->words[i - 1].small == TOPOS_SMALL_POINTER
                                   || state->words[i - 1].small == TOPOS_SMALL_OWNER);
    if (i != head && article && state->words[i].noun != NULL && state->words[i].noun->kinds != 0)
      return state->words[i].noun;
  }
  return NULL;
}

/* The name behind "in" behind the phrase: "a hospital in Goma"; -1 when none stands there. */
static int32_t
right_behind (const State *state, const ToposStretch *stretch, uint32_t passage)
{
  uint32_t at = stretch->end + 1;

  if (!topos_token_is_one_of (state->tokens, stretch->end, passage, WITHIN, G_N_ELEMENTS (WITHIN)))
    return -1;
  at += is_word (state, at, passage, "the");
  const uint32_t m = mention_from (state, at);
  return m < state->reading->mentions->len && state->at[m] == at && !mention_at (state, m)->demonym
           ? (int32_t) m : -1;
}

static void
place_nominal (const State *state, const ToposStretch *stretch, const ToposNoun *noun, uint32_t head,
               ToposPhrase *phrase)
{
  const uint32_t passage = phrase->passage;
  const int32_t name = noun ? beside (state, stretch, noun, passage) : -1;

  if (noun == NULL)
    return;
  if (name >= 0) {
    place_at (state, phrase, name, true);
    return;
  }
  if (is_word (state, stretch->first, passage, "there")) {
    place_like (state, phrase, last_place (state, passage), false);
    return;
  }
  const int32_t around = right_behind (state, stretch, passage);
  if (around >= 0) {
    place_at (state, phrase, around, false);
    return;
  }
  const ToposNoun *inner = inner_noun (state, stretch, head, passage);
  if (inner != NULL) {
    place_like (state, phrase, look_back (state, inner, passage), false);
    return;
  }
  if (!is_definite (state, stretch, passage))
    return;
  const Entity *entity = look_back (state, noun, passage);
  if (entity != NULL)
    place_like (state, phrase, entity, true);
  else if (is_word (state, head, passage, "area") || is_word (state, head, passage, "region"))
    place_like (state, phrase, last_place (state, passage), false);
}

/* ------------------------------------------------------------------------- the text */

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

/* The phrase is spoken of from now on. */
static void
hear_phrase (State *state, const ToposPhrase *phrase, const ToposNoun *noun)
{
  const Entity entity = { .mention = -1, .phrase = (int32_t) state->reading->phrases->len,
                          .passage = phrase->passage, .noun = noun };

  if (noun != NULL && noun->group != TOPOS_NOUN_ADVERB)
    g_array_append_val (state->entities, entity);
}

void
topos_antecedents_append (const ToposTokens *tokens, const ToposPhraseWord *words,
                          const uint8_t *kinds, const GArray *stretches,
                          const ToposGazetteer *gazetteer, ToposReading *reading)
{
  g_autoptr (GArray) entities = g_array_new (FALSE, FALSE, sizeof (Entity));
  g_autofree uint32_t *at = first_tokens (tokens, reading);
  State state = { tokens, words, kinds, gazetteer, reading, entities, at, 0 };

  for (guint s = 0; s < stretches->len; s++) {
    const ToposStretch *stretch = &g_array_index (stretches, ToposStretch, s);
    const int ahead = topos_phrase_head_ahead (words, stretch->first, stretch->end);
    const uint32_t head = stretch->first + (uint32_t) MAX (ahead, 0);
    const ToposNoun *noun = ahead >= 0 ? words[head].noun : NULL;
    ToposPhrase phrase = {
      .span = { topos_token (tokens, stretch->first)->span.start,
                topos_token (tokens, stretch->end - 1)->span.end },
      .kind = stretch->kind,
      .confidence = stretch->confidence,
      .standing = TOPOS_STANDING_UNPLACED,
      .of = -1,
      .point = { NAN, NAN },
      .passage = topos_token (tokens, stretch->first)->passage,
    };

    hear_names (&state, stretch->first);
    if (stretch->kind == TOPOS_PHRASE_EXTENT)
      place_extent (&state, stretch, noun, &phrase);
    else
      place_nominal (&state, stretch, noun, head, &phrase);
    if (stretch->if_placed && phrase.of < 0)
      continue;
    hear_phrase (&state, &phrase, noun);
    g_array_append_val (reading->phrases, phrase);
  }
}
