/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"

#include <gtk/gtk.h>

/* A small still map of a few numbered points, for choosing one of them: the first is 1. Properties:
 *   dark     boolean  the map is drawn dark
 *   contrast boolean  it is drawn with high contrast
 *   lit      int      the point under the pointer or reached by the arrow keys, counted from 0, or
 *                     -1; set from outside, it stands out
 * Signal "chosen" (int): a point was clicked, or Enter pressed on it. Painted beside the main loop. */
#define TOPOS_TYPE_CANDIDATE_MAP (topos_candidate_map_get_type ())
G_DECLARE_FINAL_TYPE (ToposCandidateMap, topos_candidate_map, TOPOS, CANDIDATE_MAP, GtkWidget)

/* Where the bundled map and the fonts lie; NULL: none. */
void topos_candidate_map_set_folders (ToposCandidateMap *self, const char *base_map,
                                      const char *data_dir);

/* Shows `n` points (copied; one that is not valid has no disc, and keeps its number). `now` is the
 * one that is right as it stands, or -1. */
void topos_candidate_map_set_points (ToposCandidateMap *self, const ToposPoint *points, int n,
                                     int now);
