/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/private.h"

/* A stretch of an import in which documents are only added. No triggers run; what they do a row at a
 * time (words, counts that are stale) is done for all rows at its end. A place's box is kept with
 * its row, since new places are few. */

/* Begins such a stretch, unless one is under way; within the batch's transaction. */
bool topos_bulk_begin (ToposLibrary *self, GError **error);

/* Ends it, if one is under way: before anything else is changed, and before the commit. */
bool topos_bulk_end (ToposLibrary *self, GError **error);

/* Goes back to how it was `before`, when a transaction begun then was rolled back. */
void topos_bulk_restore (ToposLibrary *self, ToposBulk before);
