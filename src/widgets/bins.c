/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/bins.h"

/* How long each unit is, roughly, for choosing one. */
static const double UNIT_DAYS[TOPOS_BIN_N] = { 1, 7, 30.4, 91.3, 365.25, 3652.5, 36525 };

static int
floor_to (int value, int multiple)
{
  const int rest = value % multiple;

  return value - (rest < 0 ? rest + multiple : rest);
}

ToposDay
topos_bin_start (ToposBinUnit unit, ToposDay day)
{
  int year, month, mday;

  topos_day_to_ymd (day, &year, &month, &mday);
  switch (unit) {
  case TOPOS_BIN_WEEK: return day - topos_day_weekday (day) + 1;
  case TOPOS_BIN_MONTH: return topos_day_from_ymd (year, month, 1);
  case TOPOS_BIN_QUARTER: return topos_day_from_ymd (year, floor_to (month - 1, 3) + 1, 1);
  case TOPOS_BIN_YEAR: return topos_day_from_ymd (year, 1, 1);
  case TOPOS_BIN_DECADE: return topos_day_from_ymd (floor_to (year, 10), 1, 1);
  case TOPOS_BIN_CENTURY: return topos_day_from_ymd (floor_to (year, 100), 1, 1);
  case TOPOS_BIN_DAY:
  case TOPOS_BIN_N: break;
  }
  return day;
}

ToposDay
topos_bin_next (ToposBinUnit unit, ToposDay start)
{
  /* A day that surely lies in the next unit and in no later one. */
  static const int STEP[TOPOS_BIN_N] = { 1, 7, 31, 92, 366, 3653, 36525 };

  return topos_bin_start (unit, start + STEP[unit]);
}

ToposBinUnit
topos_bin_unit_for (ToposDateSpan days, int most)
{
  const double length = (double) days.last - days.first + 1;

  for (ToposBinUnit unit = TOPOS_BIN_DAY; unit < TOPOS_BIN_CENTURY; unit++)
    if (length / UNIT_DAYS[unit] <= most)
      return unit;
  return TOPOS_BIN_CENTURY;
}

/* The index of the bin that holds `day`: bins are sorted and leave no gap. */
static guint
bin_of (const GArray *bins, ToposDay day)
{
  guint low = 0, high = bins->len;

  while (high - low > 1) {
    const guint middle = (low + high) / 2;
    if (g_array_index (bins, ToposBin, middle).days.first <= day)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* Vague stretches are entered as +n at their first bin and -n after their last, and summed up at
 * the end, so that a long one costs no more than a short one. */
GArray *
topos_bins_fill (const GArray *bars, ToposDateSpan view, ToposBinUnit unit)
{
  GArray *bins = g_array_new (FALSE, TRUE, sizeof (ToposBin));

  for (ToposDay day = topos_bin_start (unit, view.first); day <= view.last;) {
    const ToposDay next = topos_bin_next (unit, day);
    const ToposBin bin = { .days = { day, next - 1 } };
    g_array_append_val (bins, bin);
    day = next;
  }
  if (bins->len == 0)
    return bins;
  const ToposDateSpan covered = { g_array_index (bins, ToposBin, 0).days.first,
                                  g_array_index (bins, ToposBin, bins->len - 1).days.last };
  g_autofree int *change = g_new0 (int, bins->len + 1);
  for (guint i = 0; bars != NULL && i < bars->len; i++) {
    const ToposBar *bar = &g_array_index (bars, ToposBar, i);
    if (!topos_date_spans_overlap (bar->days, covered))
      continue;
    const guint first = bin_of (bins, MAX (bar->days.first, covered.first));
    const guint last = bin_of (bins, MIN (bar->days.last, covered.last));
    const bool whole = bar->days.first >= covered.first && bar->days.last <= covered.last;
    if (first == last && whole) {
      g_array_index (bins, ToposBin, first).sharp += bar->passages;
      continue;
    }
    change[first] += bar->passages;
    change[last + 1] -= bar->passages;
  }
  int vague = 0;
  for (guint i = 0; i < bins->len; i++) {
    vague += change[i];
    g_array_index (bins, ToposBin, i).vague = vague;
  }
  return bins;
}

static bool
is_open (ToposDateSpan days)
{
  return topos_date_span_is_none (days) || days.first == TOPOS_DAY_OPEN_START
         || days.last == TOPOS_DAY_OPEN_END;
}

static int
by_first (gconstpointer a, gconstpointer b)
{
  const ToposBar *left = a, *right = b;

  return (left->days.first > right->days.first) - (left->days.first < right->days.first);
}

/* The bars with both ends, by their first day. */
static GArray *
closed_bars (const GArray *bars)
{
  GArray *closed = g_array_new (FALSE, FALSE, sizeof (ToposBar));

  for (guint i = 0; bars != NULL && i < bars->len; i++) {
    const ToposBar *bar = &g_array_index (bars, ToposBar, i);
    if (!is_open (bar->days))
      g_array_append_val (closed, *bar);
  }
  g_array_sort (closed, by_first);
  return closed;
}

ToposDateSpan
topos_bins_bulk (const GArray *bars, double share)
{
  g_autoptr (GArray) closed = closed_bars (bars);
  ToposDateSpan bulk = TOPOS_DATE_SPAN_NONE;
  int64_t total = 0, held = 0, least = INT64_MAX;

  for (guint i = 0; i < closed->len; i++)
    total += g_array_index (closed, ToposBar, i).passages;
  for (guint i = 0, j = 0; i < closed->len; i++) {
    const ToposDay last = g_array_index (closed, ToposBar, i).days.first;
    held += g_array_index (closed, ToposBar, i).passages;
    while (held - g_array_index (closed, ToposBar, j).passages >= share * (double) total && j < i)
      held -= g_array_index (closed, ToposBar, j++).passages;
    const ToposDay first = g_array_index (closed, ToposBar, j).days.first;
    if ((double) held >= share * (double) total && (int64_t) last - first < least) {
      least = (int64_t) last - first;
      bulk = (ToposDateSpan){ first, last };
    }
  }
  return bulk;
}

ToposDateSpan
topos_bins_extent (const GArray *bars)
{
  ToposDateSpan extent = TOPOS_DATE_SPAN_NONE;

  for (guint i = 0; bars != NULL && i < bars->len; i++) {
    const ToposDateSpan days = g_array_index (bars, ToposBar, i).days;
    if (is_open (days))
      continue;
    if (topos_date_span_is_none (extent))
      extent = days;
    extent.first = MIN (extent.first, days.first);
    extent.last = MAX (extent.last, days.last);
  }
  return extent;
}

void
topos_bins_beyond (const GArray *bars, ToposDateSpan view, int *before, int *after)
{
  *before = *after = 0;
  for (guint i = 0; bars != NULL && i < bars->len; i++) {
    const ToposBar *bar = &g_array_index (bars, ToposBar, i);
    if (topos_date_span_is_none (bar->days))
      continue;
    if (bar->days.last < view.first)
      *before += bar->passages;
    else if (bar->days.first > view.last)
      *after += bar->passages;
  }
}
