/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/locality.h"

#define LOOKED_AT 12
#define MOST_ABOVE 6
#define OFTEN 2

/* The place when it is an area below a country, and what it lies in, up to the country. */
static guint
areas_of (const ToposNames *names, const ToposNameHit *hit, ToposPlaceId *areas)
{
  ToposContainer above[MOST_ABOVE];
  ToposPlace place;
  guint n = 0;

  topos_gazetteer_glance (names->gazetteer, hit->place, &place);
  if (place.kind == TOPOS_PLACE_PROVINCE || place.kind == TOPOS_PLACE_DISTRICT)
    areas[n++] = place.id;
  const guint n_above =
    topos_gazetteer_containers (names->gazetteer, hit->place, above, MOST_ABOVE);
  for (guint i = 0; i + 1 < n_above; i++)  /* the last is the continent */
    areas[n++] = above[i].id;
  return n;
}

void
topos_locality_note (ToposLocality *self, const ToposNames *names, uint32_t name)
{
  const ToposName *known = topos_names_get (names, name);
  ToposPlaceId areas[MOST_ABOVE + 1];

  if (known->n_hits == 0 || topos_names_hit (names, known->first_hit)->kind == TOPOS_NAME_DEMONYM)
    return;
  const ToposNameHit *best = topos_names_hit (names, known->first_hit);
  const guint n = areas_of (names, best, areas);
  ToposPlace place;

  topos_gazetteer_glance (names->gazetteer, best->place, &place);
  for (guint i = 0; i < n; i++) {
    uint32_t at = 0;

    while (at < self->n && self->areas[at] != areas[i])
      at++;
    if (at == TOPOS_LOCALITY_MOST)
      return;
    if (at == self->n) {
      self->areas[self->n] = areas[i];
      self->counts[self->n++] = 0;
    }
    self->counts[at] += areas[i] == place.id ? OFTEN : 1;
  }
}

bool
topos_locality_has (const ToposLocality *self, const ToposNames *names, uint32_t name)
{
  const ToposName *known = topos_names_get (names, name);

  for (uint32_t h = 0; h < MIN (known->n_hits, LOOKED_AT) && self->n > 0; h++) {
    const ToposNameHit *hit = topos_names_hit (names, known->first_hit + h);
    ToposPlaceId areas[MOST_ABOVE + 1];

    if (hit->kind == TOPOS_NAME_DEMONYM)
      continue;
    const guint n = areas_of (names, hit, areas);
    for (guint i = 0; i < n; i++)
      for (uint32_t at = 0; at < self->n; at++)
        if (self->areas[at] == areas[i] && self->counts[at] >= OFTEN)
          return true;
  }
  return false;
}
