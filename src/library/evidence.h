/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* What was weighed for a mention, as bytes. Candidates of one name share most of their reasons and
 * lean on the same few places, so each of those is said once and then counted from 0. All numbers
 * are of seven bits a byte, lowest first; an S is a signed one, folded (0, -1, 1, -2, 2...):
 *
 *     n, then n places;
 *     n, then n reasons: code, weight S, number S, place (0 none, else 1 + its count);
 *     n, then n candidates: place (as above), score S, n, then the counts of its n reasons. */

/* Appends a mention's candidates with their reasons. */
void topos_evidence_append (GByteArray *bytes, const ToposReading *reading,
                            const ToposMention *mention);

/* Reads them back: ToposCandidate into `candidates`, ToposReason into `reasons`. False when
 * the bytes are not of that shape. */
bool topos_evidence_parse (const void *bytes, gsize length, GArray *candidates, GArray *reasons);
