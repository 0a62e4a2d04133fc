/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/tokens.h"

/* What the taggers look at: every token becomes a list of numbers, each the hash of one
 * observation ("the word before is X and this one ends in Y"). Training and reading share
 * these functions, so that they cannot drift apart. */

#define TOPOS_MOST_FEATURES 64

/* Classes of names that the first tagger tells apart; a tag is 0 for none, else
 * 1 + 2 * class, + 1 when the name goes on. */
typedef enum {
  TOPOS_SORT_PLACE,
  TOPOS_SORT_DEMONYM,
  TOPOS_SORT_ORGANISATION,
  TOPOS_SORT_PERSON,
  TOPOS_SORT_OTHER,
  TOPOS_N_SORTS,
} ToposSort;

#define TOPOS_SORT_TAGS (1 + 2 * TOPOS_N_SORTS)
#define TOPOS_PLACE_TAGS 5  /* the second tagger knows places and demonyms only */

/* A stretch of active tokens with none on either side. */
typedef struct {
  uint32_t first;
  uint32_t end;
} ToposRun;

/* What the first tagger thought of a token, and of the same word elsewhere in the text. */
typedef struct {
  uint8_t tag;
  uint8_t sure;                      /* 0 to 3, by how far the second best was off */
  uint8_t elsewhere[TOPOS_N_SORTS];  /* 0 none, 1 once, 2 more often */
  uint8_t small;                     /* the same word stands in lower-case letters: 0 to 2 */
} ToposOpinion;

/* The features of token `i` for the first tagger. Returns how many. */
int topos_features_first (const ToposTokens *tokens, ToposRun run, uint32_t i, uint32_t *features);

/* The features of token `i` for the second tagger; `opinions` has one entry a token. */
int topos_features_second (const ToposTokens *tokens, const ToposOpinion *opinions, ToposRun run,
                           uint32_t i, uint32_t *features);
