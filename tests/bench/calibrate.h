/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/resolve.h"
#include "texts.h"

/* The table of confidence: how often a mention is right, by how sure the tagger was and by what way
 * it was placed. Counted on texts that neither tagger nor ranker was trained on. */

/* Placed mentions, each counted by the weight that its corpus has for the ranker: news is what the
 * confidence is to hold of. */
typedef struct {
  int64_t right[TOPOS_MARGIN_STEPS][TOPOS_N_WAYS];
  int64_t all[TOPOS_MARGIN_STEPS][TOPOS_N_WAYS];
} Tally;

/* Gives every cell of the table its own number, for tally_text. */
void tally_number_cells (ToposRanker *ranker);

/* Counts the placed mentions of the text. Their confidence tells their cells, once the table is made
 * of their numbers. */
void tally_text (Tally *tally, const ToposGazetteer *gazetteer, const Text *text);

/* Adds what another one counted. */
void tally_add (Tally *tally, const Tally *other);

/* Fills the table: the share that is right in each cell, drawn towards that of its row and column
 * where few were counted, and never less where tagger or ranker is surer. */
void tally_calibrate (const Tally *tally, ToposRanker *ranker);
