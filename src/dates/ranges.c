/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/ranges.h"

/* So many words before a date its "between" may stand. */
#define WORDS_TO_BETWEEN 2

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

/* True when one item stands between the dates, or two of which the second is an article ("bis
 * zum 3. Mai"), or a word that is written together with the second date ("بين 1996 و2001"). */
static bool
are_linked (const ToposDateWork *work, const ToposMatch *first, const ToposMatch *second)
{
  switch (second->first - first->end) {
  case 0:
    return topos_work_item (work, second->first)->prefix > 0;
  case 1:
    return true;
  case 2:
    return topos_work_bears (work, second->first - 1, CLASS_THE);
  default:
    return false;
  }
}

/* The date that stands before `found` and is linked to it; NULL for none. */
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
  if (!are_linked (work, &first->match, &found->match) || first->passage != found->passage
      || before->span.start != topos_work_word (work, first->match.first)->span.start
                                   + topos_work_item (work, first->match.first)->prefix
      || before->days.first <= TOPOS_DAY_OPEN_START)
    return NULL;
  return before;
}

/* True for "between" a word before the date or in it: "the night between 3 and 4 May", "between the
 * years 1996 and 2001". */
static bool
is_between (const ToposDateWork *work, const ToposMatch *match)
{
  for (uint32_t at = match->first - MIN (match->first, WORDS_TO_BETWEEN); at < match->end; at++)
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
  const ToposMatch *first;
  bool is_and;

  if (before == NULL)
    return NULL;
  first = &(found - 1)->match;
  if (first->end < found->match.first && topos_work_bears (work, first->end, CLASS_RANGE))
    return before;
  is_and = first->end == found->match.first || topos_work_bears (work, first->end, CLASS_AND);
  if (is_and && is_between (work, first))
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
      || (topos_work_first_byte (work, (found - 1)->match.end) == ','
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
