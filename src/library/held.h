/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"

/* For library/ alone: a library's days in plain arrays, so that a filter by days, clock and
 * publication is answered by one pass over them. The answers are those of SQL. */
typedef struct ToposDayIndex ToposDayIndex;

/* What the reader holds, as new as the library. NULL when it holds nothing, when the filter asks
 * for something else, or when it could not be read: then SQL answers, and tells what is wrong. */
ToposDayIndex *topos_reader_day_index (ToposReader *self, const ToposFilter *filter);
void           topos_day_index_free (ToposDayIndex *self);

/* As the questions of library/reader.h; the places come in no order. */
GPtrArray *topos_day_index_places (ToposDayIndex *self, const ToposFilter *filter);
GPtrArray *topos_day_index_documents (ToposDayIndex *self, const ToposFilter *filter);
GPtrArray *topos_day_index_unplaced (ToposDayIndex *self, const ToposFilter *filter);
GArray    *topos_day_index_histogram (ToposDayIndex *self, const ToposFilter *filter);
void       topos_day_index_counts (ToposDayIndex *self, const ToposFilter *filter,
                                   ToposCounts *counts);
