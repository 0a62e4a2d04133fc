/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/base-map.h"

/* Paints the vector tiles that a user added, placed in the view, by the tables of their schema:
 * ground, woods, water, buildings, roads, railways, boundaries. */
void topos_extract_paint (cairo_t *cr, const ToposBaseView *view, const GArray *tiles,
                          ToposTilesSchema schema);

/* How important a settlement of that class is: as the bundled towns' ranks, 99 for what has no
 * name on a map like ours. */
int topos_extract_town_rank (const char *word);
