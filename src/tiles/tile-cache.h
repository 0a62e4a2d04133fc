/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

/* Tiles from the network, kept in one file that never holds more than a limit. Any thread. */
typedef struct ToposTileCache ToposTileCache;

/* Opens the cache in `folder`, made where it is missing; a damaged one is begun anew. `limit` is
 * in bytes of tiles. Returns: (transfer full). */
ToposTileCache *topos_tile_cache_open (const char *folder, int64_t limit, GError **error);
void            topos_tile_cache_close (ToposTileCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposTileCache, topos_tile_cache_close)

/* The tile kept for `address`, its ETag (NULL when it has none) and when it ceases to be fresh
 * (seconds since 1970). NULL when there is none. Returns: (transfer full) (nullable). */
GBytes *topos_tile_cache_find (ToposTileCache *self, const char *address, char **etag,
                               int64_t *expires);

/* Keeps a tile, and forgets those used longest ago when the limit is passed. */
void topos_tile_cache_keep (ToposTileCache *self, const char *address, GBytes *tile,
                            const char *etag, int64_t expires);

/* The server said that the tile has not changed. */
void topos_tile_cache_renew (ToposTileCache *self, const char *address, int64_t expires);

/* How many bytes of tiles are kept. */
int64_t topos_tile_cache_size (ToposTileCache *self);
