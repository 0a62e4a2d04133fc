/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/lean.h"

#include "geoparse/cues.h"
#include "geoparse/sense.h"

#define KNOWN_AREA 30
#define KNOWN_CITY 30
#define ACTING 30
#define KNOWN_NATURE 120
#define THOUGHT_PLACE 16
#define IN_AREA 40         /* "X, in Y district" */
#define FATE 100
#define CALLED 80          /* a word that nobody knows, beside one that says that it is a place */
#define FULL_NAME 150
#define GROUND 80
#define GROUND_FIRST 160   /* "the River Deveron": few names begin so that are none */
#define OFFICE 60
#define TITLED_OFFICE 110
#define COUNTRY 60
#define RIVER 100
#define IN_STATE 130
#define UNKNOWN_IN_STATE 100
#define SEAT 150
#define ACTING_BODY 100    /* the first tagger takes a capital for a body: "Warsaw wants" */

/* "Kyiv accused": what governments do. */
static bool
acts (const ToposTokens *tokens, uint32_t i)
{
  const ToposFound found = { .first = i, .end = i + 1 };

  return topos_token (tokens, i)->part == TOPOS_PART_WHOLE
         && topos_sense_is_metonymic (tokens, &found);
}

/* Is the token thought to be of a person's or a body's name, and how surely? -1 when of neither. */
static int
otherwise_sure (const ToposOpinion *opinion, ToposSort sort)
{
  return opinion->tag != 0 && (opinion->tag - 1) / 2 == (int) sort ? opinion->sure : -1;
}

/* "In Kohat", "north of Adwa", "fled to Palma". */
static int32_t
led_to (const ToposTokens *tokens, uint32_t i, const ToposOpinion *opinion)
{
  static const int32_t UNITS[][3] = {  /* by how surely a place follows; unknown, small, large */
    { 0, 0, 0 }, { 40, 60, 80 }, { 60, 80, 90 },
  };
  const ToposToken *token = topos_token (tokens, i);
  const bool small = token->class == TOPOS_NAME_VILLAGE || token->class == TOPOS_NAME_SMALL_TOWN;
  const bool large = token->class != TOPOS_NAME_UNKNOWN && token->class <= TOPOS_NAME_CITY;
  const bool shaped = token->shape == TOPOS_SHAPE_TITLED
                      || (token->shape == TOPOS_SHAPE_ALL_CAPITALS && large);

  if (!shaped || token->demonym
      || otherwise_sure (opinion, TOPOS_SORT_PERSON) > 1
      || otherwise_sure (opinion, TOPOS_SORT_ORGANISATION) > 1
      || !topos_cue_stands_alone (tokens, i))
    return 0;
  return UNITS[topos_cue_leads_to_place (tokens, i)]
              [token->class == TOPOS_NAME_UNKNOWN ? 0 : small ? 1 : 2];
}

/* "The Yakima school board", "Nakuru Governor X". */
static int32_t
has_office (const ToposTokens *tokens, uint32_t i, const ToposOpinion *opinion)
{
  const ToposToken *token = topos_token (tokens, i);

  if (token->shape != TOPOS_SHAPE_TITLED || token->demonym || token->class == TOPOS_NAME_UNKNOWN
      || otherwise_sure (opinion, TOPOS_SORT_PERSON) > 0
      || otherwise_sure (opinion, TOPOS_SORT_ORGANISATION) > 1
      || !topos_cue_has_office (tokens, i))
    return 0;
  return topos_token (tokens, token->name_end)->capital ? TITLED_OFFICE : OFFICE;
}

/* "The River Deveron". */
static int32_t
is_ground (const ToposTokens *tokens, uint32_t i, const ToposOpinion *opinion)
{
  const int kind = topos_token (tokens, i)->shape == TOPOS_SHAPE_TITLED
                     ? topos_cue_is_ground (tokens, i) : 0;

  if (kind == 2)
    return otherwise_sure (opinion, TOPOS_SORT_PERSON) < 2 ? GROUND_FIRST : 0;
  return kind == 1 && otherwise_sure (opinion, TOPOS_SORT_PERSON) < 0 ? GROUND : 0;
}

/* "General Santos City": two words and more, all with a capital and none beside them, of a country,
 * a province or a large city. */
static bool
is_full_name (const ToposTokens *tokens, uint32_t i)
{
  const ToposToken *token = topos_token (tokens, i);
  const ToposToken *before = topos_token_at (tokens, (int64_t) i - 1, token->passage);
  const bool large = token->class == TOPOS_NAME_COUNTRY || token->class == TOPOS_NAME_PROVINCE
                     || token->class == TOPOS_NAME_CITY;

  if (!large || token->name == 0 || token->name_end < i + 2 || token->demonym || before == NULL
      || before->capital || token->part != TOPOS_PART_FIRST || !topos_cue_stands_alone (tokens, i))
    return false;
  for (uint32_t at = i; at < token->name_end; at++)
    if (topos_token (tokens, at)->shape != TOPOS_SHAPE_TITLED)
      return false;
  return true;
}

/* What the gazetteer knows of the name. */
static int32_t
known (const ToposTokens *tokens, uint32_t i, const ToposOpinion *opinion)
{
  const ToposToken *token = topos_token (tokens, i);
  const int thought = opinion->tag == 0 ? -1 : (opinion->tag - 1) / 2;
  const bool area = token->class == TOPOS_NAME_COUNTRY || token->class == TOPOS_NAME_PROVINCE;
  const bool many = token->part != TOPOS_PART_WHOLE;
  const bool otherwise = thought == TOPOS_SORT_PERSON || thought == TOPOS_SORT_ORGANISATION;
  int32_t all = 0;

  if (token->class == TOPOS_NAME_UNKNOWN && token->shape == TOPOS_SHAPE_TITLED && !token->first
      && thought == -1)
    return topos_cue_is_called_place (tokens, i) ? CALLED : 0;
  if (token->class == TOPOS_NAME_UNKNOWN && token->capital
      && (thought == TOPOS_SORT_PLACE || (thought == TOPOS_SORT_ORGANISATION && opinion->sure == 0)))
    return topos_cue_is_called_place (tokens, i) ? TOPOS_LEAN_PLACE_WORD : 0;
  if (token->class == TOPOS_NAME_UNKNOWN || token->abbreviation || !token->capital
      || (otherwise && opinion->sure >= 2 && !topos_cue_is_called_place (tokens, i)))
    return 0;
  if (otherwise)
    return (topos_cue_is_called_place (tokens, i) ? TOPOS_LEAN_PLACE_WORD + KNOWN_AREA : 0)
           + (area && opinion->elsewhere[TOPOS_SORT_PLACE] > 0 ? 3 * KNOWN_AREA : 0)
           + (thought == TOPOS_SORT_ORGANISATION && (area || topos_fame_is_great (token->fame))
              && acts (tokens, i) ? ACTING_BODY : 0);
  if (area)
    all += KNOWN_AREA;
  else if (token->class == TOPOS_NAME_CITY && topos_fame_is_great (token->fame))
    all += KNOWN_CITY;
  if (all > 0 && acts (tokens, i))
    all += ACTING;
  if (thought == TOPOS_SORT_PLACE && opinion->sure >= 1)
    all += opinion->sure * THOUGHT_PLACE;
  if (thought != TOPOS_SORT_PERSON && is_full_name (tokens, i))
    all += FULL_NAME;
  if (many && (token->class == TOPOS_NAME_NATURE || token->class == TOPOS_NAME_REGION))
    all += KNOWN_NATURE;
  if (thought == -1 && topos_cue_is_in_area (tokens, i))
    all += IN_AREA;
  if (topos_cue_is_dateline (tokens, i))
    all += TOPOS_LEAN_PLACE_WORD;
  if ((area || token->class == TOPOS_NAME_CITY) && topos_cue_has_fate (tokens, i))
    return all + (token->shape == TOPOS_SHAPE_ALL_CAPITALS ? TOPOS_LEAN_HEADLINE_FATE : FATE);
  return topos_cue_is_called_place (tokens, i) ? all + TOPOS_LEAN_PLACE_WORD : all;
}

/* A country's name that no other word with a capital is beside. */
static int32_t
is_country (const ToposTokens *tokens, uint32_t i, const ToposOpinion *opinion)
{
  const ToposToken *token = topos_token (tokens, i);
  const ToposToken *before = topos_token_at (tokens, (int64_t) i - 1, token->passage);

  return token->class == TOPOS_NAME_COUNTRY && token->part == TOPOS_PART_WHOLE
             && token->shape == TOPOS_SHAPE_TITLED && !token->demonym && !token->abbreviation
             && before != NULL && !before->capital
             && otherwise_sure (opinion, TOPOS_SORT_PERSON) < 1
             && otherwise_sure (opinion, TOPOS_SORT_ORGANISATION) < 1
             && topos_cue_stands_alone (tokens, i)
           ? COUNTRY : 0;
}

/* "The Mersey", and nothing with a capital beside it; but not "the Army of the Tennessee". */
static int32_t
is_the_river (const ToposTokens *tokens, const ToposNames *names, uint32_t i,
              const ToposOpinion *opinion)
{
  const ToposToken *token = topos_token (tokens, i);

  return token->part == TOPOS_PART_WHOLE && token->shape == TOPOS_SHAPE_TITLED && !token->demonym
             && topos_token_is (tokens, (int64_t) i - 1, token->passage, "the")
             && !topos_token_is (tokens, (int64_t) i - 2, token->passage, "of")
             && otherwise_sure (opinion, TOPOS_SORT_PERSON) < 2
             && otherwise_sure (opinion, TOPOS_SORT_ORGANISATION) < 2
             && topos_cue_stands_alone (tokens, i) && topos_names_has_ground (names, token->name)
           ? RIVER : 0;
}

/* The area in "Picher, Oklahoma", for the token of Picher; or NULL. */
static const ToposToken *
area_behind_comma (const ToposTokens *tokens, uint32_t i)
{
  const ToposToken *token = topos_token (tokens, i);
  const uint32_t end = token->name != 0 ? token->name_end : i + 1;
  const ToposToken *mark = topos_token_at (tokens, end, token->passage);
  const ToposToken *area = topos_token_at (tokens, (int64_t) end + 1, token->passage);

  if (mark == NULL || mark->word != topos_mark_hash (",", 1) || area == NULL || !area->capital
      || area->demonym || area->name == 0
      || (area->class != TOPOS_NAME_COUNTRY && area->class != TOPOS_NAME_PROVINCE)
      || (area->part != TOPOS_PART_WHOLE && area->part != TOPOS_PART_FIRST))
    return NULL;
  return area;
}

/* "Picher, Oklahoma"; at the beginning, where any word has a capital, only when nothing follows. */
static int32_t
is_in_state (const ToposTokens *tokens, uint32_t i, const ToposOpinion *opinion)
{
  const ToposToken *token = topos_token (tokens, i);
  const ToposToken *before = topos_token_at (tokens, (int64_t) i - 1, token->passage);
  const ToposToken *area = area_behind_comma (tokens, i);
  const ToposToken *farther = topos_token_at (tokens, (int64_t) i - 2, token->passage);
  const bool listed = before != NULL
                      && (before->capital || (before->word == topos_mark_hash (",", 1)
                                              && farther != NULL && farther->capital));

  if (area == NULL || listed || token->shape != TOPOS_SHAPE_TITLED || token->demonym
      || otherwise_sure (opinion, TOPOS_SORT_PERSON) > 1 || topos_cue_is_no_place (tokens, i)
      || (token->first && topos_token_at (tokens, area->name_end, token->passage) != NULL))
    return 0;
  return token->class == TOPOS_NAME_UNKNOWN ? UNKNOWN_IN_STATE : IN_STATE;
}

/* "Sen. X, R-Tyler": whom a member of the congress sits for. */
static int32_t
sits_for (const ToposTokens *tokens, uint32_t i)
{
  static const char *const PARTIES[] = { "r", "d", "i" };
  const ToposToken *token = topos_token (tokens, i);
  const ToposToken *before = topos_token_at (tokens, (int64_t) i - 3, token->passage);

  return before != NULL && before->kind == TOPOS_WORD_MARK && token->capital
             && token->class != TOPOS_NAME_UNKNOWN
             && topos_token (tokens, i - 1)->word == topos_mark_hash ("-", 1)
             && topos_token (tokens, i - 1)->span.end == token->span.start
             && TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) i - 2, token->passage, PARTIES)
           ? SEAT : 0;
}

int32_t
topos_lean_for_place (const ToposTokens *tokens, const ToposNames *names, uint32_t i,
                      const ToposOpinion *opinion)
{
  return known (tokens, i, opinion) + led_to (tokens, i, opinion)
         + has_office (tokens, i, opinion) + is_ground (tokens, i, opinion)
         + is_country (tokens, i, opinion) + is_the_river (tokens, names, i, opinion)
         + is_in_state (tokens, i, opinion) + sits_for (tokens, i);
}
