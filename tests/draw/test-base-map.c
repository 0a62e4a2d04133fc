/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"
#include "draw/base-map.h"
#include "draw/fonts.h"
#include "draw/labels.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static const ToposPoint PLACES[] = {
  { 35.3, 69.5 }, { 23.7, 90.4 }, { -12, -77 }, { 48.5, 9 }, { -17, 179.9 }, { 66, -170 }, { 84, 20 },
};

static ToposBaseMap *
open_world (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  ToposBaseMap *map = topos_base_map_new (path, &error);
  g_assert_no_error (error);
  return map;
}

static ToposBaseView
view_of (ToposPoint place, double zoom, double width, double height)
{
  return (ToposBaseView) { .centre = topos_mercator_from_point (place), .zoom = zoom,
                           .width = width, .height = height, .scale = 1 };
}

/* The pixels of a view, as a hash. */
static char *
painted (ToposBaseMap *map, const ToposBaseView *view)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) view->width, (int) view->height);
  cairo_t *cr = cairo_create (surface);
  topos_base_map_paint (map, cr, view);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                            cairo_image_surface_get_data (surface),
                                            (gsize) cairo_image_surface_get_stride (surface) *
                                            (gsize) cairo_image_surface_get_height (surface));
  cairo_surface_destroy (surface);
  return hash;
}

static uint32_t
pixel_at (ToposBaseMap *map, ToposPoint place, double zoom, ToposTheme theme)
{
  ToposBaseView view = view_of (place, zoom, 9, 9);
  view.theme = theme;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 9, 9);
  cairo_t *cr = cairo_create (surface);
  topos_base_map_paint (map, cr, &view);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  uint32_t pixel;
  memcpy (&pixel, cairo_image_surface_get_data (surface) +
                  4 * cairo_image_surface_get_stride (surface) + 16, sizeof pixel);
  cairo_surface_destroy (surface);
  return pixel;
}

/* Where the edge of a tile crosses a pixel, cairo's coverage may be one step short. */
static bool
same_colour (uint32_t a, uint32_t b)
{
  for (int shift = 0; shift < 32; shift += 8)
    if (ABS ((int) (a >> shift & 255) - (int) (b >> shift & 255)) > 1)
      return false;
  return true;
}

/* Water is darker along its shore, in a narrow lake all over. */
static bool
is_water (uint32_t pixel, uint32_t water, uint32_t shore)
{
  for (int shift = 0; shift < 32; shift += 8) {
    const int a = (int) (water >> shift & 255);
    const int b = (int) (shore >> shift & 255);
    const int is = (int) (pixel >> shift & 255);
    if (is < MIN (a, b) - 1 || is > MAX (a, b) + 1)
      return false;
  }
  return true;
}

/* Land is land and water is water, at every zoom and theme, east and west of 180 degrees. */
static void
test_land_and_water (void)
{
  static const struct {
    const char *name;
    ToposPoint place;
    bool land;
  } CASES[] = {
    { "Panjshir", { 35.45, 69.72 }, true },      { "Sahara", { 26.2, 3.4 }, true },
    { "Amazon", { -5.1, -65.4 }, true },         { "Chukotka", { 67.2, -176 }, true },
    { "Chukotka", { 67.2, 178 }, true },         { "Antarctica", { -84, 60 }, true },
    { "Atlantic", { 30, -45 }, false },          { "Pacific", { -30, 180 }, false },
    { "Arabian Sea", { 15, 64 }, false },        { "Caspian Sea", { 41.5, 50.5 }, false },
    { "Lake Victoria", { -1.7, 32.7 }, false },      { "Lake Superior", { 47.5, -87.2 }, false },
    { "Lake Urmia", { 37.6, 45.5 }, false },     { "North Pole", { 85, 30 }, false },
  };
  static const struct {
    uint32_t land;
    uint32_t water;
    uint32_t shore;
  } COLOURS[] = {
    [TOPOS_THEME_LIGHT] = { 0xfff7f3ea, 0xffc3d9e2, 0xffb3cfdb },
    [TOPOS_THEME_DARK] = { 0xff2d3134, 0xff1a2229, 0xff1f2a32 },
    [TOPOS_THEME_GREY] = { 0xffffffff, 0xffdedede, 0xffd0d0d0 },
  };
  g_autoptr (ToposBaseMap) map = open_world ();
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    for (int theme = 0; theme < 3; theme++)
      for (double zoom = 4; zoom <= 19; zoom += 2.5) {
        const uint32_t pixel = pixel_at (map, CASES[i].place, zoom, (ToposTheme) theme);
        g_test_message ("%s at %g: %08x", CASES[i].name, zoom, pixel);
        g_assert_true (CASES[i].land
                         ? same_colour (pixel, COLOURS[theme].land)
                         : is_water (pixel, COLOURS[theme].water, COLOURS[theme].shore));
      }
}

typedef struct {
  ToposBaseMap *map;
  GPtrArray *expected;
} Shared;

static const double ZOOMS[] = { 0.4, 2, 4.3, 6, 9, 14 };

static GPtrArray *
paint_all (ToposBaseMap *map)
{
  GPtrArray *hashes = g_ptr_array_new_with_free_func (g_free);
  for (size_t p = 0; p < G_N_ELEMENTS (PLACES); p++)
    for (size_t z = 0; z < G_N_ELEMENTS (ZOOMS); z++) {
      const ToposBaseView view = view_of (PLACES[p], ZOOMS[z], 200, 160);
      g_ptr_array_add (hashes, painted (map, &view));
    }
  return hashes;
}

static gpointer
paint_thread (gpointer data)
{
  const Shared *shared = data;
  g_autoptr (GPtrArray) hashes = paint_all (shared->map);
  for (unsigned int i = 0; i < hashes->len; i++)
    g_assert_cmpstr (g_ptr_array_index (hashes, i), ==, g_ptr_array_index (shared->expected, i));
  return NULL;
}

/* The same view gives the same bytes: in another map, in four threads at once. */
static void
test_same_bytes (void)
{
  g_autoptr (ToposBaseMap) first = open_world ();
  g_autoptr (ToposBaseMap) second = open_world ();
  g_autoptr (GPtrArray) expected = paint_all (first);
  Shared shared = { .map = second, .expected = expected };
  GThread *threads[4];
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("paint", paint_thread, &shared);
  for (size_t i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* The world repeats itself: one turn further is the same picture. */
static void
test_wraps (void)
{
  g_autoptr (ToposBaseMap) map = open_world ();
  for (size_t i = 0; i < G_N_ELEMENTS (PLACES); i++) {
    ToposBaseView view = view_of (PLACES[i], 4, 300, 200);
    /* Whole pixels, so that adding a turn loses nothing in rounding. */
    view.centre.x = floor (view.centre.x * 4096) / 4096;
    g_autofree char *here = painted (map, &view);
    view.centre.x += 1;
    g_autofree char *east = painted (map, &view);
    view.centre.x -= 2;
    g_autofree char *west = painted (map, &view);
    g_assert_cmpstr (here, ==, east);
    g_assert_cmpstr (here, ==, west);
  }
}

/* A picture put together from tiles is the picture painted at once, or nearly: no seam shows. */
static void
test_no_seams (void)
{
  g_autoptr (ToposBaseMap) map = open_world ();
  const ToposBaseView whole = { .centre = { .x = 0.5625, .y = 0.375 }, .zoom = 5, .width = 512,
                                .height = 512, .scale = 1 };
  cairo_surface_t *one = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 512, 512);
  cairo_surface_t *put = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 512, 512);
  cairo_t *cr = cairo_create (one);
  topos_base_map_paint (map, cr, &whole);
  cairo_destroy (cr);
  for (int i = 0; i < 16; i++) {
    const double x = i % 4 * 128;
    const double y = i / 4 * 128;
    ToposBaseView part = whole;
    part.width = part.height = 128;
    part.centre.x += (x - 192) / 8192;
    part.centre.y += (y - 192) / 8192;
    cr = cairo_create (put);
    cairo_translate (cr, x, y);
    topos_base_map_paint (map, cr, &part);
    cairo_destroy (cr);
  }
  cairo_surface_flush (one);
  cairo_surface_flush (put);
  const unsigned char *a = cairo_image_surface_get_data (one);
  const unsigned char *b = cairo_image_surface_get_data (put);
  int different = 0;
  for (int i = 0; i < 512 * 512 * 4; i++)
    different += ABS (a[i] - b[i]) > 24;
  g_test_message ("%d bytes differ", different);
  g_assert_cmpint (different, <, 512 * 512 * 4 / 500);
  cairo_surface_destroy (one);
  cairo_surface_destroy (put);
}

/* What is at a point of the view lies there again. */
static void
test_points_of_the_view (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (5);
  for (int i = 0; i < 2000; i++) {
    const ToposBaseView view = {
      .centre = { .x = g_rand_double (chance), .y = g_rand_double (chance) },
      .zoom = g_rand_double_range (chance, 3, 18), .width = 900, .height = 600, .scale = 2,
    };
    const double x = g_rand_double_range (chance, 0, 900);
    const double y = 300;
    double back_x, back_y;
    topos_base_view_place (&view, topos_base_view_point (&view, x, y), &back_x, &back_y);
    g_assert_cmpfloat_with_epsilon (back_x, x, 1e-4);
    g_assert_cmpfloat_with_epsilon (back_y, y, 1e-4);
  }
}

/* ------------------------------------------------------------------------------------- damage */

/* Tiles of the bundled map, changed and cut at random: decoding and painting survive all. */
static void
test_damaged_tiles (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  g_autoptr (ToposMbtiles) world = topos_mbtiles_open (path, NULL);
  g_autoptr (GRand) chance = g_rand_new_with_seed (17);
  g_autoptr (GBytes) bytes = topos_mbtiles_read (world, 3, 5, 3, NULL);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  int decoded = 0;
  for (int turn = 0; turn < 3000; turn++) {
    g_autofree unsigned char *copy = g_memdup2 (data, length);
    const int changes = g_rand_int_range (chance, 0, 12);
    for (int i = 0; i < changes; i++)
      copy[g_rand_int_range (chance, 0, (int) length)] = (unsigned char) g_rand_int (chance);
    const gsize kept = turn % 2 ? length : (gsize) g_rand_int_range (chance, 0, (int) length);
    g_autoptr (ToposVectorTile) tile = topos_vector_tile_new (copy, kept);
    decoded += tile != NULL;
    const ToposTileLayer *places = tile ? topos_vector_tile_layer (tile, "place") : NULL;
    for (uint32_t i = 0; places && i < places->n_features; i++) {
      const int key = topos_tile_layer_key (places, "name");
      const char *name = topos_tile_text (places, &places->features[i], key);
      g_assert_true (!name || g_utf8_validate (name, -1, NULL));
      g_assert_cmpuint (places->features[i].n_parts, >, 0);
      g_assert_cmpuint (places->features[i].parts[0].n_points, >, 0);
    }
  }
  g_test_message ("%d of 3000 could be decoded", decoded);
  g_assert_cmpint (decoded, >, 300);
}

static void
test_damaged_file (void)
{
  g_autofree char *path =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  g_autofree char *broken = NULL;
  g_autofree char *data = NULL;
  gsize length;
  g_autoptr (GRand) chance = g_rand_new_with_seed (23);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_close (g_file_open_tmp ("topos-XXXXXX.mbtiles", &broken, NULL), NULL);
  for (int i = 0; i < 20000; i++)
    data[g_rand_int_range (chance, 8192, (int) length)] ^= (char) g_rand_int (chance);
  g_assert_true (g_file_set_contents (broken, data, (gssize) length, NULL));
  g_autoptr (ToposBaseMap) map = topos_base_map_new (broken, NULL);
  for (size_t i = 0; map && i < G_N_ELEMENTS (PLACES); i++)
    for (size_t z = 0; z < G_N_ELEMENTS (ZOOMS); z++) {
      const ToposBaseView view = view_of (PLACES[i], ZOOMS[z], 256, 256);
      g_free (painted (map, &view));
    }
  g_unlink (broken);
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (topos_base_map_new ("/nowhere/world.mbtiles", &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
}

/* ------------------------------------------------------------------------------------- labels */

static bool
says (const ToposLabels *labels, const char *name)
{
  for (size_t i = 0; i < topos_labels_count (labels); i++)
    if (strcmp (topos_labels_text (labels, i), name) == 0)
      return true;
  return false;
}

static PangoContext *
bundled_fonts (void)
{
  return topos_fonts_context_new (g_getenv ("TOPOS_DATA_DIR"));
}

/* No name lies on another, on an obstacle, or beyond the bounds; wherever and however near. */
static void
test_names_keep_apart (void)
{
  g_autoptr (ToposBaseMap) map = open_world ();
  PangoContext *context = bundled_fonts ();
  g_autoptr (GRand) chance = g_rand_new_with_seed (29);
  size_t placed = 0;
  for (int turn = 0; turn < 40; turn++) {
    ToposRect obstacles[12];
    const ToposBaseView view = view_of (PLACES[turn % G_N_ELEMENTS (PLACES)],
                                        g_rand_double_range (chance, 1, 11), 700, 500);
    const ToposRect bounds = { .x = -80, .y = -60, .width = 860, .height = 620 };
    for (size_t i = 0; i < G_N_ELEMENTS (obstacles); i++)
      obstacles[i] = (ToposRect) { .x = g_rand_double_range (chance, 0, 650),
                                   .y = g_rand_double_range (chance, 0, 450), .width = 40,
                                   .height = 40 };
    g_autoptr (ToposLabels) labels = topos_labels_place (map, &view, context, bounds, obstacles,
                                                         G_N_ELEMENTS (obstacles), NULL);
    const size_t n = topos_labels_count (labels);
    placed += n;
    for (size_t i = 0; i < n; i++) {
      const ToposRect rect = topos_labels_rect (labels, i);
      g_assert_true (rect.x >= bounds.x && rect.x + rect.width <= bounds.x + bounds.width);
      g_assert_true (rect.y >= bounds.y && rect.y + rect.height <= bounds.y + bounds.height);
      for (size_t j = 0; j < i; j++)
        g_assert_false (topos_rects_overlap (rect, topos_labels_rect (labels, j)));
      for (size_t j = 0; j < G_N_ELEMENTS (obstacles); j++)
        g_assert_false (topos_rects_overlap (rect, obstacles[j]));
    }
  }
  g_assert_cmpuint (placed, >, 600);
  g_object_unref (context);
}

static void
test_names_by_zoom (void)
{
  static const struct {
    ToposPoint place;
    double zoom;
    const char *language;
    const char *name;
    bool there;
  } CASES[] = {
    { { 34.5, 69.2 }, 5, NULL, "Kabul", true },
    { { 34.5, 69.2 }, 5, NULL, "AFGHANISTAN", true },
    { { 34.5, 69.2 }, 5, "fa", "کابل", true },
    { { 35.3, 69.5 }, 9, NULL, "PANJSHIR", true },
    { { 33.7, 66.2 }, 7, NULL, "DAYKUNDI", true },
    { { 35.1, 69.2 }, 9, NULL, "Charikar", true },
    { { 35.1, 69.2 }, 3, NULL, "Charikar", false },
    { { 9, 7.5 }, 5, NULL, "Abuja", true },
    { { 55.7, 12.5 }, 6, NULL, "Copenhagen", true },
    { { 20, -40 }, 2, NULL, "Atlantic Ocean", true },
    { { 48.8, 2.3 }, 5, "fr_FR.UTF-8", "ALLEMAGNE", true },
    { { 48.8, 2.3 }, 5, "de", "FRANKREICH", true },
    { { 39, 35 }, 5, "tr", "TÜRKİYE", true },
    { { 48.8, 2.3 }, 5, "xx", "FRANCE", true },
  };
  g_autoptr (ToposBaseMap) map = open_world ();
  PangoContext *context = bundled_fonts ();
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    ToposBaseView view = view_of (CASES[i].place, CASES[i].zoom, 900, 700);
    const ToposRect bounds = { .width = 900, .height = 700 };
    view.language = CASES[i].language;
    g_autoptr (ToposLabels) labels =
      topos_labels_place (map, &view, context, bounds, NULL, 0, NULL);
    g_test_message ("%s at zoom %g", CASES[i].name, CASES[i].zoom);
    g_assert_true (says (labels, CASES[i].name) == CASES[i].there);
  }
  g_object_unref (context);
}

static void
test_names_taken (void)
{
  static const char *const TAKEN[] = { "KĀBUL", NULL };
  g_autoptr (ToposBaseMap) map = open_world ();
  PangoContext *context = bundled_fonts ();
  const ToposBaseView view = view_of (PLACES[0], 6, 700, 500);
  const ToposRect bounds = { .width = 700, .height = 500 };
  g_autoptr (ToposLabels) labels =
    topos_labels_place (map, &view, context, bounds, NULL, 0, TAKEN);
  g_assert_false (says (labels, "Kabul"));
  g_assert_true (says (labels, "AFGHANISTAN"));
  g_object_unref (context);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base-map/land-and-water", test_land_and_water);
  g_test_add_func ("/base-map/same-bytes", test_same_bytes);
  g_test_add_func ("/base-map/wraps", test_wraps);
  g_test_add_func ("/base-map/no-seams", test_no_seams);
  g_test_add_func ("/base-map/points-of-the-view", test_points_of_the_view);
  g_test_add_func ("/base-map/damaged-tiles", test_damaged_tiles);
  g_test_add_func ("/base-map/damaged-file", test_damaged_file);
  g_test_add_func ("/base-map/missing-file", test_missing_file);
  g_test_add_func ("/labels/keep-apart", test_names_keep_apart);
  g_test_add_func ("/labels/by-zoom", test_names_by_zoom);
  g_test_add_func ("/labels/taken", test_names_taken);
  return g_test_run ();
}
