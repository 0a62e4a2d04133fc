/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/outbox.h"
#include "map/painted-names.h"
#include "map/painted-tiles.h"

/* ------------------------------------------------------------------- what is handed back */

typedef struct {
  int freed;
  GArray *taken;  /* int */
} Told;

static Told told;

static void
count_freed (gpointer item)
{
  g_atomic_int_inc (&told.freed);
}

static void
take_cb (gpointer item, gpointer user_data)
{
  const int number = GPOINTER_TO_INT (item);
  g_array_append_val (told.taken, number);
}

static gpointer
push_hundred (gpointer data)
{
  for (int i = 1; i <= 100; i++)
    topos_outbox_push (data, GINT_TO_POINTER (i));
  return NULL;
}

static void
test_order (void)
{
  told = (Told) { .taken = g_array_new (FALSE, FALSE, sizeof (int)) };
  ToposOutbox *outbox = topos_outbox_new (take_cb, NULL);
  GThread *thread = g_thread_new ("pushes", push_hundred, outbox);
  while (told.taken->len < 100)
    g_main_context_iteration (NULL, FALSE);
  g_thread_join (thread);
  for (int i = 0; i < 100; i++)
    g_assert_cmpint (g_array_index (told.taken, int, i), ==, i + 1);
  topos_outbox_free (outbox, count_freed);
  g_assert_cmpint (told.freed, ==, 0);
  g_array_unref (told.taken);
}

/* What nobody has taken is freed, and nothing comes later. */
static void
test_ended_before_taken (void)
{
  told = (Told) { .taken = g_array_new (FALSE, FALSE, sizeof (int)) };
  ToposOutbox *outbox = topos_outbox_new (take_cb, NULL);
  push_hundred (outbox);
  topos_outbox_free (outbox, count_freed);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (told.freed, ==, 100);
  g_assert_cmpint (told.taken->len, ==, 0);
  g_array_unref (told.taken);
}

/* ---------------------------------------------------------------------------- the painters */

static bool is_closed;

static void
news_cb (gpointer data)
{
  g_assert_false (is_closed);
}

static ToposBaseMap *
bundled_map (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  g_autoptr (GError) error = NULL;
  ToposBaseMap *map = topos_base_map_new (path, &error);
  g_assert_no_error (error);
  return map;
}

static const ToposWorldWindow EUROPE = { .world = 4096, .left = 2000, .top = 1200, .width = 900,
                                         .height = 600 };

/* Sleeps up to 20 ms, and lets the main loop take what is done now and then. */
static void
wait_a_moment (int i)
{
  g_usleep ((gulong) (i * 7919 % 20) * 1000);
  if (i % 3 == 0)
    g_main_context_iteration (NULL, FALSE);
}

/* Closed while a worker is busy at any point of its way: nothing of it is used afterwards. This
 * fails under the address and thread sanitizers, if at all. */
static void
test_names_closed_at_work (void)
{
  g_autoptr (ToposBaseMap) map = bundled_map ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 900, 600);
  cairo_t *cr = cairo_create (surface);
  ToposCanvas canvas = { .cr = cr };
  for (int i = 0; i < 10; i++) {
    is_closed = false;
    ToposPaintedNames *names = topos_painted_names_new (news_cb, NULL);
    topos_painted_names_set_map (names, map, g_getenv ("TOPOS_DATA_DIR"));
    topos_painted_names_draw (names, &canvas, &EUROPE, 1, TOPOS_THEME_LIGHT, true);
    wait_a_moment (i);
    topos_painted_names_close (names);
    is_closed = true;
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_tiles_closed_at_work (void)
{
  g_autoptr (ToposBaseMap) map = bundled_map ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 900, 600);
  cairo_t *cr = cairo_create (surface);
  ToposCanvas canvas = { .cr = cr };
  for (int i = 0; i < 10; i++) {
    is_closed = false;
    ToposPaintedTiles *tiles = topos_painted_tiles_new (news_cb, NULL);
    topos_painted_tiles_set_map (tiles, map);
    topos_painted_tiles_draw (tiles, &canvas, &EUROPE, 1, TOPOS_THEME_LIGHT, true);
    wait_a_moment (i);
    topos_painted_tiles_close (tiles);
    is_closed = true;
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox/order", test_order);
  g_test_add_func ("/outbox/ended-before-taken", test_ended_before_taken);
  g_test_add_func ("/painters/names-closed-at-work", test_names_closed_at_work);
  g_test_add_func ("/painters/tiles-closed-at-work", test_tiles_closed_at_work);
  return g_test_run ();
}
