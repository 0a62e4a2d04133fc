/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/rows.h"

#include <math.h>
#include <string.h>

#include "gazetteer/format.h"

#define BAD_NAMED 100
#define NAME_AT_MOST 200
#define NAMES_MEMORY ((gsize) 192 << 20)

/* How well known a town of at least so many people is. */
static const struct {
  uint32_t people;
  int8_t rank;
} RANKS[] = {
  { 5000000, 1 }, { 1000000, 2 }, { 500000, 3 }, { 200000, 4 }, { 100000, 5 }, { 50000, 6 },
  { 20000, 7 },   { 10000, 8 },   { 5000, 9 },   { 2000, 10 },  { 1000, 11 },  { 1, 12 },
};

/* What kind alone says; -1: by population. */
static const int8_t KIND_RANKS[TOPOS_PLACE_N_KINDS] = {
  [TOPOS_PLACE_OTHER] = 12,        [TOPOS_PLACE_COUNTRY] = 1,      [TOPOS_PLACE_TERRITORY] = 3,
  [TOPOS_PLACE_FORMER_COUNTRY] = 3, [TOPOS_PLACE_PROVINCE] = 5,    [TOPOS_PLACE_DISTRICT] = 9,
  [TOPOS_PLACE_SUBDISTRICT] = 11,  [TOPOS_PLACE_TOWN] = -1,        [TOPOS_PLACE_NEIGHBOURHOOD] = 12,
  [TOPOS_PLACE_CONTINENT] = 0,     [TOPOS_PLACE_REGION] = 6,       [TOPOS_PLACE_OCEAN] = 0,
  [TOPOS_PLACE_SEA] = 4,           [TOPOS_PLACE_STRAIT] = 6,       [TOPOS_PLACE_LAKE] = 9,
  [TOPOS_PLACE_RIVER] = 9,         [TOPOS_PLACE_ISLAND] = 8,       [TOPOS_PLACE_PENINSULA] = 8,
  [TOPOS_PLACE_MOUNTAINS] = 7,     [TOPOS_PLACE_MOUNTAIN] = 9,     [TOPOS_PLACE_PASS] = 9,
  [TOPOS_PLACE_VALLEY] = 9,        [TOPOS_PLACE_PLAIN] = 8,        [TOPOS_PLACE_DESERT] = 7,
  [TOPOS_PLACE_FOREST] = 10,       [TOPOS_PLACE_PARK] = 11,        [TOPOS_PLACE_ROAD] = 12,
  [TOPOS_PLACE_AIRPORT] = 11,      [TOPOS_PLACE_BUILDING] = 13,
};

static uint64_t *
boxed (uint64_t id)
{
  return g_memdup2 (&id, sizeof id);
}

ToposGazetteerBuild *
topos_gazetteer_build_new (void)
{
  ToposGazetteerBuild *self = g_new0 (ToposGazetteerBuild, 1);

  self->places = g_array_new (FALSE, FALSE, sizeof (GatheredPlace));
  self->text = g_string_new (NULL);
  g_string_append_c (self->text, '\0');
  self->container_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->containers = g_ptr_array_new ();
  g_ptr_array_add (self->containers, (void *) "");
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->own = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->parents = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->areas = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->notes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->names = runs_new (NAMES_MEMORY);
  self->credits = g_string_new (NULL);
  self->bad = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
topos_gazetteer_build_free (ToposGazetteerBuild *self)
{
  g_array_unref (self->places);
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->containers);
  g_hash_table_unref (self->container_numbers);
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->parents);
  g_hash_table_unref (self->areas);
  g_hash_table_unref (self->notes);
  runs_free (self->names);
  g_string_free (self->credits, TRUE);
  g_ptr_array_unref (self->bad);
  topos_gazetteer_report_clear (&self->report);
  g_free (self);
}

void
topos_gazetteer_report_clear (ToposGazetteerReport *report)
{
  g_clear_pointer (&report->bad, g_strfreev);
}

void
topos_gazetteer_build_credit (ToposGazetteerBuild *self, const char *line)
{
  g_string_append_printf (self->credits, "%s\n", line);
}

void
gazetteer_build_bad (ToposGazetteerBuild *self, const char *file, int64_t row, const char *why)
{
  self->report.bad_rows++;
  if (self->bad->len < BAD_NAMED)
    g_ptr_array_add (self->bad, g_strdup_printf ("%s, row %" G_GINT64_FORMAT ": %s",
                                                 file, row, why));
}

void
gazetteer_build_code (ToposGazetteerBuild *self, const char *code, uint64_t id)
{
  g_hash_table_replace (self->codes, g_strdup (code), boxed (id));
}

void
gazetteer_build_parent (ToposGazetteerBuild *self, uint64_t child, uint64_t parent)
{
  if (child != parent)
    g_hash_table_replace (self->parents, boxed (child), boxed (parent));
}

/* 2^32 and 31 bits of an FNV-1a hash: the same in every build. */
static uint64_t
id_of_key (const char *key)
{
  uint64_t hash = 0xcbf29ce484222325u;

  for (const char *at = key; *at != '\0'; at++)
    hash = (hash ^ (uint8_t) *at) * 0x100000001b3u;
  hash ^= hash >> 32;
  return ((uint64_t) 1 << 32) | (hash & 0x7fffffff);
}

/* Of two keys with one hash the second takes the next free id, so that neither mends the other. */
static uint64_t
own_id (ToposGazetteerBuild *self, const char *key)
{
  uint64_t id = id_of_key (key);
  const char *known;

  while ((known = g_hash_table_lookup (self->own, &id)) != NULL) {
    if (g_str_equal (known, key))
      return id;
    id = ((uint64_t) 1 << 32) | ((id + 1) & 0x7fffffff);
  }
  g_hash_table_insert (self->own, boxed (id), g_strdup (key));
  return id;
}

static uint32_t
container_number (ToposGazetteerBuild *self, const char *name)
{
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->container_numbers, name));
  char *own;

  if (known != 0)
    return known;
  own = g_strdup (name);
  g_ptr_array_add (self->containers, own);
  g_hash_table_insert (self->container_numbers, own, GUINT_TO_POINTER (self->containers->len - 1));
  return self->containers->len - 1;
}

static const char *
what_is_wrong (const GazetteerRow *row)
{
  if (row->id == 0 && row->key == NULL)
    return "neither id nor name";
  if (row->id > UINT32_MAX)
    return "the id is beyond GeoNames' range";
  if (row->has_point && !topos_point_is_valid (row->point))
    return "the point lies beyond the poles or the 180th meridian";
  if (row->has_point && (row->name == NULL || *row->name == '\0'))
    return "a place without a name";
  if (row->name != NULL && !g_utf8_validate (row->name, -1, NULL))
    return "the name is not UTF-8";
  if (row->country != NULL && *row->country != '\0'
      && (strlen (row->country) != 2 || !g_ascii_isalpha (row->country[0])
          || !g_ascii_isalpha (row->country[1])))
    return "the country is not a code of two letters";
  return NULL;
}

static void
keep_aside (ToposGazetteerBuild *self, const GazetteerRow *row, uint64_t id)
{
  if (row->code != NULL && *row->code != '\0')
    gazetteer_build_code (self, row->code, id);
  if (row->key != NULL)
    gazetteer_build_code (self, row->key, id);
  if (row->note != NULL && *row->note != '\0')
    g_hash_table_replace (self->notes, boxed (id), g_strdup (row->note));
  if (row->radius_km > 0 || row->has_box) {
    const GatheredArea area = { row->radius_km, row->has_box, row->box };

    g_hash_table_replace (self->areas, boxed (id), g_memdup2 (&area, sizeof area));
  }
}

uint64_t
gazetteer_build_row (ToposGazetteerBuild *self, const GazetteerRow *row, const char **bad)
{
  GatheredPlace place = { .id = row->id, .rank = -1 };

  *bad = what_is_wrong (row);
  if (*bad != NULL)
    return 0;
  if (place.id == 0)
    place.id = own_id (self, row->key);
  place.order = self->places->len;
  if (row->has_point) {
    place.lat = (int32_t) lround (row->point.lat * GAZETTEER_DEGREE);
    place.lon = (int32_t) lround (row->point.lon * GAZETTEER_DEGREE);
    place.says |= SAYS_POINT;
  }
  if (row->name != NULL && *row->name != '\0') {
    place.name = (uint32_t) self->text->len;
    g_string_append_len (self->text, row->name, (gssize) strlen (row->name) + 1);
  }
  if (row->has_kind) {
    place.kind = (uint8_t) row->kind;
    place.says |= SAYS_KIND;
  }
  if (row->has_population) {
    place.population = (uint32_t) CLAMP (row->population, 0, UINT32_MAX);
    place.says |= SAYS_POPULATION;
  }
  if (row->is_capital)
    place.says |= SAYS_CAPITAL;
  if (row->has_rank)
    place.rank = (int8_t) CLAMP (row->rank, 0, 15);
  if (row->country != NULL && *row->country != '\0')
    place.country = (uint16_t) (g_ascii_toupper (row->country[0]) << 8
                                | g_ascii_toupper (row->country[1]));
  if (row->in != NULL && *row->in != '\0')
    place.in = container_number (self, row->in);
  keep_aside (self, row, place.id);
  g_array_append_val (self->places, place);
  return place.id;
}

bool
gazetteer_build_name (ToposGazetteerBuild *self, uint64_t id, ToposNameKind kind,
                      const char *spelling, GError **error)
{
  guint8 bytes[9 + NAME_AT_MOST];
  const gsize length = strlen (spelling);

  if (length == 0 || length > NAME_AT_MOST || !g_utf8_validate (spelling, (gssize) length, NULL))
    return true;
  for (int i = 0; i < 8; i++)
    bytes[i] = (guint8) (id >> (56 - 8 * i));
  bytes[8] = (guint8) kind;
  memcpy (bytes + 9, spelling, length);
  return runs_add (self->names, bytes, 9 + length, error);
}

static int
compare_places (const void *a, const void *b)
{
  const GatheredPlace *left = a;
  const GatheredPlace *right = b;

  if (left->id != right->id)
    return left->id < right->id ? -1 : 1;
  return left->order < right->order ? -1 : 1;
}

/* Lays what `later` says over `place`. */
static void
mend (GatheredPlace *place, const GatheredPlace *later)
{
  if ((later->says & SAYS_POINT) != 0) {
    place->lat = later->lat;
    place->lon = later->lon;
  }
  if ((later->says & SAYS_KIND) != 0)
    place->kind = later->kind;
  if ((later->says & SAYS_POPULATION) != 0)
    place->population = later->population;
  if (later->name != 0)
    place->name = later->name;
  if (later->in != 0)
    place->in = later->in;
  if (later->country != 0)
    place->country = later->country;
  if (later->rank >= 0)
    place->rank = later->rank;
  place->says |= later->says;
}

static int8_t
rank_of (const GatheredPlace *place)
{
  const int8_t by_kind = place->kind < TOPOS_PLACE_N_KINDS ? KIND_RANKS[place->kind] : 12;

  if (by_kind >= 0)
    return by_kind;
  for (gsize i = 0; i < G_N_ELEMENTS (RANKS); i++)
    if (place->population >= RANKS[i].people)
      return RANKS[i].rank;
  return 13;
}

void
gazetteer_build_settle (ToposGazetteerBuild *self)
{
  GatheredPlace *places = (GatheredPlace *) (void *) self->places->data;
  guint n = 0;

  if (self->places->len > 0)
    qsort (places, self->places->len, sizeof *places, compare_places);
  for (guint i = 0; i < self->places->len; i++)
    if (n > 0 && places[n - 1].id == places[i].id)
      mend (&places[n - 1], &places[i]);
    else
      places[n++] = places[i];
  g_array_set_size (self->places, n);
  for (guint i = 0; i < n; i++)
    if (places[i].rank < 0)
      places[i].rank = rank_of (&places[i]);
}

uint32_t
gazetteer_build_find (const ToposGazetteerBuild *self, uint64_t id)
{
  const GatheredPlace *places = (const GatheredPlace *) (const void *) self->places->data;
  guint low = 0;
  guint high = self->places->len;

  while (low < high) {
    const guint middle = low + (high - low) / 2;

    if (places[middle].id < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < self->places->len && places[low].id == id ? low : UINT32_MAX;
}

/* A code's container is the code cut at its last dot: US.LA.079, US.LA, US. */
static uint64_t
id_of_container (ToposGazetteerBuild *self, const char *name, uint64_t self_id)
{
  g_autofree char *shorter = g_strdup (name);

  for (;;) {
    const uint64_t *id = g_hash_table_lookup (self->codes, shorter);
    char *dot;
    uint64_t number;

    if (id != NULL && *id != self_id)
      return *id;
    if (g_ascii_string_to_unsigned (shorter, 10, 1, UINT32_MAX, &number, NULL))
      return number;
    dot = strrchr (shorter, '.');
    if (dot == NULL)
      return 0;
    *dot = '\0';
  }
}

uint64_t
gazetteer_build_container (ToposGazetteerBuild *self, const GatheredPlace *place)
{
  const uint64_t *told = g_hash_table_lookup (self->parents, &place->id);
  const uint64_t id = place->in != 0
                        ? id_of_container (self, self->containers->pdata[place->in], place->id) : 0;

  if (told != NULL && gazetteer_build_find (self, *told) != UINT32_MAX)
    return *told;
  return id;
}
