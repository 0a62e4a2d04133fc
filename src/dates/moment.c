/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/moment.h"

#include <stdio.h>
#include <string.h>

ToposMoment
topos_moment_none (void)
{
  return (ToposMoment){ MOMENT_NONE, TOPOS_YEAR_UNKNOWN, 0, 0, 0 };
}

static int
floor_to (int value, int step)
{
  const int rest = value % step;

  return value - (rest < 0 ? rest + step : rest);
}

/* The season of a month: December belongs to the winter that begins in its year, January and
 * February to the one before. */
static int
season_of_month (int month, int *year)
{
  if (month <= 2)
    (*year)--;
  return month <= 2 || month == 12 ? 4 : (month - 3) / 3 + 1;
}

ToposMoment
topos_moment_of_day (ToposDay day, ToposMomentKind kind)
{
  ToposMoment moment = { .kind = MOMENT_DAY };

  topos_day_to_ymd (day, &moment.year, &moment.month, &moment.day);
  return topos_moment_widen (moment, kind);
}

static ToposMoment
week_of (ToposMoment moment, ToposMomentKind kind)
{
  if (moment.kind == MOMENT_DAY && moment.day > 0) {
    topos_day_to_iso_week (topos_day_from_ymd (moment.year, moment.month, moment.day),
                           &moment.year, &moment.n);
  } else if (moment.kind != MOMENT_WEEK && moment.kind != MOMENT_WEEKEND) {
    moment.n = 0;
  }
  moment.month = moment.day = 0;
  moment.kind = kind;
  return moment;
}

/* The middle month of a stretch within a year, for widening it. */
static int
month_within (ToposMoment moment)
{
  switch (moment.kind) {
  case MOMENT_SEASON:
    return moment.n == 4 ? 12 : moment.n * 3 + 1;
  case MOMENT_QUARTER:
    return moment.n * 3 - 1;
  case MOMENT_HALF:
    return moment.n * 6 - 3;
  default:
    return moment.month;
  }
}

ToposMoment
topos_moment_widen (ToposMoment moment, ToposMomentKind kind)
{
  const bool has_year = moment.year != TOPOS_YEAR_UNKNOWN;

  if (moment.kind == kind || moment.kind == MOMENT_NONE)
    return moment;
  /* A week belongs where its Thursday does. */
  if ((moment.kind == MOMENT_WEEK || moment.kind == MOMENT_WEEKEND) && moment.n > 0 && has_year
      && kind >= MOMENT_MONTH)
    return topos_moment_of_day (topos_day_from_iso_week (moment.year, moment.n, 4), kind);
  switch (kind) {
  case MOMENT_DAY:
    if (moment.kind != MOMENT_MONTH)
      moment.month = 0;
    moment.day = 0;
    if (moment.kind >= MOMENT_DECADE)
      moment.year = TOPOS_YEAR_UNKNOWN;
    break;
  case MOMENT_WEEK:
  case MOMENT_WEEKEND:
    return week_of (moment, kind);
  case MOMENT_MONTH:
    moment.month = month_within (moment);
    moment.day = 0;
    break;
  case MOMENT_SEASON:
    moment.n = moment.month > 0 && has_year ? season_of_month (moment.month, &moment.year) : 0;
    break;
  case MOMENT_QUARTER:
    moment.n = month_within (moment) > 0 ? (month_within (moment) - 1) / 3 + 1 : 0;
    break;
  case MOMENT_HALF:
    moment.n = month_within (moment) > 0 ? (month_within (moment) - 1) / 6 + 1 : 0;
    break;
  case MOMENT_DECADE:
    moment.year = has_year ? floor_to (moment.year, 10) : moment.year;
    break;
  case MOMENT_CENTURY:
    moment.year = has_year ? floor_to (moment.year, 100) : moment.year;
    break;
  case MOMENT_MILLENNIUM:
    moment.year = has_year ? floor_to (moment.year, 1000) : moment.year;
    break;
  default:
    break;
  }
  if (kind >= MOMENT_SEASON)
    moment.month = moment.day = 0;
  moment.kind = kind;
  return moment;
}

/* Months, seasons, quarters and halves are counted from the year 0. */
static void
shift_within_years (int *year, int *field, int n, int a_year)
{
  const int at = *year * a_year + *field - 1 + n;

  *field = at - floor_to (at, a_year) + 1;
  *year = floor_to (at, a_year) / a_year;
}

ToposMomentKind
topos_moment_kind_of_unit (ToposUnit unit)
{
  static const ToposMomentKind kinds[] = {
    [UNIT_SECOND] = MOMENT_DAY, [UNIT_MINUTE] = MOMENT_DAY, [UNIT_HOUR] = MOMENT_DAY,
    [UNIT_DAY] = MOMENT_DAY, [UNIT_WEEK] = MOMENT_WEEK, [UNIT_FORTNIGHT] = MOMENT_WEEK,
    [UNIT_MONTH] = MOMENT_MONTH, [UNIT_QUARTER] = MOMENT_QUARTER, [UNIT_HALF] = MOMENT_HALF,
    [UNIT_SEASON] = MOMENT_SEASON, [UNIT_YEAR] = MOMENT_YEAR, [UNIT_DECADE] = MOMENT_DECADE,
    [UNIT_CENTURY] = MOMENT_CENTURY, [UNIT_MILLENNIUM] = MOMENT_MILLENNIUM,
    [UNIT_WEEKEND] = MOMENT_WEEKEND, [UNIT_NIGHT] = MOMENT_DAY,
    [UNIT_SEVEN_DAYS] = MOMENT_DAY, [UNIT_SAME_YEAR] = MOMENT_YEAR,
  };

  return kinds[unit];
}

static ToposMoment
shift_days (ToposMoment moment, int days, ToposMomentKind kind)
{
  ToposDay day;

  if (moment.kind == MOMENT_WEEK || moment.kind == MOMENT_WEEKEND) {
    if (moment.n == 0)
      return moment;
    day = topos_day_from_iso_week (moment.year, moment.n, 4);
  } else {
    if (moment.day == 0)
      return topos_moment_widen (moment, kind);
    day = topos_day_from_ymd (moment.year, moment.month, moment.day);
  }
  return topos_moment_of_day (day + days, kind);
}

ToposMoment
topos_moment_shift (ToposMoment moment, int n, ToposUnit unit)
{
  static const int years[] = { [UNIT_YEAR] = 1, [UNIT_DECADE] = 10, [UNIT_CENTURY] = 100,
                               [UNIT_MILLENNIUM] = 1000 };
  const ToposMomentKind kind = topos_moment_kind_of_unit (unit);
  ToposMoment wide = unit == UNIT_SAME_YEAR ? moment : topos_moment_widen (moment, kind);

  if (wide.kind == MOMENT_NONE || wide.year == TOPOS_YEAR_UNKNOWN)
    return wide;
  if (unit == UNIT_SAME_YEAR) {
    wide.year += n;
    return wide;
  }
  switch (kind) {
  case MOMENT_DAY:
    return shift_days (wide, unit < UNIT_DAY ? 0 : unit == UNIT_SEVEN_DAYS ? n * 7 : n,
                       MOMENT_DAY);
  case MOMENT_WEEK:
  case MOMENT_WEEKEND:
    if (moment.kind == MOMENT_DAY)
      return shift_days (moment, n * (unit == UNIT_FORTNIGHT ? 14 : 7), kind);
    return shift_days (wide, n * (unit == UNIT_FORTNIGHT ? 14 : 7), kind);
  case MOMENT_MONTH:
    if (wide.month > 0)
      shift_within_years (&wide.year, &wide.month, n, 12);
    return wide;
  case MOMENT_SEASON:
  case MOMENT_QUARTER:
    if (wide.n > 0)
      shift_within_years (&wide.year, &wide.n, n, 4);
    return wide;
  case MOMENT_HALF:
    if (wide.n > 0)
      shift_within_years (&wide.year, &wide.n, n, 2);
    return wide;
  default:
    wide.year += n * years[unit];
    return wide;
  }
}

static ToposDateSpan
months_span (int year, int month, int n_months)
{
  const int last = month + n_months - 1;
  const int last_year = year + (last - 1) / 12, last_month = (last - 1) % 12 + 1;

  return (ToposDateSpan){ topos_day_from_ymd (year, month, 1),
                          topos_day_from_ymd (last_year, last_month,
                                              topos_days_in_month (last_year, last_month)) };
}

static ToposDateSpan
years_span (int year, int n)
{
  return (ToposDateSpan){ topos_day_from_ymd (year, 1, 1),
                          topos_day_from_ymd (year + n - 1, 12, 31) };
}

ToposDateSpan
topos_moment_days (ToposMoment moment)
{
  ToposDay day;

  if (moment.kind == MOMENT_NONE || moment.year == TOPOS_YEAR_UNKNOWN)
    return TOPOS_DATE_SPAN_NONE;
  switch (moment.kind) {
  case MOMENT_DAY:
    if (moment.month > 0 && moment.day > 0) {
      day = topos_day_from_ymd (moment.year, moment.month, moment.day);
      return (ToposDateSpan){ day, day };
    }
    return moment.month > 0 ? months_span (moment.year, moment.month, 1)
                            : years_span (moment.year, 1);
  case MOMENT_WEEK:
  case MOMENT_WEEKEND:
    if (moment.n == 0)
      return years_span (moment.year, 1);
    day = topos_day_from_iso_week (moment.year, moment.n, 1);
    return (ToposDateSpan){ day + (moment.kind == MOMENT_WEEKEND ? 5 : 0), day + 6 };
  case MOMENT_MONTH:
    return moment.month > 0 ? months_span (moment.year, moment.month, 1)
                            : years_span (moment.year, 1);
  case MOMENT_SEASON:
    return moment.n > 0 ? months_span (moment.year, moment.n * 3, 3)
                        : years_span (moment.year, 1);
  case MOMENT_QUARTER:
    return moment.n > 0 ? months_span (moment.year, moment.n * 3 - 2, 3)
                        : years_span (moment.year, 1);
  case MOMENT_HALF:
    return moment.n > 0 ? months_span (moment.year, moment.n * 6 - 5, 6)
                        : years_span (moment.year, 1);
  case MOMENT_YEAR:
    return years_span (moment.year, 1);
  case MOMENT_DECADE:
    return years_span (moment.year, 10);
  case MOMENT_CENTURY:
    return years_span (moment.year, 100);
  case MOMENT_MILLENNIUM:
    return years_span (moment.year, 1000);
  default:
    return TOPOS_DATE_SPAN_NONE;
  }
}

ToposPrecision
topos_moment_precision (ToposMoment moment)
{
  static const ToposPrecision precisions[] = {
    [MOMENT_NONE] = TOPOS_PRECISION_DAY, [MOMENT_DAY] = TOPOS_PRECISION_DAY,
    [MOMENT_WEEKDAY] = TOPOS_PRECISION_DAY, [MOMENT_WEEK] = TOPOS_PRECISION_WEEK,
    [MOMENT_WEEKEND] = TOPOS_PRECISION_WEEK, [MOMENT_MONTH] = TOPOS_PRECISION_MONTH,
    [MOMENT_SEASON] = TOPOS_PRECISION_SEASON, [MOMENT_QUARTER] = TOPOS_PRECISION_SEASON,
    [MOMENT_HALF] = TOPOS_PRECISION_SEASON, [MOMENT_YEAR] = TOPOS_PRECISION_YEAR,
    [MOMENT_DECADE] = TOPOS_PRECISION_DECADE, [MOMENT_CENTURY] = TOPOS_PRECISION_CENTURY,
    [MOMENT_MILLENNIUM] = TOPOS_PRECISION_CENTURY,
  };

  if (moment.kind == MOMENT_DAY && moment.day == 0)
    return moment.month > 0 ? TOPOS_PRECISION_MONTH : TOPOS_PRECISION_YEAR;
  return precisions[moment.kind];
}

/* ------------------------------------------------------------------------------- writing */

/* "2021", "BC0481", or "XXXX"; for decades and centuries without their last figures. */
static void
format_year (int year, int figures, char *text, size_t size)
{
  static const int steps[] = { 1000, 100, 10, 1 };

  if (year == TOPOS_YEAR_UNKNOWN)
    g_snprintf (text, size, "%.*s", figures, "XXXX");
  else if (year > 0)
    g_snprintf (text, size, "%0*d", figures, MIN (year, 9999) / steps[figures - 1]);
  else
    g_snprintf (text, size, "BC%0*d", figures, MIN (1 - year, 9999) / steps[figures - 1]);
}

static void
format_pair (int number, char *text, size_t size)
{
  if (number > 0)
    g_snprintf (text, size, "%02d", number % 100);
  else
    g_strlcpy (text, "XX", size);
}

void
topos_moment_format (ToposMoment moment, char *value, size_t size)
{
  static const char *const seasons[] = { "XX", "SP", "SU", "FA", "WI" };
  char year[16], month[16], day[16], n[16];

  format_year (moment.year, 4, year, sizeof year);
  format_pair (moment.month, month, sizeof month);
  format_pair (moment.day, day, sizeof day);
  format_pair (moment.n, n, sizeof n);
  switch (moment.kind) {
  case MOMENT_DAY:
    g_snprintf (value, size, "%s-%s-%s", year, month, day);
    return;
  case MOMENT_WEEKDAY:
    g_snprintf (value, size, "XXXX-WXX-%d", moment.n);
    return;
  case MOMENT_WEEK:
    g_snprintf (value, size, "%s-W%s", year, n);
    return;
  case MOMENT_WEEKEND:
    g_snprintf (value, size, "%s-W%s-WE", year, n);
    return;
  case MOMENT_MONTH:
    g_snprintf (value, size, "%s-%s", year, month);
    return;
  case MOMENT_SEASON:
    g_snprintf (value, size, "%s-%s", year, seasons[moment.n % 5]);
    return;
  case MOMENT_QUARTER:
  case MOMENT_HALF:
    if (moment.n > 0)
      g_snprintf (value, size, "%s-%c%d", year, moment.kind == MOMENT_QUARTER ? 'Q' : 'H',
                  moment.n);
    else
      g_snprintf (value, size, "%s-%cX", year, moment.kind == MOMENT_QUARTER ? 'Q' : 'H');
    return;
  case MOMENT_DECADE:
    format_year (moment.year, 3, value, size);
    return;
  case MOMENT_CENTURY:
    format_year (moment.year, 2, value, size);
    return;
  case MOMENT_MILLENNIUM:
    format_year (moment.year, 1, value, size);
    return;
  default:
    g_strlcpy (value, year, size);
  }
}
