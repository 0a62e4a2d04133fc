/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-map.h"

#include "draw/labels.h"
#include "draw/sheet-names.h"

#define BANNERS_OUTLINED 2  /* countries on one sheet that are few enough to be outlined */

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
                      item->ring ? TOPOS_NUMBER_RADIUS : item->radius, *number ? number : NULL,
                      TOPOS_SYMBOL_PLAIN, sheet->theme);
}

/* How far an area reaches: its outline, else a ring. */
static void
paint_reach (cairo_t *cr, const ToposSheet *sheet, const ToposBaseView *view,
             const ToposSheetItems *items, const ToposSheetItem *item)
{
  const ToposMarker *const marker = &sheet->markers[item->marker];
  const double world = topos_sheet_world (view);

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

void
topos_sheet_map_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                       const ToposBaseView *view, const ToposSheetItems *items, ToposRect corner)
{
  const GArray *const all = items->items;
  g_autofree ToposCallout *callouts = topos_sheet_names_place (fonts, sheet, view, all, corner);

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
    g_autoptr (PangoLayout) layout = topos_sheet_name (fonts, sheet, item);
    topos_halo_text (cr, layout, callouts[i].text.x + 1, callouts[i].text.y - 1, sheet->theme,
                     item->ring || item->banner ? TOPOS_INK_CLUSTER : TOPOS_INK_TEXT);
  }
  cairo_restore (cr);
}
