/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/options.h"

/* What speaks for and against an option of a mention, as numbered facts; a ranker gives each
 * fact its weight. In the first pass only what the name and its neighbours say counts; in the
 * next, what the rest of the text was taken to mean as well. */

typedef enum {
  TOPOS_FACT_POPULATION = 0,     /* 0 unknown, then by powers of ten */
  TOPOS_FACT_CLASS = 10,
  TOPOS_FACT_RANK = 21,
  TOPOS_FACT_NAME_KIND = 37,
  TOPOS_FACT_ORDER = 42,         /* first, second, third, further, far */
  TOPOS_FACT_ONLY = 47,
  TOPOS_FACT_PARTIAL,
  TOPOS_FACT_CUE_FITS,           /* "X district" and it is one */
  TOPOS_FACT_CUE_MISSES,
  TOPOS_FACT_COMMA_INSIDE,       /* "X, Y", and Y contains it */
  TOPOS_FACT_COMMA_OUTSIDE,      /* "X, Y", and Y, though known, does not */
  TOPOS_FACT_LINK_INSIDE,        /* "X in Y", "Y's X" */
  TOPOS_FACT_COMMA_HOLDS,        /* it contains the X of "X, Y" */
  TOPOS_FACT_LINK_HOLDS,
  TOPOS_FACT_ELSEWHERE_INSIDE,   /* another mention of the name says where, and it lies there */
  TOPOS_FACT_N_FIRST,            /* ---- from here on only in later passes */
  TOPOS_FACT_SENTENCE_INSIDE = TOPOS_FACT_N_FIRST,  /* what contains it is named in the sentence */
  TOPOS_FACT_SENTENCE_HOLDS,     /* something in it is named in the sentence */
  TOPOS_FACT_COUNTRY_NAMED,      /* in the text */
  TOPOS_FACT_PROVINCE_NAMED,
  TOPOS_FACT_DISTRICT_NAMED,
  TOPOS_FACT_HOLDS_OTHERS,       /* how many of the other names it contains: 0 to 4 */
  TOPOS_FACT_NEAR_SENTENCE = TOPOS_FACT_HOLDS_OTHERS + 5,  /* nearest other: six distances */
  TOPOS_FACT_NEAR_TEXT = TOPOS_FACT_NEAR_SENTENCE + 6,
  TOPOS_FACT_SHARE_NEAR = TOPOS_FACT_NEAR_TEXT + 6,        /* of others within 161 km, in five */
  TOPOS_FACT_SHARE_PROVINCE = TOPOS_FACT_SHARE_NEAR + 5,
  TOPOS_FACT_SHARE_COUNTRY = TOPOS_FACT_SHARE_PROVINCE + 5,
  TOPOS_FACT_FIRST_PROVINCE = TOPOS_FACT_SHARE_COUNTRY + 5, /* of the first place in the text */
  TOPOS_FACT_FIRST_COUNTRY,
  TOPOS_FACT_NEAR_AND_SMALL,     /* near others, and a village or small town */
  TOPOS_FACT_FAR_AND_SMALL,
  TOPOS_N_FACTS,
} ToposFact;

#define TOPOS_MOST_FACTS 32

/* A fact that holds, with the place and the number it leans on, for explanations. */
typedef struct {
  uint16_t fact;
  ToposPlaceId place;
  int64_t number;
} ToposHeld;

/* Gathers for every option what the rest of the text, as now understood (the groups' best),
 * says of it. To be done before the facts of a later pass are asked for. */
void topos_rank_look_round (ToposOptions *options);

/* The facts that hold of option `o` of mention `m`. Returns how many. */
int topos_rank_facts (const ToposOptions *options, uint32_t m, uint32_t o, bool later,
                      ToposHeld *held);
