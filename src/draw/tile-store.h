/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/vector-tile.h"
#include "tiles/mbtiles.h"

/* A file of vector tiles with the last used ones decoded: enlarged, one serves many tiles of the
 * screen. Any thread. */
typedef struct ToposTileStore ToposTileStore;

/* Takes a reference of `file`. Returns: (transfer full). */
ToposTileStore *topos_tile_store_new (ToposMbtiles *file);
void            topos_tile_store_free (ToposTileStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposTileStore, topos_tile_store_free)

ToposMbtiles *topos_tile_store_file (ToposTileStore *self);

/* The tile, or NULL when the file has none there or it is damaged. Returns: (transfer full). */
ToposVectorTile *topos_tile_store_get (ToposTileStore *self, int zoom, int column, int row);
