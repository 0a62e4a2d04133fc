/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/where.h"

/* For library/ alone: the rows of places, and of names without one. */
void           topos_place_row_unref (gpointer place);
ToposPlaceRow *topos_place_row_copy (const ToposPlaceRow *place);

/* Fills in what the row's id says: all but the counts. */
bool topos_place_row_describe (ToposReader *self, ToposPlaceRow *place, GError **error);

/* Lets a place's days reach over those of a mention; an open end counts as the other one. */
void topos_days_widen (ToposDateSpan *days, ToposDateSpan by);

/* The mentions of names without a place, in order of name, document and where they stand: the
 * name, the document, five columns for topos_unplaced_row_read, the passage. All of them when
 * `filter` is NULL. */
ToposStatement   *topos_unplaced_ask (ToposReader *self, const ToposFilter *filter,
                                      GError **error);
ToposUnplacedRow *topos_unplaced_row_read (ToposStatement *mention);
void              topos_unplaced_row_free (gpointer unplaced);
