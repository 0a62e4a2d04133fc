/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The calendars of Iran and of Islam against days that are known, against ICU's reckoning, and
 * against themselves: no day is missing, none comes twice. */

#include "dates/calendar.h"

#include <math.h>
#include <stdlib.h>
#include <unicode/ucal.h>

#define UNIX_EPOCH 2440588
#define MS_OF_DAY 86400000.0

static void
test_known (void)
{
  static const struct {
    ToposCalendar calendar;
    int year, month, day;
    int gregorian[3];
  } days[] = {
    { CALENDAR_SOLAR_HIJRI, 1299, 12, 3, { 1921, 2, 22 } },   /* the coup of 3 Esfand */
    { CALENDAR_SOLAR_HIJRI, 1332, 5, 28, { 1953, 8, 19 } },   /* 28 Mordad */
    { CALENDAR_SOLAR_HIJRI, 1357, 11, 22, { 1979, 2, 11 } },  /* 22 Bahman */
    { CALENDAR_SOLAR_HIJRI, 1357, 2, 7, { 1978, 4, 27 } },    /* 7 Saur */
    { CALENDAR_SOLAR_HIJRI, 1380, 6, 18, { 2001, 9, 9 } },    /* 18 Sonbola */
    { CALENDAR_SOLAR_HIJRI, 1399, 12, 30, { 2021, 3, 20 } },  /* a leap day */
    { CALENDAR_SOLAR_HIJRI, 1400, 1, 1, { 2021, 3, 21 } },
    { CALENDAR_SOLAR_HIJRI, 1400, 5, 24, { 2021, 8, 15 } },   /* 24 Asad */
    { CALENDAR_SOLAR_HIJRI, 1403, 12, 30, { 2025, 3, 20 } },  /* a leap day, that the cycle of 2820
                                                                 years puts a year later */
    { CALENDAR_SOLAR_HIJRI, 1404, 1, 1, { 2025, 3, 21 } },
    { CALENDAR_SOLAR_HIJRI, 1405, 1, 1, { 2026, 3, 21 } },
    { CALENDAR_HIJRI, 1, 1, 1, { 622, 7, 19 } },              /* 16 July of the Julian calendar */
    { CALENDAR_HIJRI, 1400, 1, 1, { 1979, 11, 21 } },
    { CALENDAR_HIJRI, 1442, 9, 1, { 2021, 4, 13 } },
    { CALENDAR_HIJRI, 1442, 10, 1, { 2021, 5, 13 } },
    { CALENDAR_HIJRI, 1443, 1, 1, { 2021, 8, 10 } },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (days); i++)
    g_assert_cmpint (topos_calendar_day (days[i].calendar, days[i].year, days[i].month,
                                         days[i].day), ==,
                     topos_day_from_ymd (days[i].gregorian[0], days[i].gregorian[1],
                                         days[i].gregorian[2]));
}

static ToposDay
day_by_icu (UCalendar *calendar, int year, int month)
{
  UErrorCode status = U_ZERO_ERROR;
  double millis;

  ucal_clear (calendar);
  ucal_setDateTime (calendar, year, month - 1, 1, 0, 0, 0, &status);
  millis = ucal_getMillis (calendar, &status);
  g_assert_true (U_SUCCESS (status));
  return (ToposDay) floor (millis / MS_OF_DAY) + UNIX_EPOCH;
}

static void
test_icu (void)
{
  static const UChar zone[] = { 'U', 'T', 'C', 0 };
  static const struct {
    const char *locale;
    ToposCalendar calendar;
    int first, last;
    int most_apart;  /* days */
  } cases[] = {
    { "fa@calendar=persian", CALENDAR_SOLAR_HIJRI, 1210, 1501, 0 },
    { "ar@calendar=islamic-civil", CALENDAR_HIJRI, 1, 1600, 0 },
    { "ar@calendar=islamic-umalqura", CALENDAR_HIJRI, 1318, 1500, 2 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open (zone, -1, cases[i].locale, UCAL_TRADITIONAL, &status);

    g_assert_true (U_SUCCESS (status));
    for (int year = cases[i].first; year <= cases[i].last; year++)
      for (int month = 1; month <= 12; month++)
        g_assert_cmpint (abs (topos_calendar_day (cases[i].calendar, year, month, 1)
                              - day_by_icu (calendar, year, month)), <=, cases[i].most_apart);
    ucal_close (calendar);
  }
}

/* A year of 365 or 366 days, or of 354 or 355, and no month longer than the next begins. */
static void
test_whole (void)
{
  static const struct {
    ToposCalendar calendar;
    int last, least, most;
    int longest;
  } cases[] = { { CALENDAR_SOLAR_HIJRI, 3176, 365, 366, 31 }, { CALENDAR_HIJRI, 2000, 354, 355, 30 } };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int year = 1; year <= cases[i].last; year++) {
      const ToposDay first = topos_calendar_day (cases[i].calendar, year, 1, 1);
      const int days = topos_calendar_day (cases[i].calendar, year + 1, 1, 1) - first;

      g_assert_cmpint (days, >=, cases[i].least);
      g_assert_cmpint (days, <=, cases[i].most);
      for (int month = 1; month <= 12; month++) {
        const int length = topos_calendar_day (cases[i].calendar, year, month + 1, 1)
                           - topos_calendar_day (cases[i].calendar, year, month, 1);

        g_assert_cmpint (length, >=, 29);
        g_assert_cmpint (length, <=, cases[i].longest);
      }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/known", test_known);
  g_test_add_func ("/calendar/icu", test_icu);
  g_test_add_func ("/calendar/whole", test_whole);
  return g_test_run ();
}
