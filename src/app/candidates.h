/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/gazetteer.h"
#include "library/reader.h"
#include "session/findings.h"

#include <gtk/gtk.h>

/* The places that a name may mean, numbered 1 to 9, on a small map and as a list that does all that
 * the map does: ui/candidates.ui. Property:
 *   plain  boolean  names alone, without their reasons: where there is little room
 * Signal "chosen" (uint64 place). */
#define TOPOS_TYPE_CANDIDATES (topos_candidates_get_type ())
G_DECLARE_FINAL_TYPE (ToposCandidates, topos_candidates, TOPOS, CANDIDATES, GtkBox)

/* What knows the places; each may be NULL. Keeps references. */
void topos_candidates_set_sources (ToposCandidates *self, ToposGazetteer *gazetteer,
                                   ToposFindings *findings);

/* Shows what was weighed for a mention, likeliest first; NULL shows nothing. */
void topos_candidates_show_weighed (ToposCandidates *self, const ToposWhy *why);

/* Shows the places called `name`: those of the library first, then the gazetteer's. */
void topos_candidates_show_named (ToposCandidates *self, const char *name);

int topos_candidates_count (ToposCandidates *self);

/* Chooses the one of that number less one; nothing happens without it. */
void topos_candidates_choose (ToposCandidates *self, int index);

/* "Dara, town in Panjshir, Afghanistan": a place as the sources know it. Returns: (transfer full). */
char *topos_candidates_place_in_words (ToposCandidates *self, ToposPlaceId place);
