/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/date.h"

#include <stdio.h>
#include <string.h>

/* Day numbers by the civil-from-days method: years begin in March, so that the leap day is
 * the last of its year, and eras of 400 years repeat exactly. */
#define DAYS_IN_ERA 146097
#define DAY_OF_0000_03_01 1721120

static int
floor_div (int a, int b)
{
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

ToposDay
topos_day_from_ymd (int year, int month, int day)
{
  const int y = month <= 2 ? year - 1 : year;
  const int era = floor_div (y, 400);
  const int year_of_era = y - era * 400;
  const int month_from_march = (month + 9) % 12;
  const int day_of_year = (153 * month_from_march + 2) / 5 + day - 1;

  return era * DAYS_IN_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100
         + day_of_year + DAY_OF_0000_03_01;
}

void
topos_day_to_ymd (ToposDay day, int *year, int *month, int *mday)
{
  const int from_march = day - DAY_OF_0000_03_01;
  const int era = floor_div (from_march, DAYS_IN_ERA);
  const int day_of_era = from_march - era * DAYS_IN_ERA;
  const int year_of_era
      = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year
      = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;

  *mday = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  *month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  *year = year_of_era + era * 400 + (*month <= 2);
}

static bool
is_leap (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
topos_days_in_month (int year, int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap (year) ? 29 : days[month - 1];
}

bool
topos_ymd_is_valid (int year, int month, int day)
{
  return year >= -9999 && year <= 9999 && month >= 1 && month <= 12 && day >= 1
         && day <= topos_days_in_month (year, month);
}

int
topos_day_weekday (ToposDay day)
{
  const int since_monday = day % 7;

  return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

void
topos_day_to_iso_week (ToposDay day, int *year, int *week)
{
  int month, mday;
  const ToposDay thursday = day - topos_day_weekday (day) + 4;

  topos_day_to_ymd (thursday, year, &month, &mday);
  *week = (thursday - topos_day_from_ymd (*year, 1, 1)) / 7 + 1;
}

ToposDay
topos_day_from_iso_week (int year, int week, int weekday)
{
  const ToposDay fourth = topos_day_from_ymd (year, 1, 4);

  return fourth - topos_day_weekday (fourth) + 1 + (week - 1) * 7 + weekday - 1;
}

bool
topos_date_spans_overlap (ToposDateSpan a, ToposDateSpan b)
{
  if (topos_date_span_is_none (a) || topos_date_span_is_none (b))
    return false;
  return a.first <= b.last && b.first <= a.last;
}

bool
topos_date_span_parse (const char *iso, ToposDateSpan *span)
{
  int year = 0, month = 0, day = 0, used = 0;
  const size_t length = strlen (iso);

  if (length == 10 && sscanf (iso, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3
      && used == 10 && topos_ymd_is_valid (year, month, day)) {
    span->first = span->last = topos_day_from_ymd (year, month, day);
    return true;
  }
  if (length == 7 && sscanf (iso, "%4d-%2d%n", &year, &month, &used) == 2 && used == 7
      && topos_ymd_is_valid (year, month, 1)) {
    span->first = topos_day_from_ymd (year, month, 1);
    span->last = topos_day_from_ymd (year, month, topos_days_in_month (year, month));
    return true;
  }
  if (length == 4 && strspn (iso, "0123456789") == 4 && sscanf (iso, "%4d", &year) == 1) {
    span->first = topos_day_from_ymd (year, 1, 1);
    span->last = topos_day_from_ymd (year, 12, 31);
    return true;
  }
  return false;
}

char *
topos_day_to_iso (ToposDay day)
{
  int year, month, mday;

  if (day == TOPOS_DAY_NONE || day == TOPOS_DAY_OPEN_START || day == TOPOS_DAY_OPEN_END)
    return NULL;
  topos_day_to_ymd (day, &year, &month, &mday);
  if (year < 0)
    return g_strdup_printf ("-%04d-%02d-%02d", -year, month, mday);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, mday);
}
