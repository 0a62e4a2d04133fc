/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/phrase-features.h"

#include "geoparse/model.h"

/* What else in a text stands for a place, once its names are known: phrases round a name ("the city
 * of Mosul", "30 km south of Kirkuk"), phrases without one ("the city", "two bridges", "there")
 * and coordinates. */
typedef struct {
  ToposModel model;
  ToposPlaceNouns *nouns;
} ToposPhraser;

/* Loads weights and nouns from `data_dir`/geoparse. TOPOS_ERROR_DATA when a file is missing or
 * damaged. */
bool topos_phraser_open (ToposPhraser *self, const char *data_dir, GError **error);
void topos_phraser_clear (ToposPhraser *self);

/* Fills the phrases of `reading`, whose mentions and their places are known, from its `tokens`. */
void topos_phrases_find (const ToposPhraser *self, const ToposTokens *tokens,
                         const ToposGazetteer *gazetteer, ToposReading *reading);

/* The kind of every mention's place, TOPOS_PLACE_N_KINDS for those without. Returns: (transfer
 * full), one entry a mention. */
uint8_t *topos_phrase_kinds_new (const ToposReading *reading, const ToposGazetteer *gazetteer);
