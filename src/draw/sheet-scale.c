/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-scale.h"

#include "draw/fonts.h"
#include "draw/sheet-text.h"

#include <math.h>

#define SMALL 9.5

/* A bar of a round length in some unit. */
typedef struct {
  double length;
  double width;
  const char *unit;
} Bar;

static Bar
bar_of (double metres_a_unit, double unit_m, const char *unit)
{
  const double most = TOPOS_SCALE_WIDEST * metres_a_unit / unit_m;
  const double power = pow (10, floor (log10 (most)));
  const double lead = most / power;
  const double length = (lead >= 5 ? 5 : lead >= 2 ? 2 : 1) * power;

  return (Bar){ length, length * unit_m / metres_a_unit, unit };
}

/* Drawn above or below the line; `where` it holds is said behind the unit. */
static void
paint_bar (cairo_t *cr, PangoContext *fonts, const Bar *bar, double left, double y,
           const char *where, bool above, ToposTheme theme)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, bar->length < 1 ? "%.2g" : "%.0f", bar->length);
  g_autofree char *text = g_strdup_printf ("%s %s%s", number, bar->unit, where);
  g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, text, SMALL, false);
  const double tick = above ? -3.5 : 3.5;

  topos_pen_set (cr, theme, TOPOS_PEN_TEXT, 1);
  cairo_set_line_width (cr, 1.2);
  cairo_move_to (cr, left, y + tick);
  cairo_line_to (cr, left, y);
  cairo_line_to (cr, left + bar->width, y);
  cairo_line_to (cr, left + bar->width, y + tick);
  cairo_stroke (cr);
  topos_text_show (cr, layout, left + 4, above ? y - topos_text_height (layout) - 2.5 : y + 2.5,
                   theme, TOPOS_PEN_TEXT);
}

void
topos_sheet_scale_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                         const ToposBaseView *view, double right, double y)
{
  const ToposPoint middle = topos_mercator_to_point (view->centre);
  const double metres = topos_mercator_metres_per_pixel (middle.lat, view->zoom);
  const Bar km = bar_of (metres, 1000, "km"), mi = bar_of (metres, 1609.344, "mi");
  const ToposPoint top = topos_mercator_to_point ((ToposMercator){
      0, view->centre.y - view->height / 2 / topos_base_view_world (view) });
  g_autofree char *where
      = fabs (top.lat - middle.lat) > 8
            ? g_strdup_printf (", at %.0f° %s", fabs (middle.lat), middle.lat < 0 ? "S" : "N")
            : g_strdup ("");

  /* The longer ends at the frame's edge, but for half a line; a long text asks for all the room. */
  const double left
      = right - (*where != '\0' ? TOPOS_SCALE_WIDEST : MAX (km.width, mi.width) + 0.6);

  paint_bar (cr, fonts, &km, left, y, where, true, sheet->theme);
  paint_bar (cr, fonts, &mi, left, y, "", false, sheet->theme);
}
