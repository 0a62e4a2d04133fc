/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-text.h"

#include "draw/fonts.h"

#include <pango/pangocairo.h>

PangoLayout *
topos_text_wrapped (PangoContext *fonts, const char *text, double size, bool bold, double width)
{
  PangoLayout *const layout = topos_fonts_layout (fonts, text, size, bold);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

double
topos_text_height (PangoLayout *layout)
{
  PangoRectangle size;

  pango_layout_get_extents (layout, NULL, &size);
  return (double) size.height / PANGO_SCALE;
}

double
topos_text_width (PangoLayout *layout)
{
  PangoRectangle size;

  pango_layout_get_extents (layout, NULL, &size);
  return (double) size.width / PANGO_SCALE;
}

void
topos_text_show (cairo_t *cr, PangoLayout *layout, double x, double y, ToposTheme theme,
                 ToposPen pen)
{
  topos_pen_set (cr, theme, pen, 1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}
