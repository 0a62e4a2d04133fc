/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/ranker.h"

/* Which place each found name means. */

#define TOPOS_ROUNDS 3  /* the second set of weights is applied so often less one */

/* One round: sets every group's best option and looks round the text anew. False when nothing
 * was better than before: a later round would find the same. */
bool topos_resolve_round (const ToposRanker *ranker, ToposOptions *options, bool later);

/* All rounds; then fills the mentions, candidates and reasons of `reading`. */
void topos_resolve (const ToposRanker *ranker, ToposOptions *options, ToposReading *reading);
