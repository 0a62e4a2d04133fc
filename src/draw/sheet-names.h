/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sheet-items.h"

/* The name of an item as the map tells it. Returns: (transfer full). */
PangoLayout *topos_sheet_name (PangoContext *fonts, const ToposSheet *sheet,
                               const ToposSheetItem *item);

/* Finds a place for the name of each of `items`, clear of `corner`. Returns: (transfer full), one
 * an item. */
ToposCallout *topos_sheet_names_place (PangoContext *fonts, const ToposSheet *sheet,
                                       const ToposBaseView *view, const GArray *items,
                                       ToposRect corner);
