/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/calendar.h"

#include <math.h>
#include <unicode/ucal.h>

#define UNIX_EPOCH 2440588
#define HEBREW_EPOCH 347998

/* Days of a Hebrew year before each month from Tishri on, with a Heshvan of 29 days; and behind
 * each month from Adar on. */
static const int HEBREW_DAYS_BEFORE[] = { 0, 30, 59, 89, 118 };
static const int HEBREW_DAYS_BEHIND[] = { 177, 147, 118, 88, 59, 29, 0 };

static int
floor_div (int a, int b)
{
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

static int
floor_mod (int a, int b)
{
  return a - floor_div (a, b) * b;
}

/* Solar Hijri years in which the count of leap years begins anew, so that it follows the equinox
 * as seen from Tehran (Borkowski, The Persian calendar for 3000 years, 1996). */
static const int SOLAR_BREAKS[] = { -61,  9,    38,   199,  426,  686,  756,  818,  1111, 1181,
                                    1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178 };

/* How many leap years lie between the first of the breaks and the beginning of the year. */
static int
solar_leap_years (int year)
{
  int leaps = -14, length = 0;
  size_t i = 1;

  for (; i < G_N_ELEMENTS (SOLAR_BREAKS); i++) {
    length = SOLAR_BREAKS[i] - SOLAR_BREAKS[i - 1];
    if (year < SOLAR_BREAKS[i])
      break;
    leaps += length / 33 * 8 + length % 33 / 4;
  }
  const int since = year - SOLAR_BREAKS[i - 1];

  return leaps + since / 33 * 8 + (since % 33 + 3) / 4
         + (length % 33 == 4 && length - since == 4);
}

static ToposDay
solar_hijri_day (int year, int month, int day)
{
  const int gregorian = year + 621;
  const int before_month = month <= 7 ? (month - 1) * 31 : (month - 1) * 30 + 6;
  const int leaps = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150;

  return topos_day_from_ymd (gregorian, 3, 1) + 19 + solar_leap_years (year) - leaps
         + before_month + day - 1;
}

static ToposDay
hijri_day (int year, int month, int day)
{
  return day + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + floor_div (3 + 11 * year, 30)
         + 1948439;
}

ToposDay
topos_calendar_day (ToposCalendar calendar, int year, int month, int day)
{
  if (month == 13) {
    month = 1;
    year++;
  }
  switch (calendar) {
  case CALENDAR_SOLAR_HIJRI:
    return solar_hijri_day (year, month, day);
  case CALENDAR_HIJRI:
    return hijri_day (year, month, day);
  default:
    return topos_day_from_ymd (year, month, day);
  }
}

/* Easter Sunday of the Gregorian church (Meeus). */
static ToposDay
easter (int year)
{
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

  return topos_day_from_ymd (year, n / 31, n % 31 + 1);
}

/* Easter Sunday of the Eastern churches, by the Julian calendar. */
static ToposDay
orthodox_easter (int year)
{
  const int a = year % 4, b = year % 7, c = year % 19;
  const int d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
  const int month = (d + e + 114) / 31, day = (d + e + 114) % 31 + 1;

  return topos_day_from_ymd (year, month, day) + year / 100 - year / 400 - 2;
}

/* The nth weekday of a month; -1 the last. */
static ToposDay
nth_weekday (int year, int month, int weekday, int nth)
{
  const ToposDay first = topos_day_from_ymd (year, month, 1);
  const ToposDay last = first + topos_days_in_month (year, month) - 1;

  if (nth < 0)
    return last - (topos_day_weekday (last) - weekday + 7) % 7;
  return first + (weekday - topos_day_weekday (first) + 7) % 7 + (nth - 1) * 7;
}

/* The day of a Hijri month and day that falls in the Gregorian year; the first of two. */
static ToposDay
hijri_feast (int year, int month, int day)
{
  const int guess = (int) ((year - 622) * 33LL / 32);
  const ToposDay new_year = topos_day_from_ymd (year, 1, 1);

  for (int hijri = guess - 1; hijri <= guess + 3; hijri++) {
    const ToposDay feast = hijri_day (hijri, month, day);

    if (feast >= new_year)
      return feast;
  }
  return TOPOS_DAY_NONE;
}

static ToposDateSpan
hijri_month (int year, int month)
{
  const ToposDay first = hijri_feast (year, month, 1);

  return (ToposDateSpan){ first, first + (month % 2 == 1 ? 29 : 28) };
}

/* Days from the epoch of the Hebrew calendar to the New Year of a Hebrew year: the molad, put
 * off where the rules say so. */
static int
hebrew_elapsed_days (int year)
{
  const int months = floor_div (235 * year - 234, 19);
  const int parts = 12084 + 13753 * months;
  const int day = 29 * months + floor_div (parts, 25920);

  return floor_mod (3 * (day + 1), 7) < 3 ? day + 1 : day;
}

static ToposDay
hebrew_new_year (int year)
{
  const int before = hebrew_elapsed_days (year - 1), here = hebrew_elapsed_days (year);
  const int after = hebrew_elapsed_days (year + 1);
  const int delay = after - here == 356 ? 2 : here - before == 382 ? 1 : 0;

  return HEBREW_EPOCH + here + delay;
}

/* Feasts of autumn are counted from the New Year of the Gregorian year; those of spring back
 * from the next one, as the months between are of fixed lengths. */
static ToposDay
hebrew_feast (int year, int month, int day)
{
  const ToposDay new_year = hebrew_new_year (year + 3761);
  const int long_heshvan = hebrew_new_year (year + 3762) - new_year;

  if (month >= 6)  /* 7 Nisan, 8 Iyyar, 9 Sivan, 10 Tammuz, 11 Av, 12 Elul; 6 Adar */
    return new_year - (month % 2 == 0 ? 29 : 30) - HEBREW_DAYS_BEHIND[month - 6] + day - 1;
  return new_year + HEBREW_DAYS_BEFORE[month - 1] + day - 1
         + (month > 2 && long_heshvan % 10 == 5);
}

/* The New Year of the Chinese calendar, by ICU's reckoning of moon and sun. */
static ToposDay
chinese_new_year (int year)
{
  static const UChar zone[] = { 'U', 'T', 'C', 0 };
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *calendar = ucal_open (zone, -1, "zh@calendar=chinese", UCAL_TRADITIONAL, &status);
  double millis = 0;

  if (U_FAILURE (status))
    return TOPOS_DAY_NONE;
  ucal_clear (calendar);
  ucal_set (calendar, UCAL_EXTENDED_YEAR, year + 2637);
  ucal_set (calendar, UCAL_MONTH, 0);
  ucal_set (calendar, UCAL_IS_LEAP_MONTH, 0);
  ucal_set (calendar, UCAL_DATE, 1);
  millis = ucal_getMillis (calendar, &status);
  ucal_close (calendar);
  return U_FAILURE (status) ? TOPOS_DAY_NONE
                            : (ToposDay) floor (millis / 86400000.0) + UNIX_EPOCH;
}

/* The tables write a holiday as a number: MMDD for a fixed day; 2000 + days from Easter + 500;
 * 3MMWN for the Nth weekday W of month MM (N 5: the last), 13MMWN the day after it; 40MMDD for a
 * Hijri day, 41MM00 a whole Hijri month; 5000 + days from Orthodox Easter + 500; 60MMDD for a
 * Solar Hijri day; 7MMDD for a Hebrew day (1 Tishri to 5 Shevat, 6 Adar to 12 Elul); 80101 for
 * the Chinese New Year. */
ToposDateSpan
topos_holiday_days (int holiday, int year)
{
  const int month = holiday / 100 % 100, day_of_month = holiday % 100;
  ToposDay day = TOPOS_DAY_NONE;

  if (year < 1 || year > 9998)
    return TOPOS_DATE_SPAN_NONE;
  if (holiday >= 101 && holiday <= 1231)
    day = topos_day_from_ymd (year, month, day_of_month);
  else if (holiday >= 2000 && holiday < 3000)
    day = easter (year) + holiday - 2500;
  else if (holiday / 10000 == 3 || holiday / 10000 == 13)
    day = nth_weekday (year, month, holiday / 10 % 10, holiday % 10 == 5 ? -1 : holiday % 10)
          + holiday / 100000;
  else if (holiday >= 400000 && holiday < 410000)
    day = hijri_feast (year, month, day_of_month);
  else if (holiday >= 410000 && holiday < 420000)
    return hijri_month (year, month);
  else if (holiday >= 5000 && holiday < 6000)
    day = orthodox_easter (year) + holiday - 5500;
  else if (holiday >= 600000 && holiday < 610000)
    day = solar_hijri_day (month >= 11 ? year - 622 : year - 621, month, day_of_month);
  else if (holiday / 10000 == 7)
    day = hebrew_feast (year, month, day_of_month);
  else if (holiday == 80101)
    day = chinese_new_year (year);
  return day == TOPOS_DAY_NONE ? TOPOS_DATE_SPAN_NONE : (ToposDateSpan){ day, day };
}
