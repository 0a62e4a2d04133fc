/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sheet.h"

#define TOPOS_SCALE_WIDEST 130.0

/* Paints the bar of the map's middle, kilometres above and miles below the line at `y`, its room
 * ending at `right`. */
void topos_sheet_scale_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                              const ToposBaseView *view, double right, double y);
