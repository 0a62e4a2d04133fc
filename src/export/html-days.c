/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/html-days.h"

#include "export/markup.h"
#include "export/words.h"

#include <stdlib.h>
#include <string.h>

#define WIDTH 1000
#define HEIGHT 60
#define BARS_MOST 400      /* more days share a bar */

/* The days of the bulk: a passage that looks back forty years does not make all others one bar. */
typedef struct {
  ToposDay first, last;
  int days_a_bar;
  int earlier, later;      /* passages outside */
} Bulk;

bool
topos_html_is_dated (const ToposPassageRow *passage)
{
  return !topos_date_span_is_none (passage->days) && passage->days.first != TOPOS_DAY_OPEN_START
         && passage->days.last != TOPOS_DAY_OPEN_END;
}

static int
by_day (const void *a, const void *b)
{
  const ToposDay one = *(const ToposDay *) a, two = *(const ToposDay *) b;

  return one < two ? -1 : one > two;
}

/* The first days of the dated passages, in order. */
static GArray *
first_days (const ToposGathered *gathered)
{
  GArray *const days = g_array_new (FALSE, FALSE, sizeof (ToposDay));

  for (guint i = 0; i < gathered->passages->len; i++) {
    const ToposPassageRow *const row = gathered->passages->pdata[i];
    if (topos_html_is_dated (row))
      g_array_append_val (days, row->days.first);
  }
  g_array_sort (days, by_day);
  return days;
}

/* Nine in ten, and as much again on either side. */
static Bulk
bulk_of (const GArray *days)
{
  const ToposDay low = g_array_index (days, ToposDay, days->len / 20);
  const ToposDay high = g_array_index (days, ToposDay, days->len - 1 - days->len / 20);
  const ToposDay reach = MAX (high - low, 3);
  Bulk bulk = { .first = MAX (g_array_index (days, ToposDay, 0), low - reach),
                .last = MIN (g_array_index (days, ToposDay, days->len - 1), high + reach) };

  for (guint i = 0; i < days->len; i++) {
    bulk.earlier += g_array_index (days, ToposDay, i) < bulk.first;
    bulk.later += g_array_index (days, ToposDay, i) > bulk.last;
  }
  bulk.days_a_bar = (bulk.last - bulk.first) / BARS_MOST + 1;
  return bulk;
}

static void
add_bar (GString *html, ToposDateSpan days, int count, double x, double width, double height)
{
  g_autofree char *name = topos_export_days (days);

  g_string_append_printf (html, "<rect class=\"bar\" tabindex=\"0\" role=\"button\" "
                                "data-first=\"%d\" data-last=\"%d\" data-name=\"%s\"",
                          days.first, days.last, name);
  topos_markup_number (html, "x", x);
  topos_markup_number (html, "y", HEIGHT - height);
  topos_markup_number (html, "width", MAX (width - 1, 0.7));
  topos_markup_number (html, "height", height);
  g_string_append_printf (html, "><title>%s: %d</title></rect>\n", name, count);
}

static void
add_outside (GString *html, int count, ToposDateSpan days, const char *when)
{
  if (count > 0)
    g_string_append_printf (html, "<button data-first=\"%d\" data-last=\"%d\" data-name=\"%s\">"
                                  "%d %s</button>\n", days.first, days.last, when, count, when);
}

void
topos_html_add_days (GString *html, const ToposGathered *gathered)
{
  g_autoptr (GArray) days = first_days (gathered);

  if (days->len == 0 || g_array_index (days, ToposDay, 0)
                            == g_array_index (days, ToposDay, days->len - 1))
    return;

  const Bulk bulk = bulk_of (days);
  const int n = (bulk.last - bulk.first) / bulk.days_a_bar + 1;
  g_autofree int *counts = g_new0 (int, n);
  int most = 1;
  for (guint i = 0; i < days->len; i++) {
    const ToposDay day = g_array_index (days, ToposDay, i);
    if (day >= bulk.first && day <= bulk.last)
      most = MAX (most, ++counts[(day - bulk.first) / bulk.days_a_bar]);
  }
  g_string_append_printf (html, "<svg class=\"bars\" role=\"group\" aria-label=\"Days\" "
                                "viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">\n",
                          WIDTH, HEIGHT);
  for (int i = 0; i < n; i++) {
    const ToposDay first = bulk.first + i * bulk.days_a_bar;
    const ToposDateSpan of = { first, first + bulk.days_a_bar - 1 };
    if (counts[i] > 0)
      add_bar (html, of, counts[i], i * (double) WIDTH / n, (double) WIDTH / n,
               HEIGHT * (double) counts[i] / most);
  }
  g_autofree char *first = topos_export_day (bulk.first), *last = topos_export_day (bulk.last);
  g_string_append_printf (html, "</svg>\n<div class=\"ends\"><span>%s</span><span>%s</span></div>\n"
                                "<p class=\"outside\">", first, last);
  add_outside (html, bulk.earlier, (ToposDateSpan){ -G_MAXINT32, bulk.first - 1 }, "earlier");
  add_outside (html, bulk.later, (ToposDateSpan){ bulk.last + 1, G_MAXINT32 }, "later");
  g_string_append (html, "</p>\n");
}
