/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/anchors.h"

/* True when the slots name an hour or a part of the day. */
bool topos_fields_name_time (const ToposSlots *slots);

/* The stretch within a year that the slots name ("5 May", "Q3", "summer"), its year unknown. */
ToposMoment topos_fields_yearly (const ToposSlots *slots);

/* The days of a month or a year of another calendar than the Gregorian, which begin and end
 * within months of that; NONE for all else. */
ToposDateSpan topos_fields_calendar_days (const ToposSlots *slots, const ToposAnchors *anchors);

/* What year, month, day and the like say together; what is missing comes from the anchors. */
ToposMoment topos_fields_moment (const ToposSlots *slots, const ToposAnchors *anchors);
