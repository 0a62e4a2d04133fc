/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-map.h"

#include "draw/cluster.h"
#include "draw/fit.h"
#include "draw/fonts.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#define SPACING 15.0        /* nearer symbols become one */
#define RING_LEAST 22.0
#define PAD 0.09            /* of the frame, free round the fitted places */
#define DEEPEST_FIT 12.5
#define NUMBER_RADIUS 9.0

static double
world_units (const ToposBaseView *view)
{
  return 256 * exp2 (view->zoom) * view->scale;
}

static ToposBaseView
view_of_box (ToposBaseView view, ToposBox box, double pad)
{
  const ToposMercator a = topos_mercator_from_point ((ToposPoint){ box.north, box.west });
  ToposMercator b = topos_mercator_from_point ((ToposPoint){ box.south, box.east });

  if (b.x < a.x)
    b.x += 1;
  const double zoom = log2 (MIN (view.width * (1 - 2 * pad) / MAX (b.x - a.x, 1e-9),
                                 view.height * (1 - 2 * pad) / MAX (b.y - a.y, 1e-9)) / 256);
  view.zoom = MIN (zoom, 20);
  view.centre = (ToposMercator){ (a.x + b.x) / 2, (a.y + b.y) / 2 };
  return view;
}

/* No wider than the world, and no ground above or below it. */
static ToposBaseView
within_world (ToposBaseView view)
{
  view.zoom = MAX (view.zoom, log2 (view.width / 256));

  const double world = world_units (&view);
  view.height = MIN (view.height, floor (world));
  const double half = view.height / 2 / world;
  view.centre.y = CLAMP (view.centre.y, half, 1 - half);
  view.centre.x -= floor (view.centre.x);
  return view;
}

ToposBaseView
topos_sheet_view (const ToposSheet *sheet, double width, double height)
{
  ToposBaseView view = { .width = width, .height = height, .scale = 1, .theme = sheet->theme,
                        .graticule = sheet->graticule, .centre = { 0.5, 0.42 } };
  ToposBox fitted;

  if (!topos_box_is_empty (sheet->box)) {
    view = view_of_box (view, sheet->box, 0);
  } else if (sheet->zoom >= 0) {
    view.zoom = sheet->zoom;
    view.centre = topos_mercator_from_point (sheet->centre);
  } else if (topos_fit_markers (sheet->markers, sheet->n_markers, &fitted)) {
    view = view_of_box (view, fitted, PAD);
    view.zoom = MIN (view.zoom, DEEPEST_FIT);
  }
  return within_world (view);
}

/* ------------------------------------------------------------------------------ items */

/* Where `marker` lies in the frame, the turn of the world nearest to its middle. */
static void
place_in_frame (const ToposBaseView *view, const ToposMarker *marker, double *x, double *y)
{
  const ToposMercator at = topos_mercator_from_point (marker->point);
  double dx = at.x - view->centre.x;

  dx -= round (dx);
  *x = view->width / 2 + dx * world_units (view);
  *y = view->height / 2 + (at.y - view->centre.y) * world_units (view);
}

static bool
in_frame (const ToposBaseView *view, double x, double y)
{
  return x >= 0 && y >= 0 && x <= view->width && y <= view->height;
}

static double
ring_radius (const ToposBaseView *view, const ToposMarker *marker)
{
  const double metres = topos_mercator_metres_per_pixel (CLAMP (marker->point.lat, -80, 80),
                                                         view->zoom);

  return topos_place_kind_is_area (marker->kind) ? marker->radius_km * 1000 / metres : 0;
}

/* Sorts one place into: a ring, beyond the edge, wider than the frame; or false: a symbol. */
static bool
take_area (ToposSheetItems *into, const ToposSheet *sheet, const ToposBaseView *view, size_t i,
           double x, double y)
{
  const double radius = ring_radius (view, &sheet->markers[i]);

  if (radius < RING_LEAST)
    return false;

  const double near
      = hypot (x - CLAMP (x, 0, view->width), y - CLAMP (y, 0, view->height));
  const double far
      = hypot (MAX (x, view->width - x), MAX (y, view->height - y));
  if (near > radius) {
    g_array_append_val (into->beyond, i);
  } else if (far < radius || radius > hypot (view->width, view->height)) {
    g_array_append_val (into->wide, i);
  } else {
    const ToposSheetItem item = { x, y, radius, TOPOS_SYMBOL_AREA, true, i, 1,
                                  MAX (sheet->markers[i].passages, 0) };
    g_array_append_val (into->items, item);
    into->has_ring = true;
  }
  return true;
}

static void
add_symbols (ToposSheetItems *into, const ToposSheet *sheet, const ToposBaseView *view,
             const size_t *which, size_t n)
{
  g_autofree ToposMercator *at = g_new (ToposMercator, n + 1);
  g_autofree uint32_t *weights = g_new (uint32_t, n + 1);
  const double world = world_units (view);
  const double half_x = view->width / 2 / world, half_y = view->height / 2 / world;
  const ToposWindow window = { view->centre.x - half_x, view->centre.y - half_y,
                               view->centre.x + half_x, view->centre.y + half_y };
  const double spacing = sheet->index != NULL ? 2 * NUMBER_RADIUS : SPACING;

  for (size_t i = 0; i < n; i++) {
    at[i] = topos_mercator_from_point (sheet->markers[which[i]].point);
    weights[i] = MAX (sheet->markers[which[i]].passages, 1);
  }
  g_autoptr (ToposClusterIndex) index = topos_cluster_index_new (at, weights, n);
  g_autoptr (ToposClusters) found
      = topos_clusters_find (index, window, spacing / world, NULL, NULL, 0);
  for (guint i = 0; i < found->clusters->len; i++) {
    const ToposCluster *const c = &g_array_index (found->clusters, ToposCluster, i);
    const ToposMarker *const lead = &sheet->markers[which[c->lead]];
    ToposSheetItem item = { .marker = which[c->lead], .n = (int) c->n, .passages = c->weight };

    item.x = view->width / 2 + (c->middle.x - view->centre.x) * world;
    item.y = view->height / 2 + (c->middle.y - view->centre.y) * world;
    item.shape = c->n > 1 ? TOPOS_SYMBOL_CLUSTER : topos_symbol_shape (lead);
    item.radius = topos_symbol_radius (item.shape, (int) MIN (c->weight, G_MAXINT));
    if (sheet->index != NULL)
      item.radius = MAX (item.radius, NUMBER_RADIUS);
    if (!in_frame (view, item.x, item.y))
      continue;
    into->has[item.shape] = true;
    if (c->n == 1)
      into->most_passages = MAX (into->most_passages, lead->passages);
    g_array_append_val (into->items, item);
  }
}

static int
heavier_first (const void *a, const void *b)
{
  const ToposSheetItem *const one = a, *const two = b;

  if (one->passages != two->passages)
    return one->passages > two->passages ? -1 : 1;
  return one->marker < two->marker ? -1 : one->marker > two->marker;
}

ToposSheetItems *
topos_sheet_items_new (const ToposSheet *sheet, const ToposBaseView *view)
{
  ToposSheetItems *const self = g_new0 (ToposSheetItems, 1);
  g_autofree size_t *symbols = g_new (size_t, sheet->n_markers + 1);
  size_t n = 0;

  self->items = g_array_new (FALSE, FALSE, sizeof (ToposSheetItem));
  self->wide = g_array_new (FALSE, FALSE, sizeof (size_t));
  self->beyond = g_array_new (FALSE, FALSE, sizeof (size_t));
  for (size_t i = 0; i < sheet->n_markers; i++) {
    double x, y;
    place_in_frame (view, &sheet->markers[i], &x, &y);
    if (take_area (self, sheet, view, i, x, y))
      continue;
    if (in_frame (view, x, y))
      symbols[n++] = i;
    else
      g_array_append_val (self->beyond, i);
  }
  add_symbols (self, sheet, view, symbols, n);
  self->shown = (int) (sheet->n_markers - self->beyond->len);
  g_array_sort (self->items, heavier_first);
  return self;
}

void
topos_sheet_items_free (ToposSheetItems *items)
{
  if (items == NULL)
    return;
  g_array_unref (items->items);
  g_array_unref (items->wide);
  g_array_unref (items->beyond);
  g_free (items);
}

/* ------------------------------------------------------------------------------ names */

static PangoLayout *
name_of (PangoContext *fonts, const ToposSheet *sheet, const ToposSheetItem *item)
{
  const ToposMarker *const marker = &sheet->markers[item->marker];
  g_autofree char *text = item->n > 1
                              ? g_strdup_printf ("%s + %d more", marker->name, item->n - 1)
                              : g_strdup (marker->name);
  const double size = item->ring ? 11 : item->passages >= 10 ? 13 : 11.5;

  return topos_fonts_layout (fonts, text, size, item->passages >= 10 || item->ring);
}

/* A ring's name stands on its top, or wherever else round it there is room. */
static void
ring_anchor (const ToposBaseView *view, const ToposSheetItem *item, double *x, double *y)
{
  for (int i = 0; i < 24; i++) {
    const double angle = (i + 1) / 2 * (i % 2 ? -1 : 1) * G_PI / 12 - G_PI / 2;
    *x = item->x + item->radius * cos (angle);
    *y = item->y + item->radius * sin (angle);
    if (*x > 50 && *y > 16 && *x < view->width - 50 && *y < view->height - 16)
      return;
  }
  *x = *y = -1000;
}

static ToposCallout *
place_names (PangoContext *fonts, const ToposSheet *sheet, const ToposBaseView *view,
             const GArray *items, ToposRect corner)
{
  ToposCallout *const callouts = g_new0 (ToposCallout, items->len + 1);

  for (guint i = 0; i < items->len; i++) {
    const ToposSheetItem *const item = &g_array_index (items, ToposSheetItem, i);
    g_autoptr (PangoLayout) layout = name_of (fonts, sheet, item);
    PangoRectangle size;

    pango_layout_get_extents (layout, NULL, &size);
    callouts[i] = (ToposCallout){ .x = item->x, .y = item->y, .radius = item->radius + 2,
                                  .width = (double) size.width / PANGO_SCALE + 2,
                                  .height = (double) size.height / PANGO_SCALE - 2,
                                  .priority = (double) item->passages,
                                  .wanted = sheet->labels };
    if (item->ring) {
      ring_anchor (view, item, &callouts[i].x, &callouts[i].y);
      callouts[i].radius = sheet->index != NULL ? NUMBER_RADIUS : 0;
    }
  }
  topos_callouts_place (callouts, items->len, &corner, corner.width > 0,
                        (ToposRect){ 3, 3, view->width - 6, view->height - 6 }, true);
  return callouts;
}

/* ---------------------------------------------------------------------------- drawing */

static void
paint_ground (cairo_t *cr, const ToposSheet *sheet, const ToposBaseView *view)
{
  ToposBaseView fine = *view;

  if (sheet->base == NULL) {
    cairo_rectangle (cr, 0, 0, view->width, view->height);
    topos_ink_set (cr, sheet->theme, TOPOS_INK_LAND, 1);
    cairo_fill (cr);
    return;
  }
  /* In the context's own units, so that edges fall onto pixels. */
  cairo_save (cr);
  cairo_scale (cr, 1 / sheet->scale, 1 / sheet->scale);
  fine.scale = sheet->scale;
  fine.width *= sheet->scale;
  fine.height *= sheet->scale;
  topos_base_map_paint (sheet->base, cr, &fine);
  cairo_restore (cr);
}

static void
paint_leader (cairo_t *cr, const ToposCallout *c, ToposTheme theme)
{
  static const struct {
    ToposInk ink;
    double width;
  } STROKES[] = { { TOPOS_INK_HALO, 2.6 }, { TOPOS_INK_TEXT, 0.9 } };

  for (size_t i = 0; i < G_N_ELEMENTS (STROKES); i++) {
    cairo_move_to (cr, c->from_x, c->from_y);
    cairo_line_to (cr, c->to_x, c->to_y);
    topos_ink_set (cr, theme, STROKES[i].ink, 0.9);
    cairo_set_line_width (cr, STROKES[i].width);
    cairo_stroke (cr);
  }
}

static void
paint_symbol (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
              const ToposSheetItem *item, const ToposCallout *callout)
{
  char number[12] = "";

  if (sheet->index != NULL)
    g_snprintf (number, sizeof number, "%d", (int) item->marker + 1);
  else if (item->shape == TOPOS_SYMBOL_CLUSTER)
    topos_symbol_count (number, item->passages);
  if (item->ring && sheet->index == NULL)
    return;
  topos_symbol_paint (cr, fonts, item->ring ? callout->x : item->x,
                      item->ring ? callout->y : item->y, item->shape,
                      item->ring ? NUMBER_RADIUS : item->radius, *number ? number : NULL,
                      TOPOS_SYMBOL_PLAIN, sheet->theme);
}

void
topos_sheet_map_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                       const ToposBaseView *view, const ToposSheetItems *items, ToposRect corner)
{
  const GArray *const all = items->items;
  g_autofree ToposCallout *callouts = place_names (fonts, sheet, view, all, corner);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, view->width, view->height);
  cairo_clip (cr);
  paint_ground (cr, sheet, view);
  for (guint i = 0; i < all->len; i++) {
    const ToposSheetItem *const item = &g_array_index (all, ToposSheetItem, i);
    if (item->ring)
      topos_symbol_ring (cr, item->x, item->y, item->radius,
                         sheet->markers[item->marker].standing, TOPOS_SYMBOL_PLAIN, sheet->theme);
  }
  for (guint i = 0; i < all->len; i++)
    if (callouts[i].placed && callouts[i].leader)
      paint_leader (cr, &callouts[i], sheet->theme);
  for (guint i = 0; i < all->len; i++)
    paint_symbol (cr, fonts, sheet, &g_array_index (all, ToposSheetItem, i), &callouts[i]);
  for (guint i = 0; i < all->len; i++) {
    const ToposSheetItem *const item = &g_array_index (all, ToposSheetItem, i);
    if (!callouts[i].placed)
      continue;
    g_autoptr (PangoLayout) layout = name_of (fonts, sheet, item);
    topos_halo_text (cr, layout, callouts[i].text.x + 1, callouts[i].text.y - 1, sheet->theme,
                     item->ring ? TOPOS_INK_CLUSTER : TOPOS_INK_TEXT);
  }
  cairo_restore (cr);
}
