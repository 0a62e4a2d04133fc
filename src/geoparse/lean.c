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

/* "Kyiv accused": what governments do. */
static bool
acts (const ToposTokens *tokens, uint32_t i)
{
  const ToposFound found = { .first = i, .end = i + 1 };

  return topos_token (tokens, i)->part == TOPOS_PART_WHOLE
         && topos_sense_is_metonymic (tokens, &found);
}

int32_t
topos_lean_for_place (const ToposTokens *tokens, uint32_t i, const ToposOpinion *opinion)
{
  const ToposToken *token = topos_token (tokens, i);
  const int thought = opinion->tag == 0 ? -1 : (opinion->tag - 1) / 2;
  const bool area = token->class == TOPOS_NAME_COUNTRY || token->class == TOPOS_NAME_PROVINCE;
  const bool many = token->part != TOPOS_PART_WHOLE;
  const bool otherwise = thought == TOPOS_SORT_PERSON || thought == TOPOS_SORT_ORGANISATION;
  int32_t all = 0;

  if (token->class == TOPOS_NAME_UNKNOWN && token->capital
      && (thought == TOPOS_SORT_PLACE || (thought == TOPOS_SORT_ORGANISATION && opinion->sure == 0)))
    return topos_cue_is_called_place (tokens, i) ? TOPOS_LEAN_PLACE_WORD : 0;
  if (token->class == TOPOS_NAME_UNKNOWN || token->abbreviation || !token->capital
      || (otherwise && opinion->sure >= 2 && !topos_cue_is_called_place (tokens, i)))
    return 0;
  if (otherwise)
    return (topos_cue_is_called_place (tokens, i) ? TOPOS_LEAN_PLACE_WORD + KNOWN_AREA : 0)
           + (area && opinion->elsewhere[TOPOS_SORT_PLACE] > 0 ? 3 * KNOWN_AREA : 0);
  if (area)
    all += KNOWN_AREA;
  else if (token->class == TOPOS_NAME_CITY && topos_fame_is_great (token->fame))
    all += KNOWN_CITY;
  if (all > 0 && acts (tokens, i))
    all += ACTING;
  if (thought == TOPOS_SORT_PLACE && opinion->sure >= 1)
    all += opinion->sure * THOUGHT_PLACE;
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
