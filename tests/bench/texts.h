/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "corpus.h"
#include "geoparse/recognise.h"

/* The texts that are learnt from, looked at as the geoparser does. */

/* A corpus of texts with places, for the second tagger and the ranker: news weighs most. */
typedef struct {
  const char *name;
  float weight;
  float ranks;      /* its weight for the ranker */
  bool demonyms;    /* they are annotated */
  bool phrases;     /* whole phrases are annotated, not names alone */
} Corpus;

#define N_CORPORA 6

extern const Corpus CORPORA[N_CORPORA];

/* A text with everything that does not change while weights are learnt. */
typedef struct {
  GoldText *gold;
  ToposNames names;
  ToposTokens tokens;
  GArray *runs;
  ToposOpinion *opinions;
} Text;

/* Looks at every GoldText of `golds`, which the texts then own. Returns: (transfer full)
 * (element-type Text). */
GPtrArray *texts_look_at (GPtrArray *golds, const ToposGazetteer *gazetteer);

/* Asks the first tagger for its opinions on every text. */
void texts_ask_first (const ToposModel *first, GPtrArray *texts);

/* Makes every corpus a fold of its own. */
void texts_fold_by_corpus (GPtrArray *texts);

#define IGNORED_TAG 255

/* The first token that begins at `byte` or later. */
uint32_t text_token_at (const ToposTokens *tokens, uint32_t byte);

/* The gold tag of every token; names that do not begin at a token are nothing. Returns:
 * (transfer full). */
uint8_t *text_tags (const Text *text);

/* Demonyms count as such wherever they were annotated as places, and wherever the first
 * tagger sees one and the corpus has no eye for them. */
void text_mark_demonyms (const Text *text, uint8_t *tags);
