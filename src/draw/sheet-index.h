/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/callout.h"
#include "draw/sheet.h"

/* Fills `room` with index lines in `columns`, or only measures where `cr` is NULL. Returns the
 * first that found no room. */
size_t topos_sheet_index_fill (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                               ToposRect room, int columns, size_t first);
