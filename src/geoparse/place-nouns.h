/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"
#include "geoparse/tokens.h"

/* The nouns that places are spoken of by, "city", "camp", "river", from the table
 * data/geoparse/place-nouns.tsv. */

typedef enum {
  TOPOS_NOUN_NONE,
  TOPOS_NOUN_COUNTRY,
  TOPOS_NOUN_DIVISION,    /* province, state, district */
  TOPOS_NOUN_SETTLEMENT,
  TOPOS_NOUN_QUARTER,
  TOPOS_NOUN_WATER,
  TOPOS_NOUN_LAND,        /* mountains, islands, coasts, fields */
  TOPOS_NOUN_ZONE,        /* area, border, north: says little by itself */
  TOPOS_NOUN_WORLD,
  TOPOS_NOUN_BUILT,
  TOPOS_NOUN_INSIDE,      /* rooms, and what stands in them */
  TOPOS_NOUN_ADVERB,      /* here, there */
  TOPOS_NOUN_N_GROUPS,
} ToposNounGroup;

typedef struct {
  uint8_t group;     /* ToposNounGroup */
  bool plural;
  uint32_t word;     /* hash of the singular */
  uint32_t kinds;    /* a bit each ToposPlaceKind that it may mean */
} ToposNoun;

typedef struct ToposPlaceNouns ToposPlaceNouns;

/* Reads the table. TOPOS_ERROR_DATA when a line is wrong, a GFileError when it cannot be read.
 * Returns: (transfer full). */
ToposPlaceNouns *topos_place_nouns_open (const char *path, GError **error);
void             topos_place_nouns_free (ToposPlaceNouns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposPlaceNouns, topos_place_nouns_free)

/* The noun of a folded word's hash (topos_word_hash), or NULL when it is none. */
const ToposNoun *topos_place_nouns_find (const ToposPlaceNouns *self, uint32_t word);
