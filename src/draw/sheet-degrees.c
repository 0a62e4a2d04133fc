/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-degrees.h"

#include "draw/fonts.h"
#include "draw/sheet-text.h"

#include <math.h>

#define SIZE 8.5

/* "35.5° N", "70° E", "0°". */
static void
degree_text (char *text, gsize length, double degrees, const char *minus, const char *plus)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.4g", fabs (degrees));
  g_snprintf (text, length, fabs (degrees) < 1e-9 ? "%s°" : "%s° %s", number,
              degrees < 0 ? minus : plus);
}

/* Keeps the text where it lies whole in the frame and off the corner. */
static void
add (GArray *degrees, PangoContext *fonts, const ToposBaseView *view, ToposDegree degree)
{
  g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, degree.text, SIZE, false);
  const double width = topos_text_width (layout), height = topos_text_height (layout);
  const bool beside = degree.rect.x == 0;

  degree.rect.width = width;
  degree.rect.height = height;
  degree.rect.x = beside ? 4 : degree.rect.x - width / 2;
  degree.rect.y = beside ? degree.rect.y - height / 2 : view->height - height - 2;
  const ToposRect *const r = &degree.rect;
  if (r->x < (beside ? 0 : 46) || r->x + r->width > view->width - 4 || r->y < 4
      || (beside && r->y + r->height > view->height - 20))
    return;
  g_array_append_val (degrees, degree);
}

/* How many degrees apart so that the lines are some 100 to 250 units. */
static double
step_of (const ToposBaseView *view)
{
  static const double STEPS[] = { 30, 20, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01 };
  const double world = topos_base_view_world (view);
  double step = STEPS[0];

  for (size_t i = 0; i < G_N_ELEMENTS (STEPS) && STEPS[i] / 360 * world > 110; i++)
    step = STEPS[i];
  return step;
}

static double
western_edge (const ToposBaseView *view)
{
  return (view->centre.x - view->width / 2 / topos_base_view_world (view) - 0.5) * 360;
}

static double
parallel_y (const ToposBaseView *view, double lat)
{
  const ToposMercator at = topos_mercator_from_point ((ToposPoint){ lat, 0 });

  return view->height / 2 + (at.y - view->centre.y) * topos_base_view_world (view);
}

void
topos_sheet_graticule_paint (cairo_t *cr, const ToposSheet *sheet, const ToposBaseView *view)
{
  const double step = step_of (view), world = topos_base_view_world (view);
  const double left = western_edge (view), right = left + view->width / world * 360;

  if (!sheet->graticule)
    return;
  cairo_new_path (cr);
  for (double i = ceil (left / step); i * step <= right; i++) {
    cairo_move_to (cr, (i * step - left) / 360 * world, 0);
    cairo_rel_line_to (cr, 0, view->height);
  }
  for (double i = ceil (-80 / step); i * step <= 80; i++) {
    cairo_move_to (cr, 0, parallel_y (view, i * step));
    cairo_rel_line_to (cr, view->width, 0);
  }
  topos_pen_set (cr, sheet->theme, TOPOS_PEN_LINE, 0.35);
  cairo_set_line_width (cr, 0.5);
  cairo_stroke (cr);
}

GArray *
topos_sheet_degrees_new (PangoContext *fonts, const ToposSheet *sheet, const ToposBaseView *view)
{
  GArray *const degrees = g_array_new (FALSE, FALSE, sizeof (ToposDegree));
  const double step = step_of (view), world = topos_base_view_world (view);
  const double left = western_edge (view), right = left + view->width / world * 360;

  if (!sheet->graticule)
    return degrees;
  for (double i = ceil (left / step); i * step <= right; i++) {
    const double lon = i * step - 360 * floor ((i * step + 180) / 360);
    ToposDegree degree = { .rect = { .x = (i * step - left) / 360 * world } };
    degree_text (degree.text, sizeof degree.text, lon, "W", "E");
    add (degrees, fonts, view, degree);
  }
  for (double i = ceil (-80 / step); i * step <= 80; i++) {
    ToposDegree degree = { .rect = { .y = parallel_y (view, i * step) } };
    degree_text (degree.text, sizeof degree.text, i * step, "S", "N");
    add (degrees, fonts, view, degree);
  }
  return degrees;
}

void
topos_sheet_degrees_paint (cairo_t *cr, PangoContext *fonts, const GArray *degrees,
                           ToposTheme theme)
{
  for (guint i = 0; i < degrees->len; i++) {
    const ToposDegree *const degree = &g_array_index (degrees, ToposDegree, i);
    g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, degree->text, SIZE, false);
    topos_halo_text (cr, layout, degree->rect.x, degree->rect.y, theme, TOPOS_PEN_QUIET);
  }
}
