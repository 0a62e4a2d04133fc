/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"

#include <gio/gio.h>

/* What the tiles of a file are. */
typedef enum {
  TOPOS_TILES_VECTOR,  /* Mapbox Vector Tiles, already unzipped when read */
  TOPOS_TILES_RASTER,  /* PNG, JPEG or WebP */
} ToposTilesKind;

/* How the layers of vector tiles are named. */
typedef enum {
  TOPOS_SCHEMA_TOPOS,         /* the bundled world map */
  TOPOS_SCHEMA_SHORTBREAD,
  TOPOS_SCHEMA_OPENMAPTILES,
} ToposTilesSchema;

/* A file of map tiles by the MBTiles rules (1.3), read only. Any thread may read. */
typedef struct ToposMbtiles ToposMbtiles;

/* Opens the file at `path`; TOPOS_ERROR_INPUT when it holds no tiles that Topos can draw.
 * Returns: (transfer full). */
ToposMbtiles *topos_mbtiles_open (const char *path, GError **error);
ToposMbtiles *topos_mbtiles_ref (ToposMbtiles *self);
void          topos_mbtiles_unref (ToposMbtiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposMbtiles, topos_mbtiles_unref)

const char      *topos_mbtiles_path (const ToposMbtiles *self);
ToposTilesKind   topos_mbtiles_kind (const ToposMbtiles *self);
ToposTilesSchema topos_mbtiles_schema (const ToposMbtiles *self);
int              topos_mbtiles_min_zoom (const ToposMbtiles *self);
int              topos_mbtiles_max_zoom (const ToposMbtiles *self);

/* What the file says of itself; never NULL, maybe "". The credits must be shown with the map. */
const char *topos_mbtiles_name (const ToposMbtiles *self);
const char *topos_mbtiles_credits (const ToposMbtiles *self);

/* The area it covers; the whole world when it does not say. */
ToposBox topos_mbtiles_bounds (const ToposMbtiles *self);

/* The bytes of tile `x`, `y` (counted from the north-west) of `zoom`. NULL without an error when
 * the file has none there; an error when they are damaged or beyond 16 MB unzipped.
 * Returns: (transfer full) (nullable). */
GBytes *topos_mbtiles_read (ToposMbtiles *self, int zoom, int x, int y, GError **error);
