/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's own MBTiles over the bundled world: made here, one tile each. */
#include "core/error.h"
#include "db/db.h"
#include "draw/base-map.h"
#include "draw/fonts.h"
#include "draw/labels.h"

#include <glib/gstdio.h>
#include <math.h>
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

static void
add_steps (GByteArray *geometry, const int (*steps)[2], size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (i < 2)
      add_number (geometry, i == 0 ? 9 : (uint32_t) (n - 1) << 3 | 2);
    for (int axis = 0; axis < 2; axis++)
      add_number (geometry, steps[i][axis] < 0 ? (uint32_t) (-steps[i][axis] * 2 - 1)
                                               : (uint32_t) steps[i][axis] * 2);
  }
}

/* Adds a layer with one feature of `kind`, whose commands `geometry` holds: its text under `key` is
 * `value`, and its name is `name`, when there is one. */
static void
add_layer (GByteArray *tile, const char *layer_name, uint32_t kind, const GByteArray *geometry,
           const char *key, const char *value, const char *name)
{
  static const uint8_t TAGS[] = { 0, 0, 1, 1 };
  g_autoptr (GByteArray) feature = g_byte_array_new ();
  add_field (feature, 2, TAGS, name ? 4 : 2);
  add_number (feature, 3 << 3);
  add_number (feature, kind);
  add_field (feature, 4, geometry->data, geometry->len);

  g_autoptr (GByteArray) layer = g_byte_array_new ();
  add_field (layer, 1, layer_name, strlen (layer_name));
  add_field (layer, 2, feature->data, feature->len);
  const char *const words[] = { value, name };
  const char *const keys[] = { key, "name" };
  for (int i = 0; i < (name ? 2 : 1); i++) {
    g_autoptr (GByteArray) text = g_byte_array_new ();
    add_field (text, 1, words[i], strlen (words[i]));
    add_field (layer, 3, keys[i], strlen (keys[i]));
    add_field (layer, 4, text->data, text->len);
  }
  add_number (layer, 5 << 3);
  add_number (layer, 4096);
  add_field (tile, 3, layer->data, layer->len);
}

/* A tile with one layer, in which the western half is one polygon. */
static GByteArray *
half_tile (const char *layer_name, const char *key, const char *value)
{
  static const int STEPS[][2] = { { 0, 0 }, { 2048, 0 }, { 0, 4096 }, { -2048, 0 } };
  g_autoptr (GByteArray) geometry = g_byte_array_new ();
  add_steps (geometry, STEPS, G_N_ELEMENTS (STEPS));
  add_number (geometry, 15);
  GByteArray *tile = g_byte_array_new ();
  add_layer (tile, layer_name, 3, geometry, key, value, NULL);
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
file_at (int zoom, const char *format, const char *json, const GByteArray *tile)
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
  g_assert_true (topos_db_exec (db, NULL, "INSERT INTO tiles VALUES (?, ?, ?, ?)", "nnnb", zoom,
                                COLUMN, (1 << zoom) - 1 - ROW, tile->data, (gsize) tile->len));
  return path;
}

static char *
file_with (const char *format, const char *json, const GByteArray *tile)
{
  return file_at (ZOOM, format, json, tile);
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

/* ---------------------------------------------------------------------------------- names */

/* What a schema calls the layers of streets, rivers and lakes, and the key that tells their kinds. */
typedef struct {
  const char *json;
  const char *key;
  const char *streets;
  const char *street_names;
  const char *rivers;
  const char *river_names;
  const char *water_names;
} Schema;

static const Schema SCHEMAS[] = {
  { "{\"vector_layers\":[{\"id\":\"place_labels\"}]}", "kind", "streets", "street_labels",
    "water_lines", "water_lines_labels", "water_polygons_labels" },
  { "{\"vector_layers\":[{\"id\":\"transportation\"}]}", "class", "transportation",
    "transportation_name", "waterway", "waterway", "water_name" },
};

/* A winding street across the tile, a river down it, a street too crooked and one too short for
 * their names, and a lake. */
static GByteArray *
town_tile (const Schema *schema)
{
  static const int STREET[][2] = { { 200, 2700 }, { 700, -160 }, { 700, 120 }, { 800, 220 }, { 900, -60 } };
  static const int RIVER[][2] = { { 3000, 100 }, { -150, 900 }, { 180, 900 }, { -40, 1000 }, { 60, 900 } };
  static const int CROOKED[][2] = { { 300, 300 }, { 120, 120 }, { 120, -120 }, { 120, 120 }, { 120, -120 },
                                    { 120, 120 }, { 120, -120 }, { 120, 120 } };
  static const int SHORT[][2] = { { 300, 1200 }, { 120, 0 } };
  static const int LAKE[][2] = { { 1200, 1500 } };
  const struct {
    const int (*steps)[2];
    size_t n;
    const char *layer;
    const char *names;
    const char *word;
    const char *name;
  } LINES[] = {
    { STREET, G_N_ELEMENTS (STREET), schema->streets, schema->street_names, "primary", "Andarab Road" },
    { RIVER, G_N_ELEMENTS (RIVER), schema->rivers, schema->river_names, "river", "Long River" },
    { CROOKED, G_N_ELEMENTS (CROOKED), NULL, schema->street_names, "primary", "Crooked Lane" },
    { SHORT, G_N_ELEMENTS (SHORT), NULL, schema->street_names, "primary", "Short Street" },
  };
  GByteArray *tile = g_byte_array_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (LINES); i++) {
    g_autoptr (GByteArray) geometry = g_byte_array_new ();
    add_steps (geometry, LINES[i].steps, LINES[i].n);
    if (LINES[i].layer && strcmp (LINES[i].layer, LINES[i].names) != 0)
      add_layer (tile, LINES[i].layer, 2, geometry, schema->key, LINES[i].word, NULL);
    add_layer (tile, LINES[i].names, 2, geometry, schema->key, LINES[i].word, LINES[i].name);
  }
  g_autoptr (GByteArray) point = g_byte_array_new ();
  add_steps (point, LAKE, 1);
  add_layer (tile, schema->water_names, 1, point, schema->key, "lake", "Clear Lake");
  return tile;
}

static bool
is_named (const ToposLabels *labels, const char *name)
{
  for (size_t i = 0; i < topos_labels_count (labels); i++)
    if (strcmp (topos_labels_text (labels, i), name) == 0)
      return true;
  return false;
}

/* Paints the view to a file, when the folder for pictures to be looked at is named. */
static void
keep_picture (ToposBaseMap *map, const ToposBaseView *view, const ToposLabels *labels, size_t number)
{
  const char *folder = g_getenv ("TOPOS_PICTURES");
  if (!folder)
    return;
  g_autofree char *path = g_strdup_printf ("%s/own-%zu.png", folder, number);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) view->width,
                                                         (int) view->height);
  cairo_t *cr = cairo_create (surface);
  topos_base_map_paint (map, cr, view);
  topos_labels_paint (labels, cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
}

/* Streets, rivers and lakes of both schemas are named, where their names have room, once, and in
 * the view. */
static void
test_names (void)
{
  g_autofree char *world =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  PangoContext *context = topos_fonts_context_new (g_getenv ("TOPOS_DATA_DIR"));
  for (size_t i = 0; i < G_N_ELEMENTS (SCHEMAS); i++) {
    g_autoptr (GByteArray) tile = town_tile (&SCHEMAS[i]);
    g_autofree char *path = file_with ("pbf", SCHEMAS[i].json, tile);
    g_autoptr (ToposBaseMap) map = topos_base_map_new (world, NULL);
    g_assert_true (topos_base_map_add (map, path, NULL));
    /* Zoom 12.5, though the tile is of zoom 5: it is enlarged, so the view is its middle. */
    const double zoom = 12.5;
    const double side = 256 * exp2 (zoom - ZOOM);
    const ToposBaseView view = {
      .centre = { .x = (COLUMN + 0.5) / (1 << ZOOM), .y = (ROW + 0.5) / (1 << ZOOM) },
      .zoom = zoom, .width = side, .height = side, .scale = 1,
    };
    const ToposRect bounds = { .width = side, .height = side };
    g_autoptr (ToposLabels) labels = topos_labels_place (map, &view, context, bounds, NULL, 0, NULL);
    g_assert_true (is_named (labels, "Andarab Road"));
    g_assert_true (is_named (labels, "Long River"));
    g_assert_true (is_named (labels, "Clear Lake"));
    for (size_t a = 0; a < topos_labels_count (labels); a++) {
      const ToposRect rect = topos_labels_rect (labels, a);
      g_assert_true (rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= side &&
                     rect.y + rect.height <= side);
    }
    const char *const taken[] = { "Long River", NULL };
    g_autoptr (ToposLabels) fewer = topos_labels_place (map, &view, context, bounds, NULL, 0, taken);
    g_assert_false (is_named (fewer, "Long River"));
    g_unlink (path);
  }
  g_object_unref (context);
}

/* The same on a street map of a town: what is too short or too crooked stays without a name. */
static void
test_names_need_room (void)
{
  g_autofree char *world =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  PangoContext *context = topos_fonts_context_new (g_getenv ("TOPOS_DATA_DIR"));
  for (size_t i = 0; i < G_N_ELEMENTS (SCHEMAS); i++) {
    g_autoptr (GByteArray) tile = town_tile (&SCHEMAS[i]);
    g_autofree char *path = file_at (14, "pbf", SCHEMAS[i].json, tile);
    g_autoptr (ToposBaseMap) map = topos_base_map_new (world, NULL);
    g_assert_true (topos_base_map_add (map, path, NULL));
    const ToposBaseView view = {
      .centre = { .x = (COLUMN + 0.5) / (1 << 14), .y = (ROW + 0.5) / (1 << 14) },
      .zoom = 15, .width = 512, .height = 512, .scale = 1,
    };
    g_autoptr (ToposLabels) labels =
      topos_labels_place (map, &view, context, (ToposRect) { .width = 512, .height = 512 }, NULL, 0, NULL);
    keep_picture (map, &view, labels, i);
    g_assert_true (is_named (labels, "Andarab Road"));
    g_assert_true (is_named (labels, "Long River"));
    g_assert_false (is_named (labels, "Crooked Lane"));
    g_assert_false (is_named (labels, "Short Street"));
    g_unlink (path);
  }
  g_object_unref (context);
}

/* A file of the user's own in place of the world: nothing lies below. */
static void
test_alone (void)
{
  g_autoptr (GByteArray) image = red_image ();
  g_autofree char *path = file_with ("png", "", image);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposBaseMap) map = topos_base_map_new (path, &error);
  g_assert_no_error (error);
  g_assert_cmphex (colour_at (map, 0.5, 0.5, 8), ==, 0xff0000);
  g_assert_cmphex (colour_at (map, 5, 0.5, 8), ==, WATER);
  g_assert_cmpstr (topos_base_map_credits (map), ==, "A survey");
  g_unlink (path);
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
  g_test_add_func ("/extract/names", test_names);
  g_test_add_func ("/extract/names-need-room", test_names_need_room);
  g_test_add_func ("/extract/alone", test_alone);
  g_test_add_func ("/extract/refused", test_refused);
  return g_test_run ();
}
