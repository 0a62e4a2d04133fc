/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/features.h"
#include "geoparse/model.h"

/* Which stretches of a text are names of places. Two taggers, one after the other: the first
 * tells places, peoples, organisations and persons apart and learnt from much text; the second
 * knows what the first thought of this word everywhere in the text, and decides. */
typedef struct {
  ToposModel first;
  ToposModel second;
} ToposRecogniser;

/* A name of a place, as tokens [first, end). */
typedef struct {
  uint32_t first;
  uint32_t end;
  bool demonym;
  int32_t margin;      /* by how much it beats the best reading without it, in model units */
  uint8_t sense;       /* ToposSense */
} ToposFound;

/* The stretches of active tokens, none longer than a fixed bound; `runs` of ToposRun. */
void topos_runs_append (const ToposTokens *tokens, GArray *runs);

/* What the first tagger thinks of every token. Returns: (transfer full), one entry a token. */
ToposOpinion *topos_opinions_new (const ToposModel *first, const ToposTokens *tokens,
                                  const GArray *runs);

/* Appends what was found to `found` (of ToposFound), in text order, not overlapping. */
void topos_recognise (const ToposRecogniser *self, const ToposTokens *tokens,
                      const ToposNames *names, GArray *found);
