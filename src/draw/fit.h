/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/symbols.h"

/* The box that shows the bulk of the places: a few mentions far off (Australia in a library about
 * Panjshir) do not zoom the map out. Crosses the 180th meridian (west > east) when that is
 * shorter. Without margins; at least about 40 km wide. False when there are no places. */
bool topos_fit_markers (const ToposMarker *markers, size_t n, ToposBox *box);
