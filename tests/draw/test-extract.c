/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's own MBTiles over the bundled world: made here, one tile each. */
#include "core/error.h"
#include "db/db.h"
#include "draw/base-map.h"

#include <glib/gstdio.h>
#include <string.h>

#define ZOOM 5
#define COLUMN 16  /* the tile south-east of the point 0, 0: the Atlantic, but for its corner */
#define ROW 16

static const uint32_t LAND = 0xf7f3ea;
static const uint32_t WATER = 0xc3d9e2;

/* --------------------------------------------------------------------------- a tile by hand */

static void
add_number (GByteArray *out, uint32_t value)
{
  do {
    const uint8_t byte = (uint8_t) ((value & 127) | (value > 127 ? 128 : 0));
    g_byte_array_append (out, &byte, 1);
    value >>= 7;
  } while (value > 0);
}

static void
add_field (GByteArray *out, uint32_t number, const void *data, size_t length)
{
  add_number (out, number << 3 | 2);
  add_number (out, (uint32_t) length);
  g_byte_array_append (out, data, (unsigned int) length);
}

/* A tile with one layer, in which the western half is one polygon. */
static GByteArray *
half_tile (const char *layer_name, const char *key, const char *value)
{
  static const int STEPS[][2] = { { 0, 0 }, { 2048, 0 }, { 0, 4096 }, { -2048, 0 } };
  g_autoptr (GByteArray) geometry = g_byte_array_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (STEPS); i++) {
    if (i < 2)
      add_number (geometry, i == 0 ? 9 : 3 << 3 | 2);
    for (int axis = 0; axis < 2; axis++)
      add_number (geometry, STEPS[i][axis] < 0 ? (uint32_t) (-STEPS[i][axis] * 2 - 1)
                                               : (uint32_t) STEPS[i][axis] * 2);
  }
  add_number (geometry, 15);

  static const uint8_t TAGS[] = { 0, 0 };
  g_autoptr (GByteArray) feature = g_byte_array_new ();
  add_field (feature, 2, TAGS, sizeof TAGS);
  add_number (feature, 3 << 3);
  add_number (feature, 3);
  add_field (feature, 4, geometry->data, geometry->len);

  g_autoptr (GByteArray) text = g_byte_array_new ();
  add_field (text, 1, value, strlen (value));
  g_autoptr (GByteArray) layer = g_byte_array_new ();
  add_field (layer, 1, layer_name, strlen (layer_name));
  add_field (layer, 2, feature->data, feature->len);
  add_field (layer, 3, key, strlen (key));
  add_field (layer, 4, text->data, text->len);
  add_number (layer, 5 << 3);
  add_number (layer, 4096);

  GByteArray *tile = g_byte_array_new ();
  add_field (tile, 3, layer->data, layer->len);
  return tile;
}

/* A red image, as PNG. */
static GByteArray *
red_image (void)
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
  g_unlink (path);
  return g_byte_array_new_take ((guint8 *) data, length);
}

static char *
file_with (const char *format, const char *json, const GByteArray *tile)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  g_close (g_file_open_tmp ("topos-XXXXXX.mbtiles", &path, NULL), NULL);
  g_unlink (path);
  g_autoptr (ToposDb) db = topos_db_open (path, TOPOS_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (topos_db_run (db,
    "CREATE TABLE metadata (name TEXT, value TEXT);"
    "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB);", NULL));
  g_assert_true (topos_db_exec (db, NULL,
                                "INSERT INTO metadata VALUES ('format', ?), ('json', ?),"
                                " ('attribution', 'A survey')", "ss", format, json));
  g_assert_true (topos_db_exec (db, NULL, "INSERT INTO tiles VALUES (?, ?, ?, ?)", "nnnb", ZOOM,
                                COLUMN, (1 << ZOOM) - 1 - ROW, tile->data, (gsize) tile->len));
  return path;
}

/* ------------------------------------------------------------------------------------- tests */

/* The colour in the tile at `x`, `y` (parts of its side), seen at `zoom`. */
static uint32_t
colour_at (ToposBaseMap *map, double x, double y, double zoom)
{
  const ToposBaseView view = {
    .centre = { .x = (COLUMN + x) / (1 << ZOOM), .y = (ROW + y) / (1 << ZOOM) },
    .zoom = zoom, .width = 8, .height = 8, .scale = 1,
  };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 8, 8);
  cairo_t *cr = cairo_create (surface);
  topos_base_map_paint (map, cr, &view);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  uint32_t pixel;
  memcpy (&pixel, cairo_image_surface_get_data (surface) +
                  4 * cairo_image_surface_get_stride (surface) + 16, sizeof pixel);
  cairo_surface_destroy (surface);
  return pixel & 0xffffff;
}

/* What the western and the eastern half of the tile show, with the file laid over the world. */
static const struct {
  const char *format;
  const char *json;
  const char *layer;
  const char *key;
  const char *value;
  uint32_t west;
  uint32_t east;
} CASES[] = {
  { "pbf", "{\"vector_layers\":[{\"id\":\"water\"}]}", "water", "class", "lake", WATER, LAND },
  { "pbf", "{\"vector_layers\":[{\"id\":\"landcover\"}]}", "landcover", "class", "wood", 0xe3e8d3, LAND },
  { "pbf", "{\"vector_layers\":[{\"id\":\"landcover\"}]}", "landcover", "class", "woo", LAND, LAND },
  { "pbf", "{\"vector_layers\":[{\"id\":\"place_labels\"}]}", "ocean", "kind", "x", WATER, LAND },
  { "pbf", "{\"vector_layers\":[{\"id\":\"water_polygons\"}]}", "land", "kind", "forest", 0xe3e8d3, LAND },
  { "png", "", NULL, NULL, NULL, 0xff0000, 0xff0000 },
};

static void
test_over_the_world (void)
{
  g_autofree char *world =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GByteArray) tile = CASES[i].layer
      ? half_tile (CASES[i].layer, CASES[i].key, CASES[i].value) : red_image ();
    g_autofree char *path = file_with (CASES[i].format, CASES[i].json, tile);
    g_autoptr (ToposBaseMap) map = topos_base_map_new (world, &error);
    g_assert_no_error (error);
    g_assert_true (topos_base_map_add (map, path, &error));
    g_assert_nonnull (strstr (topos_base_map_credits (map), "A survey"));
    g_assert_nonnull (strstr (topos_base_map_credits (map), "Natural Earth"));
    g_test_message ("%s %s", CASES[i].layer ? CASES[i].layer : CASES[i].format,
                    CASES[i].value ? CASES[i].value : "");
    for (double zoom = 6; zoom < 17; zoom += 2.5) {
      g_assert_cmphex (colour_at (map, 0.25, 0.6, zoom), ==, CASES[i].west);
      g_assert_cmphex (colour_at (map, 0.75, 0.6, zoom), ==, CASES[i].east);
    }
    /* Beside the tile, and further out than its zoom, the world shows. */
    g_assert_cmphex (colour_at (map, -0.5, 0.6, 8), ==, WATER);
    g_assert_cmphex (colour_at (map, 0.75, 0.6, 3), ==, WATER);
    g_unlink (path);
  }
}

static void
test_refused (void)
{
  g_autofree char *world =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposBaseMap) map = topos_base_map_new (world, NULL);
  g_assert_false (topos_base_map_add (map, "/nowhere/valley.mbtiles", &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_assert_cmphex (colour_at (map, 0.75, 0.6, 8), ==, WATER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/extract/over-the-world", test_over_the_world);
  g_test_add_func ("/extract/refused", test_refused);
  return g_test_run ();
}
