/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/base-map.h"

#include "draw/style.h"

#include <math.h>

/* Decoded tiles are kept: enlarged, one serves many tiles of the screen. */
#define KEPT_TILES 48

typedef struct {
  uint64_t key;
  uint64_t used;
  ToposVectorTile *tile;  /* NULL: there is none there */
} Kept;

struct ToposBaseMap {
  gatomicrefcount references;
  ToposMbtiles *world;
  GMutex lock;
  Kept kept[KEPT_TILES];
  uint64_t clock;
};

/* ---------------------------------------------------------------------------------- the view */

static double
world_size (const ToposBaseView *view)
{
  return 256 * exp2 (view->zoom) * view->scale;
}

void
topos_base_view_place (const ToposBaseView *view, ToposMercator point, double *x, double *y)
{
  const double away = point.x - view->centre.x;
  *x = (away - floor (away + 0.5)) * world_size (view) + view->width / 2;
  *y = (point.y - view->centre.y) * world_size (view) + view->height / 2;
}

ToposMercator
topos_base_view_point (const ToposBaseView *view, double x, double y)
{
  const double across = view->centre.x + (x - view->width / 2) / world_size (view);
  const double down = view->centre.y + (y - view->height / 2) / world_size (view);
  return (ToposMercator) { .x = across - floor (across), .y = CLAMP (down, 0, 1) };
}

/* --------------------------------------------------------------------------------- the tiles */

static ToposVectorTile *
decode (ToposBaseMap *self, int zoom, int column, int row)
{
  /* A damaged tile is no reason to stop: it shows as water. */
  g_autoptr (GBytes) bytes = topos_mbtiles_read (self->world, zoom, column, row, NULL);
  if (!bytes)
    return NULL;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  return topos_vector_tile_new (data, length);
}

/* The slot that holds `key`, or NULL. */
static Kept *
kept_slot (ToposBaseMap *self, uint64_t key)
{
  for (int i = 0; i < KEPT_TILES; i++)
    if (self->kept[i].used > 0 && self->kept[i].key == key)
      return &self->kept[i];
  return NULL;
}

static void
keep (ToposBaseMap *self, uint64_t key, ToposVectorTile *tile)
{
  Kept *oldest = &self->kept[0];
  for (int i = 1; i < KEPT_TILES; i++)
    if (self->kept[i].used < oldest->used)
      oldest = &self->kept[i];
  g_clear_pointer (&oldest->tile, topos_vector_tile_unref);
  *oldest = (Kept) { .key = key, .used = ++self->clock,
                     .tile = tile ? topos_vector_tile_ref (tile) : NULL };
}

/* Returns: (transfer full) (nullable). */
static ToposVectorTile *
tile_at (ToposBaseMap *self, int zoom, int column, int row)
{
  const uint64_t key = (uint64_t) zoom << 48 | (uint64_t) column << 24 | (uint64_t) row;
  g_mutex_lock (&self->lock);
  Kept *kept = kept_slot (self, key);
  if (kept)
    {
      kept->used = ++self->clock;
      ToposVectorTile *tile = kept->tile ? topos_vector_tile_ref (kept->tile) : NULL;
      g_mutex_unlock (&self->lock);
      return tile;
    }
  g_mutex_unlock (&self->lock);

  /* Two threads may decode the same tile; that is cheaper than to make one wait. */
  ToposVectorTile *tile = decode (self, zoom, column, row);
  g_mutex_lock (&self->lock);
  if (!kept_slot (self, key))
    keep (self, key, tile);
  g_mutex_unlock (&self->lock);
  return tile;
}

static void
placed_tile_clear (gpointer data)
{
  ToposPlacedTile *placed = data;
  g_clear_pointer (&placed->tile, topos_vector_tile_unref);
}

GArray *
topos_base_map_tiles (ToposBaseMap *self, const ToposBaseView *view, double margin)
{
  /* A tile is made to be seen at 512 units; the nearest zoom is taken. */
  const int zoom = CLAMP ((int) floor (view->zoom - 0.5), topos_mbtiles_min_zoom (self->world),
                          topos_mbtiles_max_zoom (self->world));
  const int count = 1 << zoom;
  const double size = world_size (view) / count;
  const double left = view->centre.x * world_size (view) - view->width / 2;
  const double top = view->centre.y * world_size (view) - view->height / 2;
  const int first_column = (int) floor ((left - margin) / size);
  const int last_column = (int) ceil ((left + view->width + margin) / size) - 1;
  const int first_row = MAX (0, (int) floor ((top - margin) / size));
  const int last_row = MIN (count - 1, (int) ceil ((top + view->height + margin) / size) - 1);

  GArray *placed = g_array_new (FALSE, FALSE, sizeof (ToposPlacedTile));
  g_array_set_clear_func (placed, placed_tile_clear);
  for (int row = first_row; row <= last_row; row++)
    for (int column = first_column; column <= last_column; column++)
      {
        const int wrapped = ((column % count) + count) % count;
        ToposVectorTile *tile = tile_at (self, zoom, wrapped, row);
        if (!tile)
          continue;
        const ToposPlacedTile item = { .tile = tile, .zoom = zoom, .column = wrapped, .row = row,
                                       .x = column * size - left, .y = row * size - top,
                                       .size = size };
        g_array_append_val (placed, item);
      }
  return placed;
}

/* ---------------------------------------------------------------------------------- painting */

typedef struct {
  ToposBaseMap *map;
  cairo_t *cr;
  const ToposBaseView *view;
  GArray *tiles;
  double margin;  /* beyond the view, what the broadest line may reach */
  double *scratch[2];
  size_t scratch_size;
} Painter;

/* From a layer's units to the view's. */
typedef struct {
  double x;
  double y;
  double unit;
} Frame;

static Frame
frame_of (const ToposPlacedTile *placed, const ToposTileLayer *layer)
{
  return (Frame) { .x = placed->x, .y = placed->y, .unit = placed->size / layer->extent };
}

/* Whether a part's box touches the view. */
static bool
shows (const Painter *self, const Frame *frame, const ToposTilePart *part)
{
  return frame->x + part->high.x * frame->unit >= -self->margin &&
         frame->x + part->low.x * frame->unit <= self->view->width + self->margin &&
         frame->y + part->high.y * frame->unit >= -self->margin &&
         frame->y + part->low.y * frame->unit <= self->view->height + self->margin;
}

/* Whether a part lies so far beyond the view that it is worth cutting, or must be, because
 * cairo's numbers end at eight million. */
static bool
reaches_far (const Painter *self, const Frame *frame, const ToposTilePart *part)
{
  const double far = 2048;
  return frame->x + part->low.x * frame->unit < -far ||
         frame->y + part->low.y * frame->unit < -far ||
         frame->x + part->high.x * frame->unit > self->view->width + far ||
         frame->y + part->high.y * frame->unit > self->view->height + far;
}

static void
need_scratch (Painter *self, size_t n)
{
  if (n <= self->scratch_size)
    return;
  self->scratch_size = n * 2;
  for (int i = 0; i < 2; i++)
    self->scratch[i] = g_renew (double, self->scratch[i], self->scratch_size);
}

/* Cuts a ring of `n` points (x, y in turns) at the line where coordinate `axis` is `limit`;
 * `sign` says which side stays. Gives how many points are left in `to`. */
static size_t
cut_ring (const double *from, size_t n, double *to, int axis, double limit, int sign)
{
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    {
      const double *p = from + 2 * i;
      const double *q = from + 2 * (i + 1 < n ? i + 1 : 0);
      const bool inside = (p[axis] - limit) * sign >= 0;
      const bool inside_next = (q[axis] - limit) * sign >= 0;
      if (inside)
        {
          to[2 * kept] = p[0];
          to[2 * kept++ + 1] = p[1];
        }
      if (inside != inside_next)
        {
          const double t = (limit - p[axis]) / (q[axis] - p[axis]);
          to[2 * kept + axis] = limit;
          to[2 * kept + 1 - axis] = p[1 - axis] + t * (q[1 - axis] - p[1 - axis]);
          kept++;
        }
    }
  return kept;
}

/* Adds a ring to the path, cut to the view's surroundings where it reaches far beyond. */
static void
add_ring (Painter *self, const Frame *frame, const ToposTilePart *part)
{
  size_t n = part->n_points;
  need_scratch (self, 2 * 6 * n);  /* four cuts, each makes at most half as many points again */
  double *points = self->scratch[0];
  for (size_t i = 0; i < n; i++)
    {
      points[2 * i] = frame->x + part->points[i].x * frame->unit;
      points[2 * i + 1] = frame->y + part->points[i].y * frame->unit;
    }
  if (reaches_far (self, frame, part))
    {
      const double limits[4] = { -self->margin, self->view->width + self->margin, -self->margin,
                                 self->view->height + self->margin };
      for (int i = 0; i < 4 && n > 2; i++)
        {
          double *other = points == self->scratch[0] ? self->scratch[1] : self->scratch[0];
          n = cut_ring (points, n, other, i / 2, limits[i], i % 2 ? -1 : 1);
          points = other;
        }
    }
  if (n < 3)
    return;
  cairo_move_to (self->cr, points[0], points[1]);
  for (size_t i = 1; i < n; i++)
    cairo_line_to (self->cr, points[2 * i], points[2 * i + 1]);
  cairo_close_path (self->cr);
}

/* The edges that a tile's cutting made, and the seam of the world at 180 degrees, are no coast:
 * they run along a line at or beyond the tile's edge. */
static bool
is_cut (const ToposPlacedTile *placed, int32_t extent, ToposTilePoint a, ToposTilePoint b)
{
  const int last = (1 << placed->zoom) - 1;
  if (a.x == b.x)
    return a.x < 0 || a.x > extent || (a.x == 0 && placed->column == 0) ||
           (a.x == extent && placed->column == last);
  if (a.y == b.y)
    return a.y < 0 || a.y > extent || (a.y == extent && placed->row == last);
  return false;
}

/* Adds one segment if it shows; `open` tells whether the pen is at `a`. */
static bool
add_segment (Painter *self, const Frame *frame, ToposTilePoint a, ToposTilePoint b, bool open)
{
  const double ax = frame->x + a.x * frame->unit;
  const double ay = frame->y + a.y * frame->unit;
  const double bx = frame->x + b.x * frame->unit;
  const double by = frame->y + b.y * frame->unit;
  if (MAX (ax, bx) < -self->margin || MIN (ax, bx) > self->view->width + self->margin ||
      MAX (ay, by) < -self->margin || MIN (ay, by) > self->view->height + self->margin)
    return false;
  if (!open)
    cairo_move_to (self->cr, ax, ay);
  cairo_line_to (self->cr, bx, by);
  return true;
}

/* Adds a line, or the outline of a ring without the edges that cutting made. */
static void
add_line (Painter *self, const ToposPlacedTile *placed, const ToposTileLayer *layer,
          const Frame *frame, const ToposTilePart *part, bool closed)
{
  bool open = false;
  for (uint32_t i = 0; i + 1 < part->n_points; i++)
    {
      const ToposTilePoint a = part->points[i];
      const ToposTilePoint b = part->points[i + 1];
      open = !(closed && is_cut (placed, layer->extent, a, b)) &&
             add_segment (self, frame, a, b, open);
    }
  if (!closed)
    return;
  const ToposTilePoint a = part->points[part->n_points - 1];
  const ToposTilePoint b = part->points[0];
  if (!is_cut (placed, layer->extent, a, b))
    add_segment (self, frame, a, b, open);
}

/* Lines are painted tile by tile within the tile's bounds on whole units, so that none is
 * painted twice and no seam shows. */
static void
clip_to_tile (const Painter *self, const ToposPlacedTile *placed)
{
  const double left = round (placed->x);
  const double top = round (placed->y);
  cairo_save (self->cr);
  cairo_rectangle (self->cr, left, top, round (placed->x + placed->size) - left,
                   round (placed->y + placed->size) - top);
  cairo_clip (self->cr);
}

/* Puts the polygons of one layer of all tiles into one path and fills it: tiles overlap, so no
 * seam shows. */
static void
fill_layer (Painter *self, const char *name, ToposInk ink)
{
  cairo_new_path (self->cr);
  for (uint32_t t = 0; t < self->tiles->len; t++)
    {
      const ToposPlacedTile *placed = &g_array_index (self->tiles, ToposPlacedTile, t);
      const ToposTileLayer *layer = topos_vector_tile_layer (placed->tile, name);
      if (!layer)
        continue;
      const Frame frame = frame_of (placed, layer);
      for (uint32_t i = 0; i < layer->n_features; i++)
        for (uint32_t p = 0; p < layer->features[i].n_parts; p++)
          if (layer->features[i].kind == TOPOS_GEOMETRY_POLYGON &&
              shows (self, &frame, &layer->features[i].parts[p]))
            add_ring (self, &frame, &layer->features[i].parts[p]);
    }
  topos_style_set_ink (self->cr, self->view->theme, ink);
  cairo_fill (self->cr);
}

/* Strokes the outlines of a polygon layer. */
static void
stroke_outlines (Painter *self, const char *name, ToposInk ink, double width)
{
  topos_style_set_ink (self->cr, self->view->theme, ink);
  cairo_set_line_width (self->cr, width * self->view->scale);
  for (uint32_t t = 0; t < self->tiles->len; t++)
    {
      const ToposPlacedTile *placed = &g_array_index (self->tiles, ToposPlacedTile, t);
      const ToposTileLayer *layer = topos_vector_tile_layer (placed->tile, name);
      if (!layer)
        continue;
      const Frame frame = frame_of (placed, layer);
      clip_to_tile (self, placed);
      for (uint32_t i = 0; i < layer->n_features; i++)
        for (uint32_t p = 0; p < layer->features[i].n_parts; p++)
          if (shows (self, &frame, &layer->features[i].parts[p]))
            add_line (self, placed, layer, &frame, &layer->features[i].parts[p],
                      layer->features[i].kind == TOPOS_GEOMETRY_POLYGON);
      cairo_stroke (self->cr);
      cairo_restore (self->cr);
    }
}

/* Strokes the lines of a layer whose number `key` is from `least` to `most`. */
static void
stroke_lines (Painter *self, const char *name, const char *key, double least, double most,
              ToposInk ink, double width)
{
  topos_style_set_ink (self->cr, self->view->theme, ink);
  cairo_set_line_width (self->cr, width * self->view->scale);
  for (uint32_t t = 0; t < self->tiles->len; t++)
    {
      const ToposPlacedTile *placed = &g_array_index (self->tiles, ToposPlacedTile, t);
      const ToposTileLayer *layer = topos_vector_tile_layer (placed->tile, name);
      if (!layer)
        continue;
      const Frame frame = frame_of (placed, layer);
      const int number = topos_tile_layer_key (layer, key);
      clip_to_tile (self, placed);
      for (uint32_t i = 0; i < layer->n_features; i++)
        {
          const ToposTileFeature *feature = &layer->features[i];
          const double value = topos_tile_number (layer, feature, number, least);
          if (feature->kind != TOPOS_GEOMETRY_LINE || value < least || value > most)
            continue;
          for (uint32_t p = 0; p < feature->n_parts; p++)
            if (shows (self, &frame, &feature->parts[p]))
              add_line (self, placed, layer, &frame, &feature->parts[p], false);
        }
      cairo_stroke (self->cr);
      cairo_restore (self->cr);
    }
}

/* ----------------------------------------------------------------------------- the map's parts */

static void
paint_rivers (Painter *self)
{
  /* A river is first seen at about the zoom of its rank, and grows from there. */
  const double zoom = self->view->zoom;
  const double widest = topos_style_line_width (TOPOS_LINE_RIVER, zoom);
  for (int rank = 10; rank >= 0; rank--)
    {
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
  cairo_set_dash (self->cr, dashes, zoom >= 5 ? 2 : 0, 0);
  stroke_lines (self, "admin1", "rank", 0, zoom + 1.5, TOPOS_INK_PROVINCE,
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
  const double world = world_size (view);
  double step = STEPS[0];
  for (size_t i = 0; i < G_N_ELEMENTS (STEPS) && STEPS[i] / 360 * world > 110 * view->scale; i++)
    step = STEPS[i];

  const double left = view->centre.x - view->width / 2 / world;
  const double right = view->centre.x + view->width / 2 / world;
  for (double i = ceil ((left - 0.5) * 360 / step); i <= (right - 0.5) * 360 / step; i++)
    {
      const double x = (i * step / 360 + 0.5 - left) * world;
      cairo_move_to (self->cr, x, 0);
      cairo_line_to (self->cr, x, view->height);
    }
  for (double latitude = -80; latitude <= 80; latitude += step)
    {
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
  const double south = (1 - view->centre.y) * world_size (view) + view->height / 2;
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

void
topos_base_map_paint (ToposBaseMap *self, cairo_t *cr, const ToposBaseView *view)
{
  const double margin = 24 * view->scale;
  g_autoptr (GArray) tiles = topos_base_map_tiles (self, view, margin);
  Painter painter = { .map = self, .cr = cr, .view = view, .tiles = tiles, .margin = margin };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, view->width, view->height);
  cairo_clip (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
  paint_world (&painter);
  cairo_restore (cr);
  g_free (painter.scratch[0]);
  g_free (painter.scratch[1]);
}

/* ------------------------------------------------------------------------------------ the map */

ToposBaseMap *
topos_base_map_new (const char *path, GError **error)
{
  g_autoptr (ToposMbtiles) world = topos_mbtiles_open (path, error);
  if (!world)
    return NULL;
  ToposBaseMap *self = g_new0 (ToposBaseMap, 1);
  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->world = g_steal_pointer (&world);
  return self;
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
  for (int i = 0; i < KEPT_TILES; i++)
    g_clear_pointer (&self->kept[i].tile, topos_vector_tile_unref);
  g_clear_pointer (&self->world, topos_mbtiles_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
topos_base_map_credits (const ToposBaseMap *self)
{
  return topos_mbtiles_credits (self->world);
}
