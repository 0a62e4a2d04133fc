/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/rank.h"

/* What was learnt of choosing places: the weights of the facts of rank.h, and how sure to be. */

#define TOPOS_PASSES 2        /* sets of weights: names and neighbours; then the whole text */
#define TOPOS_MARGIN_STEPS 8  /* of how sure it is that a name is a place */
#define TOPOS_GAP_STEPS 8     /* of how far the choice is before the next */

/* How a mention was placed, for its confidence: by a choice among several places, the better the
 * farther it is before the next; without a choice; at what the text tells instead; by what it is
 * named together with. */
enum {
  TOPOS_WAY_ONLY = TOPOS_GAP_STEPS,
  TOPOS_WAY_APPROXIMATE,
  TOPOS_WAY_BESIDE,
  TOPOS_N_WAYS,
};

typedef struct {
  int32_t weights[TOPOS_PASSES][TOPOS_N_FACTS];  /* 1/1000 nat */
  uint16_t confidence[TOPOS_MARGIN_STEPS][TOPOS_N_WAYS];
} ToposRanker;

/* The ranker as lines of text, and back: false when `text` is none. */
char *topos_ranker_to_text (const ToposRanker *ranker);
bool  topos_ranker_from_text (ToposRanker *ranker, const char *text);

/* How often a mention placed in this way was right, in thousandths; `margin` is how sure the
 * tagger was of it. */
uint16_t topos_ranker_confidence (const ToposRanker *ranker, int32_t margin, int way);
