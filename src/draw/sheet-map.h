/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sheet-items.h"

/* Paints ground, rings, symbols and names into the frame whose corner is the origin. `corner` is
 * what an inset covers (in the frame), or of no width. */
void topos_sheet_map_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                            const ToposBaseView *view, const ToposSheetItems *items,
                            ToposRect corner);
