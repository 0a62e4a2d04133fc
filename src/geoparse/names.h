/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/gazetteer.h"

/* What the gazetteer says about the names of one document: each name is asked for once. */

/* At most so many places are weighed for one name. */
#define TOPOS_NAME_MOST_HITS 48

/* What a name most likely stands for, as far as the gazetteer alone can tell. */
typedef enum {
  TOPOS_NAME_UNKNOWN,
  TOPOS_NAME_COUNTRY,
  TOPOS_NAME_PROVINCE,
  TOPOS_NAME_DISTRICT,
  TOPOS_NAME_CITY,      /* of 100,000 and more */
  TOPOS_NAME_SMALL_TOWN,
  TOPOS_NAME_VILLAGE,   /* below 5,000, or no figure known */
  TOPOS_NAME_REGION,    /* continents, regions, seas */
  TOPOS_NAME_NATURE,
  TOPOS_NAME_BUILT,
  TOPOS_NAME_N_CLASSES,
} ToposNameClass;

/* Fame is 1 + so many times the step of people + the step of bearers. */
#define TOPOS_FAME_STEP 4

typedef struct {
  uint64_t hash;
  uint32_t first_hit;  /* into the names' hits */
  uint16_t n_hits;     /* kept; 0 when the name is unknown */
  uint8_t class;       /* ToposNameClass of the best known place, demonyms apart */
  uint8_t fame;        /* people of the best known place and how many bear the name; 0 unknown */
  bool longer;         /* some longer name begins with this one */
  bool demonym;        /* it is a demonym of some place */
  bool abbreviation;   /* it is an abbreviation of the best known place */
  uint32_t key;        /* into the names' keys */
  uint16_t key_length;
} ToposName;

typedef struct {
  const ToposGazetteer *gazetteer;
  GArray *names;    /* ToposName; the first stands for whatever is too long to be a name */
  GArray *hits;     /* ToposNameHit */
  GString *keys;
  uint32_t *slots;  /* open hash table of indices into names */
  uint32_t n_slots;
} ToposNames;

void topos_names_init (ToposNames *names, const ToposGazetteer *gazetteer);
void topos_names_clear (ToposNames *names);

/* The index of the name with the folded key `key` of `length` bytes; known or not, it is kept. */
uint32_t topos_names_find (ToposNames *names, const char *key, gsize length);

/* Does the best known place of a name have 300,000 people and more? */
static inline bool
topos_fame_is_great (uint8_t fame)
{
  return fame > TOPOS_FAME_STEP * 4;
}

/* Does a river, a desert or the like bear the name, best known or not: what is spoken of with the
 * article, "the Mersey", "the Kimberley"? Looks at few of its places. */
bool topos_names_has_ground (const ToposNames *names, uint32_t name);

/* The class of one place. */
ToposNameClass topos_name_class_of (const ToposPlace *place);

static inline const ToposName *
topos_names_get (const ToposNames *names, uint32_t i)
{
  return &g_array_index (names->names, ToposName, i);
}

static inline const ToposNameHit *
topos_names_hit (const ToposNames *names, uint32_t i)
{
  return &g_array_index (names->hits, ToposNameHit, i);
}
