/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/base-map.h"

#include "draw/extract.h"
#include "draw/style.h"
#include "draw/tile-painter.h"
#include "draw/tile-store.h"
#include "tiles/image.h"

#include <math.h>

struct ToposBaseMap {
  gatomicrefcount references;
  ToposTileStore *world;  /* NULL when another file stands in its place */
  GPtrArray *added;  /* ToposTileStore, the lowest first */
  char *credits;
};

static const cairo_user_data_key_t PIXELS_KEY;

/* ---------------------------------------------------------------------------------- the view */

double
topos_base_view_world (const ToposBaseView *view)
{
  return 256 * exp2 (view->zoom) * view->scale;
}

void
topos_base_view_place (const ToposBaseView *view, ToposMercator point, double *x, double *y)
{
  const double away = point.x - view->centre.x;
  *x = (away - floor (away + 0.5)) * topos_base_view_world (view) + view->width / 2;
  *y = (point.y - view->centre.y) * topos_base_view_world (view) + view->height / 2;
}

ToposMercator
topos_base_view_point (const ToposBaseView *view, double x, double y)
{
  const double across = view->centre.x + (x - view->width / 2) / topos_base_view_world (view);
  const double down = view->centre.y + (y - view->height / 2) / topos_base_view_world (view);
  return (ToposMercator) { .x = across - floor (across), .y = CLAMP (down, 0, 1) };
}

/* --------------------------------------------------------------------------------- the tiles */

static void
placed_tile_clear (gpointer data)
{
  ToposPlacedTile *placed = data;
  g_clear_pointer (&placed->tile, topos_vector_tile_unref);
}

/* The tiles of one file that show in the view or within `margin` of it; with `raster` those that
 * there may be, undecoded. */
static GArray *
place_tiles (ToposTileStore *store, const ToposBaseView *view, double margin, bool raster)
{
  /* A vector tile is made to be seen at 512 units, an image at 256; the nearest zoom is taken. */
  ToposMbtiles *file = topos_tile_store_file (store);
  const double wanted = raster ? view->zoom + log2 (view->scale) + 0.5 : view->zoom - 0.5;
  const int zoom = CLAMP ((int) floor (wanted), topos_mbtiles_min_zoom (file),
                          topos_mbtiles_max_zoom (file));
  const int count = 1 << zoom;
  const double size = topos_base_view_world (view) / count;
  const double left = view->centre.x * topos_base_view_world (view) - view->width / 2;
  const double top = view->centre.y * topos_base_view_world (view) - view->height / 2;
  const int first_column = (int) floor ((left - margin) / size);
  const int last_column = (int) ceil ((left + view->width + margin) / size) - 1;
  const int first_row = MAX (0, (int) floor ((top - margin) / size));
  const int last_row = MIN (count - 1, (int) ceil ((top + view->height + margin) / size) - 1);

  GArray *placed = g_array_new (FALSE, FALSE, sizeof (ToposPlacedTile));
  g_array_set_clear_func (placed, placed_tile_clear);
  for (int row = first_row; row <= last_row; row++)
    for (int column = first_column; column <= last_column; column++) {
      const int wrapped = ((column % count) + count) % count;
      ToposVectorTile *tile = raster ? NULL : topos_tile_store_get (store, zoom, wrapped, row);
      if (!tile && !raster)
        continue;
      const ToposPlacedTile item = { .tile = tile, .zoom = zoom, .column = wrapped, .row = row,
                                     .x = column * size - left, .y = row * size - top,
                                     .size = size };
      g_array_append_val (placed, item);
    }
  return placed;
}

GArray *
topos_base_map_tiles (ToposBaseMap *self, const ToposBaseView *view, double margin)
{
  if (!self->world)
    return g_array_new (FALSE, FALSE, sizeof (ToposPlacedTile));
  return place_tiles (self->world, view, margin, false);
}

/* Whether a file has something to show at the view's zoom and place. */
static bool
serves (ToposTileStore *store, const ToposBaseView *view)
{
  ToposMbtiles *file = topos_tile_store_file (store);
  const ToposBox box = topos_mbtiles_bounds (file);
  const ToposMercator low =
    topos_mercator_from_point ((ToposPoint) { .lat = box.north, .lon = box.west });
  const ToposMercator high =
    topos_mercator_from_point ((ToposPoint) { .lat = box.south, .lon = box.east });
  const double half_width = view->width / 2 / topos_base_view_world (view);
  const double half_height = view->height / 2 / topos_base_view_world (view);
  const double to_middle = view->centre.x - (low.x + high.x) / 2;
  return view->zoom >= topos_mbtiles_min_zoom (file) - 0.5 &&
         fabs (to_middle - round (to_middle)) <= (high.x - low.x) / 2 + half_width &&
         view->centre.y + half_height >= low.y && view->centre.y - half_height <= high.y;
}

GArray *
topos_base_map_extract_tiles (ToposBaseMap *self, const ToposBaseView *view, unsigned int number,
                              ToposTilesSchema *schema)
{
  if (number >= self->added->len)
    return NULL;
  ToposTileStore *store = g_ptr_array_index (self->added, number);
  ToposMbtiles *file = topos_tile_store_file (store);
  *schema = topos_mbtiles_schema (file);
  if (topos_mbtiles_kind (file) != TOPOS_TILES_VECTOR || !serves (store, view))
    return g_array_new (FALSE, FALSE, sizeof (ToposPlacedTile));
  return place_tiles (store, view, 0, false);
}

/* ---------------------------------------------------------------------------------- painting */

typedef struct {
  ToposTilePainter tiles_painter;
  cairo_t *cr;
  const ToposBaseView *view;
  GArray *tiles;
} Painter;

static const ToposTileFilter ALL = { 0 };

/* Puts the polygons of one layer of all tiles into one path and fills it. */
static void
fill_layer (Painter *self, const char *name, ToposInk ink)
{
  cairo_new_path (self->cr);
  for (uint32_t t = 0; t < self->tiles->len; t++)
    topos_tile_painter_add_polygons (&self->tiles_painter,
                                     &g_array_index (self->tiles, ToposPlacedTile, t), name, &ALL);
  topos_style_set_ink (self->cr, self->view->theme, ink);
  cairo_fill (self->cr);
}

/* Strokes the lines of a layer, and the outlines of polygons, that pass the filter. */
static void
stroke_layer (Painter *self, const char *name, const ToposTileFilter *filter, ToposInk ink,
              double width)
{
  /* Nobody sees how the corners of a narrow line are made, nor that its edges have sixteen shades
   * and not two hundred; lines are most of the work, and this halves it. */
  const bool broad = width > 7;
  self->tiles_painter.least_step = CLAMP (width / 3, 0.8, 2.5);
  topos_style_set_ink (self->cr, self->view->theme, ink);
  cairo_set_antialias (self->cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_line_width (self->cr, width * self->view->scale);
  cairo_set_line_join (self->cr, broad ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_BEVEL);
  for (uint32_t t = 0; t < self->tiles->len; t++) {
    const ToposPlacedTile *placed = &g_array_index (self->tiles, ToposPlacedTile, t);
    if (!topos_tile_painter_sees (&self->tiles_painter, placed))
      continue;
    topos_tile_painter_clip (&self->tiles_painter, placed);
    cairo_new_path (self->cr);
    topos_tile_painter_add_lines (&self->tiles_painter, placed, name, filter);
    cairo_stroke (self->cr);
    cairo_restore (self->cr);
  }
  cairo_set_antialias (self->cr, CAIRO_ANTIALIAS_DEFAULT);
}

static void
stroke_outlines (Painter *self, const char *name, ToposInk ink, double width)
{
  stroke_layer (self, name, &ALL, ink, width);
}

/* Strokes the lines of a layer whose number `key` is from `least` to `most`. */
static void
stroke_lines (Painter *self, const char *name, const char *key, double least, double most,
              ToposInk ink, double width)
{
  const ToposTileFilter filter = { .key = key, .least = least, .most = most };
  stroke_layer (self, name, &filter, ink, width);
}

/* ----------------------------------------------------------------------------- the map's parts */

static void
paint_rivers (Painter *self)
{
  /* A river is first seen at about the zoom of its rank, and grows from there. */
  const double zoom = self->view->zoom;
  const double widest = topos_style_line_width (TOPOS_LINE_RIVER, zoom);
  for (int rank = 10; rank >= 0; rank--) {
    const double seen = zoom - rank * 0.75;
    if (seen < 0)
      continue;
    const double width = MIN (widest, 0.35 + 0.28 * seen);
    stroke_lines (self, "river", "rank", rank, rank, TOPOS_INK_RIVER, width);
  }
}

static void
paint_provinces (Painter *self)
{
  const double zoom = self->view->zoom;
  if (zoom < 3.5)
    return;
  const double scale = self->view->scale;
  const double dashes[] = { 3 * scale, 2 * scale };
  cairo_set_dash (self->cr, dashes, zoom >= 5.8 ? 2 : 0, 0);
  stroke_lines (self, "admin1", "rank", 0, zoom + 0.8, TOPOS_INK_PROVINCE,
                topos_style_line_width (TOPOS_LINE_PROVINCE, zoom));
  cairo_set_dash (self->cr, NULL, 0, 0);
}

static void
paint_boundaries (Painter *self)
{
  const double zoom = self->view->zoom;
  const double width = topos_style_line_width (TOPOS_LINE_BOUNDARY, zoom);
  const double scale = self->view->scale;
  const double dashes[] = { 4 * width * scale, 2.5 * width * scale };

  stroke_lines (self, "admin0", "kind", 0, 0, TOPOS_INK_BOUNDARY, width);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (self->cr, dashes, 2, 0);
  stroke_lines (self, "admin0", "kind", 1, 1, TOPOS_INK_BOUNDARY, width);
  cairo_set_dash (self->cr, NULL, 0, 0);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
}

/* Meridians and parallels every so many degrees that they lie some 100 to 250 units apart. */
static void
paint_graticule (Painter *self)
{
  static const double STEPS[] = { 30, 20, 10, 5, 2, 1, 0.5, 0.25, 0.1 };
  const ToposBaseView *view = self->view;
  const double world = topos_base_view_world (view);
  double step = STEPS[0];
  for (size_t i = 0; i < G_N_ELEMENTS (STEPS) && STEPS[i] / 360 * world > 110 * view->scale; i++)
    step = STEPS[i];

  const double left = view->centre.x - view->width / 2 / world;
  const double right = view->centre.x + view->width / 2 / world;
  for (double i = ceil ((left - 0.5) * 360 / step); i <= (right - 0.5) * 360 / step; i++) {
    const double x = (i * step / 360 + 0.5 - left) * world;
    cairo_move_to (self->cr, x, 0);
    cairo_line_to (self->cr, x, view->height);
  }
  for (double latitude = -80; latitude <= 80; latitude += step) {
    const ToposMercator p = topos_mercator_from_point ((ToposPoint) { .lat = latitude });
    const double y = (p.y - view->centre.y) * world + view->height / 2;
    if (y < 0 || y > view->height)
      continue;
    cairo_move_to (self->cr, 0, y);
    cairo_line_to (self->cr, view->width, y);
  }
  topos_style_set_ink (self->cr, view->theme, TOPOS_INK_GRATICULE);
  cairo_set_line_width (self->cr, view->scale *
                        topos_style_line_width (TOPOS_LINE_GRATICULE, view->zoom));
  cairo_stroke (self->cr);
}

/* South of the map is the ice of Antarctica, north of it the sea. */
static void
paint_ground (Painter *self)
{
  const ToposBaseView *view = self->view;
  const double south = (1 - view->centre.y) * topos_base_view_world (view) + view->height / 2;
  topos_style_set_ink (self->cr, view->theme, TOPOS_INK_WATER);
  cairo_paint (self->cr);
  if (south >= view->height)
    return;
  topos_style_set_ink (self->cr, view->theme, TOPOS_INK_LAND);
  cairo_rectangle (self->cr, 0, MAX (0, south), view->width, view->height - MAX (0, south));
  cairo_fill (self->cr);
}

static void
paint_world (Painter *self)
{
  const double zoom = self->view->zoom;
  const double coast = topos_style_line_width (TOPOS_LINE_COAST, zoom);

  paint_ground (self);
  stroke_outlines (self, "land", TOPOS_INK_SHORE, topos_style_line_width (TOPOS_LINE_SHORE, zoom));
  if (self->view->graticule)
    paint_graticule (self);
  fill_layer (self, "land", TOPOS_INK_LAND);
  stroke_lines (self, "admin0", "kind", 0, 1, TOPOS_INK_BOUNDARY_BAND,
                topos_style_line_width (TOPOS_LINE_BOUNDARY_BAND, zoom));
  paint_provinces (self);
  paint_rivers (self);
  fill_layer (self, "lake", TOPOS_INK_WATER);
  stroke_outlines (self, "lake", TOPOS_INK_COAST, coast * 0.8);
  stroke_outlines (self, "land", TOPOS_INK_COAST, coast);
  paint_boundaries (self);
}

/* The images of a file, stretched to their squares. */
static void
paint_images (ToposTileStore *store, cairo_t *cr, const ToposBaseView *view)
{
  g_autoptr (GArray) tiles = place_tiles (store, view, 0, true);
  for (unsigned int t = 0; t < tiles->len; t++) {
    const ToposPlacedTile *placed = &g_array_index (tiles, ToposPlacedTile, t);
    /* What is missing or damaged leaves the world below to be seen. */
    g_autoptr (GBytes) bytes = topos_mbtiles_read (topos_tile_store_file (store), placed->zoom,
                                                   placed->column, placed->row, NULL);
    g_autoptr (ToposImage) image = bytes ? topos_image_decode (bytes, NULL) : NULL;
    if (!image)
      continue;
    gsize length;
    cairo_surface_t *surface = cairo_image_surface_create_for_data (
      (unsigned char *) g_bytes_get_data (image->pixels, &length), CAIRO_FORMAT_ARGB32,
      image->width, image->height, (int) image->stride);
    const double left = round (placed->x);
    const double top = round (placed->y);
    const double right = round (placed->x + placed->size);
    const double bottom = round (placed->y + placed->size);
    cairo_save (cr);
    cairo_rectangle (cr, left, top, right - left, bottom - top);
    cairo_clip (cr);
    cairo_translate (cr, left, top);
    cairo_scale (cr, (right - left) / image->width, (bottom - top) / image->height);
    cairo_set_source_surface (cr, surface, 0, 0);
    cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
    cairo_paint (cr);
    cairo_restore (cr);
    /* A vector surface keeps the image until the page is done. */
    cairo_surface_set_user_data (surface, &PIXELS_KEY, g_bytes_ref (image->pixels),
                                 (cairo_destroy_func_t) g_bytes_unref);
    cairo_surface_destroy (surface);
  }
}

static void
paint_added (ToposTileStore *store, cairo_t *cr, const ToposBaseView *view, double margin)
{
  ToposMbtiles *file = topos_tile_store_file (store);
  if (!serves (store, view))
    return;
  if (topos_mbtiles_kind (file) == TOPOS_TILES_RASTER) {
    paint_images (store, cr, view);
    return;
  }
  g_autoptr (GArray) tiles = place_tiles (store, view, margin, false);
  topos_extract_paint (cr, view, tiles, topos_mbtiles_schema (file));
}

void
topos_base_map_paint (ToposBaseMap *self, cairo_t *cr, const ToposBaseView *view)
{
  const double margin = 24 * view->scale;
  g_autoptr (GArray) tiles = topos_base_map_tiles (self, view, margin);
  Painter painter = { .tiles_painter = { .cr = cr, .view = view, .margin = margin }, .cr = cr,
                      .view = view, .tiles = tiles };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, view->width, view->height);
  cairo_clip (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  paint_world (&painter);
  for (unsigned int i = 0; i < self->added->len; i++)
    paint_added (g_ptr_array_index (self->added, i), cr, view, margin);
  cairo_restore (cr);
  topos_tile_painter_clear (&painter.tiles_painter);
}

/* ------------------------------------------------------------------------------------ the map */

ToposBaseMap *
topos_base_map_new (const char *path, GError **error)
{
  g_autoptr (ToposMbtiles) file = topos_mbtiles_open (path, error);
  if (!file)
    return NULL;
  const bool is_world = topos_mbtiles_kind (file) == TOPOS_TILES_VECTOR &&
                        topos_mbtiles_schema (file) == TOPOS_SCHEMA_TOPOS;
  ToposBaseMap *self = g_new0 (ToposBaseMap, 1);
  g_atomic_ref_count_init (&self->references);
  self->added = g_ptr_array_new_with_free_func ((GDestroyNotify) topos_tile_store_free);
  self->credits = g_strdup (topos_mbtiles_credits (file));
  if (is_world)
    self->world = topos_tile_store_new (file);
  else
    g_ptr_array_add (self->added, topos_tile_store_new (file));
  return self;
}

bool
topos_base_map_add (ToposBaseMap *self, const char *path, GError **error)
{
  g_autoptr (ToposMbtiles) file = topos_mbtiles_open (path, error);
  if (!file)
    return false;
  g_ptr_array_add (self->added, topos_tile_store_new (file));
  if (*topos_mbtiles_credits (file)) {
    g_autofree char *before = self->credits;
    self->credits = g_strdup_printf ("%s; %s", topos_mbtiles_credits (file), before);
  }
  return true;
}

ToposBaseMap *
topos_base_map_ref (ToposBaseMap *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
topos_base_map_unref (ToposBaseMap *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->world, topos_tile_store_free);
  g_ptr_array_unref (self->added);
  g_free (self->credits);
  g_free (self);
}

const char *
topos_base_map_credits (const ToposBaseMap *self)
{
  return self->credits;
}
