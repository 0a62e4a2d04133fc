/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"

/* The kind of a GeoNames feature code ("PPLC", "ADM1", "STM"); its class ("P", "A", "H") decides
 * where the code is not known. `rank` gets what the code says of its fame, or -1. */
ToposPlaceKind geonames_kind (const char *feature_class, const char *code, int *rank);

/* True when rows of that code are of no use on a map of the news: statistical areas, zones. */
bool geonames_is_left_out (const char *code);
