/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/tokens.h"

/* What a text says of where it comes from without naming a place: words that one country's
 * offices and money go by ("sheriff", "lakh"), and the names of countries and provinces inside
 * other names ("Georgia Bureau of Investigation"). Weak, and never a place by itself. */

#define TOPOS_HINTS_MOST 16

typedef struct {
  ToposPlaceId place;
  uint32_t count;
} ToposHint;

typedef struct {
  ToposHint words;                     /* the country that most of the words speak for, or none */
  ToposHint areas[TOPOS_HINTS_MOST];   /* countries and provinces named inside other names */
  uint32_t n_areas;
} ToposHints;

/* Reads the tokens; those marked in `taken` (one byte a token) are names of places and give no
 * hint. */
void topos_hints_read (ToposHints *self, const ToposTokens *tokens, const ToposNames *names,
                       const uint8_t *taken);

/* How often `area` is hinted at, 0 when it is not. */
uint32_t topos_hints_of (const ToposHints *self, ToposPlaceId area);
