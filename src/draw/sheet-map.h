/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sheet-items.h"

/* The map of a sheet with all that is told in it, found before a stroke is painted. */
typedef struct {
  ToposBaseView view;
  ToposSheetItems *items;
  ToposCallout *callouts;   /* one an item */
  GArray *degrees;          /* ToposDegree, of the graticule */
  ToposRect inset;          /* in the frame, or of no width */
  int unnamed;              /* symbols whose name found no room */
} ToposSheetMap;

/* The map for a frame so large. Returns: (transfer full). */
ToposSheetMap *topos_sheet_map_new (PangoContext *fonts, const ToposSheet *sheet, double width,
                                    double height);
void           topos_sheet_map_free (ToposSheetMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposSheetMap, topos_sheet_map_free)

/* Paints ground, outlines, symbols, names, inset and frame, the frame's corner at the origin. */
void topos_sheet_map_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                            const ToposSheetMap *map);
