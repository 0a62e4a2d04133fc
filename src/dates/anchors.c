/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/anchors.h"

#define DAYS_OF_QUARTER 92
#define DAYS_JUST_OVER 31

/* A year of two figures is of the hundred years that end 30 after publication, or after 2000. */
int
topos_anchors_whole_year (int yy, const ToposAnchors *anchors)
{
  int base = 2000, month, day;

  if (anchors->narrative && anchors->mentioned.year > 0) {
    const int year = anchors->mentioned.year / 100 * 100 + yy;

    return year > anchors->mentioned.year + 50 ? year - 100 : year;
  }
  if (anchors->published != TOPOS_DAY_NONE)
    topos_day_to_ymd (anchors->published, &base, &month, &day);
  else if (anchors->told.year != TOPOS_YEAR_UNKNOWN)
    base = anchors->told.year;
  for (int year = (base / 100 + 1) * 100 + yy; ; year -= 100)
    if (year <= base + 30)
      return year;
}

/* Years before Christ are astronomical: 1 BC is 0. In a text of that time a bare year counts
 * down as well. */
int
topos_anchors_era_year (int year, const ToposSlots *slots, const ToposAnchors *anchors)
{
  const int era = GET (ERA, ERA_NONE);

  if (era == ERA_BC || (era == ERA_NONE && anchors->ancient && year < 1000))
    return 1 - year;
  return year;
}

ToposMoment
topos_anchors_published (const ToposAnchors *anchors)
{
  if (anchors->published == TOPOS_DAY_NONE)
    return topos_moment_none ();
  return topos_moment_of_day (anchors->published, MOMENT_DAY);
}

/* What the words hang on, by what they say and by the style of the text. */
ToposMoment
topos_anchors_moment (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const ToposMoment published = topos_anchors_published (anchors);
  const int anchor = GET (ANCHOR, ANCHOR_STYLE);

  if (anchor == ANCHOR_DCT)
    return anchors->narrative ? anchors->told : published;
  if (anchor == ANCHOR_TOLD && anchors->mentioned.kind == MOMENT_YEAR
      && (GET (UNIT, UNIT_DAY) == UNIT_YEAR || (!HAS (UNIT) && HAS (DIR))))
    return anchors->mentioned;
  if (anchor == ANCHOR_TOLD)
    return anchors->told.kind != MOMENT_NONE ? anchors->told : published;
  return anchors->narrative ? anchors->told : published;
}

/* The start of a yearly stretch in some year. */
static ToposDateSpan
days_in_year (ToposMoment moment, int year)
{
  moment.year = year;
  if (moment.kind == MOMENT_DAY && moment.month == 2 && moment.day == 29
      && topos_days_in_month (year, 2) == 28)
    moment.day = 28;
  return topos_moment_days (moment);
}

/* News: the year that puts the moment before publication, or after it when the words speak of
 * the future. Without a hint, what lies a little ahead is still to come. */
static int
year_by_publication (ToposMoment moment, const ToposAnchors *anchors)
{
  const ToposDay day = anchors->published;
  int year, month, mday;
  ToposDateSpan days;

  topos_day_to_ymd (day, &year, &month, &mday);
  days = days_in_year (moment, year);
  /* What was to be on a day just over is no year ahead. */
  if (anchors->tense == TENSE_FUTURE)
    return days.last < day - (moment.kind == MOMENT_DAY ? DAYS_JUST_OVER : 0) ? year + 1 : year;
  if (anchors->tense == TENSE_PAST)
    return days.first > day + anchors->days_ahead ? year - 1 : year;
  /* A quarter is reported on, or it is the one that comes. */
  if (moment.kind == MOMENT_QUARTER || moment.kind == MOMENT_HALF)
    return days.first > day + DAYS_OF_QUARTER ? year - 1 : year;
  if (days.first > day + 183)
    return year - 1;
  return days.last < day - 183 ? year + 1 : year;
}

/* A story goes on: from November to January, from autumn to spring, is into the next year. */
static bool
goes_into_next_year (ToposMoment told, ToposMoment moment)
{
  if (told.kind == MOMENT_SEASON && told.n >= 3)
    return (moment.kind == MOMENT_SEASON && moment.n == 1)
           || (moment.month >= 1 && moment.month <= 5);
  return told.month >= 11 && moment.month >= 1 && moment.month <= 2;
}

/* The first year in which the moment ends on that day or later. */
static int
year_from (ToposMoment moment, ToposDay day)
{
  int year, month, mday;

  topos_day_to_ymd (day, &year, &month, &mday);
  return days_in_year (moment, year).last < day ? year + 1 : year;
}

int
topos_anchors_missing_year (ToposMoment moment, const ToposAnchors *anchors)
{
  if (!anchors->narrative && anchors->from != TOPOS_DAY_NONE)
    return year_from (moment, anchors->from);
  if (!anchors->narrative && anchors->published != TOPOS_DAY_NONE)
    return year_by_publication (moment, anchors);
  if (anchors->told.year == TOPOS_YEAR_UNKNOWN)
    return TOPOS_YEAR_UNKNOWN;
  return anchors->told.year + goes_into_next_year (anchors->told, moment);
}
