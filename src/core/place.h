/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"

#include <stdint.h>

/* Names one place, the same in every library and every build of the gazetteer: the GeoNames
 * id where there is one (below 2^32), else 2^32 plus 31 bits of a hash of what the place is.
 * Fits into JSON's whole numbers. 0 is no place. */
typedef uint64_t ToposPlaceId;
#define TOPOS_PLACE_NONE ((ToposPlaceId) 0)

/* What kind of thing a place is: decides its symbol, its size and how its name may be told.
 * The order is kept in files: add at the end. */
typedef enum {
  TOPOS_PLACE_OTHER,
  TOPOS_PLACE_COUNTRY,
  TOPOS_PLACE_TERRITORY,       /* Greenland, Gibraltar, Palestine where so listed */
  TOPOS_PLACE_FORMER_COUNTRY,  /* the Soviet Union */
  TOPOS_PLACE_PROVINCE,        /* first-level division: province, state, oblast */
  TOPOS_PLACE_DISTRICT,        /* second-level division: district, county */
  TOPOS_PLACE_SUBDISTRICT,     /* anything smaller */
  TOPOS_PLACE_TOWN,            /* any settlement, village to capital; population tells */
  TOPOS_PLACE_NEIGHBOURHOOD,
  TOPOS_PLACE_CONTINENT,
  TOPOS_PLACE_REGION,          /* "the Middle East", "the Sahel", "Kashmir" */
  TOPOS_PLACE_OCEAN,
  TOPOS_PLACE_SEA,             /* and gulfs and bays */
  TOPOS_PLACE_STRAIT,          /* and channels and canals */
  TOPOS_PLACE_LAKE,
  TOPOS_PLACE_RIVER,
  TOPOS_PLACE_ISLAND,          /* and groups of islands */
  TOPOS_PLACE_PENINSULA,       /* and capes */
  TOPOS_PLACE_MOUNTAINS,
  TOPOS_PLACE_MOUNTAIN,
  TOPOS_PLACE_PASS,
  TOPOS_PLACE_VALLEY,
  TOPOS_PLACE_PLAIN,           /* and plateaus, basins */
  TOPOS_PLACE_DESERT,
  TOPOS_PLACE_FOREST,
  TOPOS_PLACE_PARK,
  TOPOS_PLACE_ROAD,
  TOPOS_PLACE_AIRPORT,
  TOPOS_PLACE_BUILDING,
  TOPOS_PLACE_N_KINDS,
} ToposPlaceKind;

/* One place as the gazetteer knows it. The strings are the gazetteer's and live as long. */
typedef struct {
  ToposPlaceId id;
  const char *name;        /* as English news writes it where known, else the official one */
  ToposPlaceKind kind;
  ToposPoint point;
  ToposBox box;            /* empty (topos_box_is_empty) where only a point is known */
  double radius_km;        /* of the ring drawn round an area; 0 for a point */
  char country[4];         /* ISO 3166-1 alpha-2, or "" */
  ToposPlaceId parent;     /* the smallest place that contains it, or none */
  int64_t population;      /* 0 where unknown */
  int rank;                /* 0 the world's best known to 15 a hamlet; for labels and ties */
  uint32_t geonameid;      /* 0 where GeoNames has none */
  const char *note;        /* why its point or record is not plain data, or NULL */
} ToposPlace;

/* "town", "province"...: the stable word used in files, JSON and the gazetteer. */
const char *topos_place_kind_word (ToposPlaceKind kind);

/* The kind with that word; TOPOS_PLACE_OTHER for an unknown one. */
ToposPlaceKind topos_place_kind_from_word (const char *word);

/* True for countries, territories and former countries. */
bool topos_place_kind_is_country (ToposPlaceKind kind);

/* True for what is drawn as an outline or a ring rather than a pin: countries, divisions,
 * seas, ranges. */
bool topos_place_kind_is_area (ToposPlaceKind kind);
