/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/lexicon.h"
#include "dates/slots.h"

/* The patterns of one language, compiled into one automaton over signatures: one step an item
 * for all patterns at once. A pattern is written as items apart by blanks:
 *
 *   MONTH        an item of that class; its value fills the slot of the same name
 *   hour:INT     an item of class INT that fills the slot "hour"
 *   no:INT       the same, filling no slot
 *   11:INT       that very number
 *   ago          that very word, in any case
 *   ~-           a hyphen with no space before it
 *   x?  (a b)?   may be left out
 *   (a | b)      one of them
 *   a | b << x >> c d    x, with a or b before it, and c d behind; only x is the match
 */
typedef struct ToposPatterns ToposPatterns;

ToposPatterns *topos_patterns_new (void);
void           topos_patterns_free (ToposPatterns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposPatterns, topos_patterns_free)

/* Adds a pattern, numbered in the order of adding from 0; of matches as long the
 * one that looks further behind it wins, and then the first.
 * Words it names are added to the lexicon. TOPOS_ERROR_DATA when it is not well formed. */
bool topos_patterns_add (ToposPatterns *self, ToposLexicon *lexicon, const char *text,
                         GError **error);

/* Builds the automaton; the lexicon must be closed. */
void topos_patterns_close (ToposPatterns *self, const ToposLexicon *lexicon);

/* A match: the items [first, end) and which pattern. */
typedef struct {
  uint32_t pattern;
  uint32_t first;
  uint32_t end;
  uint32_t reach;  /* the end of what was looked at behind the match */
  ToposSlots slots;
} ToposMatch;

/* All patterns that match at item `first` of `items[0..n)`, longest first; at most `most`. */
int topos_patterns_match (const ToposPatterns *self, const ToposLexicon *lexicon,
                          const ToposItem *items, uint32_t first, uint32_t n,
                          ToposMatch *matches, int most);

/* The same answers by trying every pattern by itself: slow and plain, for tests. */
int topos_patterns_match_plainly (const ToposPatterns *self, const ToposLexicon *lexicon,
                                  const ToposItem *items, uint32_t first, uint32_t n,
                                  ToposMatch *matches, int most);
