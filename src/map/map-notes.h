/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "map/base-layer.h"

/* What stands on the map in words: below, whom the map is owed to; above, one sentence while
 * something is amiss with it (no server, a damaged file). Screen readers hear the sentence once. */
void topos_map_notes_add (GtkOverlay *overlay, ToposBaseLayer *base);
