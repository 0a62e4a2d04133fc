/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/geoparse.h"
#include "geoparse/phrases.h"
#include "geoparse/recognise.h"
#include "geoparse/resolve.h"
#include "geoparse/tongues.h"

/* What a geoparser is made of; for geoparse/ itself and for the program that trains it. */
struct ToposGeoparser {
  ToposGazetteer *gazetteer;
  ToposRecogniser recogniser;
  ToposRanker ranker;
  ToposTongues *tongues;
  ToposPhraser phraser;   /* its nouns are NULL until it is opened */
};
