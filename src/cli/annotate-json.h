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

/* Appends the reading as one line of JSON, with its end of line. */
void topos_annotation_append (GString *json, const char *id, const ToposReading *reading,
                              const ToposGazetteer *gazetteer, ToposAnalyse what);
