/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/ranges.h"

void
topos_ranges_open (const ToposDateWork *work, const ToposDateFound *found, ToposTimex *timex)
{
  const ToposDay published = work->anchors.published;
  int value;

  if (found->match.first == 0 || topos_date_span_is_none (timex->days)
      || !topos_lexicon_bears (topos_grammar_lexicon (work->grammar),
                               topos_work_item (work, found->match.first - 1),
                               topos_grammar_class (work->grammar, CLASS_BOUND), &value))
    return;
  if (value == MOD_ABOUT) {
    if (timex->precision > TOPOS_PRECISION_DAY)
      timex->approx = TOPOS_APPROX_ABOUT;
    return;
  }
  if (value == MOD_AFTER) {
    timex->approx = TOPOS_APPROX_AFTER;
    timex->days.last = published != TOPOS_DAY_NONE && published >= timex->days.first
                           ? published : TOPOS_DAY_OPEN_END;
  } else {
    timex->approx = TOPOS_APPROX_BEFORE;
    timex->days.first = TOPOS_DAY_OPEN_START;
  }
}

/* The date that stands before `found` with one item between; NULL for none. */
static ToposTimex *
date_before (const ToposDateWork *work, const ToposDateFound *found)
{
  const guint at = (guint) (found - (const ToposDateFound *) (void *) work->found->data);
  const ToposDateFound *first;
  ToposTimex *before;

  if (at == 0 || work->reading->timexes->len == 0)
    return NULL;
  first = found - 1;
  before = &g_array_index (work->reading->timexes, ToposTimex, work->reading->timexes->len - 1);
  if (first->match.end + 1 != found->match.first || first->passage != found->passage
      || before->span.start != topos_work_word (work, first->match.first)->span.start
                                   + topos_work_item (work, first->match.first)->prefix
      || before->days.first <= TOPOS_DAY_OPEN_START)
    return NULL;
  return before;
}

/* True for "between" before the date or in it: "the night between 3 and 4 May". */
static bool
is_between (const ToposDateWork *work, const ToposMatch *match)
{
  for (uint32_t at = match->first > 0 ? match->first - 1 : 0; at < match->end; at++)
    if (topos_work_bears (work, at, CLASS_BETWEEN))
      return true;
  return false;
}

/* The date that begins the range which `found` ends ("from 15 to 17 August", "between May and
 * July"); NULL when it ends none. */
static ToposTimex *
start_of_range (const ToposDateWork *work, const ToposDateFound *found)
{
  ToposTimex *before = date_before (work, found);
  uint32_t gap;

  if (before == NULL)
    return NULL;
  gap = found->match.first - 1;
  if (topos_work_bears (work, gap, CLASS_RANGE)
      || (topos_work_bears (work, gap, CLASS_AND) && is_between (work, &(found - 1)->match)))
    return before;
  return NULL;
}

ToposDay
topos_ranges_from (const ToposDateWork *work, const ToposDateFound *found)
{
  const ToposTimex *before = date_before (work, found);

  if (before == NULL || before->precision > TOPOS_PRECISION_SEASON
      || (before->precision == TOPOS_PRECISION_WEEK
          && !topos_slots_has (&found->match.slots, SLOT_WEEKDAY)))
    return TOPOS_DAY_NONE;
  if (start_of_range (work, found) != NULL
      || (topos_work_first_byte (work, found->match.first - 1) == ','
          && before->days.first == before->days.last
          && topos_day_weekday (before->days.first)
                 == topos_slots_get (&found->match.slots, SLOT_WEEKDAY, 0)))
    return before->days.first;
  return TOPOS_DAY_NONE;
}

/* "the winter of 1996-97": its second year only says which winter. */
static bool
names_winter_again (const ToposDateWork *work, const ToposDateFound *found,
                    const ToposTimex *before)
{
  return before->precision == TOPOS_PRECISION_SEASON
         && topos_slots_has (&found->match.slots, SLOT_YY)
         && topos_work_item (work, found->match.first)->glued;
}

void
topos_ranges_join (const ToposDateWork *work, const ToposDateFound *found, ToposTimex *timex)
{
  ToposTimex *before = start_of_range (work, found);

  if (before == NULL || topos_date_span_is_none (timex->days)
      || before->days.first > timex->days.last)
    return;
  if (names_winter_again (work, found, before)) {
    timex->days = before->days;
    return;
  }
  before->approx = timex->approx = TOPOS_APPROX_EXACT;
  before->days.last = timex->days.last;
  timex->days.first = before->days.first;
}
