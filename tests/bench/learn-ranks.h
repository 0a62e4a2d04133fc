/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/resolve.h"
#include "texts.h"

/* Learns the weights by which a place is chosen. */

/* Learns from all texts (of Text) that are not of the fold `left_out`. */
void learn_ranker (GPtrArray *texts, int left_out, ToposRanker *ranker);

/* Places the names of the gold in all texts of the fold `fold` by `ranker`, and appends a line for
 * each to `report`: corpus, text, name, outcome, distance in km, and the places of both sides. The
 * outcome is "right", "wrong", "missed" (no option lies within 161 km), "unknown" (no option at
 * all). */
void judge_ranker (GPtrArray *texts, int fold, const ToposRanker *ranker, GString *report);
