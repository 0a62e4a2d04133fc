/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"

/* For library/ alone: what a reader holds of its library in plain arrays, so that every filter is
 * answered by one pass over them. The answers are those of SQL. */
typedef struct ToposHeld ToposHeld;

/* What the reader holds, as new as the library, made ready for what `filter` asks besides days:
 * its words are looked up when they are others than last time. NULL when it holds nothing or
 * could not be read: then SQL answers, and tells what is wrong. */
ToposHeld *topos_reader_held (ToposReader *self, const ToposFilter *filter);
void       topos_held_free (ToposHeld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposHeld, topos_held_free)

/* As the questions of library/reader.h, for the filter that topos_reader_held was given; places
 * and names without one come in no order. */
GPtrArray *topos_held_places (ToposHeld *self, const ToposFilter *filter);
GPtrArray *topos_held_documents (ToposHeld *self, const ToposFilter *filter);
GPtrArray *topos_held_unplaced (ToposHeld *self, const ToposFilter *filter);
GArray    *topos_held_histogram (ToposHeld *self, const ToposFilter *filter);
void       topos_held_counts (ToposHeld *self, const ToposFilter *filter, ToposCounts *counts);
