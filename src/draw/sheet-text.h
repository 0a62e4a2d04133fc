/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/symbols.h"

/* Lines of text on a sheet, in units of 1/96 inch. */

/* A text of `size` that breaks into lines of `width`. Returns: (transfer full). */
PangoLayout *topos_text_wrapped (PangoContext *fonts, const char *text, double size, bool bold,
                                  double width);

double topos_text_height (PangoLayout *layout);
double topos_text_width (PangoLayout *layout);

/* Paints it with its corner at x, y. */
void topos_text_show (cairo_t *cr, PangoLayout *layout, double x, double y, ToposTheme theme,
                       ToposPen pen);
