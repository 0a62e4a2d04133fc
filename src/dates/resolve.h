/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "dates/anchors.h"

/* Puts the slots of one expression together: fills type, value, days, precision and approx of
 * `timex`, and `moment` with what was meant (MOMENT_NONE for durations and the like). False
 * when the slots make no date ("31 April"). */
bool topos_resolve_timex (const ToposSlots *slots, const ToposAnchors *anchors, ToposTimex *timex,
                          ToposMoment *moment);
