/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bars of the timeline, against a plain count of every day. */
#include "core/day-words.h"
#include "widgets/bins.h"

static GArray *
random_bars (GRand *random, int n, ToposDay around, int spread)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (ToposBar));

  for (int i = 0; i < n; i++) {
    const ToposDay first = around + g_rand_int_range (random, -spread, spread);
    ToposBar bar = { { first, first + (g_rand_int_range (random, 0, 3) == 0
                                           ? g_rand_int_range (random, 0, 400) : 0) },
                     g_rand_int_range (random, 1, 9) };
    if (g_rand_int_range (random, 0, 40) == 0)
      bar.days.first = TOPOS_DAY_OPEN_START;
    if (g_rand_int_range (random, 0, 40) == 0)
      bar.days.last = TOPOS_DAY_OPEN_END;
    g_array_append_val (bars, bar);
  }
  return bars;
}

static void
test_fill (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int round = 0; round < 200; round++) {
    const ToposBinUnit unit = (ToposBinUnit) g_rand_int_range (random, 0, TOPOS_BIN_N);
    const ToposDay around = topos_day_from_ymd (2021, 9, 1);
    g_autoptr (GArray) bars = random_bars (random, 60, around, 300);
    const ToposDay first = around + g_rand_int_range (random, -400, 300);
    const ToposDateSpan view = { first, first + g_rand_int_range (random, 0, 500) };
    g_autoptr (GArray) bins = topos_bins_fill (bars, view, unit);
    ToposDay expected = topos_bin_start (unit, view.first);
    for (guint i = 0; i < bins->len; i++) {
      const ToposBin *bin = &g_array_index (bins, ToposBin, i);
      int sharp = 0, vague = 0;
      for (guint j = 0; j < bars->len; j++) {
        const ToposBar *bar = &g_array_index (bars, ToposBar, j);
        const bool inside = bar->days.first >= bin->days.first && bar->days.last <= bin->days.last;
        const bool touches = bar->days.first <= bin->days.last && bin->days.first <= bar->days.last;
        sharp += inside ? bar->passages : 0;
        vague += touches && !inside ? bar->passages : 0;
      }
      g_assert_cmpint (bin->days.first, ==, expected);
      g_assert_cmpint (bin->sharp, ==, sharp);
      g_assert_cmpint (bin->vague, ==, vague);
      expected = bin->days.last + 1;
    }
    g_assert_cmpint (expected, >, view.last);
  }
}

/* The shortest stretch by trying every pair of first days. */
static int
plain_bulk (const GArray *bars, double share)
{
  int total = 0, best = G_MAXINT;

  for (guint i = 0; i < bars->len; i++) {
    const ToposBar *bar = &g_array_index (bars, ToposBar, i);
    if (bar->days.first != TOPOS_DAY_OPEN_START && bar->days.last != TOPOS_DAY_OPEN_END)
      total += bar->passages;
  }
  for (guint i = 0; i < bars->len; i++)
    for (guint j = 0; j < bars->len; j++) {
      const ToposDay first = g_array_index (bars, ToposBar, i).days.first;
      const ToposDay last = g_array_index (bars, ToposBar, j).days.first;
      int held = 0;
      for (guint k = 0; k < bars->len; k++) {
        const ToposBar *bar = &g_array_index (bars, ToposBar, k);
        if (bar->days.first != TOPOS_DAY_OPEN_START && bar->days.last != TOPOS_DAY_OPEN_END
            && bar->days.first >= first && bar->days.first <= last)
          held += bar->passages;
      }
      if (first != TOPOS_DAY_OPEN_START && first <= last && held >= share * total)
        best = MIN (best, last - first);
    }
  return best;
}

static void
test_bulk (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (int round = 0; round < 60; round++) {
    g_autoptr (GArray) bars = random_bars (random, 24, topos_day_from_ymd (2021, 9, 1), 90);
    const ToposBar old = { { topos_day_from_ymd (1979, 1, 1), topos_day_from_ymd (1979, 12, 31) }, 1 };
    g_array_append_val (bars, old);
    const ToposDateSpan bulk = topos_bins_bulk (bars, 0.9);
    g_assert_cmpint (bulk.last - bulk.first, ==, plain_bulk (bars, 0.9));
  }
  g_assert_true (topos_date_span_is_none (topos_bins_bulk (NULL, 0.9)));
}

static void
test_units (void)
{
  static const struct {
    ToposBinUnit unit;
    int in[3], start[3], next[3];
  } CASES[] = {
    { TOPOS_BIN_WEEK, { 2021, 9, 5 }, { 2021, 8, 30 }, { 2021, 9, 6 } },
    { TOPOS_BIN_MONTH, { 2024, 2, 29 }, { 2024, 2, 1 }, { 2024, 3, 1 } },
    { TOPOS_BIN_QUARTER, { 2021, 9, 30 }, { 2021, 7, 1 }, { 2021, 10, 1 } },
    { TOPOS_BIN_YEAR, { 2020, 12, 31 }, { 2020, 1, 1 }, { 2021, 1, 1 } },
    { TOPOS_BIN_DECADE, { 1979, 5, 5 }, { 1970, 1, 1 }, { 1980, 1, 1 } },
    { TOPOS_BIN_CENTURY, { 1999, 12, 31 }, { 1900, 1, 1 }, { 2000, 1, 1 } },
    { TOPOS_BIN_DECADE, { -3, 5, 5 }, { -10, 1, 1 }, { 0, 1, 1 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++) {
    const ToposDay in = topos_day_from_ymd (CASES[i].in[0], CASES[i].in[1], CASES[i].in[2]);
    const ToposDay start = topos_bin_start (CASES[i].unit, in);
    g_assert_cmpint (start, ==, topos_day_from_ymd (CASES[i].start[0], CASES[i].start[1], CASES[i].start[2]));
    g_assert_cmpint (topos_bin_next (CASES[i].unit, start), ==,
                     topos_day_from_ymd (CASES[i].next[0], CASES[i].next[1], CASES[i].next[2]));
  }
}

static void
test_words (void)
{
  static const struct {
    const char *typed;
    const char *told;  /* NULL: no day */
  } CASES[] = {
    { "2021-09-05", "5 Sep 2021" },  { "5 Sep 2021", "5 Sep 2021" }, { "2021-09", "September 2021" },
    { "2021", "2021" },              { "5.9.2021", "5 Sep 2021" },   { "September 2021", "September 2021" },
    { "soon", NULL },                { "", NULL },                   { "2021-13-01", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++) {
    ToposDateSpan days = TOPOS_DATE_SPAN_NONE;
    const bool read = topos_days_from_words (CASES[i].typed, &days);
    g_autofree char *told = topos_span_in_words (days);
    g_assert_cmpint (read, ==, CASES[i].told != NULL);
    if (read)
      g_assert_cmpstr (told, ==, CASES[i].told);
  }
  g_autofree char *range = topos_span_in_words ((ToposDateSpan){ topos_day_from_ymd (2021, 8, 15),
                                                                 topos_day_from_ymd (2021, 9, 6) });
  g_assert_cmpstr (range, ==, "15 Aug – 6 Sep 2021");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bins/fill", test_fill);
  g_test_add_func ("/bins/bulk", test_bulk);
  g_test_add_func ("/bins/units", test_units);
  g_test_add_func ("/bins/words", test_words);
  return g_test_run ();
}
