/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* One linear-chain tagger: hashed features to scores of tags, scores of neighbouring tags, and
 * the best path through them. Whole numbers only, so that every machine finds the same path. */

#define TOPOS_MODEL_LANES 16  /* tags are at most so many */
#define TOPOS_MODEL_NEVER (-(1 << 24))
#define TOPOS_MODEL_UNIT 24  /* so many are one nat of the trained model */

typedef struct {
  int n_tags;
  int bits;       /* 2^bits rows */
  int8_t *rows;   /* TOPOS_MODEL_LANES each */
  int32_t moves[TOPOS_MODEL_LANES][TOPOS_MODEL_LANES];  /* from, to */
} ToposModel;

typedef int32_t ToposScores[TOPOS_MODEL_LANES];

/* An empty model; its rows are zero. */
void topos_model_init (ToposModel *model, int n_tags, int bits);
void topos_model_clear (ToposModel *model);

/* Appends the model to `file`, or reads it from the `length` bytes at `data`: how many it
 * took, 0 when they are no model. */
void  topos_model_write (const ToposModel *model, GByteArray *file);
gsize topos_model_read (ToposModel *model, const uint8_t *data, gsize length);

/* True when tag `to` may follow `from`: a name goes on only where one of its kind is. */
static inline bool
topos_tag_may_follow (int from, int to)
{
  return to == 0 || to % 2 == 1 || (from != 0 && (from + 1) / 2 == to / 2);
}

/* The scores of one token's tags, from its features. */
void topos_model_score (const ToposModel *model, const uint32_t *features, int n,
                        ToposScores scores);

/* The best tags of `n` tokens that begin and end a run. `best` gets, when not NULL, for every
 * token and tag the score of the best path through it. */
void topos_model_decode (const ToposModel *model, ToposScores *scores, uint32_t n,
                         uint8_t *tags, ToposScores *best);
