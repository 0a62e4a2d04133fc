/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sheet-items.h"

#define TOPOS_LEGEND_ROW 34.0

/* What of the items is to be explained, in the order of the legend; on a numbered sheet the numbers
 * in the symbols are those of the index.
 * Returns: (transfer full). */
GArray *topos_sheet_legend_new (const ToposSheet *sheet, const ToposSheetItems *items);

/* Flows the entries into rows of `room`'s width from its corner on, painting them when `cr` is
 * there. Returns the rows. */
int topos_sheet_legend_flow (cairo_t *cr, PangoContext *fonts, const GArray *entries,
                             ToposRect room, ToposTheme theme);
