/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/gazetteer.h"
#include "geoparse/phrase-features.h"

/* Phrases that grow round a name by rules: "northern Iraq", "the city of Mosul", "Anbar province",
 * "Palmyra, Syria", "30 km south of Kirkuk". */

/* Appends the extents of the names of `reading` to `extents`, of ToposStretch, in text order; they may
 * lie in one another. */
void topos_extents_append (const ToposTokens *tokens, const ToposPhraseWord *words,
                           const ToposReading *reading, const ToposGazetteer *gazetteer,
                           GArray *extents);

/* A point of the compass as a word says it. */
typedef struct {
  const char *word;
  int bearing;  /* degrees; -1 for "central" */
  bool noun;    /* "north", not "northern" */
} ToposDirection;

/* The direction that the token of that passage names, or NULL. */
const ToposDirection *topos_direction_at (const ToposTokens *tokens, int64_t at, uint32_t passage);
