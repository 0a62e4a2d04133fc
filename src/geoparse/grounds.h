/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/resolve.h"

/* The reasons that are kept with a choice: the facts that held, in the codes and numbers that
 * explain.h can put into words. Their weights add up to the candidate's score. */

/* Adds option `o` of mention `m` to the candidates of `reading`, its weightiest reason first. */
void topos_grounds_add (const ToposRanker *ranker, const ToposOptions *options, uint32_t m,
                        uint32_t o, ToposReading *reading);

/* Adds a candidate for one reason alone. */
void topos_grounds_add_single (ToposReading *reading, ToposMention *mention, ToposPlaceId place,
                               ToposReason reason);
