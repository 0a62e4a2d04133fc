/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/filter.h"

#include <glib-object.h>

/* The filter as an object whose parts a window binds to: what is looked at. Properties:
 *   first, last  int     days; TOPOS_DAY_NONE in both: all days, undated too
 *   undated      boolean only what has no day on the clock; days that are set end it, and it ends them
 *   clock        int     ToposClock
 *   known-by     int     only what was published up to that day, or TOPOS_DAY_NONE
 *   search       string  words, NULL or "" for none
 *   within       uint64  a place with all that lies inside it, or 0
 *   document     string  only this document, or NULL
 *   box          boxed   GArray of one ToposBox: only this stretch of the map, or NULL
 * A change of any part notifies that property; listen to "notify" for all of them. */
#define TOPOS_TYPE_LENS (topos_lens_get_type ())
G_DECLARE_FINAL_TYPE (ToposLens, topos_lens, TOPOS, LENS, GObject)

ToposLens *topos_lens_new (void);

/* The filter as it is now, to be copied and not to be kept; NULL where `self` is. Returns: (transfer none). */
const ToposFilter *topos_lens_filter (ToposLens *self);

/* Sets both ends of the range, with one notify each. */
void topos_lens_set_days (ToposLens *self, ToposDateSpan days);

/* Lets everything through again; the clock stays. */
void topos_lens_reset (ToposLens *self);
