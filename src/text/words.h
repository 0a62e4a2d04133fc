/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* Appends the words of `span` of `body` (valid UTF-8) to `words` (of ToposWord), in order.
 * A word is a run of letters, marks and digits with its inner apostrophes; "'s" at its end is
 * a mark of its own; "U.S." keeps its full stops; hyphens stand alone; a Han or Kana
 * character is a word by itself. */
void topos_words_append (GArray *words, const char *body, ToposSpan span);
