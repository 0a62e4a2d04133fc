/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "core/rules.h"
#include "gazetteer/gazetteer.h"

/* Finds the names of places in a reading, decides which place each means, and says why. Reads
 * only; may be shared between threads. */
typedef struct ToposGeoparser ToposGeoparser;

/* Loads the tagger's weights and the tables from `data_dir`/geoparse; keeps a reference to the
 * gazetteer. TOPOS_ERROR_DATA when a file is missing or damaged. Returns: (transfer full). */
ToposGeoparser *topos_geoparser_open (ToposGazetteer *gazetteer, const char *data_dir,
                                      GError **error);
void            topos_geoparser_free (ToposGeoparser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposGeoparser, topos_geoparser_free)

/* Fills the reading's mentions, candidates and reasons from its words, dates and article.
 * `rules` (or NULL) are the user's decisions and stand above all else. The same reading gives
 * the same mentions, to the byte, everywhere. */
void topos_geoparse (const ToposGeoparser *self, ToposReading *reading, const ToposRules *rules);

/* Loads what is needed for the phrases of topos_geoparse_phrases. Only before the geoparser is shared
 * between threads. TOPOS_ERROR_DATA when a file is missing or damaged. */
bool topos_geoparser_open_phrases (ToposGeoparser *self, const char *data_dir, GError **error);

/* topos_geoparse, and the reading's phrases too: what stands for a place without being its name. The
 * mentions are the same. */
void topos_geoparse_phrases (const ToposGeoparser *self, ToposReading *reading,
                             const ToposRules *rules);
