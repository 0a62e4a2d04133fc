/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/locality.h"

#define LOOKED_AT 12
#define MOST_ABOVE 6
#define OFTEN 2

static bool
is_division (ToposPlaceKind kind)
{
  return kind == TOPOS_PLACE_PROVINCE || kind == TOPOS_PLACE_DISTRICT
         || kind == TOPOS_PLACE_SUBDISTRICT;
}

/* The divisions that the place of a hit is or lies in, and last its country, where that counts for
 * it. `place` is filled with it. */
static guint
areas_of (const ToposNames *names, const ToposNameHit *hit, ToposPlace *place, ToposPlaceId *areas)
{
  ToposContainer above[MOST_ABOVE];
  guint n = 0;

  topos_gazetteer_glance (names->gazetteer, hit->place, place);
  const ToposNameClass class = topos_name_class_of (place);
  const bool small = class == TOPOS_NAME_SMALL_TOWN || class == TOPOS_NAME_VILLAGE;
  if (is_division (place->kind) || class == TOPOS_NAME_COUNTRY)
    areas[n++] = place->id;
  const guint n_above = class == TOPOS_NAME_COUNTRY ? 0 : topos_gazetteer_containers (
    names->gazetteer, hit->place, above, MOST_ABOVE);
  for (guint i = 0; i < n_above; i++)
    if (is_division (above[i].kind) || (topos_place_kind_is_country (above[i].kind) && !small))
      areas[n++] = above[i].id;
  return n;
}

static void
count (ToposLocality *self, ToposPlaceId area, uint32_t times)
{
  uint32_t at = 0;

  while (at < self->n && self->areas[at] != area)
    at++;
  if (at == TOPOS_LOCALITY_MOST)
    return;
  if (at == self->n) {
    self->areas[self->n] = area;
    self->counts[self->n++] = 0;
  }
  self->counts[at] += times;
}

void
topos_locality_note (ToposLocality *self, const ToposNames *names, uint32_t name)
{
  const ToposName *known = topos_names_get (names, name);
  ToposPlaceId areas[MOST_ABOVE + 1];
  ToposPlace place;

  if (known->n_hits == 0 || topos_names_hit (names, known->first_hit)->kind == TOPOS_NAME_DEMONYM)
    return;
  const guint n = areas_of (names, topos_names_hit (names, known->first_hit), &place, areas);
  for (guint i = 0; i < n; i++)
    count (self, areas[i], areas[i] == place.id ? OFTEN : 1);
}

bool
topos_locality_has (const ToposLocality *self, const ToposNames *names, uint32_t name)
{
  const ToposName *known = topos_names_get (names, name);

  for (uint32_t h = 0; h < MIN (known->n_hits, LOOKED_AT) && self->n > 0; h++) {
    const ToposNameHit *hit = topos_names_hit (names, known->first_hit + h);
    ToposPlaceId areas[MOST_ABOVE + 1];
    ToposPlace place;

    if (hit->kind == TOPOS_NAME_DEMONYM)
      continue;
    const guint n = areas_of (names, hit, &place, areas);
    for (guint i = 0; i < n; i++)
      for (uint32_t at = 0; at < self->n; at++)
        if (self->areas[at] == areas[i] && self->counts[at] >= OFTEN)
          return true;
  }
  return false;
}
