/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rules.h"
#include "geoparse/hints.h"
#include "geoparse/recognise.h"
#include "geoparse/spot.h"

/* The places that the names found in one text may mean. */

#define TOPOS_MOST_ABOVE 6

/* What the other names of the text may mean that has to do with an option; company.h. */
typedef struct {
  ToposPlaceId inside;  /* another name may mean this district, which contains it */
  uint8_t near;         /* so many names may mean a place near by */
  uint8_t near_step;    /* 0 to 6: the same, names that may mean little else counting more */
  uint8_t province;     /* so many may mean a place in its province */
  uint8_t province_step;
  uint8_t holds;        /* so many may lie in it */
} ToposCompany;

/* What the rest of the text, as now understood, says of an option; rank.c. */
typedef struct {
  uint8_t distance;         /* step of the distance to the nearest other */
  uint8_t share_near;       /* steps of the shares of the others */
  uint8_t share_province;
  uint8_t share_country;
  uint8_t named;            /* bits: what contains it is named */
  bool first_province;      /* that of the first place in the text */
  bool first_country;
  uint16_t n_all;           /* other names with a place */
  uint16_t n_near;          /* within 161 km */
  uint16_t n_province;
  uint16_t n_country;
  uint16_t n_holds;         /* inside it */
  int64_t square;           /* to the nearest other, for topos_spot_km */
  ToposPlaceId nearest;
} ToposContext;

/* One place that a name may mean. */
typedef struct {
  ToposPlace place;
  ToposNameKind name_kind;
  uint8_t class;          /* ToposNameClass */
  uint16_t order;         /* 0 for the best known of the name */
  ToposSpot spot;
  ToposPlaceId above[TOPOS_MOST_ABOVE];
  uint8_t n_above;
  uint8_t n_below;        /* so many of them are below the province */
  ToposPlaceId country;   /* itself when it is one */
  ToposPlaceId province;
  ToposPlaceId in_namesake;  /* what contains it and has this as its main name, where it has not */
  int64_t seat;           /* people of the town in this province or district that bears the name too,
                             at least 1; 0 where none does */
  uint16_t confirmed;     /* so many mentions of the name did the user place here */
  uint8_t apart;          /* letters between the name in the text and the place's own */
  ToposPlaceId outlet;    /* what the newspaper is named after, where it lies in or near that */
  int32_t own;            /* what its facts weigh whatever the mention, in the last pass */
  int32_t score;          /* of the group as a whole, in the last pass */
  ToposCompany company;
  ToposContext context;
} ToposOption;

/* All mentions in a text that are written alike, and what they may mean. "Fulton" and "Fulton
 * River" are apart even where only "Fulton" is known. */
typedef struct {
  uint32_t name;          /* in the names; several groups of one name: demonyms, partial ones */
  bool demonym;
  bool by_user;           /* the options are what the user decided */
  bool rejected;          /* the user decided that it is none */
  uint16_t n_main;        /* so many of its options bear it as their main name */
  int64_t most_people;    /* of its options */
  bool partial;           /* the gazetteer has only a part of the name */
  uint32_t first_option;
  uint32_t n_options;
  uint32_t n_mentions;
  uint32_t first_mention;
  uint32_t last_mention;
  uint32_t best;          /* of its options, in the last pass */
} ToposGroup;

/* A found name with its group. */
typedef struct {
  ToposFound found;
  uint32_t group;
  uint32_t passage;
  uint8_t cue;            /* 1 + ToposNameClass that the words beside it call for, or 0 */
  bool articled;          /* "the X", and no word behind it that the article may belong to */
  int32_t next;           /* the mention that says where this one is ("Paris, Texas"), or -1 */
  int32_t previous;       /* the mention that this one says so of, or -1 */
  int32_t alike;          /* the next mention of its group, or -1 */
  bool says_in;           /* a comma, "in" or "capital of" stands between them */
  bool by_comma;          /* `next` by nothing but a comma */
} ToposMeant;

typedef struct {
  const ToposGazetteer *gazetteer;
  const ToposReading *reading;
  const ToposTokens *tokens;
  ToposNames *names;
  GArray *meant;    /* ToposMeant */
  GArray *groups;   /* ToposGroup */
  GArray *options;  /* ToposOption */
  ToposHints hints;
  bool alone;       /* fewer than two names have any place: there is no rest of the text */
} ToposOptions;

/* Gathers what `found` (of ToposFound) may mean; `rules` may be NULL. */
void topos_options_init (ToposOptions *self, const ToposReading *reading,
                         const ToposTokens *tokens, ToposNames *names, const GArray *found,
                         const ToposRules *rules);
void topos_options_clear (ToposOptions *self);

/* Appends the place of a hit to the options of the group under way, for the caller to complete; the
 * pointer is good until the next. */
ToposOption *topos_options_add (ToposOptions *self, uint32_t hit_place, ToposNameKind name_kind,
                                guint order);

static inline ToposMeant *
topos_meant (const ToposOptions *self, uint32_t i)
{
  return &g_array_index (self->meant, ToposMeant, i);
}

static inline ToposGroup *
topos_group (const ToposOptions *self, uint32_t i)
{
  return &g_array_index (self->groups, ToposGroup, i);
}

static inline ToposOption *
topos_option (const ToposOptions *self, const ToposGroup *group, uint32_t i)
{
  return &g_array_index (self->options, ToposOption, group->first_option + i);
}

/* The best option of a group, or NULL when it has none. */
static inline const ToposOption *
topos_group_best (const ToposOptions *self, const ToposGroup *group)
{
  return group->n_options ? topos_option (self, group, group->best) : NULL;
}

/* True when `outer` contains `inner`. */
bool topos_option_is_inside (const ToposOption *inner, ToposPlaceId outer);
