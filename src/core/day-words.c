/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/day-words.h"

#include "core/translate.h"

#include <stdio.h>
#include <string.h>

/* Translators: days, months and years as your language writes them, by the codes of strftime: day,
 * month in short, year. Leave the codes, add what stands between them ("%-d. %b %Y"). */
/* xgettext:no-c-format */
#define DAY_MONTH_YEAR N_ ("%-d %b %Y")
/* xgettext:no-c-format */
#define DAY_MONTH N_ ("%-d %b")
/* Translators: the first day of "15 – 17 Aug 2021" */
/* xgettext:no-c-format */
#define DAY N_ ("%-d")
/* Translators: a month in full */
/* xgettext:no-c-format */
#define MONTH_YEAR N_ ("%B %Y")
/* Translators: the decade that begins with this year, "1990s" */
/* xgettext:no-c-format */
#define DECADE N_ ("%Ys")

char *
topos_day_format (ToposDay day, const char *format)
{
  int year, month, mday;

  topos_day_to_ymd (day, &year, &month, &mday);
  if (year < 1 || year > 9999)
    return g_strdup_printf ("%d", year);
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, mday, 12, 0, 0);
  return g_date_time_format (time, _ (format));
}

char *
topos_day_in_words (ToposDay day)
{
  if (day == TOPOS_DAY_NONE || day == TOPOS_DAY_OPEN_START || day == TOPOS_DAY_OPEN_END)
    return g_strdup ("");
  return topos_day_format (day, DAY_MONTH_YEAR);
}

static bool
is_first_of_month (ToposDay day)
{
  int year, month, mday;

  topos_day_to_ymd (day, &year, &month, &mday);
  return mday == 1;
}

/* From 1 January to 31 December, of whatever years. */
static bool
is_whole_years (ToposDateSpan days)
{
  int year, month, mday, next_month, next_mday;

  topos_day_to_ymd (days.first, &year, &month, &mday);
  topos_day_to_ymd (days.last + 1, &year, &next_month, &next_mday);
  return month == 1 && mday == 1 && next_month == 1 && next_mday == 1;
}

/* "15 – 17 Aug 2021": what both ends share is told once. */
static char *
range_in_words (ToposDateSpan days)
{
  int first_year, first_month, last_year, last_month, mday;
  g_autofree char *last = topos_day_in_words (days.last);

  topos_day_to_ymd (days.first, &first_year, &first_month, &mday);
  topos_day_to_ymd (days.last, &last_year, &last_month, &mday);
  const char *format = first_year != last_year     ? DAY_MONTH_YEAR
                       : first_month != last_month ? DAY_MONTH
                                                   : DAY;
  g_autofree char *first = topos_day_format (days.first, format);
  return g_strdup_printf ("%s – %s", first, last);
}

static char *
open_in_words (ToposDateSpan days)
{
  if (days.first == TOPOS_DAY_OPEN_START && days.last == TOPOS_DAY_OPEN_END)
    return g_strdup ("");
  if (days.first == TOPOS_DAY_OPEN_START) {
    g_autofree char *last = topos_day_in_words (days.last);
    return g_strdup_printf ("… – %s", last);
  }
  g_autofree char *first = topos_day_in_words (days.first);
  return g_strdup_printf ("%s – …", first);
}

char *
topos_days_in_words (ToposDateSpan days, ToposPrecision precision)
{
  if (topos_date_span_is_none (days))
    return g_strdup ("");
  if (days.first == TOPOS_DAY_OPEN_START || days.last == TOPOS_DAY_OPEN_END)
    return open_in_words (days);
  if (days.first == days.last)
    return topos_day_in_words (days.first);
  if (precision == TOPOS_PRECISION_DECADE && days.last - days.first < 3660)
    return topos_day_format (days.first, DECADE);
  if (is_whole_years (days)) {
    g_autofree char *first = topos_day_format (days.first, "%Y");
    g_autofree char *last = topos_day_format (days.last, "%Y");
    return g_str_equal (first, last) ? g_steal_pointer (&first)
                                     : g_strdup_printf ("%s – %s", first, last);
  }
  if (is_first_of_month (days.first) && is_first_of_month (days.last + 1)
      && days.last - days.first < 31)
    return topos_day_format (days.first, MONTH_YEAR);
  return range_in_words (days);
}

char *
topos_span_in_words (ToposDateSpan days)
{
  return topos_days_in_words (days, TOPOS_PRECISION_DAY);
}

bool
topos_days_from_words (const char *words, ToposDateSpan *days)
{
  g_autofree char *text = g_strstrip (g_strdup (words));
  int year, month, mday, used = 0;
  GDate date;

  if (topos_date_span_parse (text, days))
    return true;
  if (sscanf (text, "%2d.%2d.%4d%n", &mday, &month, &year, &used) == 3
      && text[used] == '\0' && topos_ymd_is_valid (year, month, mday)) {
    days->first = days->last = topos_day_from_ymd (year, month, mday);
    return true;
  }
  g_date_clear (&date, 1);
  g_date_set_parse (&date, text);
  if (!g_date_valid (&date))
    return false;
  days->first = days->last
      = topos_day_from_ymd (g_date_get_year (&date), (int) g_date_get_month (&date),
                            g_date_get_day (&date));
  /* A month and a year, without a day: GDate reads the first of the month. */
  if (strpbrk (text, "0123456789") != NULL && g_date_get_day (&date) == 1
      && !g_regex_match_simple ("\\b0?1\\b|\\b1st\\b", text, G_REGEX_CASELESS, 0))
    days->last += g_date_get_days_in_month (g_date_get_month (&date), g_date_get_year (&date)) - 1;
  return true;
}
