/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "engine/engine.h"
#include "gazetteer/gazetteer.h"

/* Reads {"id": ..., "text": ..., "published": ...} as an article; an id that is a number becomes
 * a string, `published` (a day for those without one) and title are taken along.
 * TOPOS_ERROR_INPUT. Returns: (transfer full). */
ToposArticle *topos_annotation_parse (const char *line, ToposDay published, char **id,
                                      GError **error);

/* Reads the article and appends what was found as one line of JSON, with its end of line. A text
 * of more than TOPOS_ANNOTATION_WINDOW bytes is read window by window, each cut where a paragraph,
 * a line, a sentence or at least a word ends, so that memory stays in proportion to what is found
 * and not to all that was weighed; names explain each other within a window. */
void topos_annotation_append (GString *json, const char *id, const ToposEngine *engine,
                              ToposArticle *article, ToposAnalyse what);

#define TOPOS_ANNOTATION_WINDOW (256 * 1024)
