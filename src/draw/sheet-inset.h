/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sheet-items.h"

/* Where in the frame a small map of the surroundings hides no symbol; of no width when none is
 * needed or no corner is free. */
ToposRect topos_sheet_inset_room (const ToposSheet *sheet, const ToposBaseView *view,
                                  const ToposSheetItems *items);

/* Paints it, with the frame of the large map in it and the names of what lies round. */
void topos_sheet_inset_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                              const ToposBaseView *view, ToposRect room);
