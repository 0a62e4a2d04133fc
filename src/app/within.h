/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"
#include "core/place.h"

#include <glib.h>

/* Which of the places on the map (ToposPin) a point lies in, by their outlines: the smallest, a
 * province before its country. TOPOS_PLACE_NONE when none is known to hold it: what lies in what
 * is never guessed from what is near. */
ToposPlaceId topos_within (const GArray *pins, ToposPoint point);
