/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/anchors.h"

/* "last week", "this summer", "next Friday": the nearest in the slots' direction. */
ToposMoment topos_relative_near (const ToposSlots *slots, const ToposAnchors *anchors);

/* "two years ago", "three days later": so many units from the anchor. */
ToposMoment topos_relative_shift (const ToposSlots *slots, const ToposAnchors *anchors);

/* "the first week of May", "the last day of 2020". */
ToposMoment topos_relative_nth (const ToposSlots *slots, const ToposAnchors *anchors);
