/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/tile-painter.h"

#include <math.h>

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
shows (const ToposTilePainter *self, const Frame *frame, const ToposTilePart *part)
{
  return frame->x + part->high.x * frame->unit >= -self->margin &&
         frame->x + part->low.x * frame->unit <= self->view->width + self->margin &&
         frame->y + part->high.y * frame->unit >= -self->margin &&
         frame->y + part->low.y * frame->unit <= self->view->height + self->margin;
}

/* Whether a part lies so far beyond the view that it is worth cutting, or must be, because
 * cairo's numbers end at eight million. */
static bool
reaches_far (const ToposTilePainter *self, const Frame *frame, const ToposTilePart *part)
{
  const double far = 2048;
  return frame->x + part->low.x * frame->unit < -far ||
         frame->y + part->low.y * frame->unit < -far ||
         frame->x + part->high.x * frame->unit > self->view->width + far ||
         frame->y + part->high.y * frame->unit > self->view->height + far;
}

static void
need_scratch (ToposTilePainter *self, size_t n)
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
  for (size_t i = 0; i < n; i++) {
    const double *p = from + 2 * i;
    const double *q = from + 2 * (i + 1 < n ? i + 1 : 0);
    const bool inside = (p[axis] - limit) * sign >= 0;
    const bool inside_next = (q[axis] - limit) * sign >= 0;
    if (inside) {
      to[2 * kept] = p[0];
      to[2 * kept++ + 1] = p[1];
    }
    if (inside != inside_next) {
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
add_ring (ToposTilePainter *self, const Frame *frame, const ToposTilePart *part)
{
  const double least = 0.6 * self->view->scale / frame->unit;
  size_t n = 0;
  need_scratch (self, 2 * 6 * part->n_points);  /* four cuts, each makes at most half as many again */
  double *points = self->scratch[0];
  ToposTilePoint last = part->points[0];
  for (uint32_t i = 0; i < part->n_points; i++) {
    const ToposTilePoint p = part->points[i];
    if (i > 0 && ABS (p.x - last.x) + ABS (p.y - last.y) < least)
      continue;
    points[2 * n] = frame->x + p.x * frame->unit;
    points[2 * n++ + 1] = frame->y + p.y * frame->unit;
    last = p;
  }
  if (reaches_far (self, frame, part)) {
    const double limits[4] = { -self->margin, self->view->width + self->margin, -self->margin,
                               self->view->height + self->margin };
    for (int i = 0; i < 4 && n > 2; i++) {
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
add_segment (ToposTilePainter *self, const Frame *frame, ToposTilePoint a, ToposTilePoint b, bool open)
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

/* A step so short that leaving it out is not seen; it costs as much as a long one. */
static bool
is_short (const Frame *frame, ToposTilePoint a, ToposTilePoint b, double least)
{
  return (ABS (b.x - a.x) + ABS (b.y - a.y)) * frame->unit < least;
}

/* Adds a line, or the outline of a ring without the edges that cutting made. */
static void
add_line (ToposTilePainter *self, const ToposPlacedTile *placed, const ToposTileLayer *layer,
          const Frame *frame, const ToposTilePart *part, bool closed)
{
  const double least = self->least_step * self->view->scale;
  const uint32_t n = part->n_points;
  ToposTilePoint a = part->points[0];
  bool open = false;
  for (uint32_t i = 1; i < n + (closed ? 1 : 0); i++) {
    const ToposTilePoint b = part->points[i < n ? i : 0];
    const bool cut = closed && is_cut (placed, layer->extent, part->points[i - 1], b);
    if (!cut && i + 1 < n && is_short (frame, a, b, least))
      continue;
    open = !cut && add_segment (self, frame, a, b, open);
    a = b;
  }
}

void
topos_tile_painter_clear (ToposTilePainter *self)
{
  g_clear_pointer (&self->scratch[0], g_free);
  g_clear_pointer (&self->scratch[1], g_free);
}

bool
topos_tile_painter_sees (const ToposTilePainter *self, const ToposPlacedTile *placed)
{
  return round (placed->x + placed->size) > 0 && round (placed->x) < self->view->width &&
         round (placed->y + placed->size) > 0 && round (placed->y) < self->view->height;
}

void
topos_tile_painter_clip (ToposTilePainter *self, const ToposPlacedTile *placed)
{
  const double left = round (placed->x);
  const double top = round (placed->y);
  cairo_save (self->cr);
  cairo_rectangle (self->cr, left, top, round (placed->x + placed->size) - left,
                   round (placed->y + placed->size) - top);
  cairo_clip (self->cr);
}

/* The filter's key as the layer numbers it, and whether a feature passes. */
static bool
passes (const ToposTileLayer *layer, const ToposTileFeature *feature, int key,
        const ToposTileFilter *filter)
{
  if (!filter->key)
    return true;
  if (!filter->words) {
    const double number = topos_tile_number (layer, feature, key, filter->least);
    return number >= filter->least && number <= filter->most;
  }
  return topos_tile_word_is_of (topos_tile_text (layer, feature, key), filter->words);
}

void
topos_tile_painter_add_polygons (ToposTilePainter *self, const ToposPlacedTile *placed,
                                 const char *name, const ToposTileFilter *filter)
{
  const ToposTileLayer *layer = topos_vector_tile_layer (placed->tile, name);
  if (!layer)
    return;
  const Frame frame = frame_of (placed, layer);
  const int key = filter->key ? topos_tile_layer_key (layer, filter->key) : -1;
  for (uint32_t i = 0; i < layer->n_features; i++) {
    const ToposTileFeature *feature = &layer->features[i];
    if (feature->kind != TOPOS_GEOMETRY_POLYGON || !passes (layer, feature, key, filter))
      continue;
    for (uint32_t p = 0; p < feature->n_parts; p++)
      if (shows (self, &frame, &feature->parts[p]))
        add_ring (self, &frame, &feature->parts[p]);
  }
}

void
topos_tile_painter_add_lines (ToposTilePainter *self, const ToposPlacedTile *placed,
                              const char *name, const ToposTileFilter *filter)
{
  const ToposTileLayer *layer = topos_vector_tile_layer (placed->tile, name);
  if (!layer)
    return;
  const Frame frame = frame_of (placed, layer);
  const int key = filter->key ? topos_tile_layer_key (layer, filter->key) : -1;
  for (uint32_t i = 0; i < layer->n_features; i++) {
    const ToposTileFeature *feature = &layer->features[i];
    if (feature->kind == TOPOS_GEOMETRY_POINT || !passes (layer, feature, key, filter))
      continue;
    for (uint32_t p = 0; p < feature->n_parts; p++)
      if (shows (self, &frame, &feature->parts[p]))
        add_line (self, placed, layer, &frame, &feature->parts[p],
                  feature->kind == TOPOS_GEOMETRY_POLYGON);
  }
}
