/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-map.h"

#include "draw/labels.h"
#include "draw/sheet-degrees.h"
#include "draw/sheet-inset.h"
#include "draw/sheet-names.h"

#include <math.h>

#define HALVED_FROM 4e6     /* pixels */
#define BANNERS_OUTLINED 2  /* countries on one sheet that are few enough to be outlined */

/* The lower part of a large picture's ground, painted by a thread of its own into the same
 * pixels. */
typedef struct {
  ToposBaseMap *base;
  const ToposBaseView *view;
  cairo_surface_t *part;
  double x, y;      /* the view's corner in it */
} Half;

static gpointer
half_thread (gpointer data)
{
  const Half *const half = data;
  cairo_t *const cr = cairo_create (half->part);

  cairo_translate (cr, half->x, half->y);
  topos_base_map_paint (half->base, cr, half->view);
  cairo_destroy (cr);
  return NULL;
}

static cairo_surface_t *
rows_of (cairo_surface_t *image, int first, int rows)
{
  const int stride = cairo_image_surface_get_stride (image);

  return cairo_image_surface_create_for_data (
      cairo_image_surface_get_data (image) + (gsize)first * (gsize)stride,
      cairo_image_surface_get_format (image), cairo_image_surface_get_width (image), rows,
      stride);
}

/* Two halves at once, always the same two however many processors there are: the bytes do not
 * depend on the machine. False where the picture is small, or has no pixels. */
static bool
paint_in_halves (cairo_t *cr, ToposBaseMap *base, const ToposBaseView *view)
{
  cairo_surface_t *const image = cairo_get_target (cr);
  cairo_matrix_t at;

  cairo_get_matrix (cr, &at);
  if (cairo_surface_get_type (image) != CAIRO_SURFACE_TYPE_IMAGE
      || view->width * view->height < HALVED_FROM)
    return false;
  const int middle = (int) round (at.y0 + view->height / 2);
  cairo_surface_flush (image);
  Half upper = { base, view, rows_of (image, 0, middle), at.x0, at.y0 };
  Half lower = { base, view,
                 rows_of (image, middle, cairo_image_surface_get_height (image) - middle),
                 at.x0, at.y0 - middle };
  GThread *const thread = g_thread_new ("ground", half_thread, &lower);
  half_thread (&upper);
  g_thread_join (thread);
  cairo_surface_destroy (upper.part);
  cairo_surface_destroy (lower.part);
  cairo_surface_mark_dirty (image);
  return true;
}

static void
paint_ground (cairo_t *cr, const ToposSheet *sheet, const ToposBaseView *view)
{
  ToposBaseView fine = *view;

  if (sheet->base == NULL) {
    cairo_rectangle (cr, 0, 0, view->width, view->height);
    topos_pen_set (cr, sheet->theme, TOPOS_PEN_LAND, 1);
    cairo_fill (cr);
    return;
  }
  /* In the context's own units, so that edges fall onto pixels. */
  cairo_save (cr);
  cairo_scale (cr, 1 / sheet->scale, 1 / sheet->scale);
  fine.scale = sheet->scale;
  fine.width *= sheet->scale;
  fine.height *= sheet->scale;
  if (!paint_in_halves (cr, sheet->base, &fine))
    topos_base_map_paint (sheet->base, cr, &fine);
  cairo_restore (cr);
}

/* What names keep clear of whichever they are: the inset and the degrees. */
static GArray *
fixed_obstacles (ToposRect inset, const GArray *degrees)
{
  GArray *const obstacles = g_array_new (FALSE, FALSE, sizeof (ToposRect));

  if (inset.width > 0)
    g_array_append_val (obstacles, inset);
  for (guint i = 0; i < degrees->len; i++)
    g_array_append_val (obstacles, g_array_index (degrees, ToposDegree, i).rect);
  return obstacles;
}

/* A leader as a row of small squares. */
static void
keep_off_leader (GArray *obstacles, const ToposCallout *c)
{
  const double length = hypot (c->to_x - c->from_x, c->to_y - c->from_y);
  const int n = (int) (length / 4) + 1;

  for (int i = 0; c->leader && i <= n; i++) {
    const double part = (double) i / n;
    const ToposRect dot = { c->from_x + part * (c->to_x - c->from_x) - 2,
                            c->from_y + part * (c->to_y - c->from_y) - 2, 4, 4 };
    g_array_append_val (obstacles, dot);
  }
}

/* The base map's own names, where ours leave room, and none that we have told. */
static void
paint_base_names (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                  const ToposSheetMap *map)
{
  const ToposBaseView *const view = &map->view;
  const GArray *const items = map->items->items;
  const ToposCallout *const callouts = map->callouts;
  g_autoptr (GArray) obstacles = fixed_obstacles (map->inset, map->degrees);
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++) {
    const ToposSheetItem *const item = &g_array_index (items, ToposSheetItem, i);
    if (item->hidden)
      continue;
    const double r = callouts[i].radius;
    const ToposRect symbol = { callouts[i].x - r, callouts[i].y - r, 2 * r, 2 * r };
    g_array_append_val (obstacles, symbol);
    if (!callouts[i].placed)
      continue;
    const ToposRect text = { callouts[i].text.x - 5, callouts[i].text.y - 1,
                             callouts[i].text.width + 10, callouts[i].text.height + 2 };
    g_array_append_val (obstacles, text);
    keep_off_leader (obstacles, &callouts[i]);
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
    ToposPen pen;
    double width;
  } STROKES[] = { { TOPOS_PEN_HALO, 2.6 }, { TOPOS_PEN_TEXT, 0.9 } };

  for (size_t i = 0; i < G_N_ELEMENTS (STROKES); i++) {
    cairo_move_to (cr, c->from_x, c->from_y);
    cairo_line_to (cr, c->to_x, c->to_y);
    topos_pen_set (cr, theme, STROKES[i].pen, 0.9);
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
                      item->ring ? TOPOS_NUMBER_RADIUS : item->radius, *number ? number : NULL,
                      TOPOS_SYMBOL_PLAIN, sheet->theme);
}

/* How far an area reaches: its outline, else a ring. */
static void
paint_reach (cairo_t *cr, const ToposSheet *sheet, const ToposBaseView *view,
             const ToposSheetItems *items, const ToposSheetItem *item)
{
  const ToposMarker *const marker = &sheet->markers[item->marker];
  const double world = topos_base_view_world (view);

  if (item->outline != NULL && (!item->banner || items->banners <= BANNERS_OUTLINED)) {
    cairo_save (cr);
    cairo_translate (cr, view->width / 2, view->height / 2);
    topos_symbol_outline (cr, item->outline, view->centre, world, item->banner,
                          marker->standing, TOPOS_SYMBOL_PLAIN, sheet->theme);
    cairo_restore (cr);
  } else if (item->n == 1 && !item->banner && item->outline == NULL) {
    const double ring = topos_sheet_ring_radius (view, marker);
    if (ring >= TOPOS_RING_LEAST)
      topos_symbol_ring (cr, item->x, item->y, ring, marker->standing, TOPOS_SYMBOL_PLAIN,
                         sheet->theme);
  }
}

/* ------------------------------------------------------------------------------- whole */

static int
count_unnamed (const ToposSheetMap *self)
{
  int n = 0;

  for (guint i = 0; i < self->items->items->len; i++)
    n += !self->callouts[i].placed
         && !g_array_index (self->items->items, ToposSheetItem, i).hidden;
  return n;
}

ToposSheetMap *
topos_sheet_map_new (PangoContext *fonts, const ToposSheet *sheet, double width, double height)
{
  ToposSheetMap *const self = g_new0 (ToposSheetMap, 1);

  self->view = topos_sheet_view (sheet, width, height);
  self->items = topos_sheet_items_new (sheet, &self->view);
  self->inset = topos_sheet_inset_room (sheet, &self->view, self->items);
  self->degrees = topos_sheet_degrees_new (fonts, sheet, &self->view);
  for (guint i = self->degrees->len; i-- > 0;)
    if (topos_rects_overlap (self->inset, g_array_index (self->degrees, ToposDegree, i).rect))
      g_array_remove_index (self->degrees, i);
  g_autoptr (GArray) obstacles = fixed_obstacles (self->inset, self->degrees);
  self->callouts
      = topos_sheet_names_place (fonts, sheet, &self->view, self->items, obstacles);
  self->unnamed = sheet->labels ? count_unnamed (self) : 0;
  return self;
}

void
topos_sheet_map_free (ToposSheetMap *self)
{
  if (self == NULL)
    return;
  topos_sheet_items_free (self->items);
  g_free (self->callouts);
  g_array_unref (self->degrees);
  g_free (self);
}

static void
paint_names (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, const ToposSheetMap *map)
{
  for (guint i = 0; i < map->items->items->len; i++) {
    const ToposSheetItem *const item = &g_array_index (map->items->items, ToposSheetItem, i);
    const ToposCallout *const callout = &map->callouts[i];
    if (!callout->placed || item->hidden)
      continue;
    g_autoptr (PangoLayout) layout = topos_sheet_name (fonts, sheet, item);
    topos_halo_text (cr, layout, callout->text.x + 1, callout->text.y - 1, sheet->theme,
                     item->ring || item->banner ? TOPOS_PEN_CLUSTER : TOPOS_PEN_TEXT);
  }
}

static void
paint_items (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, const ToposSheetMap *map)
{
  const GArray *const all = map->items->items;

  for (guint i = 0; i < all->len; i++)
    if (map->callouts[i].placed && map->callouts[i].leader
        && !g_array_index (all, ToposSheetItem, i).hidden)
      paint_leader (cr, &map->callouts[i], sheet->theme);
  for (guint i = 0; i < all->len; i++)
    if (!g_array_index (all, ToposSheetItem, i).hidden)
      paint_symbol (cr, fonts, sheet, &g_array_index (all, ToposSheetItem, i), &map->callouts[i]);
}

void
topos_sheet_map_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                       const ToposSheetMap *map)
{
  const ToposBaseView *const view = &map->view;
  const GArray *const all = map->items->items;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, view->width, view->height);
  cairo_clip (cr);
  paint_ground (cr, sheet, view);
  topos_sheet_graticule_paint (cr, sheet, view);
  for (guint i = 0; i < all->len; i++)
    paint_reach (cr, sheet, view, map->items, &g_array_index (all, ToposSheetItem, i));
  if (sheet->base != NULL && sheet->labels)
    paint_base_names (cr, fonts, sheet, map);
  topos_sheet_degrees_paint (cr, fonts, map->degrees, sheet->theme);
  paint_items (cr, fonts, sheet, map);
  paint_names (cr, fonts, sheet, map);
  if (map->inset.width > 0)
    topos_sheet_inset_paint (cr, fonts, sheet, view, map->inset);
  cairo_restore (cr);
  cairo_rectangle (cr, 0, 0, view->width, view->height);
  topos_pen_set (cr, sheet->theme, TOPOS_PEN_LINE, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}
