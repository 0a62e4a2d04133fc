/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"
#include "core/place.h"

/* Which of its two clocks a filter by days looks at. */
typedef enum {
  TOPOS_CLOCK_EVENT,      /* the days a passage speaks of, else its publication day */
  TOPOS_CLOCK_PUBLISHED,
} ToposClock;

/* What is looked at: every question to the library takes one, and map, lists, counts and
 * exports follow the same. */
typedef struct {
  ToposDateSpan days;      /* TOPOS_DATE_SPAN_NONE: all days, undated too */
  ToposClock clock;
  bool undated;            /* only what has no day on that clock; `days` is then left out of account */
  ToposDay known_by;       /* only what was published up to that day; TOPOS_DAY_NONE: all */
  ToposPlaceId place;      /* with all that lies inside it */
  char *document;          /* a document's id, or NULL */
  ToposBox box;            /* topos_box_empty (): everywhere */
  char *search;            /* words, or NULL */
  char *outlet;            /* or NULL */
} ToposFilter;

/* A filter that lets everything through, without allocations; may be overwritten freely. */
void topos_filter_init (ToposFilter *filter);
void topos_filter_clear (ToposFilter *filter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposFilter, topos_filter_clear)

/* `to` becomes a deep copy of `from`; what `to` held is freed. */
void topos_filter_copy (ToposFilter *to, const ToposFilter *from);

/* A deep copy; of NULL a filter that lets everything through. Returns: (transfer full). */
ToposFilter *topos_filter_dup (const ToposFilter *filter);
void         topos_filter_free (ToposFilter *filter);

bool topos_filter_equal (const ToposFilter *a, const ToposFilter *b);
bool topos_filter_is_empty (const ToposFilter *filter);
