/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/export.h"
#include "library/reader.h"

/* What a form tells of the passages. A large library has millions. */
typedef enum {
  TOPOS_GATHER_PASSAGES,  /* each of them */
  TOPOS_GATHER_INDEX,     /* of the places in a numbered list, their sources; else how many there are */
  TOPOS_GATHER_COUNTS,    /* how many there are */
} ToposGatherDepth;

/* More places than this are not numbered. */
#define TOPOS_NUMBERED_MOST 2000

/* All that an export tells, asked from the library once: places, the passages that name them, and
 * which filter let them through. */
typedef struct {
  GPtrArray *places;       /* ToposPlaceRow, most passages first */
  GPtrArray *passages;     /* ToposPassageRow, by day; empty where only their number is told */
  GPtrArray *of_place;     /* one GArray of guint (indices into passages) a place */
  GHashTable *place_index; /* ToposPlaceId* -> index + 1 */
  int n_passages;
  int documents;
  char *filter;            /* in words */
  char *summary;           /* "3 to 6 September 2021 · 12 places in 34 passages of 5 articles" */
  char *note;              /* "Locations generalised to 5 km.", or NULL */
  char *title;             /* of the picture, or NULL */
  char *recipe;            /* export/recipe.h */
} ToposGathered;

/* Asks the library. Coordinates come generalised when the picture says so. NULL on error. */
ToposGathered *topos_gather (const ToposExportJob *job, ToposGatherDepth depth,
                             GCancellable *cancellable, GError **error);
void           topos_gathered_free (ToposGathered *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposGathered, topos_gathered_free)

/* The index of `id` among the places, or -1. */
int topos_gathered_find (const ToposGathered *self, ToposPlaceId id);

/* Visits the places that `passage` names, each once: calls back with the place's index and the
 * first mention of it there. */
typedef void (*ToposGatheredVisit) (int place, const ToposMentionRow *mention, void *data);
void topos_gathered_places_in (const ToposGathered *self, const ToposPassageRow *passage,
                               ToposGatheredVisit visit, void *data);

/* The middle of the grid cell of `km` that `point` lies in; the same for all points of a cell. */
ToposPoint topos_generalise (ToposPoint point, double km);
