/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/resolve.h"
#include "texts.h"

/* Learns the weights by which a place is chosen, and the table of confidence. */

/* Learns from all texts (of Text) that are not of the fold `left_out`. */
void learn_ranker (GPtrArray *texts, int left_out, ToposRanker *ranker);

/* Places the names of the gold in all texts of the fold `fold` by `ranker`, and appends a line for
 * each to `report`: corpus, text, name, outcome, distance in km, and the places of both sides. The
 * outcome is "right", "wrong", "missed" (no option lies within 161 km), "unknown" (no option at
 * all). */
void judge_ranker (GPtrArray *texts, int fold, const ToposRanker *ranker, GString *report);

/* How many placed mentions were right, by how sure the tagger and the ranker were. */
typedef struct {
  int64_t right[TOPOS_MARGIN_STEPS][TOPOS_GAP_STEPS];
  int64_t all[TOPOS_MARGIN_STEPS][TOPOS_GAP_STEPS];
} Tally;

/* Gives every cell of the table of confidence its own number, for tally_text. */
void tally_number_steps (ToposRanker *ranker);

/* Counts, for every step of sureness, how many placed mentions are right. The confidence of a
 * mention tells its steps, once the table is made of their numbers. */
void tally_text (Tally *tally, const ToposGazetteer *gazetteer, const Text *text);

/* Fills the table of confidence from what was counted. */
void tally_calibrate (const Tally *tally, ToposRanker *ranker);
