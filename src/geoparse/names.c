/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/names.h"

#include <string.h>

#define FIRST_SLOTS 1024
#define LONGEST_KEY 96
#define LOOKED_AT 6  /* of the places that bear a name */

static uint64_t
hash_of (const char *key, gsize length)
{
  uint64_t hash = 0xCBF29CE484222325u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (uint8_t) key[i]) * 0x100000001B3u;
  return hash ^ (hash >> 29);
}

ToposNameClass
topos_name_class_of (const ToposPlace *place)
{
  switch (place->kind) {
  case TOPOS_PLACE_COUNTRY: case TOPOS_PLACE_TERRITORY: case TOPOS_PLACE_FORMER_COUNTRY:
    return TOPOS_NAME_COUNTRY;
  case TOPOS_PLACE_PROVINCE:
    return TOPOS_NAME_PROVINCE;
  case TOPOS_PLACE_DISTRICT: case TOPOS_PLACE_SUBDISTRICT:
    return TOPOS_NAME_DISTRICT;
  case TOPOS_PLACE_TOWN: case TOPOS_PLACE_NEIGHBOURHOOD:
    if (place->population >= 100000)
      return TOPOS_NAME_CITY;
    return place->population >= 5000 ? TOPOS_NAME_SMALL_TOWN : TOPOS_NAME_VILLAGE;
  case TOPOS_PLACE_CONTINENT: case TOPOS_PLACE_REGION: case TOPOS_PLACE_OCEAN:
  case TOPOS_PLACE_SEA:
    return TOPOS_NAME_REGION;
  case TOPOS_PLACE_ROAD: case TOPOS_PLACE_AIRPORT: case TOPOS_PLACE_BUILDING:
  case TOPOS_PLACE_OTHER:
    return TOPOS_NAME_BUILT;
  default:
    return TOPOS_NAME_NATURE;
  }
}

void
topos_names_init (ToposNames *names, const ToposGazetteer *gazetteer)
{
  const ToposName nothing = { 0 };

  names->gazetteer = gazetteer;
  names->names = g_array_new (FALSE, FALSE, sizeof (ToposName));
  names->hits = g_array_new (FALSE, FALSE, sizeof (ToposNameHit));
  names->keys = g_string_sized_new (4096);
  names->n_slots = FIRST_SLOTS;
  names->slots = g_new0 (uint32_t, FIRST_SLOTS);
  g_array_append_val (names->names, nothing);
}

void
topos_names_clear (ToposNames *names)
{
  g_array_unref (names->names);
  g_array_unref (names->hits);
  g_string_free (names->keys, TRUE);
  g_free (names->slots);
}

static uint32_t *
slot_of (const ToposNames *names, uint64_t hash)
{
  uint32_t at = (uint32_t) hash & (names->n_slots - 1);

  while (names->slots[at] != 0 && topos_names_get (names, names->slots[at])->hash != hash)
    at = (at + 1) & (names->n_slots - 1);
  return &names->slots[at];
}

static void
grow (ToposNames *names)
{
  g_free (names->slots);
  names->n_slots *= 2;
  names->slots = g_new0 (uint32_t, names->n_slots);
  for (uint32_t i = 1; i < names->names->len; i++)
    *slot_of (names, topos_names_get (names, i)->hash) = i;
}

/* How well a name is known, in one number: by the people of its best known place, and by how
 * many places bear it. */
static uint8_t
fame_of (const ToposPlace *place, uint32_t bearers)
{
  static const int64_t PEOPLE[] = { 2000, 20000, 100000, 300000, 1000000, 5000000 };
  static const uint32_t BEARERS[] = { 1, 3, 9 };
  uint32_t people = 0, many = 0;

  while (people < G_N_ELEMENTS (PEOPLE) && place->population >= PEOPLE[people])
    people++;
  while (many < G_N_ELEMENTS (BEARERS) && bearers > BEARERS[many])
    many++;
  G_STATIC_ASSERT (G_N_ELEMENTS (BEARERS) + 1 == TOPOS_FAME_STEP);
  return (uint8_t) (1 + people * TOPOS_FAME_STEP + many);
}

/* The class is told by what is best known; a demonym says nothing about the name as a place. */
static void
describe (const ToposNames *names, ToposName *name)
{
  for (uint32_t i = 0; i < name->n_hits; i++) {
    const ToposNameHit *hit = topos_names_hit (names, name->first_hit + i);
    ToposPlace place;

    if (hit->kind == TOPOS_NAME_DEMONYM) {
      name->demonym = true;
      continue;
    }
    if (name->class != TOPOS_NAME_UNKNOWN)
      continue;
    topos_gazetteer_glance (names->gazetteer, hit->place, &place);
    name->class = (uint8_t) topos_name_class_of (&place);
    name->abbreviation = hit->kind == TOPOS_NAME_ABBREVIATION;
    name->fame = fame_of (&place, name->n_hits);
  }
}

uint32_t
topos_names_find (ToposNames *names, const char *key, gsize length)
{
  ToposNameHit hits[TOPOS_NAME_MOST_HITS];
  ToposName name = { 0 };

  if (length == 0 || length > LONGEST_KEY)
    return 0;
  name.hash = hash_of (key, length);
  uint32_t *slot = slot_of (names, name.hash);
  if (*slot != 0)
    return *slot;

  const guint n = topos_gazetteer_find (names->gazetteer, key, length, hits,
                                        TOPOS_NAME_MOST_HITS);
  name.n_hits = (uint16_t) MIN (n, TOPOS_NAME_MOST_HITS);
  name.longer = topos_gazetteer_has_longer (names->gazetteer, key, length);
  name.first_hit = names->hits->len;
  name.key = (uint32_t) names->keys->len;
  name.key_length = (uint16_t) length;
  g_array_append_vals (names->hits, hits, name.n_hits);
  g_string_append_len (names->keys, key, (gssize) length);
  describe (names, &name);
  g_array_append_val (names->names, name);
  *slot = names->names->len - 1;
  if (names->names->len * 2 > names->n_slots)
    grow (names);
  return names->names->len - 1;
}

bool
topos_names_has_ground (const ToposNames *names, uint32_t name)
{
  const ToposName *known = topos_names_get (names, name);

  for (uint32_t h = 0; h < MIN (known->n_hits, LOOKED_AT); h++) {
    const ToposNameHit *hit = topos_names_hit (names, known->first_hit + h);
    ToposPlace place;

    if (hit->kind == TOPOS_NAME_DEMONYM)
      continue;
    topos_gazetteer_glance (names->gazetteer, hit->place, &place);
    if (place.kind == TOPOS_PLACE_RIVER || place.kind == TOPOS_PLACE_MOUNTAINS
        || place.kind == TOPOS_PLACE_DESERT || place.kind == TOPOS_PLACE_PENINSULA
        || place.kind == TOPOS_PLACE_PLAIN)
      return true;
  }
  return false;
}
