/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sheet-index.h"

#include "draw/fonts.h"
#include "draw/sheet-text.h"

size_t
topos_sheet_index_fill (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet, ToposRect room,
                        int columns, size_t first)
{
  const double gap = 16, width = (room.width - gap * (columns - 1)) / columns;
  double y = 0;
  int column = 0;

  for (size_t i = first; i < sheet->n_markers; i++) {
    g_autofree char *number = g_strdup_printf ("%d", (int) i + 1);
    g_autoptr (PangoLayout) head = topos_fonts_layout (fonts, number, 10, true);
    g_autoptr (PangoLayout) body = topos_text_wrapped (fonts, sheet->index[i], 10, false,
                                                       width - 24);
    double height;

    pango_layout_set_height (body, -6);
    pango_layout_set_ellipsize (body, PANGO_ELLIPSIZE_END);
    height = topos_text_height (body) + 4;
    if (y + height > room.height) {
      y = 0;
      if (++column == columns)
        return i;
    }
    const double x = room.x + column * (width + gap);
    if (cr != NULL)
      topos_text_show (cr, head, x + 18 - topos_text_width (head), room.y + y, sheet->theme,
                       TOPOS_PEN_MARKER);
    if (cr != NULL)
      topos_text_show (cr, body, x + 24, room.y + y, sheet->theme, TOPOS_PEN_TEXT);
    y += height;
  }
  return sheet->n_markers;
}
