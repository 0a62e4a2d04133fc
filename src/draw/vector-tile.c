/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/vector-tile.h"

#include "draw/vector-tile.pb-c.h"

#include <string.h>

#define COORDINATE_LIMIT (1 << 22)
#define EXTENT_LIMIT (1 << 17)

enum {
  COMMAND_MOVE = 1,
  COMMAND_LINE = 2,
  COMMAND_CLOSE = 7,
};

struct ToposVectorTile {
  gatomicrefcount references;
  Topos__PbTile *message;
  GArray *points;    /* ToposTilePoint */
  GArray *parts;     /* ToposTilePart */
  GArray *features;  /* ToposTileFeature */
  GArray *layers;    /* ToposTileLayer */
};

/* Reads a feature's commands; `points` and `parts` grow by what is sound. */
typedef struct {
  const uint32_t *commands;
  size_t n_commands;
  size_t at;
  int64_t x;
  int64_t y;
  GArray *points;
  GArray *parts;
  uint32_t part_start;
} Walker;

static int32_t
unzigzag (uint32_t n)
{
  return (int32_t) (n >> 1) ^ -(int32_t) (n & 1);
}

/* Ends the part that began at `part_start`; too short a one vanishes. */
static void
end_part (Walker *self, uint32_t least)
{
  const uint32_t n = self->points->len - self->part_start;
  if (n < least) {
    g_array_set_size (self->points, self->part_start);
    return;
  }
  /* The points are known by number until the array has stopped moving. */
  ToposTilePart part = { .points = GUINT_TO_POINTER (self->part_start), .n_points = n };
  part.low = part.high = g_array_index (self->points, ToposTilePoint, self->part_start);
  for (uint32_t i = self->part_start; i < self->points->len; i++) {
    const ToposTilePoint p = g_array_index (self->points, ToposTilePoint, i);
    part.low.x = MIN (part.low.x, p.x);
    part.low.y = MIN (part.low.y, p.y);
    part.high.x = MAX (part.high.x, p.x);
    part.high.y = MAX (part.high.y, p.y);
  }
  g_array_append_val (self->parts, part);
  self->part_start = self->points->len;
}

/* Takes `count` points. False when they run out or lie far beyond any tile. */
static bool
take_points (Walker *self, uint32_t count)
{
  if (count == 0 || count > (self->n_commands - self->at) / 2)
    return false;
  for (uint32_t i = 0; i < count; i++) {
    self->x += unzigzag (self->commands[self->at++]);
    self->y += unzigzag (self->commands[self->at++]);
    if (ABS (self->x) > COORDINATE_LIMIT || ABS (self->y) > COORDINATE_LIMIT)
      return false;
    const ToposTilePoint p = { .x = (int32_t) self->x, .y = (int32_t) self->y };
    g_array_append_val (self->points, p);
  }
  return true;
}

/* The whole geometry. False when it is damaged: what was read up to there stays. */
static void
walk (Walker *self, ToposGeometry kind)
{
  const uint32_t least = kind == TOPOS_GEOMETRY_POLYGON ? 3 : kind == TOPOS_GEOMETRY_LINE ? 2 : 1;
  bool sound = true;

  while (sound && self->at < self->n_commands) {
    const uint32_t command = self->commands[self->at++];
    const uint32_t count = command >> 3;
    switch (command & 7) {
    case COMMAND_MOVE:
      if (kind != TOPOS_GEOMETRY_POINT)
        end_part (self, least);
      sound = take_points (self, count);
      break;
    case COMMAND_LINE:
      sound = kind != TOPOS_GEOMETRY_POINT && self->points->len > self->part_start &&
              take_points (self, count);
      break;
    case COMMAND_CLOSE:
      sound = kind == TOPOS_GEOMETRY_POLYGON;
      end_part (self, least);
      break;
    default:
      sound = false;
    }
  }
  end_part (self, least);
}

static void
add_feature (ToposVectorTile *self, const Topos__PbFeature *message)
{
  const uint32_t kind = message->has_kind ? message->kind : 0;
  if (kind < TOPOS_GEOMETRY_POINT || kind > TOPOS_GEOMETRY_POLYGON)
    return;
  Walker walker = {
    .commands = message->geometry, .n_commands = message->n_geometry, .points = self->points,
    .parts = self->parts, .part_start = self->points->len,
  };
  const uint32_t first_part = self->parts->len;
  walk (&walker, (ToposGeometry) kind);
  if (self->parts->len == first_part)
    return;

  const ToposTileFeature feature = {
    .kind = (ToposGeometry) kind,
    .parts = GUINT_TO_POINTER (first_part),
    .n_parts = self->parts->len - first_part,
    .tags = message->tags,
    .n_tags = (uint32_t) message->n_tags & ~1u,
  };
  g_array_append_val (self->features, feature);
}

static void
add_layer (ToposVectorTile *self, const Topos__PbLayer *message)
{
  const uint32_t extent = message->has_extent ? message->extent : 4096;
  if (!message->name || extent == 0 || extent > EXTENT_LIMIT)
    return;
  const uint32_t first = self->features->len;
  for (size_t i = 0; i < message->n_features; i++)
    add_feature (self, message->features[i]);

  const ToposTileLayer layer = {
    .name = message->name,
    .extent = (int32_t) extent,
    .features = GUINT_TO_POINTER (first),
    .n_features = self->features->len - first,
    .values = message->values,
    .n_values = (uint32_t) message->n_values,
    .keys = message->keys,
    .n_keys = (uint32_t) message->n_keys,
  };
  g_array_append_val (self->layers, layer);
}

/* Turns numbers into pointers, now that the arrays no longer move. */
static void
settle (ToposVectorTile *self)
{
  for (uint32_t i = 0; i < self->parts->len; i++) {
    ToposTilePart *part = &g_array_index (self->parts, ToposTilePart, i);
    part->points = (ToposTilePoint *) (void *) self->points->data + GPOINTER_TO_UINT (part->points);
  }
  for (uint32_t i = 0; i < self->features->len; i++) {
    ToposTileFeature *feature = &g_array_index (self->features, ToposTileFeature, i);
    feature->parts = (ToposTilePart *) (void *) self->parts->data +
                     GPOINTER_TO_UINT (feature->parts);
  }
  for (uint32_t i = 0; i < self->layers->len && self->features->len > 0; i++) {
    ToposTileLayer *layer = &g_array_index (self->layers, ToposTileLayer, i);
    layer->features = (ToposTileFeature *) (void *) self->features->data +
                      GPOINTER_TO_UINT (layer->features);
  }
}

ToposVectorTile *
topos_vector_tile_new (const void *data, size_t length)
{
  Topos__PbTile *message = topos__pb_tile__unpack (NULL, length, data);
  if (!message)
    return NULL;

  ToposVectorTile *self = g_new0 (ToposVectorTile, 1);
  g_atomic_ref_count_init (&self->references);
  self->message = message;
  self->points = g_array_new (FALSE, FALSE, sizeof (ToposTilePoint));
  self->parts = g_array_new (FALSE, FALSE, sizeof (ToposTilePart));
  self->features = g_array_new (FALSE, FALSE, sizeof (ToposTileFeature));
  self->layers = g_array_new (FALSE, FALSE, sizeof (ToposTileLayer));
  for (size_t i = 0; i < message->n_layers; i++)
    add_layer (self, message->layers[i]);
  settle (self);
  return self;
}

ToposVectorTile *
topos_vector_tile_ref (ToposVectorTile *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
topos_vector_tile_unref (ToposVectorTile *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->points);
  g_array_unref (self->parts);
  g_array_unref (self->features);
  g_array_unref (self->layers);
  topos__pb_tile__free_unpacked (self->message, NULL);
  g_free (self);
}

const ToposTileLayer *
topos_vector_tile_layer (const ToposVectorTile *self, const char *name)
{
  for (uint32_t i = 0; i < self->layers->len; i++) {
    const ToposTileLayer *layer = &g_array_index (self->layers, ToposTileLayer, i);
    if (strcmp (layer->name, name) == 0)
      return layer;
  }
  return NULL;
}

int
topos_tile_layer_key (const ToposTileLayer *layer, const char *name)
{
  for (uint32_t i = 0; i < layer->n_keys; i++)
    if (strcmp (layer->keys[i], name) == 0)
      return (int) i;
  return -1;
}

static const Topos__PbValue *
value_of (const ToposTileLayer *layer, const ToposTileFeature *feature, int key)
{
  Topos__PbValue *const *values = layer->values;
  for (uint32_t i = 0; key >= 0 && i < feature->n_tags; i += 2)
    if (feature->tags[i] == (uint32_t) key && feature->tags[i + 1] < layer->n_values)
      return values[feature->tags[i + 1]];
  return NULL;
}

const char *
topos_tile_text (const ToposTileLayer *layer, const ToposTileFeature *feature, int key)
{
  const Topos__PbValue *value = value_of (layer, feature, key);
  const bool sound = value && value->text && *value->text &&
                     g_utf8_validate (value->text, -1, NULL);
  return sound ? value->text : NULL;
}

double
topos_tile_number (const ToposTileLayer *layer, const ToposTileFeature *feature, int key,
                   double otherwise)
{
  const Topos__PbValue *value = value_of (layer, feature, key);
  if (!value)
    return otherwise;
  if (value->has_signed_)
    return (double) value->signed_;
  if (value->has_whole)
    return (double) value->whole;
  if (value->has_natural)
    return (double) value->natural;
  if (value->has_number)
    return value->number;
  if (value->has_single)
    return (double) value->single;
  if (value->has_truth)
    return value->truth ? 1 : 0;
  return otherwise;
}

bool
topos_tile_word_is_of (const char *word, const char *words)
{
  const size_t length = word ? strlen (word) : 0;

  for (const char *at = length > 0 ? strstr (words, word) : NULL; at; at = strstr (at + 1, word))
    if (at > words && at[-1] == '|' && at[length] == '|')
      return true;
  return false;
}
