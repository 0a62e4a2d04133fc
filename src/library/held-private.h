/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/held.h"
#include "library/where.h"

/* What held.c (answers), held-load.c (reading), held-scope.c (all that is asked besides days),
 * held-pass.c (days) and held-profile.c (how places are spread over them) share. */

/* A passage, the days it speaks of from the first to the last, and where their stretches begin. */
typedef struct {
  uint32_t document;
  uint32_t first_stretch;
  uint32_t n_stretches;
  ToposDateSpan hull;
} ToposHeldPassage;

/* A stretch of days of a passage, and which of the bars it belongs to. */
typedef struct {
  ToposDateSpan days;
  uint32_t bar;
} ToposHeldStretch;

/* A mention that counts, in order of place, document and passage. */
typedef struct {
  uint32_t place;
  uint32_t passage;
  uint8_t demonym;
  uint8_t standing;
} ToposHeldMention;

/* A mention of a name without a place, in order of name, document's key and where it stands. */
typedef struct {
  uint32_t name;
  uint32_t passage;
  ToposUnplacedRow *row;
} ToposHeldUnplaced;

/* What a filter asks besides days and publication: which passages and places may pass, and which
 * passages name such a place; NULL where nothing is asked. It stays while days are dragged. */
typedef struct {
  ToposFilter filter;
  bool asks;             /* for a place or an area: then a passage must name one that may pass */
  uint8_t *documents;
  uint8_t *passages;
  uint8_t *places;
  uint8_t *names;        /* never NULL */
} ToposHeldScope;

/* What one place has under a filter. */
typedef struct {
  int passages;
  int marked;
  int mentions;
  int documents;
  ToposDateSpan days;
  ToposStanding standing;
} ToposPlaceTally;

/* What one document has. */
typedef struct {
  int passages;
  int places;
  bool any;              /* some passage passes, whether it names a place or not */
} ToposDocumentTally;

struct ToposHeld {
  int64_t revision;
  int64_t texts;         /* the last revision that changed what is here down to `bars` */
  GPtrArray *documents;  /* ToposDocumentRow, in the order of lists */
  GHashTable *by_key;    /* a document's id -> its number + 1 */
  GArray *passage_ids;   /* int64_t, rising: the rows of the passages below */
  GArray *passages;      /* ToposHeldPassage */
  GArray *stretches;     /* ToposHeldStretch, those of a passage together */
  GArray *bars;          /* ToposDayCount: the stretches of days there are, without counts */
  GPtrArray *places;     /* ToposPlaceRow without its counts, by id */
  GHashTable *by_place;  /* a place's id -> its number + 1 */
  GArray *mentions;      /* ToposHeldMention */
  GArray *unplaced;      /* ToposHeldUnplaced */
  GPtrArray *unplaced_rows;
  ToposCounts all;

  ToposHeldScope scope;
  /* The last filter without its days: the histogram stays while they are dragged. */
  ToposFilter whole;
  GArray *histogram;     /* NULL: not yet */
  int undated;
  uint8_t (*profiles)[TOPOS_PROFILE_BARS];  /* a place: its days, of all days */
  /* The last pass, for the questions that ask the same. */
  ToposFilter filter;
  bool passed;
  uint8_t *passes;       /* a passage: 1 when it passes */
  ToposPlaceTally *place_tallies;
  ToposDocumentTally *document_tallies;
  ToposCounts counts;
  /* The row last given for each place and document, given again while its tally stays. */
  GPtrArray *place_rows;
  GPtrArray *document_rows;
};

/* Reads the library; of its texts only what `old` (or NULL) does not hold as new. NULL when it could
 * not be read. Returns: (transfer full). */
ToposHeld *topos_held_load (ToposReader *reader, int64_t revision, const ToposHeld *old);

/* Makes the scope that of `filter`; false when it could not be asked for. */
bool topos_held_look (ToposHeld *self, ToposReader *reader, const ToposFilter *filter);
void topos_held_scope_clear (ToposHeldScope *scope);

/* Marks in `passes` which passages pass the scope and the filter's days and publication, and in
 * `documents` which documents do by what they are. */
void topos_held_mark (const ToposHeld *self, const ToposFilter *filter, uint8_t *passes,
                      uint8_t *documents);

/* Says how the passages in `passes` of each place are spread over the busiest days on `clock`. */
void topos_held_profile (ToposHeld *self, ToposClock clock, const uint8_t *passes);

/* Counts what passes, unless it was just counted. */
void topos_held_pass (ToposHeld *self, const ToposFilter *filter);
