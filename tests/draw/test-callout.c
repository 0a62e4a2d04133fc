/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/callout.h"

#include <glib.h>
#include <math.h>

static double
next_unit (uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double) (*state >> 11) / 9007199254740992.0;
}

static bool
disc_meets (const ToposCallout *c, ToposRect text)
{
  const double x = CLAMP (c->x, text.x, text.x + text.width);
  const double y = CLAMP (c->y, text.y, text.y + text.height);

  return hypot (c->x - x, c->y - y) < c->radius;
}

/* A point every tenth of a unit along the line, the plain way. */
static bool
leader_meets (const ToposCallout *c, ToposRect text)
{
  for (int i = 0; i <= 1000; i++) {
    const double x = c->from_x + (c->to_x - c->from_x) * i / 1000;
    const double y = c->from_y + (c->to_y - c->from_y) * i / 1000;
    if (topos_rects_overlap ((ToposRect){ x, y, 1e-9, 1e-9 }, text))
      return true;
  }
  return false;
}

static void
check (const ToposCallout *all, size_t n, const ToposRect *obstacles, size_t n_obstacles,
       ToposRect bounds)
{
  for (size_t i = 0; i < n; i++) {
    const ToposRect text = all[i].text;
    if (!all[i].placed)
      continue;
    g_assert_true (all[i].wanted);
    g_assert_cmpfloat (text.x, >=, bounds.x);
    g_assert_cmpfloat (text.y, >=, bounds.y);
    g_assert_cmpfloat (text.x + text.width, <=, bounds.x + bounds.width);
    g_assert_cmpfloat (text.y + text.height, <=, bounds.y + bounds.height);
    for (size_t j = 0; j < n; j++) {
      g_assert_false (disc_meets (&all[j], text));
      g_assert_false (j != i && all[j].placed && topos_rects_overlap (text, all[j].text));
      g_assert_false (all[j].leader && j != i && leader_meets (&all[j], text));
    }
    for (size_t j = 0; j < n_obstacles; j++)
      g_assert_false (topos_rects_overlap (text, obstacles[j]));
  }
}

/* Whatever the crowd, nothing overlaps; and leaders never place fewer names. */
static void
test_no_overlap (void)
{
  const ToposRect bounds = { 0, 0, 800, 600 };

  for (uint64_t round = 0; round < 60; round++) {
    uint64_t seed = round;
    const size_t n = 5 + round * 3;
    g_autofree ToposCallout *all = g_new0 (ToposCallout, n);
    const ToposRect obstacles[] = { { 600, 500, 200, 100 }, { 0, 0, 200, 60 } };
    size_t beside = 0, with_leaders = 0;

    for (size_t i = 0; i < n; i++)
      all[i] = (ToposCallout){ .x = 400 + (next_unit (&seed) - 0.5) * (round % 2 ? 800 : 200),
                               .y = 300 + (next_unit (&seed) - 0.5) * (round % 2 ? 600 : 200),
                               .radius = 4 + next_unit (&seed) * 10,
                               .width = 20 + next_unit (&seed) * 90, .height = 14,
                               .priority = floor (next_unit (&seed) * 8),
                               .wanted = next_unit (&seed) < 0.9 };
    topos_callouts_place (all, n, obstacles, 2, bounds, false);
    check (all, n, obstacles, 2, bounds);
    for (size_t i = 0; i < n; i++)
      beside += all[i].placed;
    topos_callouts_place (all, n, obstacles, 2, bounds, true);
    check (all, n, obstacles, 2, bounds);
    for (size_t i = 0; i < n; i++)
      with_leaders += all[i].placed;
    g_assert_cmpuint (with_leaders + 2, >=, beside);
  }
}

/* The most important name takes the best spot. */
static void
test_priority (void)
{
  ToposCallout two[] = {
    { .x = 100, .y = 100, .radius = 5, .width = 50, .height = 27, .priority = 1, .wanted = true },
    { .x = 100, .y = 126, .radius = 5, .width = 50, .height = 27, .priority = 2, .wanted = true },
  };

  topos_callouts_place (two, 2, NULL, 0, (ToposRect){ 0, 0, 400, 400 }, false);
  g_assert_true (two[0].placed && two[1].placed);
  g_assert_cmpfloat (two[1].text.x, >, 100);
  g_assert_cmpfloat_with_epsilon (two[1].text.y, 126 - 13.5, 0.01);
  g_assert_cmpfloat (two[0].text.y, <, 100 - 13.6);
}

/* Of two symbols that touch, each has its name at a side where nobody takes it for the other's, or
 * at the end of a line. */
static void
test_whose (void)
{
  for (int turn = 0; turn < 24; turn++) {
    const double angle = turn * G_PI / 12;
    ToposCallout two[] = {
      { .x = 200, .y = 200, .radius = 6, .width = 60, .height = 14, .priority = 1, .wanted = true },
      { .x = 200 + 13 * cos (angle), .y = 200 + 13 * sin (angle), .radius = 6, .width = 60,
        .height = 14, .priority = 2, .wanted = true },
    };
    topos_callouts_place (two, 2, NULL, 0, (ToposRect){ 0, 0, 400, 400 }, true);
    for (int i = 0; i < 2; i++) {
      ToposCallout wide = two[1 - i];
      wide.radius += 5;
      g_test_message ("turn %d, name %d", turn, i);
      g_assert_true (two[i].placed && (two[i].leader || !disc_meets (&wide, two[i].text)));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/callout/no-overlap", test_no_overlap);
  g_test_add_func ("/callout/priority", test_priority);
  g_test_add_func ("/callout/whose", test_whose);
  return g_test_run ();
}
