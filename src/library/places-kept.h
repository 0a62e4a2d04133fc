/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/private.h"

/* Sees to it that the library has a row for `id`: its own, or the gazetteer's (which may be
 * NULL). `known` is false when neither has it. */
bool topos_place_keep (ToposLibrary *self, const ToposGazetteer *gazetteer, ToposPlaceId id,
                       bool *known, GError **error);

/* The same for a name in no gazetteer, at the point of what contains it, or of the town that it is
 * named together with, within whose province it is then said to lie: `id` is its own. */
bool topos_place_keep_approximate (ToposLibrary *self, const ToposGazetteer *gazetteer,
                                   const char *name, gsize length, const char *key,
                                   ToposPlaceId at, ToposPlaceId *id, GError **error);

/* And for a place of the user's own. */
bool topos_place_keep_own (ToposLibrary *self, const ToposGazetteer *gazetteer,
                           const char *name, ToposPoint point, ToposPlaceId parent,
                           ToposPlaceId *id, GError **error);

/* The place that `id` was merged into, or itself. */
bool topos_place_follow_merge (ToposLibrary *self, ToposPlaceId *id, GError **error);

/* True, in SQL, of a row of place that nothing speaks of any more and no hand has touched. */
#define TOPOS_PLACE_UNUSED \
  "place.renamed = 0 AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.place = place.id)" \
  " AND NOT EXISTS (SELECT 1 FROM rule WHERE rule.place = place.id)" \
  " AND NOT EXISTS (SELECT 1 FROM place_merge AS m WHERE place.id IN (m.place, m.into_place))"

/* Drops the places of `ids` (ToposPlaceId) that nothing speaks of any more. */
bool topos_place_drop_unused (ToposLibrary *self, const GArray *ids, GError **error);

/* Sets where a place of the library stands. */
bool topos_place_set_point (ToposLibrary *self, ToposPlaceId id, ToposPoint point,
                            GError **error);

/* "Dara, Panjshir, Afghanistan" of a place that the library holds; NULL on error or when it
 * does not. Returns: (transfer full). */
char *topos_place_label (ToposLibrary *self, ToposPlaceId id);
