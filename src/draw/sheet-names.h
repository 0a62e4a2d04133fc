/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sheet-items.h"

/* The name of an item as the map tells it. Returns: (transfer full). */
PangoLayout *topos_sheet_name (PangoContext *fonts, const ToposSheet *sheet,
                               const ToposSheetItem *item);

/* Finds a place for the name of each item, clear of the obstacles. A country or region whose name
 * finds none, and whose symbol would lie over another, becomes hidden.
 * Returns: (transfer full), one an item. */
ToposCallout *topos_sheet_names_place (PangoContext *fonts, const ToposSheet *sheet,
                                       const ToposBaseView *view, ToposSheetItems *items,
                                       const GArray *obstacles);
