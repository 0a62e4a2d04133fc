/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/work.h"

/* Whether a match of the patterns is a date in its place: not a piece of a price, an address or
 * a score, not a number that counts things, and behind another date or at the beginning of a paragraph when
 * its rule asks so. */
bool topos_dates_passes_guards (const ToposDateWork *work, uint32_t passage,
                                const ToposMatch *match);
