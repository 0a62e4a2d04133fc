/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/callout.h"
#include "draw/sheet.h"

/* One degree told at the frame's edge. */
typedef struct {
  ToposRect rect;
  char text[16];     /* "35.5° N" */
} ToposDegree;

/* Paints the meridians and parallels of the sheet's graticule, over land too. */
void topos_sheet_graticule_paint (cairo_t *cr, const ToposSheet *sheet, const ToposBaseView *view);

/* Where the meridians and parallels of the graticule are told: along the frame's foot and its left
 * side, none over another or in the corner of both. Empty without a graticule.
 * Returns: (transfer full) (element-type ToposDegree). */
GArray *topos_sheet_degrees_new (PangoContext *fonts, const ToposSheet *sheet,
                                 const ToposBaseView *view);

void topos_sheet_degrees_paint (cairo_t *cr, PangoContext *fonts, const GArray *degrees,
                                ToposTheme theme);
