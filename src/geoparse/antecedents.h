/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/gazetteer.h"
#include "geoparse/phrase-features.h"

/* Where phrases are: of which name "the city" speaks, and what "30 km south of Kirkuk" says of where
 * it lies. */

/* Appends a phrase to those of `reading` for each of `stretches` (of ToposStretch, in text order, the
 * longer first), with what it means: an extent the place of its head name, itself or a part of it; a
 * nominal the name last spoken of that may be called so. */
void topos_antecedents_append (const ToposTokens *tokens, const ToposPhraseWord *words,
                               const uint8_t *kinds, const GArray *stretches,
                               const ToposGazetteer *gazetteer, ToposReading *reading);
