/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/resolve.h"

#include "dates/calendar.h"
#include "dates/fields.h"
#include "dates/relative.h"
#include "dates/value.h"

#include <string.h>

/* Of "the past so many days" that are days of their own. */
#define LONGEST_STRETCH 92
#define HOURS_OF_DAY 24

static bool
is_real (ToposMoment moment)
{
  const int year = moment.year == TOPOS_YEAR_UNKNOWN ? 2000 : moment.year;

  if (year < TOPOS_FIRST_YEAR || year > TOPOS_MOST_COUNTED)
    return false;
  if (moment.kind != MOMENT_DAY || moment.month == 0 || moment.day == 0)
    return moment.month <= 12;
  return topos_ymd_is_valid (year, moment.month, moment.day);
}

/* The days within a stretch that "early", "mid" and "late" leave, in thirds. */
static void
narrow (const ToposSlots *slots, ToposTimex *timex)
{
  const int length = timex->days.last - timex->days.first + 1;
  const int mod = GET (MOD, MOD_NONE);

  if (topos_date_span_is_none (timex->days))
    return;
  if (length > 2) {
    if (mod == MOD_START)
      timex->days.last -= length - (length + 2) / 3;
    if (mod == MOD_END)
      timex->days.first += length - (length + 2) / 3;
    if (mod == MOD_MID) {
      timex->days.first += length / 3;
      timex->days.last -= length / 3;
    }
  }
  if (mod == MOD_ABOUT)
    timex->approx = TOPOS_APPROX_ABOUT;
  if (mod == MOD_BEFORE) {
    timex->approx = TOPOS_APPROX_BEFORE;
    timex->days = (ToposDateSpan){ TOPOS_DAY_OPEN_START, timex->days.first - 1 };
  }
  if (mod == MOD_AFTER) {
    timex->approx = TOPOS_APPROX_AFTER;
    timex->days = (ToposDateSpan){ timex->days.first, TOPOS_DAY_OPEN_END };
  }
}

/* "now", "recently", "soon". */
static void
answer_ref (const ToposSlots *slots, ToposTimex *timex)
{
  static const char *const refs[] = { "", "PRESENT_REF", "PAST_REF", "FUTURE_REF" };

  g_strlcpy (timex->value, refs[GET (REF, REF_PRESENT)], sizeof timex->value);
  if (GET (MOD, MOD_NONE) == MOD_BEFORE)
    timex->approx = TOPOS_APPROX_BEFORE;
}

/* "The past two weeks" of news are the days up to publication, "the next three days" those after
 * it. Longer stretches are no days that something happened on. */
static void
give_days_to_stretch (const ToposSlots *slots, const ToposAnchors *anchors, ToposTimex *timex)
{
  static const int lengths[] = { [UNIT_DAY] = 1, [UNIT_WEEK] = 7, [UNIT_FORTNIGHT] = 14,
                                 [UNIT_MONTH] = 30 };
  const int unit = GET (UNIT, UNIT_DAY), dir = GET (DIR, 0);
  const ToposDay day = anchors->published;
  int length;

  if (dir == 0 || anchors->narrative || day == TOPOS_DAY_NONE || unit < UNIT_HOUR
      || unit > UNIT_MONTH || GET (NUM, 1) < 1 || GET (NUM, 1) > HOURS_OF_DAY * LONGEST_STRETCH)
    return;
  length = unit == UNIT_HOUR ? (GET (NUM, 1) + HOURS_OF_DAY - 1) / HOURS_OF_DAY
                             : lengths[unit] * GET (NUM, 1);
  if (length > LONGEST_STRETCH)
    return;
  timex->precision = unit <= UNIT_DAY ? TOPOS_PRECISION_DAY : TOPOS_PRECISION_WEEK;
  timex->approx = TOPOS_APPROX_ABOUT;
  timex->days = dir < 0 ? (ToposDateSpan){ day - length, day }
                        : (ToposDateSpan){ day, day + length };
}

static ToposMoment
moment_of (const ToposSlots *slots, const ToposAnchors *anchors)
{
  switch (GET (OP, OP_FIELDS)) {
  case OP_NEAR:
    return topos_relative_near (slots, anchors);
  case OP_SHIFT:
    return topos_relative_shift (slots, anchors);
  case OP_OF:
    return topos_relative_nth (slots, anchors);
  default:
    return topos_fields_moment (slots, anchors);
  }
}

/* Night and early hours of a date that is known no finer than the month have no day. */
static ToposMoment
day_for_time (ToposMoment moment, int part)
{
  if (moment.kind == MOMENT_WEEKDAY)
    return moment;
  moment = topos_moment_widen (moment, MOMENT_DAY);
  if (moment.kind == MOMENT_NONE)
    moment.kind = MOMENT_DAY;
  if (part == PART_NIGHT_BEFORE)
    return topos_moment_shift (moment, -1, UNIT_DAY);
  return moment;
}

/* Fills the value of what is no date of the calendar; false when it is one. */
static bool
answers_without_moment (const ToposSlots *slots, const ToposAnchors *anchors, ToposTimex *timex)
{
  const bool shifts = GET (OP, OP_FIELDS) == OP_SHIFT;

  if (HAS (REF)) {
    answer_ref (slots, timex);
  } else if (timex->type == TOPOS_TIMEX_DURATION) {
    topos_value_of_duration (slots, timex->value, sizeof timex->value);
    give_days_to_stretch (slots, anchors, timex);
  } else if (timex->type == TOPOS_TIMEX_SET) {
    topos_value_of_set (slots, timex->value, sizeof timex->value);
  } else if (shifts && (GET (NUM, 1) < 0 || GET (NUM, 1) > TOPOS_MOST_COUNTED)) {
    /* Some months ago: no one can say when. */
    g_strlcpy (timex->value, GET (DIR, 1) < 0 ? "PAST_REF" : "FUTURE_REF", sizeof timex->value);
    timex->approx = GET (DIR, 1) < 0 ? TOPOS_APPROX_BEFORE : TOPOS_APPROX_EXACT;
  } else {
    return false;
  }
  return true;
}

bool
topos_resolve_timex (const ToposSlots *slots, const ToposAnchors *anchors, ToposTimex *timex,
                     ToposMoment *moment)
{
  char time[16];

  *moment = topos_moment_none ();
  timex->days = TOPOS_DATE_SPAN_NONE;
  timex->approx = TOPOS_APPROX_EXACT;
  timex->precision = TOPOS_PRECISION_DAY;
  if (answers_without_moment (slots, anchors, timex))
    return true;
  *moment = moment_of (slots, anchors);
  if (!is_real (*moment))
    return false;
  if (topos_fields_name_time (slots)) {
    *moment = day_for_time (*moment, GET (PART, PART_NONE));
    timex->type = TOPOS_TIMEX_TIME;
  }
  if (moment->kind == MOMENT_NONE)
    moment->kind = MOMENT_DAY;
  topos_value_of_time (slots, time, sizeof time);
  topos_moment_format (*moment, timex->value, sizeof timex->value);
  g_strlcat (timex->value, time, sizeof timex->value);
  timex->precision = topos_moment_precision (*moment);
  timex->days = topos_moment_days (*moment);
  if (HAS (CALENDAR) && !topos_date_span_is_none (topos_fields_calendar_days (slots, anchors)))
    timex->days = topos_fields_calendar_days (slots, anchors);
  if (HAS (HOLIDAY) && moment->kind == MOMENT_MONTH)
    timex->days = topos_holiday_days (GET (HOLIDAY, 0), moment->year);
  narrow (slots, timex);
  return true;
}
