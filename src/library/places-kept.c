/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/places-kept.h"

#include "library/ids.h"
#include "text/fold.h"

#include <string.h>

enum { MOST_ANCESTORS = 16, GEOMETRY_LENGTH = 29 };
enum { FROM_GAZETTEER, FROM_TEXT, FROM_USER };

/* A GeoPackage point: magic, version, flags (little endian, no envelope), SRS 4326; then WKB. */
static void
geometry (ToposPoint point, unsigned char bytes[GEOMETRY_LENGTH])
{
  static const unsigned char HEAD[13] = { 'G', 'P', 0, 1, 0xe6, 0x10, 0, 0, 1, 1, 0, 0, 0 };
  const double coordinates[2] = { point.lon, point.lat };

  memcpy (bytes, HEAD, sizeof HEAD);
  for (int i = 0; i < 2; i++) {
    uint64_t bits = 0;

    memcpy (&bits, &coordinates[i], sizeof bits);
    for (int b = 0; b < 8; b++)
      bytes[sizeof HEAD + (size_t) (8 * i + b)] = (unsigned char) (bits >> (8 * b));
  }
}

static bool
insert (ToposLibrary *self, const ToposPlace *place, const char *within, int origin,
        GError **error)
{
  unsigned char geom[GEOMETRY_LENGTH];
  const bool boxed = !topos_box_is_empty (place->box);

  geometry (place->point, geom);
  if (!topos_db_exec (self->db, error,
                      "INSERT INTO place (id, geom, name, within, kind, lat, lon, radius_km,"
                      " country, parent, population, rank, geonameid, origin)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0), ?)",
                      "pbssndddspinin", place->id, geom, (gsize) GEOMETRY_LENGTH, place->name,
                      within, (int) place->kind, place->point.lat, place->point.lon,
                      place->radius_km, place->country, place->parent, place->population,
                      place->rank, (int64_t) place->geonameid, origin))
    return false;
  if (self->bulk.on
      && !topos_db_exec (self->db, error, "INSERT INTO place_box VALUES (?1, ?2, ?2, ?3, ?3)", "pdd",
                         place->id, place->point.lon, place->point.lat))
    return false;
  return !boxed
         || topos_db_exec (self->db, error, "UPDATE place SET west = ?, south = ?, east = ?,"
                           " north = ? WHERE id = ?", "ddddp", place->box.west,
                           place->box.south, place->box.east, place->box.north, place->id);
}

static bool
insert_inside (ToposLibrary *self, ToposPlaceId outer, ToposPlaceId place, GError **error)
{
  return topos_db_exec (self->db, error, "INSERT OR IGNORE INTO place_inside VALUES (?, ?)",
                        "pp", outer, place);
}

static bool
insert_ancestors (ToposLibrary *self, const ToposGazetteer *gazetteer, ToposPlaceId id,
                  ToposPlaceId container, GError **error)
{
  ToposPlaceId above[MOST_ANCESTORS];
  const guint n = gazetteer
                      ? topos_gazetteer_ancestors (gazetteer, container, above, MOST_ANCESTORS)
                      : 0;

  if (!insert_inside (self, id, id, error)
      || (container != id && container != TOPOS_PLACE_NONE
          && !insert_inside (self, container, id, error)))
    return false;
  for (guint i = 0; i < n; i++)
    if (!insert_inside (self, above[i], id, error))
      return false;
  return true;
}

static void
remember (ToposLibrary *self, ToposPlaceId id)
{
  const int64_t key = (int64_t) id;

  g_hash_table_add (self->known_places, g_memdup2 (&key, sizeof key));
}

/* Whether there is a row for `id` already. */
static bool
look_up (ToposLibrary *self, ToposPlaceId id, bool *known, GError **error)
{
  const int64_t key = (int64_t) id;
  int64_t found = 0;

  *known = g_hash_table_contains (self->known_places, &key);
  if (*known)
    return true;
  if (!topos_db_ask_int (self->db, &found, 0, error, "SELECT 1 FROM place WHERE id = ?", "p",
                         id))
    return false;
  *known = found == 1;
  if (*known)
    remember (self, id);
  return true;
}

bool
topos_place_keep (ToposLibrary *self, const ToposGazetteer *gazetteer, ToposPlaceId id,
                  bool *known, GError **error)
{
  ToposPlace place;

  if (!look_up (self, id, known, error))
    return false;
  if (*known || gazetteer == NULL || !topos_gazetteer_place (gazetteer, id, &place))
    return true;

  g_autofree char *within = topos_gazetteer_where (gazetteer, id);

  if (!insert (self, &place, within, FROM_GAZETTEER, error)
      || !insert_ancestors (self, gazetteer, id, id, error))
    return false;
  remember (self, id);
  *known = true;
  return true;
}

/* "Anaba, Panjshir, Afghanistan" for what lies in Anaba. */
static char *
within_of (const ToposGazetteer *gazetteer, const ToposPlace *container)
{
  g_autofree char *above = topos_gazetteer_where (gazetteer, container->id);

  return g_strdup_printf ("%s%s%s", container->name, *above ? ", " : "", above);
}

static bool
keep_new (ToposLibrary *self, const ToposGazetteer *gazetteer, const ToposPlace *place,
          const ToposPlace *container, int origin, GError **error)
{
  bool known = false;
  g_autofree char *within = container ? within_of (gazetteer, container) : g_strdup ("");

  if (!look_up (self, place->id, &known, error))
    return false;
  if (known)
    return true;
  if (!insert (self, place, within, origin, error)
      || !insert_ancestors (self, gazetteer, place->id,
                            container ? container->id : TOPOS_PLACE_NONE, error))
    return false;
  remember (self, place->id);
  return true;
}

/* What a name shown at `at` lies in: that area, or the province of a town that it is named together
 * with. */
static ToposPlace
area_round (const ToposGazetteer *gazetteer, const ToposPlace *at)
{
  ToposPlace area = *at, above;

  while (!topos_place_kind_is_area (at->kind) && area.kind != TOPOS_PLACE_PROVINCE
         && topos_gazetteer_place (gazetteer, area.parent, &above)
         && !topos_place_kind_is_country (above.kind))
    area = above;
  return area;
}

bool
topos_place_keep_approximate (ToposLibrary *self, const ToposGazetteer *gazetteer,
                              const char *name, gsize length, const char *key,
                              ToposPlaceId at_id, ToposPlaceId *id, GError **error)
{
  ToposPlace at;

  *id = TOPOS_PLACE_NONE;
  if (gazetteer == NULL || !topos_gazetteer_place (gazetteer, at_id, &at))
    return true;

  const ToposPlace area = area_round (gazetteer, &at);
  g_autofree char *written = g_strndup (name, length);
  ToposPlace place = { .id = topos_approximate_place_id (key, area.id), .name = written,
                       .kind = TOPOS_PLACE_OTHER, .point = at.point,
                       .box = topos_box_empty (), .radius_km = at.radius_km,
                       .parent = area.id, .rank = 15 };

  g_strlcpy (place.country, area.country, sizeof place.country);
  *id = place.id;
  return keep_new (self, gazetteer, &place, &area, FROM_TEXT, error);
}

bool
topos_place_keep_own (ToposLibrary *self, const ToposGazetteer *gazetteer, const char *name,
                      ToposPoint point, ToposPlaceId parent, ToposPlaceId *id, GError **error)
{
  g_autofree char *key = topos_fold (name, -1);
  ToposPlace container;
  const bool contained = gazetteer && parent != TOPOS_PLACE_NONE
                         && topos_gazetteer_place (gazetteer, parent, &container);
  ToposPlace place = { .id = topos_user_place_id (key, point), .name = name,
                       .kind = TOPOS_PLACE_OTHER, .point = point, .box = topos_box_empty (),
                       .parent = contained ? parent : TOPOS_PLACE_NONE, .rank = 12 };

  if (contained)
    g_strlcpy (place.country, container.country, sizeof place.country);
  *id = place.id;
  return keep_new (self, gazetteer, &place, contained ? &container : NULL, FROM_USER, error);
}

static bool
load_merges (ToposLibrary *self, GError **error)
{
  g_autoptr (GHashTable) merges = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                         g_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error,
                                                 "SELECT place, into_place FROM place_merge", "");

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed)) {
    const int64_t from = topos_statement_int (row, 0), to = topos_statement_int (row, 1);

    g_hash_table_insert (merges, g_memdup2 (&from, sizeof from), g_memdup2 (&to, sizeof to));
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return false;
  }
  self->merges = g_steal_pointer (&merges);
  return true;
}

bool
topos_place_follow_merge (ToposLibrary *self, ToposPlaceId *id, GError **error)
{
  if (self->merges == NULL && !load_merges (self, error))
    return false;

  const int64_t from = (int64_t) *id;
  const int64_t *to = g_hash_table_lookup (self->merges, &from);

  if (to)
    *id = (ToposPlaceId) *to;
  return true;
}

bool
topos_place_drop_unused (ToposLibrary *self, const GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++) {
    const ToposPlaceId id = g_array_index (ids, ToposPlaceId, i);

    if (!topos_db_exec (self->db, error,
                        "DELETE FROM place WHERE id = ? AND " TOPOS_PLACE_UNUSED, "p", id))
      return false;
    if (topos_db_changes (self->db) > 0) {
      const int64_t key = (int64_t) id;

      g_hash_table_remove (self->known_places, &key);
    }
  }
  return true;
}

bool
topos_place_set_point (ToposLibrary *self, ToposPlaceId id, ToposPoint point, GError **error)
{
  unsigned char geom[GEOMETRY_LENGTH];

  geometry (point, geom);
  return topos_db_exec (self->db, error, "UPDATE place SET geom = ?, lat = ?, lon = ?,"
                        " renamed = 1 WHERE id = ?", "bddp", geom, (gsize) GEOMETRY_LENGTH,
                        point.lat, point.lon, id);
}

char *
topos_place_label (ToposLibrary *self, ToposPlaceId id)
{
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, NULL, "SELECT name, within FROM place"
                                                                 " WHERE id = ?", "p", id);

  if (row == NULL || !topos_statement_next (row, NULL))
    return NULL;

  const char *name = topos_statement_text (row, 0), *within = topos_statement_text (row, 1);

  return g_strdup_printf ("%s%s%s", name, *within ? ", " : "", within);
}
