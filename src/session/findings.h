/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"
#include "session/lens.h"
#include "session/session.h"

/* What the session's library answers to the lens: places, documents, names without a place,
 * days and counts, all of one moment. Asked anew when the lens or the library changes.
 * Properties:
 *   session, lens               what is asked (construct them in any order)
 *   places, documents, unplaced  GListModel of ToposItem
 *   markers   boxed   GArray of ToposPin (core/view.h)
 *   bars      boxed   GArray of ToposBar, on the lens's clock, of all days
 *   summary   string  "18 of 21 places in 5 documents"; notified with every answer
 * Signal "failed" (message string): the library could not be asked. */
#define TOPOS_TYPE_FINDINGS (topos_findings_get_type ())
G_DECLARE_FINAL_TYPE (ToposFindings, topos_findings, TOPOS, FINDINGS, GObject)

/* The counts behind the summary; all 0 before the first answer. */
const ToposCounts *topos_findings_counts (ToposFindings *self);

/* True once the open library has answered. */
bool topos_findings_has_answer (ToposFindings *self);

/* The answered row of a place, or NULL when the lens leaves it out. Good until the next
 * notify of "summary". */
const ToposPlaceRow *topos_findings_place (ToposFindings *self, ToposPlaceId place);

/* At which line of "places" a place stands; G_MAXUINT when it is not there. No items are made. */
guint topos_findings_line (ToposFindings *self, ToposPlaceId place);
