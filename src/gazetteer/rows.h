/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/build.h"
#include "gazetteer/runs.h"

/* What one row of a table says of a place; what it does not say is NULL, 0 or false. */
typedef struct {
  uint64_t id;            /* GeoNames', or 0: then the key names it */
  const char *key;
  const char *name;
  bool has_kind;
  ToposPlaceKind kind;
  bool has_point;
  ToposPoint point;
  const char *country;    /* two letters */
  const char *code;       /* by which others name it as their container */
  const char *in;         /* its container's key, id or code; a code's dots are its levels */
  bool has_population;
  int64_t population;
  bool has_rank;
  int rank;
  bool is_capital;        /* of a country */
  double radius_km;
  bool has_box;
  ToposBox box;
  const char *note;
} GazetteerRow;

/* One place as it is gathered. */
typedef struct {
  uint64_t id;
  int32_t lat;
  int32_t lon;
  uint32_t population;
  uint32_t name;    /* offset into `text`; 0 none */
  uint32_t in;      /* index into `containers`; 0 none */
  uint32_t order;   /* of its row */
  uint16_t country;
  uint8_t kind;
  int8_t rank;      /* -1: by its population */
  uint8_t says;     /* which of the fields its row gave */
} GatheredPlace;

enum {
  SAYS_POINT = 1,
  SAYS_KIND = 2,
  SAYS_POPULATION = 4,
  SAYS_CAPITAL = 8,
};

typedef struct {
  double radius_km;
  bool has_box;
  ToposBox box;
} GatheredArea;

struct ToposGazetteerBuild {
  GArray *places;          /* GatheredPlace */
  GString *text;           /* names, each ended by a zero; the first byte is one */
  GHashTable *container_numbers; /* of a container's name: its index into `containers` */
  GPtrArray *containers;   /* names, owned by the table; the first is none */
  GHashTable *codes;       /* code or key to id: char * to uint64_t * */
  GHashTable *own;         /* of an id made from a key: that key */
  GHashTable *parents;     /* of hierarchy.txt: id to id, uint64_t * */
  GHashTable *areas;       /* id to GatheredArea */
  GHashTable *notes;       /* id to char * */
  Runs *names;             /* id, kind, spelling */
  GString *credits;
  GPtrArray *bad;
  ToposGazetteerReport report;
};

/* Takes a row. Returns its id, or 0 when the row cannot be used, with why in `bad`. */
uint64_t gazetteer_build_row (ToposGazetteerBuild *self, const GazetteerRow *row,
                              const char **bad);

/* Adds a name to the place with that id, wherever the place itself is told. */
bool gazetteer_build_name (ToposGazetteerBuild *self, uint64_t id, ToposNameKind kind,
                           const char *spelling, GError **error);

/* Says what contains a place, by their ids. */
void gazetteer_build_parent (ToposGazetteerBuild *self, uint64_t child, uint64_t parent);

/* Makes a code known for the place with that id. */
void gazetteer_build_code (ToposGazetteerBuild *self, const char *code, uint64_t id);

/* Counts and names a row that cannot be used. */
void gazetteer_build_bad (ToposGazetteerBuild *self, const char *file, int64_t row,
                          const char *why);

/* Sorts the places by id, makes one of those with the same id, and gives ranks to those that
 * have none. */
void gazetteer_build_settle (ToposGazetteerBuild *self);

/* The index of the place with that id in the settled places, or UINT32_MAX. */
uint32_t gazetteer_build_find (const ToposGazetteerBuild *self, uint64_t id);

/* The id of what contains the settled place, or 0: by its own word, else by the hierarchy. */
uint64_t gazetteer_build_container (ToposGazetteerBuild *self, const GatheredPlace *place);
