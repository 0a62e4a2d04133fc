/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pans and zooms the map and tells what a frame costs, from its beginning until the display has drawn
 * it:
 *
 *   bench-pan [PLACES [ZOOM [FRAMES]]]
 *
 * PLACES is how many places the map holds, 0 for the base map alone; zooming goes three levels in from
 * ZOOM, and back, so that clusters come apart and together all the time. The figures depend on
 * GSK_RENDERER. */
#include "figures.h"
#include "map/base-layer.h"
#include "map/place-layer.h"

#include <math.h>
#include <stdlib.h>

#define WIDTH 1000
#define HEIGHT 700
#define STEP_PX 7
#define ROUND_FRAMES 120
#define ZOOM_LEVELS 3
#define SETTLE_MS 3000

typedef struct {
  GtkWidget *window;
  ShumateMap *map;
  ShumateViewport *viewport;
  double zoom;
  int frames;
  size_t move;       /* of MOVES */
  bool counting;
  int64_t begun_us;
  int64_t spent_us;
  GArray *costs_us;  /* int64_t */
  GArray *work_us;   /* int64_t, of this thread's processor */
} Pan;

static void
before_paint_cb (Pan *self)
{
  self->spent_us = figures_thread_us ();
  self->begun_us = g_get_monotonic_time ();
}

static void
after_paint_cb (Pan *self)
{
  const int64_t work = figures_thread_us () - self->spent_us;
  gdk_display_sync (gtk_widget_get_display (self->window));
  const int64_t cost = g_get_monotonic_time () - self->begun_us;
  if (!self->counting)
    return;
  figures_add (self->costs_us, cost);
  figures_add (self->work_us, work);
}

/* From 0 to 1 and back, again and again: so the map is painted where it goes. */
static double
to_and_fro (const Pan *self)
{
  const int way = ROUND_FRAMES / 2;

  return (double) ABS ((int) self->costs_us->len % ROUND_FRAMES - way) / way;
}

static void
pan (Pan *self)
{
  const double world = 256 * exp2 (self->zoom);
  const double way = STEP_PX * ROUND_FRAMES / 2.0 * (to_and_fro (self) - 0.5) / world * 360;

  shumate_viewport_set_zoom_level (self->viewport, self->zoom);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), 35 + 0.5 * way, 65 + way);
}

static void
zoom (Pan *self)
{
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), 35, 65);
  shumate_viewport_set_zoom_level (self->viewport, self->zoom + ZOOM_LEVELS * (1 - to_and_fro (self)));
}

static const struct {
  const char *name;
  void (*move) (Pan *self);
} MOVES[] = { { "panned", pan }, { "zoomed", zoom } };

static gboolean
tick_cb (GtkWidget *map, GdkFrameClock *clock, gpointer data)
{
  Pan *self = data;

  if (self->counting)
    MOVES[self->move].move (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
time_is_up_cb (gpointer done)
{
  *(bool *) done = true;
  return G_SOURCE_REMOVE;
}

static void
run_for (unsigned int ms)
{
  bool done = false;
  g_timeout_add (ms, time_is_up_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
add_places (Pan *self, size_t n)
{
  g_autofree ToposMarker *places = g_new0 (ToposMarker, n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  for (size_t i = 0; i < n; i++)
    places[i] = (ToposMarker) {
      .id = i + 1,
      .name = "Bazarak",
      .point = { g_rand_double_range (rand, -60, 75), g_rand_double_range (rand, -180, 180) },
      .kind = TOPOS_PLACE_TOWN,
      .standing = TOPOS_STANDING_PLACED,
      .passages = 1 + g_rand_int_range (rand, 0, 40),
    };
  ToposPlaceLayer *layer = topos_place_layer_new (self->viewport);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (layer));
  topos_place_layer_set_places (layer, places, n);
}

static void
show (Pan *self, size_t n_places)
{
  g_autofree char *world =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  g_autoptr (ShumateMapSourceRegistry) registry = shumate_map_source_registry_new_with_defaults ();
  self->map = shumate_map_new ();
  self->viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_reference_map_source (
    self->viewport,
    shumate_map_source_registry_get_by_id (registry, SHUMATE_MAP_SOURCE_OSM_MAPNIK));
  ToposBaseLayer *layer = topos_base_layer_new (self->viewport);
  g_object_set (layer, "offline-map", world, NULL);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (layer));
  if (n_places > 0)
    add_places (self, n_places);
  shumate_viewport_set_zoom_level (self->viewport, self->zoom);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), 35, 65);

  self->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->map));
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_add_tick_callback (GTK_WIDGET (self->map), tick_cb, self, NULL);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
}

static void
tell (const char *what, GArray *times_us)
{
  g_print ("  %s: median %.1f ms, 95th percentile %.1f ms", what, figures_ms (times_us, 50),
           figures_ms (times_us, 95));
  g_array_set_size (times_us, 0);
}

static void
measure (Pan *self)
{
  self->counting = true;
  while ((int) self->costs_us->len < self->frames)
    g_main_context_iteration (NULL, TRUE);
  self->counting = false;
  g_print ("%s, %d frames", MOVES[self->move].name, self->frames);
  tell ("until it is drawn", self->costs_us);
  tell ("of this thread's processor", self->work_us);
  g_print ("\n");
}

int
main (int argc, char **argv)
{
  if (!g_getenv ("TOPOS_DATA_DIR")) {
    g_printerr ("TOPOS_DATA_DIR is not set: let it name the folder “data” of the source.\n");
    return 2;
  }
  gtk_init ();
  const size_t n_places = argc > 1 ? strtoul (argv[1], NULL, 10) : 0;
  Pan pan = {
    .zoom = argc > 2 ? g_ascii_strtod (argv[2], NULL) : 7,
    .frames = argc > 3 ? atoi (argv[3]) : 480,
    .costs_us = figures_new (),
    .work_us = figures_new (),
  };
  show (&pan, n_places);
  run_for (SETTLE_MS);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (pan.window));
  g_print ("%s, %zu places, zoom %g\n", G_OBJECT_TYPE_NAME (renderer), n_places, pan.zoom);
  for (pan.move = 0; pan.move < G_N_ELEMENTS (MOVES); pan.move++)
    measure (&pan);

  gtk_window_destroy (GTK_WINDOW (pan.window));
  g_array_unref (pan.costs_us);
  g_array_unref (pan.work_us);
  return 0;
}
