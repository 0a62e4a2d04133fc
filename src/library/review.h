/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"

/* A name in a document that nobody has decided about and that may be wrong: without a place,
 * ambiguous, approximate, or with little confidence. */
typedef struct {
  char *mention;        /* the id of the least certain one */
  char *text;           /* as written there */
  char *title;          /* of the document */
  ToposPlaceId place;   /* as it stands, or none */
  char *name;           /* of that place; "" for none */
  char *where;
  int confidence;       /* 0 to 1000 */
  ToposStanding standing;
  uint16_t reason;      /* for topos_explain_unplaced */
  int mentions;         /* of the name in the document */
} ToposReviewRow;

/* The `most` worst, worst first: what has no place, then the least certain. `left` is how many there
 * are in all. Returns: (transfer full) (element-type ToposReviewRow). NULL on error. */
GPtrArray *topos_reader_review (ToposReader *self, const ToposFilter *filter, int most, int *left,
                                GCancellable *cancellable, GError **error);

/* The decisions of reviews (topos_library_check) that stand: how many, and in how many of them the
 * user took the place that Topos had chosen. Other corrections do not count: they are made where
 * something is wrong, and say nothing about the rest. */
typedef struct {
  int checked;
  int right;
} ToposReviewTally;

bool topos_reader_review_tally (ToposReader *self, ToposReviewTally *tally, GError **error);
