/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-names.h"

#include "draw/fonts.h"

#include <math.h>
#include <string.h>

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

PangoLayout *
topos_sheet_name (PangoContext *fonts, const ToposSheet *sheet, const ToposSheetItem *item)
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
    double at_x, at_y;
    topos_base_view_place (view, outline->points[i], &at_x, &at_y);
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

/* True when the item's own spot lies on another's symbol. */
static bool
covers_another (const GArray *items, const ToposSheetItem *item)
{
  for (guint i = 0; i < items->len; i++) {
    const ToposSheetItem *const other = &g_array_index (items, ToposSheetItem, i);
    if (other != item && !other->ring && !other->banner && !other->hidden
        && hypot (other->x - item->x, other->y - item->y) < other->radius + item->radius + 2)
      return true;
  }
  return false;
}

static void
hide_covered (const ToposSheet *sheet, ToposSheetItems *items, const ToposCallout *callouts)
{
  for (guint i = 0; i < items->items->len; i++) {
    ToposSheetItem *const item = &g_array_index (items->items, ToposSheetItem, i);
    if (!item->banner || (sheet->index == NULL && callouts[i].placed)
        || !covers_another (items->items, item))
      continue;
    item->hidden = true;
    items->banners--;
    g_array_append_val (items->hidden, item->marker);
  }
}

ToposCallout *
topos_sheet_names_place (PangoContext *fonts, const ToposSheet *sheet, const ToposBaseView *view,
                         ToposSheetItems *whole, const GArray *obstacles)
{
  const GArray *const items = whole->items;
  ToposCallout *const callouts = g_new0 (ToposCallout, items->len + 1);

  for (guint i = 0; i < items->len; i++) {
    const ToposSheetItem *const item = &g_array_index (items, ToposSheetItem, i);
    g_autoptr (PangoLayout) layout = topos_sheet_name (fonts, sheet, item);
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
      callouts[i].radius = sheet->index != NULL ? TOPOS_NUMBER_RADIUS : 0;
      callouts[i].centred = sheet->index == NULL;
    }
  }
  topos_callouts_place (callouts, items->len, (ToposRect *) (void *) obstacles->data,
                        obstacles->len, (ToposRect){ 3, 3, view->width - 6, view->height - 6 },
                        true);
  hide_covered (sheet, whole, callouts);
  return callouts;
}
