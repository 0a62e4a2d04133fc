/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/names.h"

/* The divisions and countries that a text is about, by the names found in it so far: a name that
 * may lie in one of them is likelier to be a place at all. Countries count for cities alone: in a
 * large one every surname is a village somewhere. */

#define TOPOS_LOCALITY_MOST 64

typedef struct {
  ToposPlaceId areas[TOPOS_LOCALITY_MOST];
  uint32_t counts[TOPOS_LOCALITY_MOST];
  uint32_t n;
} ToposLocality;

/* Counts the areas round the best known place of `name`; an area that is named itself counts
 * twice. */
void topos_locality_note (ToposLocality *self, const ToposNames *names, uint32_t name);

/* True when a place of that name lies in an area that was noted twice and more. */
bool topos_locality_has (const ToposLocality *self, const ToposNames *names, uint32_t name);
