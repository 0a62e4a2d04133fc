/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* Finds the dates in a reading and the days they mean. Reads only; may be shared between
 * threads. */
typedef struct ToposDateTagger ToposDateTagger;

/* Loads the cue and pattern tables of every language from `data_dir`/dates. TOPOS_ERROR_DATA
 * when one is missing or wrong. Returns: (transfer full). */
ToposDateTagger *topos_date_tagger_open (const char *data_dir, GError **error);
void             topos_date_tagger_free (ToposDateTagger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposDateTagger, topos_date_tagger_free)

/* Fills (or fills anew) the reading's timexes, relative ones against reading->published.day.
 * Without that day nothing is invented: their value stays relative, their days none. */
void topos_dates_tag (const ToposDateTagger *self, ToposReading *reading);

/* The publication day that the text itself gives evidence for, and that evidence as a sentence
 * in `why` (transfer full); TOPOS_DAY_NONE without evidence. Needs timexes tagged without a
 * publication day. */
ToposDay topos_dates_infer_published (const ToposDateTagger *self, const ToposReading *reading,
                                      char **why);

/* Fills the reading's passage_days: each passage's own dates, else those of the passage before
 * in its paragraph, else the paragraph's, else the publication day. */
void topos_dates_assign (ToposReading *reading);
