/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/grammar.h"

/* Appends the items of the words [first, end) to `items` (of ToposItem): each word one, but
 * "twenty-five", "two hundred and six", "10 million" one number. */
void topos_items_append (GArray *items, const ToposGrammar *grammar, const ToposReading *reading,
                         uint32_t first, uint32_t end, GString *scratch);
