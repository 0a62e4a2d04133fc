/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/rank.h"

/* Which place each found name means. */

#define TOPOS_PASSES 2        /* sets of weights: names and neighbours; then the whole text */
#define TOPOS_ROUNDS 3        /* the second set is applied so often less one */
#define TOPOS_MARGIN_STEPS 8  /* of how sure it is that a name is a place */
#define TOPOS_GAP_STEPS 8     /* of how far the choice is before the next */

/* How a mention was placed, for its confidence: by a choice among several places, the better the
 * farther it is before the next; without a choice; near what the text tells instead. */
enum {
  TOPOS_WAY_ONLY = TOPOS_GAP_STEPS,
  TOPOS_WAY_APPROXIMATE,
  TOPOS_N_WAYS,
};

typedef struct {
  int32_t weights[TOPOS_PASSES][TOPOS_N_FACTS];  /* 1/1000 nat */
  uint16_t confidence[TOPOS_MARGIN_STEPS][TOPOS_N_WAYS];
} ToposRanker;

/* The ranker as lines of text, and back: false when `text` is none. */
char *topos_ranker_to_text (const ToposRanker *ranker);
bool  topos_ranker_from_text (ToposRanker *ranker, const char *text);

/* One round: sets every group's best option and looks round the text anew. False when nothing
 * was better than before: a later round would find the same. */
bool topos_resolve_round (const ToposRanker *ranker, ToposOptions *options, bool later);

/* All rounds; then fills the mentions, candidates and reasons of `reading`. */
void topos_resolve (const ToposRanker *ranker, ToposOptions *options, ToposReading *reading);
