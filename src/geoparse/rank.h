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
  TOPOS_FACT_CUE_NEARLY,         /* "X district" and it is another division */
  TOPOS_FACT_CUE_MISSES,
  TOPOS_FACT_ARTICLE,            /* "the X": a river, range or region; a division; a settlement */
  TOPOS_FACT_COMMA_INSIDE = TOPOS_FACT_ARTICLE + 3,  /* "X, Y", and Y contains it */
  TOPOS_FACT_COMMA_OUTSIDE,      /* "X, Y", and Y, though known, does not */
  TOPOS_FACT_SAID_INSIDE,        /* "X in Y", "X, the capital of Y" */
  TOPOS_FACT_LINK_INSIDE,        /* "X near Y", "Y's X" */
  TOPOS_FACT_COMMA_HOLDS,        /* it contains the X of "X, Y" */
  TOPOS_FACT_LINK_HOLDS,
  TOPOS_FACT_ELSEWHERE_INSIDE,   /* another mention of the name says where, and it lies there */
  TOPOS_FACT_MAY_NEAR,           /* names that may lie near by, in seven steps */
  TOPOS_FACT_MAY_PROVINCE = TOPOS_FACT_MAY_NEAR + 7,
  TOPOS_FACT_MAY_FILL = TOPOS_FACT_MAY_PROVINCE + 7,  /* names that may lie in this province */
  TOPOS_FACT_MAY_HOLD = TOPOS_FACT_MAY_FILL + 7,      /* in this district: 0 to 3 */
  TOPOS_FACT_MAY_INSIDE = TOPOS_FACT_MAY_HOLD + 4,
  TOPOS_FACT_OTHER_MAIN,         /* a lesser name of it, and the main name of another */
  TOPOS_FACT_COUNTRY_OTHER_MAIN, /* the same of a country: its name in some other language */
  TOPOS_FACT_IN_NAMESAKE,        /* a valley without its "Valley", inside the province so named */
  TOPOS_FACT_SEAT,               /* a town in it bears the name too: with few of its people, some, many */
  TOPOS_FACT_LESS_PEOPLE = TOPOS_FACT_SEAT + 3,  /* than the largest of the name: in five steps */
  TOPOS_FACT_HINT_WORDS = TOPOS_FACT_LESS_PEOPLE + 5,  /* in the country of the words, in three */
  TOPOS_FACT_HINT_WORDS_NOT = TOPOS_FACT_HINT_WORDS + 3,
  TOPOS_FACT_HINT_AREA = TOPOS_FACT_HINT_WORDS_NOT + 3, /* its province is in another name */
  TOPOS_FACT_HINT_COUNTRY = TOPOS_FACT_HINT_AREA + 2,
  TOPOS_FACT_OUTLET_NEAR,        /* in or near what the newspaper's name names */
  TOPOS_FACT_CONFIRMED,          /* the user placed the name there before: once, twice, more */
  TOPOS_FACT_SPELLED = TOPOS_FACT_CONFIRMED + 3,  /* the name is spelled otherwise: letters */
  TOPOS_FACT_SHORT = TOPOS_FACT_SPELLED + 2,  /* "La.": an abbreviation with its full stop, of a province */
  TOPOS_FACT_N_FIRST,  /* ---- from here on only in later passes */
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
  TOPOS_FACT_AREA_SHARE_COUNTRY, /* of provinces and countries, in five steps */
  TOPOS_FACT_AREA_FILL = TOPOS_FACT_AREA_SHARE_COUNTRY + 5,  /* of those in this province */
  TOPOS_FACT_AREA_APART = TOPOS_FACT_AREA_FILL + 5,  /* a province, and no other in its country */
  TOPOS_FACT_KIN,  /* provinces beside it in the sentence, in four */
  TOPOS_FACT_NEAR_AND_SMALL = TOPOS_FACT_KIN + 4,     /* near others, and a village or small town */
  TOPOS_FACT_FAR_AND_SMALL,
  TOPOS_N_FACTS,
} ToposFact;

/* "5 of 12" in one number, for a reason. */
static inline int64_t
topos_part_of (uint32_t part, uint32_t all)
{
  return (int64_t) all << 20 | part;
}

#define TOPOS_MOST_FACTS 48

/* A fact that holds, with the place and the number it leans on, for explanations. */
typedef struct {
  uint16_t fact;
  ToposPlaceId place;
  int64_t number;
} ToposHeld;

/* Gathers for every option what the rest of the text, as now understood (the groups' best),
 * says of it. To be done before the facts of a later pass are asked for. */
void topos_rank_look_round (ToposOptions *options);

/* The pass whose facts and weights are to be used: the first one, whatever is asked for, when
 * there is no rest of the text to look at. */
static inline bool
topos_rank_is_later (const ToposOptions *options, bool later)
{
  return later && !options->alone;
}

/* May a place of that class be meant where the words beside the name ask for `wanted` (both
 * ToposNameClass): one settlement for another, one division for another? */
bool topos_rank_cue_fits (int wanted, int class);

/* The facts that hold of option `o` of the group whatever the mention. Returns how many. */
int topos_rank_option_facts (const ToposOptions *options, const ToposGroup *group, uint32_t o,
                             bool later, ToposHeld *held);

/* Those that hold of it because of where mention `m` stands. */
int topos_rank_mention_facts (const ToposOptions *options, uint32_t m, uint32_t o, bool later,
                              ToposHeld *held);

/* Both. `held` has room for TOPOS_MOST_FACTS. */
int topos_rank_facts (const ToposOptions *options, uint32_t m, uint32_t o, bool later,
                      ToposHeld *held);
