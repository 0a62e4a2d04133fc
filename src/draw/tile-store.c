/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/tile-store.h"

#define KEPT_TILES 48

typedef struct {
  uint64_t key;
  uint64_t used;
  ToposVectorTile *tile;  /* NULL: there is none there */
} Kept;

struct ToposTileStore {
  ToposMbtiles *file;
  GMutex lock;  /* guards all below */
  Kept kept[KEPT_TILES];
  uint64_t clock;
};

ToposTileStore *
topos_tile_store_new (ToposMbtiles *file)
{
  ToposTileStore *self = g_new0 (ToposTileStore, 1);
  self->file = topos_mbtiles_ref (file);
  g_mutex_init (&self->lock);
  return self;
}

void
topos_tile_store_free (ToposTileStore *self)
{
  for (int i = 0; i < KEPT_TILES; i++)
    g_clear_pointer (&self->kept[i].tile, topos_vector_tile_unref);
  topos_mbtiles_unref (self->file);
  g_mutex_clear (&self->lock);
  g_free (self);
}

ToposMbtiles *
topos_tile_store_file (ToposTileStore *self)
{
  return self->file;
}

static ToposVectorTile *
decode (ToposTileStore *self, int zoom, int column, int row)
{
  /* A damaged tile is no reason to stop: it shows as water. */
  g_autoptr (GBytes) bytes = topos_mbtiles_read (self->file, zoom, column, row, NULL);
  if (!bytes)
    return NULL;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  return topos_vector_tile_new (data, length);
}

/* The slot that holds `key`, or NULL. */
static Kept *
kept_slot (ToposTileStore *self, uint64_t key)
{
  for (int i = 0; i < KEPT_TILES; i++)
    if (self->kept[i].used > 0 && self->kept[i].key == key)
      return &self->kept[i];
  return NULL;
}

static void
keep (ToposTileStore *self, uint64_t key, ToposVectorTile *tile)
{
  Kept *oldest = &self->kept[0];
  for (int i = 1; i < KEPT_TILES; i++)
    if (self->kept[i].used < oldest->used)
      oldest = &self->kept[i];
  g_clear_pointer (&oldest->tile, topos_vector_tile_unref);
  *oldest = (Kept) { .key = key, .used = ++self->clock,
                     .tile = tile ? topos_vector_tile_ref (tile) : NULL };
}

ToposVectorTile *
topos_tile_store_get (ToposTileStore *self, int zoom, int column, int row)
{
  const uint64_t key = (uint64_t) zoom << 48 | (uint64_t) column << 24 | (uint64_t) row;
  g_mutex_lock (&self->lock);
  Kept *kept = kept_slot (self, key);
  if (kept) {
    kept->used = ++self->clock;
    ToposVectorTile *tile = kept->tile ? topos_vector_tile_ref (kept->tile) : NULL;
    g_mutex_unlock (&self->lock);
    return tile;
  }
  g_mutex_unlock (&self->lock);

  /* Two threads may decode the same tile; that is cheaper than to make one wait. */
  ToposVectorTile *tile = decode (self, zoom, column, row);
  g_mutex_lock (&self->lock);
  if (!kept_slot (self, key))
    keep (self, key, tile);
  g_mutex_unlock (&self->lock);
  return tile;
}
