/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-map.h"

#include "draw/cluster.h"
#include "draw/fit.h"
#include "draw/fonts.h"
#include "draw/labels.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#define EDGE 6.0            /* a symbol's middle keeps off the frame */
#define CROWDED 0.72        /* two symbols nearer than this much of their radii hide each other */
#define RING_LEAST 22.0
#define PAD 0.09            /* of the frame, free round the fitted places */
#define DEEPEST_FIT 12.5
#define NUMBER_RADIUS 9.0
#define BANNERS_OUTLINED 2  /* countries on one sheet that are few enough to be outlined */

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

/* How wide the outline is in the frame, the larger way. */
static double
outline_size (const ToposBaseView *view, const ToposOutline *outline)
{
  return MAX (outline->high.x - outline->low.x, outline->high.y - outline->low.y)
         * world_units (view);
}

/* The outline shows, and is more than the frame's own colour: its line can be seen in it. */
static bool
shows_outline (const ToposBaseView *view, const ToposOutline *outline)
{
  const double world = world_units (view);
  const double half_x = view->width / 2 / world, half_y = view->height / 2 / world;

  if (outline == NULL || outline_size (view, outline) < 2 * RING_LEAST)
    return false;
  for (uint32_t i = 0; i < outline->ends[outline->n_rings - 1]; i++) {
    const double dx = outline->points[i].x - view->centre.x;
    if (fabs (dx - round (dx)) <= half_x && fabs (outline->points[i].y - view->centre.y) <= half_y)
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
  return x >= EDGE && y >= EDGE && x <= view->width - EDGE && y <= view->height - EDGE;
}

static double
ring_radius (const ToposBaseView *view, const ToposMarker *marker)
{
  const double metres = topos_mercator_metres_per_pixel (CLAMP (marker->point.lat, -80, 80),
                                                         view->zoom);

  return topos_place_kind_is_area (marker->kind) ? marker->radius_km * 1000 / metres : 0;
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
  const double radius = ring_radius (view, marker);
  const double near = hypot (x - CLAMP (x, 0, view->width), y - CLAMP (y, 0, view->height));
  const double far = hypot (MAX (x, view->width - x), MAX (y, view->height - y));

  if (vast && inside && radius < 2 * view->width) {
    add_item (into, sheet, view,
              (ToposSheetItem){ .x = x, .y = y, .banner = true, .marker = i,
                                .radius = sheet->index != NULL ? NUMBER_RADIUS : 5 });
    return true;
  }
  if (radius < RING_LEAST || (!vast && inside))
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
  const double world = world_units (view);
  const ToposWindow window = { 0, 0, view->width / world, view->height / world };
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
      item.radius = MAX (item.radius, NUMBER_RADIUS);
    if (!in_frame (view, item.x, item.y))
      continue;
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
    at[i] = (ToposMercator){ x / world_units (view), y / world_units (view) };
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
      into->has_ring |= ring_radius (view, &sheet->markers[item->marker]) >= RING_LEAST;
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

/* "Bazarak", "Bazarak + 3 more"; where places have numbers, "Bazarak, with 5, 8": which ones. */
static char *
name_text (const ToposSheet *sheet, const ToposSheetItem *item)
{
  const ToposMarker *const marker = &sheet->markers[item->marker];
  const int told = MIN (item->n - 1, (int) G_N_ELEMENTS (item->others));

  if (item->n == 1)
    return g_strdup (marker->name);
  if (sheet->index == NULL)
    return g_strdup_printf ("%s + %d more", marker->name, item->n - 1);

  GString *const text = g_string_new (marker->name);
  for (int i = 0; i < told; i++)
    g_string_append_printf (text, "%s%d", i == 0 ? ", with " : ", ", (int) item->others[i] + 1);
  if (item->n - 1 > told)
    g_string_append_printf (text, " and %d more", item->n - 1 - told);
  return g_string_free (text, FALSE);
}

/* A country's name is set in wide bold capitals as on any map, with its passages behind it. */
static PangoLayout *
banner_of (PangoContext *fonts, const ToposSheet *sheet, const ToposSheetItem *item)
{
  g_autofree char *upper = g_utf8_strup (sheet->markers[item->marker].name, -1);
  g_autofree char *text = g_strdup_printf ("%s  %d", upper, (int) item->passages);
  PangoLayout *const layout
      = topos_fonts_layout (fonts, text, item->passages >= 10 ? 12.5 : 10.5, true);
  PangoAttrList *const attributes = pango_attr_list_new ();
  PangoAttribute *const spacing = pango_attr_letter_spacing_new ((int) (1.3 * PANGO_SCALE));

  spacing->end_index = (guint) strlen (upper);
  pango_attr_list_insert (attributes, spacing);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static PangoLayout *
name_of (PangoContext *fonts, const ToposSheet *sheet, const ToposSheetItem *item)
{
  g_autofree char *text = name_text (sheet, item);
  const double size = item->ring ? 11 : item->passages >= 10 ? 13 : 11.5;

  if (item->banner && sheet->index == NULL)
    return banner_of (fonts, sheet, item);
  return topos_fonts_layout (fonts, text, size, item->passages >= 10 || item->ring);
}

/* How far x, y is from the nearest symbol, or from another ring's line. */
static double
clearance (const GArray *items, const ToposSheetItem *own, double x, double y)
{
  double least = INFINITY;

  for (guint i = 0; i < items->len; i++) {
    const ToposSheetItem *const other = &g_array_index (items, ToposSheetItem, i);
    const double off = hypot (other->x - x, other->y - y);
    if (other != own)
      least = MIN (least, other->ring ? fabs (off - other->radius) : off - other->radius);
  }
  return least;
}

/* An outline's name stands on its line, as near to the frame's middle as others let it. */
static void
outline_anchor (const ToposBaseView *view, const GArray *items, const ToposSheetItem *item,
                double *x, double *y)
{
  const ToposOutline *const outline = item->outline;
  const uint32_t n = outline->ends[outline->n_rings - 1], step = n / 400 + 1;
  double best = -INFINITY;

  *x = *y = -1000;
  for (uint32_t i = 0; i < n; i += step) {
    const double dx = outline->points[i].x - view->centre.x;
    const double at_x = view->width / 2 + (dx - round (dx)) * world_units (view);
    const double at_y
        = view->height / 2 + (outline->points[i].y - view->centre.y) * world_units (view);
    if (at_x < 55 || at_y < 16 || at_x > view->width - 55 || at_y > view->height - 16)
      continue;
    const double off = hypot (at_x - view->width / 2, at_y - view->height / 2);
    const double worth = MIN (clearance (items, item, at_x, at_y), 45) - 0.1 * off;
    if (worth > best) {
      best = worth;
      *x = at_x;
      *y = at_y;
    }
  }
}

/* A ring's name stands on its line where there is room: on its top, or else as near to it as other
 * symbols and rings let it. */
static void
ring_anchor (const ToposBaseView *view, const GArray *items, const ToposSheetItem *item,
             double *x, double *y)
{
  double best = -INFINITY;

  *x = *y = -1000;
  for (int i = 0; i < 24; i++) {
    const double turn = (i + 1) / 2 * (i % 2 ? -1 : 1) * G_PI / 12;
    const double at_x = item->x + item->radius * sin (turn);
    const double at_y = item->y - item->radius * cos (turn);
    if (at_x < 55 || at_y < 16 || at_x > view->width - 55 || at_y > view->height - 16)
      continue;
    const double worth = MIN (clearance (items, item, at_x, at_y), 45) - 6 * fabs (turn);
    if (worth > best) {
      best = worth;
      *x = at_x;
      *y = at_y;
    }
  }
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
                                  .wanted = sheet->labels,
                                  .centred = item->banner && sheet->index == NULL };
    if (item->ring) {
      (item->outline != NULL ? outline_anchor : ring_anchor) (view, items, item, &callouts[i].x,
                                                              &callouts[i].y);
      callouts[i].radius = sheet->index != NULL ? NUMBER_RADIUS : 0;
      callouts[i].centred = sheet->index == NULL;
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

/* The base map's own names, where ours leave room, and none that we have told. */
static void
paint_base_names (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                  const ToposBaseView *view, const GArray *items, const ToposCallout *callouts,
                  ToposRect corner)
{
  g_autoptr (GArray) obstacles = g_array_new (FALSE, FALSE, sizeof (ToposRect));
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();

  g_array_append_val (obstacles, corner);
  for (guint i = 0; i < items->len; i++) {
    const ToposSheetItem *const item = &g_array_index (items, ToposSheetItem, i);
    const double r = callouts[i].radius;
    const ToposRect symbol = { callouts[i].x - r, callouts[i].y - r, 2 * r, 2 * r };
    g_array_append_val (obstacles, symbol);
    if (!callouts[i].placed)
      continue;
    const ToposRect text = { callouts[i].text.x - 5, callouts[i].text.y - 1,
                             callouts[i].text.width + 10, callouts[i].text.height + 2 };
    g_array_append_val (obstacles, text);
    g_ptr_array_add (taken, (char *) sheet->markers[item->marker].name);
    for (int o = 0; o < MIN (item->n - 1, (int) G_N_ELEMENTS (item->others)); o++)
      g_ptr_array_add (taken, (char *) sheet->markers[item->others[o]].name);
  }
  g_ptr_array_add (taken, NULL);

  g_autoptr (ToposLabels) labels = topos_labels_place (
      sheet->base, view, fonts, (ToposRect){ 4, 4, view->width - 8, view->height - 8 },
      (ToposRect *) (void *) obstacles->data, obstacles->len, (const char *const *) taken->pdata);
  topos_labels_paint (labels, cr);
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
  if (sheet->index == NULL && (item->ring || (item->banner && callout->placed)))
    return;
  topos_symbol_paint (cr, fonts, item->ring ? callout->x : item->x,
                      item->ring ? callout->y : item->y, item->shape,
                      item->ring ? NUMBER_RADIUS : item->radius, *number ? number : NULL,
                      TOPOS_SYMBOL_PLAIN, sheet->theme);
}

/* How far an area reaches: its outline, else a ring. */
static void
paint_reach (cairo_t *cr, const ToposSheet *sheet, const ToposBaseView *view,
             const ToposSheetItems *items, const ToposSheetItem *item)
{
  const ToposMarker *const marker = &sheet->markers[item->marker];
  const double world = world_units (view);

  if (item->outline != NULL && (!item->banner || items->banners <= BANNERS_OUTLINED)) {
    cairo_save (cr);
    cairo_translate (cr, view->width / 2, view->height / 2);
    topos_symbol_outline (cr, item->outline, view->centre, world, item->banner,
                          marker->standing, TOPOS_SYMBOL_PLAIN, sheet->theme);
    cairo_restore (cr);
  } else if (item->n == 1 && !item->banner && item->outline == NULL) {
    const double ring = ring_radius (view, marker);
    if (ring >= RING_LEAST)
      topos_symbol_ring (cr, item->x, item->y, ring, marker->standing, TOPOS_SYMBOL_PLAIN,
                         sheet->theme);
  }
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
  for (guint i = 0; i < all->len; i++)
    paint_reach (cr, sheet, view, items, &g_array_index (all, ToposSheetItem, i));
  if (sheet->base != NULL && sheet->labels)
    paint_base_names (cr, fonts, sheet, view, all, callouts, corner);
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
                     item->ring || item->banner ? TOPOS_INK_CLUSTER : TOPOS_INK_TEXT);
  }
  cairo_restore (cr);
}
