/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The codes of ToposReason and of ToposMention.unplaced_reason. They are kept in libraries:
 * add at the end, never renumber. */
typedef enum {
  TOPOS_REASON_NONE,
  TOPOS_REASON_POPULATION,      /* number: people */
  TOPOS_REASON_KIND,            /* number: ToposPlaceKind */
  TOPOS_REASON_KNOWN,           /* how well known among those of the name; number: its order */
  TOPOS_REASON_NAME,            /* number: ToposNameKind */
  TOPOS_REASON_ONLY,            /* no other place bears the name */
  TOPOS_REASON_PARTIAL,         /* only a part of the name is known */
  TOPOS_REASON_CUE_FITS,        /* "X district", and it is one; number: ToposNameClass asked for */
  TOPOS_REASON_CUE_MISSES,
  TOPOS_REASON_NAMED_IN,        /* "X, Y"; place: Y */
  TOPOS_REASON_NOT_IN,          /* "X, Y", and it is not there */
  TOPOS_REASON_HOLDS,           /* it contains the place named just before */
  TOPOS_REASON_NAMED_ELSEWHERE, /* another mention says in full; number: its passage; place */
  TOPOS_REASON_SENTENCE,        /* what contains it, or lies in it, is in the sentence */
  TOPOS_REASON_COUNTRY_NAMED,
  TOPOS_REASON_PROVINCE_NAMED,
  TOPOS_REASON_DISTRICT_NAMED,
  TOPOS_REASON_HOLDS_OTHERS,    /* number: how many */
  TOPOS_REASON_NEAR_SENTENCE,   /* number: step of distance; place: the other */
  TOPOS_REASON_NEAR_TEXT,       /* number: step of distance */
  TOPOS_REASON_SHARE_NEAR,
  TOPOS_REASON_SHARE_PROVINCE,
  TOPOS_REASON_SHARE_COUNTRY,
  TOPOS_REASON_FIRST,           /* same province or country as the first place named */
  TOPOS_REASON_CONTAINER,       /* in no gazetteer; place: what contains it in the text */
  TOPOS_REASON_SPELLING,        /* spelled a little differently; number: 0 */
  TOPOS_REASON_USER,            /* the user said so */
  TOPOS_REASON_UNKNOWN,         /* unplaced: in no gazetteer, nothing says where */
  TOPOS_REASON_NO_PEOPLE,       /* unplaced: a demonym of no country that is known */
  TOPOS_REASON_NOT_A_PLACE,     /* rejected by the user */
  TOPOS_REASON_NEAREST_SENTENCE,  /* number: kilometres to the nearest other; place: it */
  TOPOS_REASON_NEAREST_TEXT,
  TOPOS_REASON_PART_NEAR,       /* number: topos_part_of the others within 161 km */
  TOPOS_REASON_PART_PROVINCE,   /* place: it */
  TOPOS_REASON_PART_COUNTRY,
  TOPOS_REASON_FIRST_IN,        /* the first place named lies there as well; place: where */
  TOPOS_REASON_MAY_NEAR,        /* number: names that may mean a place near it */
  TOPOS_REASON_MAY_PROVINCE,    /* the same in its province; place: it */
  TOPOS_REASON_MAY_HOLD,        /* number: names that may lie in it */
  TOPOS_REASON_MAY_INSIDE,      /* place: what contains it, which another name may mean */
  TOPOS_REASON_OTHER_MAIN,      /* a lesser name of it, but another's main name */
  TOPOS_REASON_LARGEST,         /* number: people of the largest of the name */
  TOPOS_REASON_WORDS,           /* number: words at home in its country; place: the country */
  TOPOS_REASON_WORDS_ELSEWHERE,
  TOPOS_REASON_INSIDE_NAME,     /* place: a country or province inside other names; number */
  TOPOS_REASON_SHORT,           /* "La.": as provinces are shortened */
  TOPOS_REASON_KIN,             /* number: provinces of the country beside it; place: it */
  TOPOS_REASON_OUTLET,          /* the newspaper names it, or what it lies in or near; place */
  TOPOS_REASON_CONFIRMED,       /* number: other mentions that the user placed there */
  TOPOS_REASON_SPELLED,         /* number: letters apart; place: whose name is meant */
  TOPOS_REASON_IN_NAMESAKE,     /* place: the province or district of the name that it lies in */
  TOPOS_REASON_CUE_NEARLY,      /* "X district", and it is another division; number as above */
  TOPOS_REASON_ARTICLE,         /* "the X": rivers, ranges, seas and regions are told so */
  TOPOS_REASON_ARTICLE_MISSES,  /* the same, and it is a settlement */
  TOPOS_REASON_SEAT,            /* number: people of the town in it that bears the name too */
  TOPOS_REASON_ONLY_ALIKE,      /* in no gazetteer; place: one of another kind that is named so */
  TOPOS_REASON_OUTSIDE,         /* "X, Y", and it does not lie in Y; place: Y */
  TOPOS_REASON_OTHERS_MAIN,     /* a lesser name of it; number: of those whose main name it is */
  TOPOS_REASON_APART,           /* a province; number: of other places, none in its country; place: it */
  TOPOS_REASON_OTHER_KIND,      /* unplaced: only places of another kind are named so, several */
  TOPOS_REASON_BESIDE,          /* in no gazetteer; place: what it is named together with */
  TOPOS_REASON_BESIDE_NOT_FAR,  /* the same, and all places of the name are far from the others */
  TOPOS_N_REASONS,
} ToposReasonCode;
