/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/story.h"

/* A verb of the past before the past stands so near before a date that looks back. */
#define WORDS_TO_HAD 6

/* Dates that others may hang on: told with at least their year or month. */
static bool
can_be_told (ToposMoment moment)
{
  return moment.kind != MOMENT_NONE && moment.kind != MOMENT_WEEKDAY
         && moment.kind <= MOMENT_YEAR
         && (moment.year != TOPOS_YEAR_UNKNOWN || moment.month > 0);
}

/* A bare year said by the way ("planned for 1976") moves nothing on, once months are told. */
static bool
is_bare_year_aside (const ToposDateWork *work, const ToposDateFound *found, ToposMoment moment)
{
  const uint32_t first = found->match.first;

  if (!work->anchors.narrative)
    return work->anchors.told.month > 0;
  return moment.kind == MOMENT_YEAR && work->anchors.told.month > 0
         && found->match.end == first + 1
         && first > g_array_index (work->passage_item, uint32_t, found->passage)
         && !topos_work_bears (work, first - 1, CLASS_YEARIN);
}

/* "until 14 September 1978": an end that lies beyond the year of the story. */
static bool
is_end_ahead (const ToposDateWork *work, uint32_t first, ToposMoment moment)
{
  const ToposLexicon *lexicon = topos_grammar_lexicon (work->grammar);
  int value;

  return moment.year > work->anchors.told.year + 1
         && topos_lexicon_bears (lexicon, topos_work_item (work, first - 1),
                                 topos_grammar_class (work->grammar, CLASS_BOUND), &value)
         && value == MOD_BEFORE;
}

/* "forces that had come in late 1943". */
static bool
is_look_back (const ToposDateWork *work, const ToposDateFound *found, ToposMoment moment)
{
  const uint32_t begin = g_array_index (work->passage_item, uint32_t, found->passage);

  if (moment.year >= work->anchors.told.year)
    return false;
  for (uint32_t at = found->match.first; at > begin && at + WORDS_TO_HAD > found->match.first; at--)
    if (topos_work_bears (work, at - 1, CLASS_HAD))
      return true;
  return false;
}

/* "the August 1792 rising": a date that only says which. */
static bool
is_attribute (const ToposDateWork *work, const ToposDateFound *found, ToposMoment moment)
{
  const uint32_t end = found->match.end;

  return moment.year < work->anchors.told.year && end < work->items->len
         && topos_work_bears (work, found->match.first - 1, CLASS_THE)
         && topos_work_word (work, end)->shape == TOPOS_SHAPE_LOWER
         && topos_work_item (work, end)->signature == 0;
}

static bool
is_aside (const ToposDateWork *work, const ToposDateFound *found, ToposMoment moment)
{
  if (topos_work_rule (work, &found->match)->flags & RULE_ASIDE)
    return true;
  if (moment.kind == MOMENT_YEAR && is_bare_year_aside (work, found, moment))
    return true;
  if (!work->anchors.narrative || found->match.first == 0 || moment.year == TOPOS_YEAR_UNKNOWN
      || work->anchors.told.year == TOPOS_YEAR_UNKNOWN)
    return false;
  return is_end_ahead (work, found->match.first, moment) || is_look_back (work, found, moment)
         || is_attribute (work, found, moment);
}

void
topos_story_go_on (ToposDateWork *work, const ToposDateFound *found, ToposMoment moment)
{
  if (!can_be_told (moment))
    return;
  if (!(topos_work_rule (work, &found->match)->flags & RULE_ASIDE)) {
    work->anchors.mentioned = moment;
    work->mentioned_in = found->passage;
  }
  if (!is_aside (work, found, moment))
    work->anchors.told = moment;
}
