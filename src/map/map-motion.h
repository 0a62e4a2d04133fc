/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"

#include <shumate/shumate.h>
#include <stdbool.h>

/* How near the map may be looked at. */
#define TOPOS_MAP_LEAST_ZOOM 1
#define TOPOS_MAP_MOST_ZOOM 18

/* Where a map looks, and other places to look at. What moves gently is an animation, unless
 * the user wants none. */

/* The point in the map's middle. */
ToposMercator topos_map_middle (ShumateMap *map);

/* The box that is in view. */
ToposBox topos_map_box (ShumateMap *map);

void topos_map_go_to (ShumateMap *map, ToposMercator at, double zoom, bool gently);

/* So many zooms nearer, or farther. */
void topos_map_zoom_by (ShumateMap *map, double steps);

/* By so many pixels, at once. */
void topos_map_pan (ShumateMap *map, double dx, double dy);

/* A box of the world with a rim round it; nothing when it is empty. */
void topos_map_show_box (ShumateMap *map, ToposBox box, bool gently);
