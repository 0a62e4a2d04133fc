/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/features.h"
#include "geoparse/place-nouns.h"

/* What the tagger of place phrases looks at. Like features.h, shared by training and reading. */

/* Tags: 0 for none, else 1 + 2 * kind, + 1 when the phrase goes on. The kinds are those of
 * ToposPhraseKind that are tagged: extent and nominal. */
#define TOPOS_PHRASE_TAGS 5

/* Words that hold a phrase together or end it. */
typedef enum {
  TOPOS_SMALL_NONE,
  TOPOS_SMALL_ARTICLE,      /* the, a; numbers count as articles */
  TOPOS_SMALL_POINTER,      /* this, those */
  TOPOS_SMALL_OWNER,        /* their, its */
  TOPOS_SMALL_PREPOSITION,
  TOPOS_SMALL_OTHER,        /* and, is, who */
  TOPOS_SMALL_MARK,
} ToposSmallWord;

/* One token as this tagger sees it. */
typedef struct {
  uint8_t named;    /* 1 where a name that was found begins, 2 where it goes on */
  uint8_t sort;     /* of that name: what kind of place it was taken for; 0 no name */
  uint8_t small;    /* ToposSmallWord */
  uint8_t heard;    /* the noun was used before in the text: 0 to 2 */
  const ToposNoun *noun;
} ToposPhraseWord;

/* Looks at every token; `kinds` has for every mention of `reading` the kind of its place, or
 * TOPOS_PLACE_N_KINDS. Returns: (transfer full), one entry a token. */
ToposPhraseWord *topos_phrase_words_new (const ToposTokens *tokens, const ToposReading *reading,
                                         const uint8_t *kinds, const ToposPlaceNouns *nouns);

/* A phrase on its way, as tokens [first, end). */
typedef struct {
  uint32_t first;
  uint32_t end;
  ToposPhraseKind kind;
  uint16_t confidence;  /* as in ToposPhrase */
  bool if_placed;       /* worth telling only if some name is found that it means */
} ToposStretch;

#define TOPOS_PHRASE_LONGEST_RUN 128

/* The stretches that are tagged: passages of the text itself, cut where they are too long. Appends
 * to `runs`, of ToposRun. */
void topos_phrase_runs_append (const ToposTokens *tokens, GArray *runs);

/* The features of token `i` of the run. Returns how many. */
int topos_phrase_features (const ToposTokens *tokens, const ToposPhraseWord *words, ToposRun run,
                           uint32_t i, uint32_t *features);

/* The head of the phrase that the token may begin or be in: the last place noun before a mark or a
 * small word. Returns its distance, or -1. */
int topos_phrase_head_ahead (const ToposPhraseWord *words, uint32_t i, uint32_t end);
