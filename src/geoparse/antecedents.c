/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/antecedents.h"

#include "geoparse/extents.h"
#include "geoparse/spoken.h"

#include <math.h>
#include <string.h>

#define NEAR 12                /* tokens back to a name that a phrase may explain */
#define KM_A_DEGREE 111.195

/* Words that say that another place than the last is meant. */
static const char *const OTHERS[] = {
  "other", "another", "nearby", "neighbouring", "neighboring", "nearest", "closest", "next",
  "different", "new", "second", "several", "every", "each", "all", "any", "many", "some", "both",
  "no", "most", "more", "few",
};

/* Words between the nouns of one phrase: what stands behind says where the phrase is. */
static const char *const WITHIN[] = { "in", "near", "outside", "around", "surrounding", "at", "on",
                                      "inside" };

/* ------------------------------------------------------------------------- placing */

static void
place_at (const ToposSpoken *spoken, ToposPhrase *phrase, int32_t m, bool exactly)
{
  const ToposMention *mention = topos_spoken_mention (spoken, (uint32_t) m);
  ToposPlace place;

  phrase->of = m;
  if (mention->choice == TOPOS_PLACE_NONE
      || !topos_gazetteer_place (spoken->gazetteer, mention->choice, &place))
    return;
  phrase->point = place.point;
  phrase->standing = exactly ? mention->standing : TOPOS_STANDING_APPROXIMATE;
}

static void
place_like (const ToposSpoken *spoken, ToposPhrase *phrase, const ToposEntity *entity, bool exactly)
{
  if (entity == NULL)
    return;
  if (entity->mention >= 0) {
    place_at (spoken, phrase, entity->mention, exactly);
    return;
  }
  const ToposPhrase *other = &g_array_index (spoken->reading->phrases, ToposPhrase, entity->phrase);
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
kilometres (const ToposSpoken *spoken, uint32_t first, uint32_t end)
{
  const char *body = topos_reading_body (spoken->reading);

  for (uint32_t i = first; i < end; i++) {
    const ToposToken *token = topos_token (spoken->tokens, i);
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
place_by_distance (const ToposSpoken *spoken, const ToposStretch *stretch, uint32_t name,
                   ToposPhrase *phrase)
{
  const uint32_t passage = phrase->passage;
  const ToposDirection *direction =
    name >= stretch->first + 2 && topos_spoken_is (spoken, (int64_t) name - 1, passage, "of")
      ? topos_direction_at (spoken->tokens, (int64_t) name - 2, passage) : NULL;

  if (direction == NULL || !direction->noun || phrase->standing == TOPOS_STANDING_UNPLACED)
    return;
  const double km = kilometres (spoken, stretch->first, name - 2);
  if (km > 0 && km < 1000)
    phrase->point = moved (phrase->point, km, direction->bearing);
}

/* The name that stands beside the phrase and says what it is: "Mosul, the city", "Daquq is a town",
 * "the capital, Damascus"; -1 when none does. */
static int32_t
beside (const ToposSpoken *spoken, const ToposStretch *stretch, const ToposNoun *noun,
        uint32_t passage)
{
  static const char *const IS[] = { "is", "was", "remains", "became" };
  const char *body = topos_reading_body (spoken->reading);

  for (uint32_t m = topos_spoken_mention_from (spoken, stretch->first - MIN (stretch->first, NEAR));
       m < spoken->reading->mentions->len && spoken->at[m] <= stretch->end + 1; m++) {
    const uint32_t at = spoken->at[m], end = topos_spoken_name_end (spoken, m);

    if (topos_spoken_mention (spoken, m)->passage != passage
        || topos_spoken_mention (spoken, m)->demonym
        || !topos_spoken_may_be_called (spoken, noun, m))
      continue;
    const bool comma_after = end + 1 == stretch->first
                             && body[topos_token (spoken->tokens, end)->span.start] == ',';
    const bool is_one = end + 1 == stretch->first
                        && topos_token_is_one_of (spoken->tokens, end, passage, IS, G_N_ELEMENTS (IS));
    const bool comma_before = stretch->end + 1 == at
                              && body[topos_token (spoken->tokens, stretch->end)->span.start] == ','
                              && topos_spoken_is (spoken, stretch->first, passage, "the");
    if (comma_after || is_one || comma_before)
      return (int32_t) m;
  }
  return -1;
}

/* ------------------------------------------------------------------------- extents */

/* True when a possessive follows the name: "Syria's". */
static bool
is_owner (const ToposSpoken *spoken, uint32_t m)
{
  const uint32_t end = topos_spoken_name_end (spoken, m);
  const ToposToken *token =
    topos_token_at (spoken->tokens, end, topos_spoken_mention (spoken, m)->passage);

  return token != NULL && token->kind == TOPOS_WORD_MARK
         && spoken->words[end].small == TOPOS_SMALL_NONE
         && topos_reading_body (spoken->reading)[token->span.start] != '-';
}

/* The name that a phrase hangs on: its first, but for peoples and owners; -1 when it has none. */
static int32_t
head_name (const ToposSpoken *spoken, const ToposStretch *stretch)
{
  int32_t head = -1;

  for (uint32_t m = topos_spoken_mention_from (spoken, stretch->first);
       m < spoken->reading->mentions->len && spoken->at[m] < stretch->end; m++)
    if (head < 0 || is_owner (spoken, (uint32_t) head)
        || (topos_spoken_mention (spoken, (uint32_t) head)->demonym
            && !topos_spoken_mention (spoken, m)->demonym))
      head = (int32_t) m;
  return head;
}

/* Does the token before the name that begins at `name` make the phrase a part of the place, or what
 * lies by it: "northern", "30", "near", "border of"? */
static bool
says_otherwise (const ToposSpoken *spoken, uint32_t i, uint32_t name, int32_t m, uint32_t passage)
{
  const ToposNoun *noun = spoken->words[i].named == 0 ? spoken->words[i].noun : NULL;
  const uint32_t of = name - 1 - topos_spoken_is (spoken, (int64_t) name - 1, passage, "the");
  const bool joins = i == of && topos_spoken_is (spoken, i, passage, "of") && i > 0
                     && spoken->words[i - 1].noun != NULL;  /* not "the rest of" */

  if (topos_direction_at (spoken->tokens, i, passage) != NULL
      || topos_token (spoken->tokens, i)->kind == TOPOS_WORD_NUMBER
      || (spoken->words[i].small == TOPOS_SMALL_PREPOSITION && !joins))
    return true;
  return noun != NULL && topos_spoken_is (spoken, (int64_t) i + 1, passage, "of")
         && noun->group != TOPOS_NOUN_SETTLEMENT
         && !topos_spoken_may_be_called (spoken, noun, (uint32_t) m);
}

/* Does the phrase mean the very place of its name: "the city of Mosul", "Anbar province"? Not
 * "northern Iraq", "a village near Kirkuk", "the Turkish border". */
static bool
means_the_name (const ToposSpoken *spoken, const ToposStretch *stretch, int32_t m)
{
  const ToposMention *mention = topos_spoken_mention (spoken, (uint32_t) m);
  const uint32_t name = spoken->at[m], end = topos_spoken_name_end (spoken, (uint32_t) m);

  if (mention->demonym)
    return false;
  for (uint32_t i = stretch->first; i < name; i++)
    if (says_otherwise (spoken, i, name, m, mention->passage))
      return false;
  if (end < stretch->end && spoken->words[end].noun != NULL)
    return topos_spoken_may_be_called (spoken, spoken->words[end].noun, (uint32_t) m);
  return end >= stretch->end || spoken->words[end].small == TOPOS_SMALL_MARK
         || topos_token_is_one_of (spoken->tokens, end, mention->passage, WITHIN,
                                   G_N_ELEMENTS (WITHIN));
}

static void
place_extent (const ToposSpoken *spoken, const ToposStretch *stretch, const ToposNoun *noun,
              ToposPhrase *phrase)
{
  const int32_t head = head_name (spoken, stretch);
  const int32_t named = noun ? beside (spoken, stretch, noun, phrase->passage) : -1;

  if (named >= 0) {
    place_at (spoken, phrase, named, true);
    return;
  }
  if (head < 0)
    return;
  place_at (spoken, phrase, head, means_the_name (spoken, stretch, head));
  place_by_distance (spoken, stretch, spoken->at[head], phrase);
}

/* ------------------------------------------------------------------------- nominals */

static bool
is_definite (const ToposSpoken *spoken, const ToposStretch *stretch, uint32_t passage)
{
  const uint8_t small = spoken->words[stretch->first].small;

  for (uint32_t i = stretch->first; i < stretch->end; i++)
    if (topos_token_is_one_of (spoken->tokens, i, passage, OTHERS, G_N_ELEMENTS (OTHERS)))
      return false;
  return topos_spoken_is (spoken, stretch->first, passage, "the") || small == TOPOS_SMALL_POINTER
         || small == TOPOS_SMALL_OWNER;
}

/* "the city's eastern half", "a southern district of the city": the noun within that says where. */
static const ToposNoun *
inner_noun (const ToposSpoken *spoken, const ToposStretch *stretch, uint32_t head, uint32_t passage)
{
  for (uint32_t i = stretch->first; i < stretch->end; i++) {
    const bool article = i > 0 && (topos_spoken_is (spoken, (int64_t) i - 1, passage, "the")
                                   || spoken->words[i - 1].small == TOPOS_SMALL_POINTER
                                   || spoken->words[i - 1].small == TOPOS_SMALL_OWNER);
    if (i != head && article && spoken->words[i].noun != NULL && spoken->words[i].noun->kinds != 0)
      return spoken->words[i].noun;
  }
  return NULL;
}

/* The name behind "in" behind the phrase: "a hospital in Goma"; -1 when none stands there. */
static int32_t
right_behind (const ToposSpoken *spoken, const ToposStretch *stretch, uint32_t passage)
{
  uint32_t at = stretch->end + 1;

  if (!topos_token_is_one_of (spoken->tokens, stretch->end, passage, WITHIN, G_N_ELEMENTS (WITHIN)))
    return -1;
  at += topos_spoken_is (spoken, at, passage, "the");
  const uint32_t m = topos_spoken_mention_from (spoken, at);
  return m < spoken->reading->mentions->len && spoken->at[m] == at
             && !topos_spoken_mention (spoken, m)->demonym
           ? (int32_t) m : -1;
}

static void
place_nominal (const ToposSpoken *spoken, const ToposStretch *stretch, const ToposNoun *noun,
               uint32_t head, ToposPhrase *phrase)
{
  const uint32_t passage = phrase->passage;
  const int32_t name = noun ? beside (spoken, stretch, noun, passage) : -1;

  if (noun == NULL)
    return;
  if (name >= 0) {
    place_at (spoken, phrase, name, true);
    return;
  }
  if (topos_spoken_is (spoken, stretch->first, passage, "there")) {
    place_like (spoken, phrase, topos_spoken_last_place (spoken, passage), false);
    return;
  }
  const int32_t around = right_behind (spoken, stretch, passage);
  if (around >= 0) {
    place_at (spoken, phrase, around, false);
    return;
  }
  const ToposNoun *inner = inner_noun (spoken, stretch, head, passage);
  if (inner != NULL) {
    place_like (spoken, phrase, topos_spoken_look_back (spoken, inner, passage), false);
    return;
  }
  if (!is_definite (spoken, stretch, passage))
    return;
  const ToposEntity *entity = topos_spoken_look_back (spoken, noun, passage);
  if (entity != NULL)
    place_like (spoken, phrase, entity, true);
  else if (topos_spoken_is (spoken, head, passage, "area")
           || topos_spoken_is (spoken, head, passage, "region"))
    place_like (spoken, phrase, topos_spoken_last_place (spoken, passage), false);
}

/* ------------------------------------------------------------------------- the text */

void
topos_antecedents_append (const ToposTokens *tokens, const ToposPhraseWord *words,
                          const uint8_t *kinds, const GArray *stretches,
                          const ToposGazetteer *gazetteer, ToposReading *reading)
{
  ToposSpoken spoken;

  topos_spoken_init (&spoken, tokens, words, kinds, gazetteer, reading);
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

    topos_spoken_hear_names (&spoken, stretch->first);
    if (stretch->kind == TOPOS_PHRASE_EXTENT)
      place_extent (&spoken, stretch, noun, &phrase);
    else
      place_nominal (&spoken, stretch, noun, head, &phrase);
    if (stretch->if_placed && phrase.of < 0)
      continue;
    topos_spoken_hear_phrase (&spoken, &phrase, noun);
    g_array_append_val (reading->phrases, phrase);
  }  topos_spoken_clear (&spoken);
}
