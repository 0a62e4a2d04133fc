/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "texts.h"

/* Learns the weights of the two taggers that find names of places. */

/* Sentences with tags, for the first tagger. */
typedef struct {
  const char *file;
  float weight;
} Sentences;

#define N_SENTENCES 6

extern const Sentences SENTENCES[N_SENTENCES];

/* Reads SENTENCES, but the file `without` (or NULL), and CORPORA below the folder `corpora`. Returns:
 * (transfer full) (element-type Text) both. */
bool lessons_read (const char *corpora, const char *without, const ToposGazetteer *gazetteer,
                   GPtrArray **sentences, GPtrArray **texts, GError **error);

/* Learns the first tagger from texts made of SENTENCES, the same written otherwise, and drills. */
void learn_first (GPtrArray *texts, GPtrArray *written, GPtrArray *drills, ToposModel *model);

/* Some of the texts written otherwise, in capitals or small letters: of those runs too the
 * taggers learn. Returns: (transfer full) (element-type Text). */
GPtrArray *texts_written (GPtrArray *texts, const ToposGazetteer *gazetteer);

/* Learns the second tagger from all texts, and those `written` otherwise, that are not of the fold
 * `left_out`, and from drills; they all have the first tagger's opinions. */
void learn_second (GPtrArray *texts, GPtrArray *written, GPtrArray *drills, int left_out,
                   ToposModel *model);
