/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/words.h"

#include <string.h>

static const char *const MONTHS[]
    = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December" };

static bool
is_day (ToposDay day)
{
  return day != TOPOS_DAY_NONE && day != TOPOS_DAY_OPEN_START && day != TOPOS_DAY_OPEN_END;
}

static char *
year_text (int year)
{
  return year > 0 ? g_strdup_printf ("%d", year) : g_strdup_printf ("%d BC", 1 - year);
}

char *
topos_export_day (ToposDay day)
{
  int year, month, mday;

  if (!is_day (day))
    return g_strdup ("");
  topos_day_to_ymd (day, &year, &month, &mday);
  g_autofree char *in_year = year_text (year);
  return g_strdup_printf ("%d %s %s", mday, MONTHS[month - 1], in_year);
}

char *
topos_export_days (ToposDateSpan days)
{
  int year0, month0, day0, year1, month1, day1;

  if (topos_date_span_is_none (days))
    return g_strdup ("");
  g_autofree char *first = topos_export_day (days.first), *last = topos_export_day (days.last);
  if (!is_day (days.first) || !is_day (days.last))
    return is_day (days.first)  ? g_strconcat ("since ", first, NULL)
           : is_day (days.last) ? g_strconcat ("until ", last, NULL)
                                : g_strdup ("any day");
  if (days.first == days.last)
    return g_steal_pointer (&first);

  topos_day_to_ymd (days.first, &year0, &month0, &day0);
  topos_day_to_ymd (days.last, &year1, &month1, &day1);
  g_autofree char *year = year_text (year0);
  if (year0 == year1 && day0 == 1 && day1 == topos_days_in_month (year1, month1)) {
    if (month0 == month1)
      return g_strdup_printf ("%s %s", MONTHS[month0 - 1], year);
    if (month0 == 1 && month1 == 12)
      return g_steal_pointer (&year);
  }
  if (year0 == year1 && month0 == month1)
    return g_strdup_printf ("%d to %s", day0, last);
  if (year0 == year1)
    return g_strdup_printf ("%d %s to %s", day0, MONTHS[month0 - 1], last);
  return g_strdup_printf ("%s to %s", first, last);
}

char *
topos_export_count (int n, const char *one, const char *many)
{
  char digits[16];
  const int length = g_snprintf (digits, sizeof digits, "%d", n);
  GString *const text = g_string_new (NULL);

  for (int i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0)
      g_string_append_c (text, ',');
    g_string_append_c (text, digits[i]);
  }
  g_string_append_printf (text, " %s", n == 1 ? one : many);
  return g_string_free (text, FALSE);
}

static void
add (GString *text, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add (GString *text, const char *format, ...)
{
  va_list args;

  if (text->len > 0)
    g_string_append (text, ", ");
  va_start (args, format);
  g_string_append_vprintf (text, format, args);
  va_end (args);
}

static void
add_box (GString *text, ToposBox box)
{
  char number[4][G_ASCII_DTOSTR_BUF_SIZE];
  const double sides[] = { box.west, box.south, box.east, box.north };

  for (int i = 0; i < 4; i++)
    g_ascii_formatd (number[i], sizeof number[i], "%.2f", sides[i]);
  add (text, "between %s and %s east, %s and %s north", number[0], number[2], number[1],
       number[3]);
}

char *
topos_export_filter (const ToposFilter *filter, const char *place)
{
  GString *const text = g_string_new (NULL);

  if (filter->undated) {
    add (text, filter->clock == TOPOS_CLOCK_PUBLISHED ? "without a day of publication"
                                                      : "without a day");
  } else if (!topos_date_span_is_none (filter->days)) {
    g_autofree char *days = topos_export_days (filter->days);
    add (text, "%s%s", filter->clock == TOPOS_CLOCK_PUBLISHED ? "published " : "", days);
  }
  if (filter->known_by != TOPOS_DAY_NONE) {
    g_autofree char *day = topos_export_day (filter->known_by);
    add (text, "as known by %s", day);
  }
  if (filter->place != TOPOS_PLACE_NONE)
    add (text, "in %s", place != NULL ? place : "one place");
  if (filter->document != NULL)
    add (text, "in one document");
  if (filter->outlet != NULL)
    add (text, "from %s", filter->outlet);
  if (filter->search != NULL)
    add (text, "with “%s”", filter->search);
  if (!topos_box_is_empty (filter->box))
    add_box (text, filter->box);
  if (text->len == 0)
    g_string_append (text, "everything");
  return g_string_free (text, FALSE);
}
