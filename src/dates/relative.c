/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/relative.h"

#include "dates/fields.h"

/* "last Friday", "next March", "this summer": the nearest in the direction. */
static ToposMoment
near_named (const ToposSlots *slots, ToposMoment anchor, int dir)
{
  ToposMoment moment = topos_fields_yearly (slots);
  const ToposDateSpan days = topos_moment_days (anchor);

  if (HAS (WEEKDAY) && moment.kind == MOMENT_NONE) {
    const int weekday = GET (WEEKDAY, 1);
    int ahead;

    if (anchor.kind != MOMENT_DAY || anchor.day == 0)
      return (ToposMoment){ MOMENT_WEEKDAY, TOPOS_YEAR_UNKNOWN, 0, 0, weekday };
    ahead = weekday - topos_day_weekday (days.first);
    if (dir < 0 && ahead >= 0)
      ahead -= 7;
    if (dir > 0 && ahead <= 0)
      ahead += 7;
    return topos_moment_of_day (days.first + ahead, MOMENT_DAY);
  }
  if (anchor.year == TOPOS_YEAR_UNKNOWN || topos_date_span_is_none (days))
    return moment;
  moment.year = anchor.year;
  if (dir < 0 && topos_moment_days (moment).last >= days.first)
    moment.year--;
  if (dir > 0 && topos_moment_days (moment).first <= days.last)
    moment.year++;
  return moment;
}

/* A weekend is told of the week before it: on a Monday "the weekend" is the last one. */
static ToposMoment
near_weekend (ToposMoment anchor, int dir, ToposTense tense)
{
  ToposMoment weekend = topos_moment_widen (anchor, MOMENT_WEEKEND);

  if (dir == 0 && tense != TENSE_FUTURE && anchor.kind == MOMENT_DAY && anchor.day > 0
      && topos_day_weekday (topos_moment_days (anchor).first) <= 3)
    dir = -1;
  return topos_moment_shift (weekend, dir, UNIT_WEEKEND);
}

/* "Monday of last week". */
static ToposMoment
day_of_week (ToposMoment anchor, int weeks, int weekday)
{
  const ToposDay day = topos_moment_days (anchor).first;

  if (anchor.kind != MOMENT_DAY || anchor.day == 0)
    return (ToposMoment){ MOMENT_WEEKDAY, TOPOS_YEAR_UNKNOWN, 0, 0, weekday };
  return topos_moment_of_day (day - topos_day_weekday (day) + weeks * 7 + weekday, MOMENT_DAY);
}

static ToposMoment
unknown_of_unit (ToposUnit unit)
{
  ToposMoment moment = topos_moment_none ();

  moment.kind = topos_moment_kind_of_unit (unit);
  return moment;
}

ToposMoment
topos_relative_near (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const ToposMoment anchor = topos_anchors_moment (slots, anchors);
  const int dir = GET (DIR, 0);
  const ToposUnit unit = GET (UNIT, UNIT_DAY);

  if (!HAS (UNIT))
    return near_named (slots, anchor, dir);
  if (anchor.kind == MOMENT_NONE)
    return unknown_of_unit (unit);
  /* "The quarter" that news report on is the one named, else the last that is over. */
  if (unit == UNIT_QUARTER && GET (ANCHOR, ANCHOR_STYLE) == ANCHOR_TOLD && dir == 0
      && anchor.kind != MOMENT_QUARTER && anchors->published != TOPOS_DAY_NONE)
    return topos_moment_shift (topos_anchors_published (anchors), -1, UNIT_QUARTER);
  if (unit == UNIT_WEEK && HAS (WEEKDAY))
    return day_of_week (anchor, dir, GET (WEEKDAY, 1));
  if (unit == UNIT_WEEKEND)
    return near_weekend (anchor, dir, anchors->tense);
  return topos_moment_shift (anchor, dir * GET (NUM, 1), unit);
}

#define DAYS_OF_YEAR 365

/* More weeks are of a year: "epi week 36". */
#define MOST_WEEKS_OF_MONTH 5

/* News of a month's or a quarter's figures compare them with the same one "a year earlier". */
static bool
compares_with_year (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const ToposMomentKind kind = anchors->mentioned.kind;

  return GET (UNIT, UNIT_DAY) == UNIT_YEAR && GET (NUM, 1) == 1 && GET (DIR, 1) < 0
         && !HAS (FRACTION) && !anchors->narrative && anchors->mentioned_near
         && anchors->published != TOPOS_DAY_NONE
         && topos_moment_days (anchors->mentioned).last > anchors->published - DAYS_OF_YEAR
         && (kind == MOMENT_MONTH || kind == MOMENT_QUARTER || kind == MOMENT_HALF);
}

ToposMoment
topos_relative_shift (const ToposSlots *slots, const ToposAnchors *anchors)
{
  ToposMoment anchor = topos_anchors_moment (slots, anchors);
  const ToposUnit unit = GET (UNIT, UNIT_DAY);
  const int num = GET (NUM, 1), dir = GET (DIR, 1);

  if (unit == UNIT_SAME_YEAR && anchor.kind <= MOMENT_WEEKEND)
    return topos_moment_shift (topos_moment_shift (topos_anchors_published (anchors), -1,
                                                   UNIT_QUARTER), dir * num, UNIT_SAME_YEAR);
  if (compares_with_year (slots, anchors))
    return topos_moment_shift (anchors->mentioned, dir, UNIT_SAME_YEAR);
  /* "Two weeks ago Friday" is the Friday of that week. */
  if (HAS (WEEKDAY) && anchor.kind == MOMENT_DAY && anchor.day > 0 && dir < 0 && unit == UNIT_WEEK) {
    const ToposDay there = topos_moment_days (anchor).first - num * 7;

    return topos_moment_of_day (there - topos_day_weekday (there) + GET (WEEKDAY, 1), MOMENT_DAY);
  }
  if (HAS (WEEKDAY) && anchor.kind == MOMENT_DAY && anchor.day > 0)
    return topos_moment_shift (near_named (slots, anchor, dir), dir * (num - 1) * 7, UNIT_DAY);
  if (anchor.kind == MOMENT_NONE)
    return unknown_of_unit (unit);
  /* Half of what is counted: a year and a half is 18 months. */
  if (HAS (FRACTION) && unit == UNIT_YEAR)
    return topos_moment_shift (anchor, dir * (num * 12 + 6), UNIT_MONTH);
  if (HAS (FRACTION) && unit == UNIT_DECADE)
    return topos_moment_shift (anchor, dir * (num * 10 + 5), UNIT_YEAR);
  if (HAS (FRACTION) && unit == UNIT_CENTURY)
    return topos_moment_shift (anchor, dir * (num * 10 + 5), UNIT_DECADE);
  return topos_moment_shift (anchor, dir * num, unit);
}

/* What a weekday, a week or a day is counted within: "of May", "of this month". */
static ToposMoment
whole_moment (const ToposSlots *slots, const ToposAnchors *anchors)
{
  ToposSlots fields = *slots;

  fields.present &= ~(1u << SLOT_WEEKDAY | 1u << SLOT_DIR);
  if (HAS (DIR))
    return topos_moment_shift (topos_anchors_moment (slots, anchors), GET (DIR, 0), UNIT_MONTH);
  return topos_fields_moment (&fields, anchors);
}

/* "The first decade of the twentieth century" are the 1900s, the last the 1990s. */
static ToposMoment
decade_of_century (ToposMoment century, int nth)
{
  if (nth > 10)
    return century;
  return (ToposMoment){ MOMENT_DECADE, century.year + (nth < 0 ? 90 : (nth - 1) * 10), 0, 0, 0 };
}

/* "the first week of May", "the last day of 2020". */
ToposMoment
topos_relative_nth (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const int nth = GET (NTH, 1);
  const ToposUnit unit = GET (UNIT, UNIT_DAY);
  ToposMoment whole = whole_moment (slots, anchors);
  ToposDateSpan days;
  ToposDay day;

  if (unit == UNIT_WEEK && nth > MOST_WEEKS_OF_MONTH)
    whole = topos_moment_widen (whole, MOMENT_YEAR);
  if (unit == UNIT_DECADE && whole.kind == MOMENT_CENTURY)
    return decade_of_century (whole, nth);
  days = topos_moment_days (whole);
  if (topos_date_span_is_none (days))
    return whole;
  if (HAS (WEEKDAY)) {
    day = nth < 0 ? days.last - (topos_day_weekday (days.last) - GET (WEEKDAY, 1) + 7) % 7
                  : days.first + (GET (WEEKDAY, 1) - topos_day_weekday (days.first) + 7) % 7
                        + (nth - 1) * 7;
    return day <= days.last ? topos_moment_of_day (day, MOMENT_DAY) : whole;
  }
  if (unit == UNIT_WEEK || unit == UNIT_WEEKEND) {
    /* The week that has most of its days in the nth seven. */
    day = days.first == days.last ? days.first : nth < 0 ? days.last - 3 : days.first + nth * 7 - 4;
    return day <= days.last ? topos_moment_of_day (day, topos_moment_kind_of_unit (unit)) : whole;
  }
  if (unit > UNIT_DAY)
    return whole;
  day = nth < 0 ? days.last : days.first + nth - 1;
  if (day > days.last)
    return whole;
  return topos_moment_of_day (day, MOMENT_DAY);
}
