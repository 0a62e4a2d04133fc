/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/spill.h"
#include "core/reading.h"
#include "engine/engine.h"
#include "gazetteer/gazetteer.h"

/* Reads {"id": ..., "text": ..., "published": ...} as an article; an id that is a number becomes
 * a string, `published` (a day for those without one) and title are taken along.
 * TOPOS_ERROR_INPUT. Returns: (transfer full). */
ToposArticle *topos_annotation_parse (const char *line, ToposDay published, char **id,
                                      GError **error);

/* One line of JSON with its end: toponyms and all before them, then the rest. */
typedef struct {
  ToposSpill toponyms;
  ToposSpill timexes;
} ToposAnnotation;

/* Reads the article and tells what was found in it. A text of more than TOPOS_ANNOTATION_WINDOW
 * bytes is read window by window, each cut where a paragraph, a line, a sentence or at least a word
 * ends, so that memory is in proportion to the text, not to what was weighed or found; names explain
 * each other within a window. */
void topos_annotation_init (ToposAnnotation *self, const char *id, const ToposEngine *engine,
                            ToposArticle *article, ToposAnalyse what);
void topos_annotation_clear (ToposAnnotation *self);

/* Writes it to `out`, which keeps its error. False when what was put aside is lost. */
bool topos_annotation_write (ToposAnnotation *self, FILE *out);

#define TOPOS_ANNOTATION_WINDOW (256 * 1024)
