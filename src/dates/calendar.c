/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/calendar.h"

static int
floor_div (int a, int b)
{
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Birashk's arithmetic, right for every year of living memory. */
static ToposDay
solar_hijri_day (int year, int month, int day)
{
  const int from_base = year - (year >= 0 ? 474 : 473);
  const int year_of_cycle = 474 + from_base - floor_div (from_base, 2820) * 2820;
  const int before_month = month <= 7 ? (month - 1) * 31 : (month - 1) * 30 + 6;

  return day + before_month + floor_div (year_of_cycle * 682 - 110, 2816)
         + (year_of_cycle - 1) * 365 + floor_div (from_base, 2820) * 1029983 + 1948320;
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

/* The tables write a holiday as a number: MMDD for a fixed day; 2000 + days from Easter + 500;
 * 3MMWN for the Nth weekday W of month MM (N 5: the last); 40MMDD for a Hijri day;
 * 5000 + days from Orthodox Easter + 500; 60MMDD for a Solar Hijri day. */
ToposDateSpan
topos_holiday_days (int holiday, int year)
{
  ToposDay day = TOPOS_DAY_NONE;

  if (year < 1 || year > 9998)
    return TOPOS_DATE_SPAN_NONE;
  if (holiday >= 101 && holiday <= 1231)
    day = topos_day_from_ymd (year, holiday / 100, holiday % 100);
  else if (holiday >= 2000 && holiday < 3000)
    day = easter (year) + holiday - 2500;
  else if (holiday >= 30000 && holiday < 40000)
    day = nth_weekday (year, holiday / 100 % 100, holiday / 10 % 10,
                       holiday % 10 == 5 ? -1 : holiday % 10);
  else if (holiday >= 400000 && holiday < 410000)
    day = hijri_feast (year, holiday / 100 % 100, holiday % 100);
  else if (holiday >= 5000 && holiday < 6000)
    day = orthodox_easter (year) + holiday - 5500;
  else if (holiday >= 600000 && holiday < 610000)
    day = solar_hijri_day (holiday / 100 % 100 >= 11 ? year - 622 : year - 621,
                           holiday / 100 % 100, holiday % 100);
  return day == TOPOS_DAY_NONE ? TOPOS_DATE_SPAN_NONE : (ToposDateSpan){ day, day };
}
