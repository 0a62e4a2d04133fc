/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "core/rules.h"
#include "dates/dates.h"
#include "gazetteer/gazetteer.h"
#include "geoparse/geoparse.h"

/* All that is needed to read an article: gazetteer, geoparser, date tagger, loaded once and
 * shared by every thread. */
typedef struct ToposEngine ToposEngine;

/* Opens the data under `data_dir` (topos_data_dir ()), with the user's own names on top.
 * TOPOS_ERROR_DATA with what is missing. Returns: (transfer full). */
ToposEngine *topos_engine_open (const char *data_dir, GError **error);
ToposEngine *topos_engine_ref (ToposEngine *self);
void         topos_engine_unref (ToposEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposEngine, topos_engine_unref)

/* Loads what TOPOS_ANALYSE_PHRASES needs. Only before the engine is shared between threads.
 * TOPOS_ERROR_DATA with what is missing. */
bool topos_engine_open_phrases (ToposEngine *self, const char *data_dir, GError **error);

ToposGazetteer *topos_engine_gazetteer (const ToposEngine *self);

typedef enum {
  TOPOS_ANALYSE_PLACES = 1 << 0,
  TOPOS_ANALYSE_DATES = 1 << 1,
  TOPOS_ANALYSE_ALL = TOPOS_ANALYSE_PLACES | TOPOS_ANALYSE_DATES,
  TOPOS_ANALYSE_PHRASES = 1 << 2,  /* with places: after topos_engine_open_phrases only */
} ToposAnalyse;

/* Article to reading: passages, dates, places. Pure: the same article and rules give the same
 * reading on any day and machine. Any thread. Returns: (transfer full). */
ToposReading *topos_engine_analyse (const ToposEngine *self, ToposArticle *article,
                                    const ToposRules *rules, ToposAnalyse what);

/* A file as an article, published on `published` when that is a day. TOPOS_ERROR_INPUT when it
 * cannot be read. Any thread. Returns: (transfer full). */
ToposArticle *topos_engine_read_file (const char *path, ToposDay published, GError **error);

/* Where Topos' data lies: $TOPOS_DATA_DIR, else where it was installed. */
const char *topos_data_dir (void);

/* The gazetteer of the user's own names, in the user's data folder; it need not be there. */
char *topos_own_gazetteer_path (void);
