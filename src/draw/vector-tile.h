/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* One vector tile, decoded and checked: nothing a damaged file holds can lead beyond its
 * arrays. Immutable once made, so any number of threads may read it. */
typedef struct ToposVectorTile ToposVectorTile;

typedef enum {
  TOPOS_GEOMETRY_POINT = 1,
  TOPOS_GEOMETRY_LINE = 2,
  TOPOS_GEOMETRY_POLYGON = 3,
} ToposGeometry;

/* In units of the layer's extent, from the tile's north-west corner; may lie beyond it. */
typedef struct {
  int32_t x;
  int32_t y;
} ToposTilePoint;

/* A line, a ring (its first point not repeated) or the points of a point feature. */
typedef struct {
  const ToposTilePoint *points;
  uint32_t n_points;
  ToposTilePoint low;   /* the box round the points */
  ToposTilePoint high;
} ToposTilePart;

typedef struct {
  ToposGeometry kind;
  const ToposTilePart *parts;
  uint32_t n_parts;
  const uint32_t *tags;
  uint32_t n_tags;
} ToposTileFeature;

typedef struct {
  const char *name;
  int32_t extent;
  const ToposTileFeature *features;
  uint32_t n_features;
  const void *values;  /* the tile's own */
  uint32_t n_values;
  char *const *keys;
  uint32_t n_keys;
} ToposTileLayer;

/* Decodes an unzipped tile; features that make no sense are left out. NULL when the bytes are no
 * vector tile at all. Returns: (transfer full) (nullable). */
ToposVectorTile *topos_vector_tile_new (const void *data, size_t length);
ToposVectorTile *topos_vector_tile_ref (ToposVectorTile *self);
void             topos_vector_tile_unref (ToposVectorTile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposVectorTile, topos_vector_tile_unref)

/* The layer of that name, or NULL. */
const ToposTileLayer *topos_vector_tile_layer (const ToposVectorTile *self, const char *name);

/* The number of a key, for the look-ups below; -1 when no feature of the layer has it. */
int topos_tile_layer_key (const ToposTileLayer *layer, const char *name);

/* A feature's text under `key`, or NULL; its number, or `otherwise`. */
const char *topos_tile_text (const ToposTileLayer *layer, const ToposTileFeature *feature, int key);
double      topos_tile_number (const ToposTileLayer *layer, const ToposTileFeature *feature,
                               int key, double otherwise);

/* Whether `word` is one of `words` ("|river|canal|"). NULL is none of them. */
bool topos_tile_word_is_of (const char *word, const char *words);
