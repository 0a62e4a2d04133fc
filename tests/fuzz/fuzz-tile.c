/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A tile's bytes: as a vector tile, every part of which is looked at, and as an image. */

#include "draw/vector-tile.h"
#include "fuzz.h"
#include "tiles/image.h"

static void
look_at_feature (const ToposTileLayer *layer, const ToposTileFeature *feature, int key)
{
  topos_tile_text (layer, feature, key);
  topos_tile_number (layer, feature, key, 0);
  for (uint32_t p = 0; p < feature->n_parts; p++) {
    const ToposTilePart *part = &feature->parts[p];

    for (uint32_t i = 0; i < part->n_points; i++)
      g_assert (part->points[i].x >= part->low.x && part->points[i].x <= part->high.x
                && part->points[i].y >= part->low.y && part->points[i].y <= part->high.y);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const LAYERS[] = { "land", "water", "names", "places" };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ToposImage) image = topos_image_decode (bytes, NULL);
  g_autoptr (ToposVectorTile) tile = topos_vector_tile_new (data, size);

  for (size_t i = 0; tile != NULL && i < G_N_ELEMENTS (LAYERS); i++) {
    const ToposTileLayer *layer = topos_vector_tile_layer (tile, LAYERS[i]);

    for (uint32_t f = 0; layer != NULL && f < layer->n_features; f++)
      look_at_feature (layer, &layer->features[f], topos_tile_layer_key (layer, "kind"));
  }
  return 0;
}
