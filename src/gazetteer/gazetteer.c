/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/gazetteer.h"

#include "gazetteer/layer.h"
#include "gazetteer/near.h"

#include <string.h>

/* A hit's number: the layer in the upper five bits, the place in it below. */
#define PLACE_BITS 27
#define PLACE_MASK ((1u << PLACE_BITS) - 1)
#define LAYERS_AT_MOST 32
#define DEPTH_AT_MOST 12

struct ToposGazetteer {
  int references;
  guint n_layers; /* the last lies on top */
  GazetteerLayer *layers[LAYERS_AT_MOST];
};

ToposGazetteer *
topos_gazetteer_open (const char *path, GError **error)
{
  GazetteerLayer *layer = gazetteer_layer_open (path, error);
  ToposGazetteer *self;

  if (layer == NULL)
    return NULL;
  self = g_new0 (ToposGazetteer, 1);
  self->references = 1;
  self->layers[self->n_layers++] = layer;
  return self;
}

ToposGazetteer *
topos_gazetteer_open_bundled (const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, TOPOS_GAZETTEER_BUNDLED, NULL);

  return topos_gazetteer_open (path, error);
}

bool
topos_gazetteer_add_layer (ToposGazetteer *self, const char *path, GError **error)
{
  GazetteerLayer *layer = gazetteer_layer_open (path, error);

  if (layer == NULL)
    return false;
  g_assert (self->n_layers < LAYERS_AT_MOST && layer->n_places <= PLACE_MASK);
  self->layers[self->n_layers++] = layer;
  return true;
}

ToposGazetteer *
topos_gazetteer_ref (ToposGazetteer *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
topos_gazetteer_unref (ToposGazetteer *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  for (guint i = 0; i < self->n_layers; i++)
    gazetteer_layer_free (self->layers[i]);
  g_free (self);
}

static const PlaceRecord *
record_of (const ToposGazetteer *self, uint32_t hit, const GazetteerLayer **layer)
{
  const guint above = hit >> PLACE_BITS;
  const uint32_t place = hit & PLACE_MASK;

  if (above >= self->n_layers || place >= self->layers[above]->n_places)
    return NULL;
  *layer = self->layers[above];
  return &self->layers[above]->places[place];
}

/* The topmost layer that knows the place itself, not its id alone. */
static uint32_t
hit_of_id (const ToposGazetteer *self, uint64_t id)
{
  for (guint i = self->n_layers; i-- > 0;) {
    const uint32_t place = gazetteer_layer_place (self->layers[i], id);

    if (place != GAZETTEER_NOWHERE
        && (self->layers[i]->places[place].flags & PLACE_ELSEWHERE) == 0)
      return i << PLACE_BITS | place;
  }
  return GAZETTEER_NOWHERE;
}

/* A hit's number, led on to the layer that knows the place. */
static uint32_t
settled (const ToposGazetteer *self, guint layer, uint64_t place)
{
  const GazetteerLayer *in = self->layers[layer];

  if (place >= in->n_places)
    return GAZETTEER_NOWHERE;
  /* The record itself is not looked at where that need not be: it is far from all else. */
  if (layer + 1 == self->n_layers
      && (in->is_whole || (in->places[place].flags & PLACE_ELSEWHERE) == 0))
    return layer << PLACE_BITS | (uint32_t) place;
  return hit_of_id (self, gazetteer_record_id (&in->places[place]));
}

typedef struct {
  const ToposGazetteer *gazetteer;
  ToposNameHit *hits;
  guint most;
  guint n;
} Found;

static bool
is_among (const Found *found, uint32_t place)
{
  for (guint i = 0; i < MIN (found->n, found->most); i++)
    if (found->hits[i].place == place)
      return true;
  return false;
}

/* Adds the places of a key. Within one layer a key's places differ. */
static void
add_hits (Found *found, guint layer, KeyHits hits)
{
  const bool may_repeat = found->gazetteer->n_layers > 1 || found->n > 0;
  uint64_t hit;

  while (key_hits_next (&hits, &hit)) {
    const uint32_t place = settled (found->gazetteer, layer, hit >> 3);

    if (place == GAZETTEER_NOWHERE || (may_repeat && is_among (found, place)))
      continue;
    if (found->n < found->most)
      found->hits[found->n] = (ToposNameHit) { place, (ToposNameKind) (hit & 7) };
    found->n++;
  }
}

guint
topos_gazetteer_find (const ToposGazetteer *self, const char *key, gsize length,
                      ToposNameHit *hits, guint most)
{
  Found found = { self, hits, most, 0 };
  KeyHits of_key;

  if (length == 0 || length > GAZETTEER_KEY_MAX)
    return 0;
  for (guint i = self->n_layers; i-- > 0;) {
    const KeyIndex *index = &self->layers[i]->keys;

    if (key_index_may_have (index, key, length)
        && key_index_find (index, key, length, &of_key))
      add_hits (&found, i, of_key);
  }
  return found.n;
}

bool
topos_gazetteer_has_longer (const ToposGazetteer *self, const char *key, gsize length)
{
  char begin[GAZETTEER_KEY_MAX + 1];
  KeyCursor cursor;

  if (length == 0 || length >= GAZETTEER_KEY_MAX)
    return false;
  memcpy (begin, key, length);
  begin[length] = ' ';
  for (guint i = self->n_layers; i-- > 0;) {
    const KeyIndex *index = &self->layers[i]->keys;

    if (key_index_may_have (index, begin, length + 1)
        && key_cursor_seek (&cursor, index, begin, length + 1)
        && cursor.length > length && memcmp (cursor.key, begin, length + 1) == 0)
      return true;
  }
  return false;
}

static void
country_letters (uint16_t country, char letters[4])
{
  memset (letters, 0, 4);
  letters[0] = (char) (country >> 8);
  letters[1] = (char) (country & 0xff);
}

/* Near names are gathered first, then the best known of them told. */
#define NEAR_AT_MOST 1024

typedef struct {
  ToposNameHit hit;
  uint8_t rank;
  uint32_t population;
} NearHit;

typedef struct {
  const ToposGazetteer *gazetteer;
  NearHit *hits;
  guint n;
  guint layer;
  uint16_t country;
} Near;

static void
add_near (Near *near, uint32_t place, ToposNameKind kind)
{
  const GazetteerLayer *layer = NULL;
  const PlaceRecord *record = record_of (near->gazetteer, place, &layer);

  if (record == NULL || near->n == NEAR_AT_MOST
      || (near->country != 0 && record->country != near->country))
    return;
  for (guint i = 0; i < near->n; i++)
    if (near->hits[i].hit.place == place)
      return;
  near->hits[near->n++] = (NearHit) { { place, kind }, record->rank, record->population };
}

static void
near_cb (const KeyCursor *cursor, void *data)
{
  Near *near = data;
  KeyHits hits = key_cursor_hits (cursor);
  uint64_t hit;

  while (key_hits_next (&hits, &hit))
    add_near (near, settled (near->gazetteer, near->layer, hit >> 3), (ToposNameKind) (hit & 7));
}

static int
compare_near (const void *a, const void *b)
{
  const NearHit *left = a;
  const NearHit *right = b;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;
  if (left->population != right->population)
    return left->population > right->population ? -1 : 1;
  return left->hit.place < right->hit.place ? -1 : left->hit.place > right->hit.place;
}

guint
topos_gazetteer_find_near (const ToposGazetteer *self, const char *key, gsize length,
                           ToposPlaceId country, int sure, ToposNameHit *hits, guint most)
{
  g_autofree NearHit *found = g_new (NearHit, NEAR_AT_MOST);
  Near near = { .gazetteer = self, .hits = found };
  ToposPlace place;

  if (country != TOPOS_PLACE_NONE && topos_gazetteer_place (self, country, &place))
    near.country = (uint16_t) ((uint8_t) place.country[0] << 8 | (uint8_t) place.country[1]);
  for (int distance = 1; distance <= (sure > 0 ? 1 : 2) && near.n == 0; distance++)
    for (guint i = self->n_layers; i-- > 0;) {
      near.layer = i;
      gazetteer_near (&self->layers[i]->keys, key, length, distance, sure, near_cb, &near);
    }
  qsort (found, near.n, sizeof *found, compare_near);
  for (guint i = 0; i < MIN (near.n, most); i++)
    hits[i] = found[i].hit;
  return MIN (near.n, most);
}

static ToposBox
box_of (const AreaRecord *area)
{
  if (area == NULL || (area->west == 0 && area->east == 0 && area->south == 0 && area->north == 0))
    return topos_box_empty ();
  return (ToposBox) { area->west, area->south, area->east, area->north };
}

static ToposPlaceKind
kind_of (const PlaceRecord *record)
{
  return MIN (record->flags & PLACE_KIND, TOPOS_PLACE_N_KINDS - 1);
}

void
topos_gazetteer_glance (const ToposGazetteer *self, uint32_t hit_place, ToposPlace *place)
{
  const GazetteerLayer *layer = NULL;
  const PlaceRecord *record = record_of (self, hit_place, &layer);

  *place = (ToposPlace) { .name = "", .box = topos_box_empty (), .rank = 15 };
  if (record == NULL)
    return;
  place->id = gazetteer_record_id (record);
  place->name = gazetteer_layer_string (layer, record->name);
  place->kind = kind_of (record);
  place->point = (ToposPoint) { record->lat / GAZETTEER_DEGREE, record->lon / GAZETTEER_DEGREE };
  country_letters (record->country, place->country);
  if (record->parent < layer->n_places)
    place->parent = gazetteer_record_id (&layer->places[record->parent]);
  place->population = record->population;
  place->rank = MIN (record->rank, 15);
  place->geonameid = (record->flags & PLACE_OWN_ID) != 0 ? 0 : record->id;
}

void
topos_gazetteer_get (const ToposGazetteer *self, uint32_t hit_place, ToposPlace *place)
{
  const GazetteerLayer *layer = NULL;
  const uint32_t number = hit_place & PLACE_MASK;

  topos_gazetteer_glance (self, hit_place, place);
  if (record_of (self, hit_place, &layer) == NULL)
    return;
  const AreaRecord *area = gazetteer_layer_area (layer, number);
  place->box = box_of (area);
  place->radius_km = area != NULL ? area->radius_km : 0;
  place->note = gazetteer_layer_note (layer, number);
}

bool
topos_gazetteer_seek (const ToposGazetteer *self, ToposPlaceId id, uint32_t *hit_place)
{
  *hit_place = hit_of_id (self, id);
  return *hit_place != GAZETTEER_NOWHERE;
}

bool
topos_gazetteer_place (const ToposGazetteer *self, ToposPlaceId id, ToposPlace *place)
{
  uint32_t hit;

  if (!topos_gazetteer_seek (self, id, &hit))
    return false;
  topos_gazetteer_get (self, hit, place);
  return true;
}

/* The number of the place that contains `hit`, in the layer that knows it. */
static uint32_t
parent_of (const ToposGazetteer *self, uint32_t hit)
{
  const GazetteerLayer *layer = NULL;
  const PlaceRecord *record = record_of (self, hit, &layer);

  if (record == NULL || record->parent >= layer->n_places)
    return GAZETTEER_NOWHERE;
  return settled (self, hit >> PLACE_BITS, record->parent);
}

guint
topos_gazetteer_containers (const ToposGazetteer *self, uint32_t hit_place,
                            ToposContainer *above, guint most)
{
  uint32_t hit = hit_place;
  guint n = 0;

  while (n < MIN (most, DEPTH_AT_MOST)) {
    const GazetteerLayer *layer = NULL;
    const PlaceRecord *record;

    hit = parent_of (self, hit);
    record = record_of (self, hit, &layer);
    if (record == NULL)
      break;
    above[n++] = (ToposContainer) { gazetteer_record_id (record), kind_of (record) };
  }
  return n;
}

guint
topos_gazetteer_ancestors (const ToposGazetteer *self, ToposPlaceId id,
                           ToposPlaceId *above, guint most)
{
  ToposContainer containers[DEPTH_AT_MOST];
  const guint n = topos_gazetteer_containers (self, hit_of_id (self, id), containers,
                                              MIN (most, DEPTH_AT_MOST));

  for (guint i = 0; i < n; i++)
    above[i] = containers[i].id;
  return n;
}

bool
topos_gazetteer_is_inside (const ToposGazetteer *self, ToposPlaceId inner, ToposPlaceId outer)
{
  ToposPlaceId above[DEPTH_AT_MOST];
  const guint n = topos_gazetteer_ancestors (self, inner, above, G_N_ELEMENTS (above));

  for (guint i = 0; i < n; i++)
    if (above[i] == outer)
      return true;
  return false;
}

ToposPlaceId
topos_gazetteer_country (const ToposGazetteer *self, const char *code)
{
  ToposNameHit hit;
  ToposPlace place;

  if (strlen (code) != 2)
    return TOPOS_PLACE_NONE;
  const char key[3] = { '=', g_ascii_tolower (code[0]), g_ascii_tolower (code[1]) };

  if (topos_gazetteer_find (self, key, sizeof key, &hit, 1) == 0)
    return TOPOS_PLACE_NONE;
  topos_gazetteer_get (self, hit.place, &place);
  return place.id;
}

static bool
is_told (const ToposPlace *place, const char *name, bool has_province)
{
  if (topos_place_kind_is_country (place->kind))
    return true;
  if (g_str_equal (place->name, name))
    return false;
  return !has_province || place->kind == TOPOS_PLACE_PROVINCE;
}

char *
topos_gazetteer_where (const ToposGazetteer *self, ToposPlaceId id)
{
  GString *where = g_string_new (NULL);
  ToposPlace above[DEPTH_AT_MOST];
  ToposPlace place;
  uint32_t hit = hit_of_id (self, id);
  bool has_province = false;
  guint n = 0;

  topos_gazetteer_get (self, hit, &place);
  if (topos_place_kind_is_country (place.kind))
    return g_string_free (where, FALSE);
  while (n < DEPTH_AT_MOST && (hit = parent_of (self, hit)) != GAZETTEER_NOWHERE) {
    topos_gazetteer_get (self, hit, &above[n]);
    has_province = has_province || above[n].kind == TOPOS_PLACE_PROVINCE;
    if (topos_place_kind_is_country (above[n++].kind))
      break;
  }
  for (guint i = 0; i < n; i++)
    if (is_told (&above[i], place.name, has_province))
      g_string_append_printf (where, "%s%s", where->len > 0 ? ", " : "", above[i].name);
  return g_string_free (where, FALSE);
}

static void
spelling_cb (const char *spelling, void *data)
{
  if (!g_strv_contains ((const char *const *) ((GPtrArray *) data)->pdata, spelling)) {
    g_ptr_array_insert (data, (int) ((GPtrArray *) data)->len - 1, g_strdup (spelling));
  }
}

char **
topos_gazetteer_names (const ToposGazetteer *self, ToposPlaceId id)
{
  GPtrArray *names = g_ptr_array_new ();
  ToposPlace place;

  g_ptr_array_add (names, NULL);
  if (topos_gazetteer_place (self, id, &place))
    spelling_cb (place.name, names);
  for (guint i = self->n_layers; i-- > 0;) {
    const uint32_t number = gazetteer_layer_place (self->layers[i], id);

    if (number != GAZETTEER_NOWHERE)
      gazetteer_layer_spellings (self->layers[i], number, spelling_cb, names);
  }
  return (char **) g_ptr_array_free (names, FALSE);
}

guint
topos_gazetteer_n_layers (const ToposGazetteer *self)
{
  return self->n_layers;
}

void
topos_gazetteer_info (const ToposGazetteer *self, guint layer, ToposGazetteerInfo *info)
{
  const GazetteerHeader *header;

  g_assert (layer < self->n_layers);
  header = self->layers[layer]->header;
  *info = (ToposGazetteerInfo) { header->n_places, header->n_names, header->n_keys, header->size };
}

char *
topos_gazetteer_credits (const ToposGazetteer *self, guint layer)
{
  g_assert (layer < self->n_layers);
  return g_utf8_make_valid (self->layers[layer]->credits,
                            (gssize) self->layers[layer]->credits_length);
}

bool
topos_gazetteer_verify (const ToposGazetteer *self, guint layer)
{
  g_assert (layer < self->n_layers);
  return gazetteer_layer_verify (self->layers[layer]);
}
