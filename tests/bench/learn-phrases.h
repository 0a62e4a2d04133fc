/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/phrases.h"
#include "texts.h"

/* Learns the weights of the tagger of place phrases from the texts whose corpus annotates phrases,
 * and that are not of the fold `left_out`; their mentions are known. */
void learn_phrases (GPtrArray *texts, const ToposGazetteer *gazetteer,
                    const ToposPlaceNouns *nouns, int left_out, ToposModel *model);
