/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/base-layer.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <math.h>
#include <string.h>

#define WIDTH 600
#define HEIGHT 400

static const uint32_t LAND = 0xf7f3ea;
static const uint32_t WATER = 0xc3d9e2;

typedef struct {
  GtkWidget *window;
  ShumateMap *map;
  ShumateViewport *viewport;
  ToposBaseLayer *layer;
  SoupServer *server;
  char *address;
  int requests;
  int statuses;     /* how often a status was told */
  bool failing;
  GBytes *tile;
} Fixture;

/* A tile of one colour, red, as the server gives it. */
static GBytes *
red_tile (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 256);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  g_autofree char *path = NULL;
  g_close (g_file_open_tmp ("topos-XXXXXX.png", &path, NULL), NULL);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  char *data;
  gsize length;
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  remove (path);
  return g_bytes_new_take (data, length);
}

static void
asked_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
          gpointer data)
{
  Fixture *self = data;
  gsize length;
  const void *tile = g_bytes_get_data (self->tile, &length);
  self->requests++;
  soup_server_message_set_status (message, self->failing ? 500 : 200, NULL);
  if (!self->failing)
    soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, tile, length);
}

static void
status_cb (Fixture *self)
{
  g_autofree char *status = NULL;
  g_object_get (self->layer, "status", &status, NULL);
  self->statuses += status != NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *world =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  self->tile = red_tile ();
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  g_assert_true (soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  GSList *uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d/{z}/{x}/{y}.png",
                                   g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_autoptr (ShumateMapSourceRegistry) registry = shumate_map_source_registry_new_with_defaults ();
  self->map = shumate_map_new ();
  self->viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_reference_map_source (
    self->viewport,
    shumate_map_source_registry_get_by_id (registry, SHUMATE_MAP_SOURCE_OSM_MAPNIK));
  self->layer = topos_base_layer_new (self->viewport);
  g_signal_connect_swapped (self->layer, "notify::status", G_CALLBACK (status_cb), self);
  g_object_set (self->layer, "offline-map", world, "tile-address", self->address, NULL);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->layer));
  self->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->map));
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_bytes_unref (self->tile);
  g_free (self->address);
  while (g_main_context_iteration (NULL, FALSE))
    ;
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
go_to (Fixture *self, double lat, double lon, double zoom)
{
  shumate_viewport_set_zoom_level (self->viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), lat, lon);
}

#define SAMPLE 81

/* Whether most of the map round `x`, `y` has the colour right now: names and lines are over it. */
static bool
shows (Fixture *self, int x, int y, uint32_t colour)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->layer));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  gtk_widget_queue_draw (GTK_WIDGET (self->layer));
  run_for (40);
  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (!node)
    return false;  /* a busy machine has not drawn it yet */
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (self->window));
  g_autoptr (GdkTexture) texture =
    gsk_renderer_render_texture (renderer, node,
                                 &GRAPHENE_RECT_INIT ((float) (x - SAMPLE / 2),
                                                      (float) (y - SAMPLE / 2), SAMPLE, SAMPLE));
  static uint32_t pixels[SAMPLE * SAMPLE];
  gdk_texture_download (texture, (unsigned char *) pixels, SAMPLE * 4);
  int alike = 0;
  for (int i = 0; i < SAMPLE * SAMPLE; i++) {
    bool same = true;
    for (int shift = 0; shift < 24; shift += 8)
      same = same && ABS ((int) (pixels[i] >> shift & 255) - (int) (colour >> shift & 255)) <= 3;
    alike += same;
  }
  g_test_message ("%d of %d pixels are %06x; the first is %08x", alike, SAMPLE * SAMPLE, colour,
                  pixels[0]);
  return alike > SAMPLE * SAMPLE / 2;
}

/* Workers take their time on a busy machine. */
static void
expect (Fixture *self, int x, int y, uint32_t colour)
{
  const int64_t last = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  while (!shows (self, x, y, colour)) {
    g_assert_cmpint (g_get_monotonic_time (), <, last);
    run_for (100);
  }
}

static void
test_shows_the_world (Fixture *self, gconstpointer data)
{
  static const struct {
    double lat, lon, zoom;
    uint32_t colour;
  } VIEWS[] = {
    { 23.3, 11.2, 5, LAND },      { 23.3, 11.2, 7.37, LAND },  { 30, -45, 4.5, WATER },
    { 67.2, 179.95, 6, LAND },    { -30, 179.99, 5, WATER },   { 23.31, 11.21, 16, LAND },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (VIEWS); i++) {
    go_to (self, VIEWS[i].lat, VIEWS[i].lon, VIEWS[i].zoom);
    expect (self, WIDTH / 2 + 3, HEIGHT / 2 + 3, VIEWS[i].colour);
  }
  g_assert_cmpint (self->requests, ==, 0);
}

/* In the midst of a leap to another zoom there is a coarser picture, not a hole. */
static void
test_is_never_blank (Fixture *self, gconstpointer data)
{
  go_to (self, 27, 1.5, 3);
  expect (self, WIDTH / 2, HEIGHT / 2, LAND);
  go_to (self, 27, 1.5, 9.3);
  g_assert_true (shows (self, WIDTH / 2, HEIGHT / 2, LAND));
}

static void
test_turned (Fixture *self, gconstpointer data)
{
  shumate_viewport_set_rotation (self->viewport, 0.6);
  go_to (self, 23.3, 11.2, 6);
  expect (self, 45, 45, LAND);
  expect (self, WIDTH - 45, HEIGHT - 45, LAND);
}

static void
test_dark (Fixture *self, gconstpointer data)
{
  go_to (self, 23.3, 11.2, 6);
  g_object_set (self->layer, "dark", TRUE, NULL);
  expect (self, WIDTH / 2 + 3, HEIGHT / 2 + 3, 0x2d3134);
}

/* No request before the online map is wished for, and then only for what is in view. */
static void
test_asks_only_when_wished (Fixture *self, gconstpointer data)
{
  go_to (self, 23.3, 11.2, 6);
  run_for (500);
  g_assert_cmpint (self->requests, ==, 0);

  g_object_set (self->layer, "online", TRUE, NULL);
  expect (self, 60, 60, 0xff0000);
  run_for (300);
  const int most = (WIDTH / 256 + 2) * (HEIGHT / 256 + 2);
  g_assert_cmpint (self->requests, >, 0);
  g_assert_cmpint (self->requests, <=, most);
  g_autofree char *credits = NULL;
  g_object_get (self->layer, "credits", &credits, NULL);
  g_assert_true (g_str_has_prefix (credits, "127.0.0.1:"));

  g_object_set (self->layer, "online", FALSE, NULL);
  const int before = self->requests;
  go_to (self, 10, 100, 7);
  run_for (500);
  g_assert_cmpint (self->requests, ==, before);
}

/* A server that fails is told once, and the offline map is there. */
static void
test_falls_back (Fixture *self, gconstpointer data)
{
  self->failing = true;
  go_to (self, 23.3, 11.2, 6);
  g_object_set (self->layer, "online", TRUE, NULL);
  expect (self, WIDTH / 2 + 3, HEIGHT / 2 + 3, LAND);
  while (self->statuses == 0)
    run_for (50);
  g_assert_cmpint (self->statuses, ==, 1);
  g_assert_cmpint (self->requests, <=, 2);
  go_to (self, 23.4, 11.3, 6);
  run_for (400);
  g_assert_cmpint (self->statuses, ==, 1);
}

static void
test_missing_map (Fixture *self, gconstpointer data)
{
  g_object_set (self->layer, "offline-map", "/nowhere/world.mbtiles", NULL);
  g_autofree char *status = NULL;
  g_object_get (self->layer, "status", &status, NULL);
  g_assert_nonnull (strstr (status, "/nowhere/world.mbtiles"));
  run_for (200);
}

/* What others cannot draw is said as well, until something worse is. */
static void
test_complaint (Fixture *self, gconstpointer data)
{
  g_object_set (self->layer, "complaint", "The outlines are damaged.", NULL);
  g_assert_cmpint (self->statuses, ==, 1);
  g_autofree char *status = NULL;
  g_object_get (self->layer, "status", &status, NULL);
  g_assert_cmpstr (status, ==, "The outlines are damaged.");
  g_object_set (self->layer, "complaint", NULL, NULL);
  g_assert_cmpint (self->statuses, ==, 1);
}

static void
test_bad_address (Fixture *self, gconstpointer data)
{
  g_object_set (self->layer, "tile-address", "nonsense", "online", TRUE, NULL);
  run_for (300);
  g_autofree char *status = NULL;
  g_object_get (self->layer, "status", &status, NULL);
  g_assert_nonnull (strstr (status, "nonsense"));
  g_assert_cmpint (self->requests, ==, 0);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/base-layer/shows-the-world", test_shows_the_world);
  ADD ("/base-layer/is-never-blank", test_is_never_blank);
  ADD ("/base-layer/turned", test_turned);
  ADD ("/base-layer/dark", test_dark);
  ADD ("/base-layer/asks-only-when-wished", test_asks_only_when_wished);
  ADD ("/base-layer/falls-back", test_falls_back);
  ADD ("/base-layer/missing-map", test_missing_map);
  ADD ("/base-layer/complaint", test_complaint);
  ADD ("/base-layer/bad-address", test_bad_address);
  return g_test_run ();
}
