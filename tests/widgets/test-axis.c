/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names under the timeline: in order, apart from each other, and the same while it is moved. */
#include "widgets/axis.h"

#define LABEL 70.0

static void
check (ToposDateSpan view, double pixels_per_day)
{
  g_autoptr (GArray) ticks = topos_axis_ticks (view, pixels_per_day, LABEL);

  for (guint i = 0; i < ticks->len; i++) {
    const ToposTick *tick = &g_array_index (ticks, ToposTick, i);
    g_assert_cmpint (tick->day, >=, view.first);
    g_assert_cmpint (tick->day, <=, view.last);
    g_assert_cmpstr (tick->words, !=, "");
    if (i > 0)
      g_assert_cmpfloat (((double) tick->day - tick[-1].day) * pixels_per_day, >=, LABEL);
  }
}

static void
test_apart (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);

  for (int round = 0; round < 300; round++) {
    const ToposDay first = topos_day_from_ymd (g_rand_int_range (random, 1500, 2100),
                                               g_rand_int_range (random, 1, 13), 1);
    const int days = 5 + (int) g_rand_double_range (random, 0, 1) * g_rand_int_range (random, 1, 200000);
    check ((ToposDateSpan){ first, first + days }, 800.0 / days);
    check ((ToposDateSpan){ first, first + g_rand_int_range (random, 5, 20000) },
           g_rand_double_range (random, 0.01, 150));
  }
}

/* A tick that is in view before and after a step aside is the same one. */
static void
test_still (void)
{
  for (int step = 1; step < 40; step++) {
    const ToposDay first = topos_day_from_ymd (2021, 8, 1);
    g_autoptr (GArray) here = topos_axis_ticks ((ToposDateSpan){ first, first + 300 }, 4, LABEL);
    g_autoptr (GArray) there
        = topos_axis_ticks ((ToposDateSpan){ first + step, first + step + 300 }, 4, LABEL);
    guint found = 0;
    for (guint i = 0; i < here->len; i++)
      for (guint j = 0; j < there->len; j++)
        found += g_array_index (here, ToposTick, i).day == g_array_index (there, ToposTick, j).day;
    g_assert_cmpuint (found, >=, here->len - 3);
  }
}

/* A year is named where it begins to hold, and not again. */
static void
test_years (void)
{
  const ToposDateSpan view = { topos_day_from_ymd (2020, 12, 20), topos_day_from_ymd (2021, 1, 20) };
  g_autoptr (GArray) ticks = topos_axis_ticks (view, 14, LABEL);
  int years = 0;

  for (guint i = 0; i < ticks->len; i++)
    years += g_str_has_suffix (g_array_index (ticks, ToposTick, i).words, "2020")
             || g_str_has_suffix (g_array_index (ticks, ToposTick, i).words, "2021");
  g_assert_cmpint (years, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/axis/apart", test_apart);
  g_test_add_func ("/axis/still", test_still);
  g_test_add_func ("/axis/years", test_years);
  return g_test_run ();
}
