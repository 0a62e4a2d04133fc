/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-items.h"

#include "draw/cluster.h"
#include "draw/fit.h"

#include <math.h>
#include <stdlib.h>

#define EDGE 6.0            /* a symbol's middle keeps off the frame */
#define CROWDED 0.98        /* two symbols nearer than this much of their radii hide each other */
#define PAD 0.09            /* of the frame, free round the fitted places */
#define DEEPEST_FIT 12.5

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

  const double world = topos_base_view_world (&view);
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
                        .centre = { 0.5, 0.42 } };
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

/* How wide the outline is in the frame, the larger way. */
static double
outline_size (const ToposBaseView *view, const ToposOutline *outline)
{
  return MAX (outline->high.x - outline->low.x, outline->high.y - outline->low.y)
         * topos_base_view_world (view);
}

/* The outline shows, and is more than the frame's own colour: its line can be seen in it. */
static bool
shows_outline (const ToposBaseView *view, const ToposOutline *outline)
{
  const double world = topos_base_view_world (view);
  const double half_x = view->width / 2 / world, half_y = view->height / 2 / world;

  if (outline == NULL || outline_size (view, outline) < 2 * TOPOS_RING_LEAST)
    return false;
  for (uint32_t i = 0; i < outline->ends[outline->n_rings - 1]; i++) {
    const double dx = outline->points[i].x - view->centre.x;
    if (fabs (dx - round (dx)) <= half_x
        && fabs (outline->points[i].y - view->centre.y) <= half_y)
      return true;
  }
  return false;
}

/* Gives an area that stands by itself its outline. */
static void
find_outline (ToposSheetItems *into, const ToposSheet *sheet, const ToposBaseView *view,
              ToposSheetItem *item)
{
  g_autoptr (ToposOutline) outline
      = topos_outlines_find (sheet->outlines, sheet->markers[item->marker].id);

  if (shows_outline (view, outline)) {
    item->outline = g_steal_pointer (&outline);
    into->has_outline |= !item->banner;
  }
}

static void
place_in_frame (const ToposBaseView *view, const ToposMarker *marker, double *x, double *y)
{
  topos_base_view_place (view, topos_mercator_from_point (marker->point), x, y);
}

static bool
in_frame (const ToposBaseView *view, double x, double y)
{
  return x >= EDGE && y >= EDGE && x <= view->width - EDGE && y <= view->height - EDGE;
}

double
topos_sheet_ring_radius (const ToposBaseView *view, const ToposMarker *marker)
{
  const double metres = topos_mercator_metres_per_pixel (CLAMP (marker->point.lat, -80, 80),
                                                         view->zoom);

  /* What is long and narrow is no circle. */
  return topos_place_kind_is_area (marker->kind) && marker->kind != TOPOS_PLACE_VALLEY
             ? marker->radius_km * 1000 / metres : 0;
}

static void
add_item (ToposSheetItems *into, const ToposSheet *sheet, const ToposBaseView *view,
          ToposSheetItem item)
{
  const ToposMarker *const marker = &sheet->markers[item.marker];

  item.shape = item.ring || item.banner ? TOPOS_SYMBOL_AREA : topos_symbol_shape (marker);
  item.n = 1;
  item.passages = MAX (marker->passages, 0);
  find_outline (into, sheet, view, &item);
  into->has_ring |= item.ring && item.outline == NULL;
  into->banners += item.banner;
  g_array_append_val (into->items, item);
}

/* Sorts an area into: a name across it, a ring alone where only its edge is in the frame, beyond
 * the edge, wider than the frame; or false: a symbol, with a ring round it where it is large. */
static bool
take_area (ToposSheetItems *into, const ToposSheet *sheet, const ToposBaseView *view, size_t i,
           double x, double y)
{
  const ToposMarker *const marker = &sheet->markers[i];
  const bool vast = topos_symbol_is_vast (marker->kind), inside = in_frame (view, x, y);
  const double radius = topos_sheet_ring_radius (view, marker);
  const double near = hypot (x - CLAMP (x, 0, view->width), y - CLAMP (y, 0, view->height));
  const double far = hypot (MAX (x, view->width - x), MAX (y, view->height - y));

  if (vast && inside && radius < 2 * view->width) {
    add_item (into, sheet, view,
              (ToposSheetItem){ .x = x, .y = y, .banner = true, .marker = i,
                                .radius = sheet->index != NULL ? TOPOS_NUMBER_RADIUS : 5 });
    return true;
  }
  if (radius < TOPOS_RING_LEAST || (!vast && inside))
    return false;
  if (near > radius)
    g_array_append_val (into->beyond, i);
  else if (vast || far < radius || radius > 0.6 * hypot (view->width, view->height))
    g_array_append_val (into->wide, i);
  else
    add_item (into, sheet, view, (ToposSheetItem){ .x = x, .y = y, .radius = radius,
                                                   .ring = true, .marker = i });
  return true;
}

typedef struct {
  const size_t *which;
  size_t lead;
  ToposSheetItem *item;
  size_t n;
} Naming;

static int
by_order (const void *a, const void *b)
{
  const size_t one = *(const size_t *) a, two = *(const size_t *) b;

  return one < two ? -1 : one > two;
}

static void
name_cb (uint32_t point, void *data)
{
  Naming *const naming = data;
  const size_t marker = naming->which[point];

  if (marker != naming->lead && naming->n < G_N_ELEMENTS (naming->item->others))
    naming->item->others[naming->n++] = marker;
}

typedef struct {
  const ToposSheet *sheet;
  const ToposBaseView *view;
  const size_t *which;
  const ToposClusterIndex *index;
} Gathering;

/* The symbols when those nearer than `spacing` become one. */
static GArray *
symbols_at (const Gathering *g, double spacing)
{
  const ToposBaseView *const view = g->view;
  const double world = topos_base_view_world (view);
  const ToposMercatorBox window = { 0, 0, view->width / world, view->height / world };
  g_autoptr (ToposClusters) found
      = topos_clusters_find (g->index, window, spacing / world, NULL, NULL, 0);
  GArray *const symbols = g_array_new (FALSE, FALSE, sizeof (ToposSheetItem));

  for (guint i = 0; i < found->clusters->len; i++) {
    const ToposCluster *const c = &g_array_index (found->clusters, ToposCluster, i);
    const ToposMarker *const lead = &g->sheet->markers[g->which[c->lead]];
    ToposSheetItem item = { .marker = g->which[c->lead], .n = (int) c->n, .passages = c->weight };
    Naming naming = { g->which, item.marker, &item, 0 };

    item.x = c->middle.x * world;
    item.y = c->middle.y * world;
    item.shape = c->n > 1 ? TOPOS_SYMBOL_CLUSTER : topos_symbol_shape (lead);
    item.radius = topos_symbol_radius (item.shape, (int) MIN (c->weight, G_MAXINT));
    if (g->sheet->index != NULL)
      item.radius = MAX (item.radius, TOPOS_NUMBER_RADIUS);
    if (!in_frame (view, item.x, item.y))
      continue;
    if (c->n > 1) {  /* a group has no spot of its own: it may stand where all of it is seen */
      const double room = item.radius + 5;
      item.x = CLAMP (item.x, room, MAX (view->width - room, room));
      item.y = CLAMP (item.y, room, MAX (view->height - room, room));
    }
    topos_cluster_foreach (g->index, found, c, name_cb, &naming);
    qsort (item.others, naming.n, sizeof *item.others, by_order);
    g_array_append_val (symbols, item);
  }
  return symbols;
}

static bool
is_crowded (const GArray *symbols)
{
  for (guint i = 0; i < symbols->len; i++)
    for (guint j = i + 1; j < symbols->len; j++) {
      const ToposSheetItem *const a = &g_array_index (symbols, ToposSheetItem, i);
      const ToposSheetItem *const b = &g_array_index (symbols, ToposSheetItem, j);
      if (hypot (a->x - b->x, a->y - b->y) < CROWDED * (a->radius + b->radius))
        return true;
    }
  return false;
}

/* As many symbols as there is room for, found in the frame's own corner of the square so that no
 * group reaches round the world's back: the narrowest spacing at which none hides another. */
static void
add_symbols (ToposSheetItems *into, const ToposSheet *sheet, const ToposBaseView *view,
             const size_t *which, size_t n)
{
  static const double SPACINGS[] = { 8, 11, 14, 18, 23, 29, 36, 46, 60 };
  g_autofree ToposMercator *at = g_new (ToposMercator, n + 1);
  g_autofree uint32_t *weights = g_new (uint32_t, n + 1);
  g_autoptr (GArray) symbols = NULL;

  for (size_t i = 0; i < n; i++) {
    double x, y;
    place_in_frame (view, &sheet->markers[which[i]], &x, &y);
    at[i] = (ToposMercator){ x / topos_base_view_world (view), y / topos_base_view_world (view) };
    weights[i] = MAX (sheet->markers[which[i]].passages, 1);
  }
  g_autoptr (ToposClusterIndex) index = topos_cluster_index_new (at, weights, n);
  const Gathering gathering = { sheet, view, which, index };
  for (size_t s = 0; s < G_N_ELEMENTS (SPACINGS); s++) {
    g_clear_pointer (&symbols, g_array_unref);
    symbols = symbols_at (&gathering, SPACINGS[s]);
    if (!is_crowded (symbols))
      break;
  }
  for (guint i = 0; i < symbols->len; i++) {
    ToposSheetItem *const item = &g_array_index (symbols, ToposSheetItem, i);
    into->has[item->shape] = true;
    if (item->n == 1)
      find_outline (into, sheet, view, item);
    if (item->n == 1 && item->shape == TOPOS_SYMBOL_AREA && item->outline == NULL)
      into->has_ring |= topos_sheet_ring_radius (view, &sheet->markers[item->marker])
                        >= TOPOS_RING_LEAST;
    if (item->n == 1)
      into->most_passages = MAX (into->most_passages, sheet->markers[item->marker].passages);
    g_array_append_val (into->items, *item);
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

static void
item_clear (void *item)
{
  topos_outline_free (((ToposSheetItem *) item)->outline);
}

ToposSheetItems *
topos_sheet_items_new (const ToposSheet *sheet, const ToposBaseView *view)
{
  ToposSheetItems *const self = g_new0 (ToposSheetItems, 1);
  g_autofree size_t *symbols = g_new (size_t, sheet->n_markers + 1);
  size_t n = 0;

  self->items = g_array_new (FALSE, FALSE, sizeof (ToposSheetItem));
  g_array_set_clear_func (self->items, item_clear);
  self->wide = g_array_new (FALSE, FALSE, sizeof (size_t));
  self->beyond = g_array_new (FALSE, FALSE, sizeof (size_t));
  self->hidden = g_array_new (FALSE, FALSE, sizeof (size_t));
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
  g_array_unref (items->hidden);
  g_free (items);
}
