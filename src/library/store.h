/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/private.h"

/* For library/ alone: the rows of one reading. */

/* All the days of a passage in one stretch, and how many there are. */
typedef struct {
  ToposDateSpan days;
  int stretches;
} ToposPassageHull;

/* One a passage of the reading. Returns: (transfer full). */
ToposPassageHull *topos_passage_hulls (const ToposReading *reading);

/* Inserts the reading's timexes and passage days; its passages have ids from `first_passage`. */
bool topos_store_dates (ToposDb *db, const ToposReading *reading, int64_t document,
                        int64_t first_passage, GError **error);

/* False for what is part of another name, or stands in a repeated paragraph, a header line, a
 * byline, a credit or furniture. */
bool topos_mention_counts (const ToposReading *reading, const ToposMention *mention);

/* Inserts a whole reading as a new document and fills the counts of `report`. */
bool topos_store_document (ToposLibrary *self, const ToposGazetteer *gazetteer,
                           const ToposReading *reading, const char *key, int64_t import_id,
                           ToposStoreReport *report, GError **error);

/* Adds the places that a document names to `ids` (of ToposPlaceId). */
bool topos_store_places_of (ToposDb *db, int64_t document, GArray *ids, GError **error);

/* Removes a document with all its rows, and the places that only it spoke of. */
bool topos_store_remove (ToposLibrary *self, int64_t document, GError **error);

/* Gives a document the publication day and the dates of `reading`, which is one of its text. */
bool topos_store_redate (ToposLibrary *self, int64_t document, const ToposReading *reading,
                         GError **error);
