/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/axis.h"

#include "core/day-words.h"
#include "widgets/bins.h"

#define GAP 14

/* Where names of days may stand: the unit, every how many of them, and about how many days that
 * is. `first` names a year that is new, `other` goes on in it. */
static const struct {
  ToposBinUnit unit;
  int times;
  double days;
  const char *first;
  const char *other;
} STEPS[] = {
  { TOPOS_BIN_DAY, 1, 1, "%-d %b %Y", "%-d %b" },      { TOPOS_BIN_DAY, 2, 2, "%-d %b %Y", "%-d %b" },
  { TOPOS_BIN_WEEK, 1, 7, "%-d %b %Y", "%-d %b" },     { TOPOS_BIN_WEEK, 2, 14, "%-d %b %Y", "%-d %b" },
  { TOPOS_BIN_MONTH, 1, 28, "%b %Y", "%b" },           { TOPOS_BIN_MONTH, 2, 59, "%b %Y", "%b" },
  { TOPOS_BIN_QUARTER, 1, 90, "%b %Y", "%b" },         { TOPOS_BIN_QUARTER, 2, 181, "%b %Y", "%b" },
  { TOPOS_BIN_YEAR, 1, 365, "%Y", "%Y" },              { TOPOS_BIN_YEAR, 2, 730, "%Y", "%Y" },
  { TOPOS_BIN_YEAR, 5, 1826, "%Y", "%Y" },             { TOPOS_BIN_DECADE, 1, 3652, "%Y", "%Y" },
  { TOPOS_BIN_DECADE, 2, 7304, "%Y", "%Y" },           { TOPOS_BIN_DECADE, 5, 18262, "%Y", "%Y" },
  { TOPOS_BIN_CENTURY, 1, 36524, "%Y", "%Y" },         { TOPOS_BIN_CENTURY, 5, 182620, "%Y", "%Y" },
  { TOPOS_BIN_CENTURY, 10, 365240, "%Y", "%Y" },
};

/* How many units lie between a fixed day and `day`, which begins one. */
static int
number_of (ToposBinUnit unit, ToposDay day)
{
  int year, month, mday;

  topos_day_to_ymd (day, &year, &month, &mday);
  switch (unit) {
  case TOPOS_BIN_WEEK: return day / 7;
  case TOPOS_BIN_MONTH: return year * 12 + month - 1;
  case TOPOS_BIN_QUARTER: return year * 4 + (month - 1) / 3;
  case TOPOS_BIN_YEAR: return year;
  case TOPOS_BIN_DECADE: return year / 10;
  case TOPOS_BIN_CENTURY: return year / 100;
  case TOPOS_BIN_DAY:
  case TOPOS_BIN_N: break;
  }
  return day;
}

static void
tick_clear (gpointer tick)
{
  g_free (((ToposTick *) tick)->words);
}

GArray *
topos_axis_ticks (ToposDateSpan view, double pixels_per_day, double label_px)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (ToposTick));
  guint step = 0;
  int told = G_MININT;

  g_array_set_clear_func (ticks, tick_clear);
  while (step + 1 < G_N_ELEMENTS (STEPS) && STEPS[step].days * pixels_per_day < label_px + GAP)
    step++;

  const ToposBinUnit unit = STEPS[step].unit;
  for (ToposDay day = topos_bin_start (unit, view.first); day <= view.last;
       day = topos_bin_next (unit, day)) {
    int year, month, mday;
    if (day < view.first || number_of (unit, day) % STEPS[step].times != 0)
      continue;
    topos_day_to_ymd (day, &year, &month, &mday);
    const ToposTick tick
        = { day, topos_day_format (day, year != told ? STEPS[step].first : STEPS[step].other) };
    told = year;
    g_array_append_val (ticks, tick);
  }
  return ticks;
}
