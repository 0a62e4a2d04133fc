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

/* The date that begins the range which `found` ends ("from 15 to 17 August", "between May and
 * July"); NULL when it ends none. */
static ToposTimex *
start_of_range (const ToposDateWork *work, const ToposDateFound *found)
{
  ToposTimex *before = date_before (work, found);
  uint32_t first, gap;

  if (before == NULL)
    return NULL;
  first = (found - 1)->match.first;
  gap = found->match.first - 1;
  if (topos_work_bears (work, gap, CLASS_RANGE)
      || (topos_work_bears (work, gap, CLASS_AND) && first > 0
          && topos_work_bears (work, first - 1, CLASS_BETWEEN)))
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

void
topos_ranges_join (const ToposDateWork *work, const ToposDateFound *found, ToposTimex *timex)
{
  ToposTimex *before = start_of_range (work, found);

  if (before == NULL || topos_date_span_is_none (timex->days)
      || before->days.first > timex->days.last)
    return;
  before->approx = timex->approx = TOPOS_APPROX_EXACT;
  before->days.last = timex->days.last;
  timex->days.first = before->days.first;
}
