/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-inset.h"

#include "draw/labels.h"

#include <math.h>

#define INSET_WIDTH 132.0
#define INSET_HEIGHT 96.0
#define LOCATOR_BELOW 40.0   /* degrees across: a wider map needs no inset */

/* The first corner of the frame without a symbol under it, or of no width where each has one. */
static ToposRect
free_corner (const ToposBaseView *view, const ToposSheetItems *items)
{
  const double w = INSET_WIDTH, h = INSET_HEIGHT;
  const ToposRect corners[] = { { view->width - w, 0, w, h }, { 0, 0, w, h },
                                { view->width - w, view->height - h, w, h },
                                { 0, view->height - h, w, h } };

  for (size_t c = 0; c < G_N_ELEMENTS (corners); c++) {
    bool is_free = true;
    for (guint i = 0; i < items->items->len; i++) {
      const ToposSheetItem *const item = &g_array_index (items->items, ToposSheetItem, i);
      const double r = item->radius + 3;
      is_free &= item->ring
                 || !topos_rects_overlap (corners[c],
                                          (ToposRect){ item->x - r, item->y - r, 2 * r, 2 * r });
    }
    if (is_free)
      return corners[c];
  }
  return (ToposRect){ 0 };
}

ToposRect
topos_sheet_inset_room (const ToposSheet *sheet, const ToposBaseView *view,
                        const ToposSheetItems *items)
{
  const double degrees = view->width / topos_base_view_world (view) * 360;

  if (sheet->base == NULL || degrees >= LOCATOR_BELOW || view->width < 4 * INSET_WIDTH
      || view->height < 3 * INSET_HEIGHT)
    return (ToposRect){ 0 };
  return free_corner (view, items);
}

/* Which land this is: the names round the large map's frame, which lies free. */
static void
paint_names (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
             const ToposBaseView *around, ToposRect frame)
{
  ToposBaseView plain = *around;
  const ToposRect free = { frame.x - 2, frame.y - 2, frame.width + 4, frame.height + 4 };

  plain.width /= sheet->scale;
  plain.height /= sheet->scale;
  plain.scale = 1;
  plain.without_towns = true;
  g_autoptr (ToposLabels) labels = topos_labels_place (
      sheet->base, &plain, fonts, (ToposRect){ 3, 3, plain.width - 6, plain.height - 6 }, &free,
      1, NULL);
  topos_labels_paint (labels, cr);
}

void
topos_sheet_inset_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                         const ToposBaseView *view, ToposRect room)
{
  const double zoom = MAX (view->zoom - log2 (view->width / room.width * 9),
                           log2 (room.width / 256));
  ToposBaseView around = { .centre = view->centre,
                           .zoom = zoom,
                           .theme = sheet->theme,
                           .width = room.width * sheet->scale,
                           .height = room.height * sheet->scale,
                           .scale = sheet->scale };
  const double world = 256 * exp2 (zoom), half = room.height / 2 / world;
  const double shrink = exp2 (zoom - view->zoom);
  const double w = MAX (view->width * shrink, 6), h = MAX (view->height * shrink, 5);

  around.centre.y = CLAMP (around.centre.y, half, 1 - half);
  cairo_save (cr);
  cairo_translate (cr, room.x, room.y);
  cairo_rectangle (cr, 0, 0, room.width, room.height);
  cairo_clip (cr);
  cairo_save (cr);
  cairo_scale (cr, 1 / sheet->scale, 1 / sheet->scale);
  topos_base_map_paint (sheet->base, cr, &around);
  cairo_restore (cr);
  const double y = room.height / 2 + (view->centre.y - around.centre.y) * world;
  const ToposRect frame = { room.width / 2 - w / 2, y - h / 2, w, h };
  if (sheet->labels)
    paint_names (cr, fonts, sheet, &around, frame);
  cairo_rectangle (cr, frame.x, frame.y, frame.width, frame.height);
  topos_pen_set (cr, sheet->theme, TOPOS_PEN_MARKER, 0.25);
  cairo_fill_preserve (cr);
  topos_pen_set (cr, sheet->theme, TOPOS_PEN_MARKER, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_rectangle (cr, 0, 0, room.width, room.height);
  topos_pen_set (cr, sheet->theme, TOPOS_PEN_LINE, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}
