/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/place-private.h"

#include <math.h>

#define WORLD 1000.0

static const ToposPlaceView VIEW = { .middle = { 0.5, 0.5 }, .world_px = WORLD, .width = 200,
                                     .height = 100 };

/* A thing at x, y of the view; a cluster reaches 20 pixels to each side. */
static ToposPlaceItem
thing (uint32_t marker, uint32_t n, double x, double y)
{
  const ToposMercator at = { 0.5 + (x - 100) / WORLD, 0.5 + (y - 50) / WORLD };
  const double reach = n > 1 ? 20 / WORLD : 0;

  return (ToposPlaceItem){ .x = x, .y = y, .marker = marker, .n = n,
                           .extent = { at.x - reach, at.y - reach, at.x + reach, at.y + reach } };
}

static GArray *
things (const ToposPlaceItem *items, guint n)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof *items);

  return g_array_append_vals (array, items, n);
}

/* What was in a cluster sets out from its middle, slows down, and arrives. */
static void
test_split (void)
{
  const ToposPlaceItem one[] = { thing (3, 2, 60, 50), thing (9, 1, 150, 50) };
  const ToposPlaceItem two[] = { thing (3, 1, 50, 45), thing (4, 1, 70, 55), thing (9, 1, 150, 50) };
  g_autoptr (GArray) before = things (one, G_N_ELEMENTS (one));
  g_autoptr (GArray) after = things (two, G_N_ELEMENTS (two));
  ToposPlaceMotion *motion = topos_place_motion_new ();
  double dx, dy, last = INFINITY;

  topos_place_motion_note (motion, before, &VIEW, after, &VIEW, 0);
  g_assert_true (topos_place_motion_offset (motion, &two[0], &VIEW, 0, &dx, &dy));
  g_assert_cmpfloat_with_epsilon (dx, 10, 1e-6);
  g_assert_cmpfloat_with_epsilon (dy, 5, 1e-6);
  for (int64_t now = 0; topos_place_motion_offset (motion, &two[1], &VIEW, now, &dx, &dy); now += 20000) {
    g_assert_cmpfloat (hypot (dx, dy), <, last);
    last = hypot (dx, dy);
    g_assert_false (topos_place_motion_rests (motion, now));
  }
  g_assert_cmpfloat (last, <, 1);
  /* What was there before stays where it is. */
  g_assert_false (topos_place_motion_offset (motion, &two[2], &VIEW, 0, &dx, &dy));
  g_assert_cmpfloat (hypot (dx, dy), ==, 0);
  g_assert_true (topos_place_motion_rests (motion, G_USEC_PER_SEC));
  topos_place_motion_free (motion);
}

/* What goes into a cluster is drawn on its way to its middle, and no longer once it is there. */
static void
test_merge (void)
{
  const ToposPlaceItem two[] = { thing (3, 1, 50, 45), thing (4, 1, 70, 55), thing (9, 1, 150, 50) };
  const ToposPlaceItem one[] = { thing (3, 2, 60, 50), thing (9, 1, 150, 50) };
  g_autoptr (GArray) before = things (two, G_N_ELEMENTS (two));
  g_autoptr (GArray) after = things (one, G_N_ELEMENTS (one));
  ToposPlaceMotion *motion = topos_place_motion_new ();
  ToposPlaceItem item;
  double last = INFINITY;

  topos_place_motion_note (motion, before, &VIEW, after, &VIEW, 0);
  g_assert_true (topos_place_motion_leaving (motion, 0, &VIEW, 0, &item));
  g_assert_cmpuint (item.marker, ==, 3);
  g_assert_cmpfloat_with_epsilon (item.x, 50, 1e-6);
  g_assert_cmpfloat_with_epsilon (item.y, 45, 1e-6);
  g_assert_true (topos_place_motion_leaving (motion, 1, &VIEW, 0, &item));
  g_assert_cmpuint (item.marker, ==, 4);
  g_assert_false (topos_place_motion_leaving (motion, 2, &VIEW, 0, &item));
  for (int64_t now = 0; !topos_place_motion_rests (motion, now); now += 20000) {
    g_assert_true (topos_place_motion_leaving (motion, 0, &VIEW, now, &item));
    g_assert_cmpfloat (hypot (item.x - 60, item.y - 50), <, last);
    last = hypot (item.x - 60, item.y - 50);
  }
  g_assert_cmpfloat (last, <, 1);
  g_assert_false (topos_place_motion_leaving (motion, 0, &VIEW, G_USEC_PER_SEC, &item));
  topos_place_motion_free (motion);
}

/* It goes on from the same spot of the world when the view moves or turns on the way. */
static void
test_moving_view (void)
{
  const ToposPlaceItem one[] = { thing (3, 2, 60, 50) };
  const ToposPlaceItem two[] = { thing (3, 1, 50, 45), thing (4, 1, 70, 55) };
  g_autoptr (GArray) before = things (one, 1);
  g_autoptr (GArray) after = things (two, 2);
  ToposPlaceMotion *motion = topos_place_motion_new ();
  ToposPlaceView panned = VIEW;
  ToposPlaceItem moved = two[0];
  double dx, dy;

  topos_place_motion_note (motion, before, &VIEW, after, &VIEW, 0);
  panned.middle.x += 30 / WORLD;
  moved.x -= 30;
  topos_place_motion_offset (motion, &moved, &panned, 0, &dx, &dy);
  g_assert_cmpfloat_with_epsilon (dx, 10, 1e-6);
  panned = VIEW;
  panned.rotation = G_PI / 2;
  moved.x = 100 + 5;
  moved.y = 50 - 50;  /* 50, 45 turned round 100, 50 by a quarter */
  topos_place_motion_offset (motion, &moved, &panned, 0, &dx, &dy);
  g_assert_cmpfloat_with_epsilon (dx, -5, 1e-6);
  g_assert_cmpfloat_with_epsilon (dy, 10, 1e-6);
  topos_place_motion_stop (motion);
  g_assert_true (topos_place_motion_rests (motion, 0));
  topos_place_motion_free (motion);
}

/* Where everything changes at once nothing flies about. */
static void
test_too_many (void)
{
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (ToposPlaceItem));
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (ToposPlaceItem));
  ToposPlaceMotion *motion = topos_place_motion_new ();

  for (guint i = 0; i < 1000; i++) {
    const ToposPlaceItem old = thing (i, 2, i % 200, 50), new = thing (i, 1, i % 200 + 5, 50);
    g_array_append_val (before, old);
    g_array_append_val (after, new);
  }
  topos_place_motion_note (motion, before, &VIEW, after, &VIEW, 0);
  g_assert_true (topos_place_motion_rests (motion, 0));
  topos_place_motion_free (motion);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place-motion/split", test_split);
  g_test_add_func ("/place-motion/merge", test_merge);
  g_test_add_func ("/place-motion/moving-view", test_moving_view);
  g_test_add_func ("/place-motion/too-many", test_too_many);
  return g_test_run ();
}
