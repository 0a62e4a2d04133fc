/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* Writes a mention's candidates with their reasons as JSON numbers:
 * [[place, score, [[code, weight, number, place], ...]], ...]. */
void topos_evidence_append (GString *json, const ToposReading *reading,
                            const ToposMention *mention);

/* Reads them back: ToposCandidate into `candidates`, ToposReason into `reasons`. False when
 * the text is not of that shape. */
bool topos_evidence_parse (const char *json, GArray *candidates, GArray *reasons);
