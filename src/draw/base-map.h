/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"
#include "draw/theme.h"
#include "draw/vector-tile.h"
#include "tiles/mbtiles.h"

#include <cairo.h>

/* A window on the world. The painter's unit is the cairo context's; its origin is the view's
 * north-west corner. The world is 256 * 2^zoom * scale units wide and repeats itself to the east
 * and west. `scale` is how many units a reference pixel (of 96 an inch) has: 1 on a plain screen,
 * 2 on a HiDPI one, 300 / 96.0 on a page of 300 dpi; lines and letters grow with it. */
typedef struct {
  ToposMercator centre;
  double zoom;
  double width;
  double height;
  double scale;
  ToposTheme theme;
  bool graticule;        /* draw meridians and parallels */
  double letters;        /* names so many times as large as usual; 0 for the usual */
  const char *language;  /* of the labels, "fr"; NULL for English */
  bool without_towns;    /* name lands and waters alone, for a locator */
} ToposBaseView;

/* How many units of the view the world is wide. */
double topos_base_view_world (const ToposBaseView *view);

/* Where a point of the world lies in the view, in its units; of the world's repetitions the one
 * nearest to the view's middle. */
void topos_base_view_place (const ToposBaseView *view, ToposMercator point, double *x, double *y);

/* The point of the world that lies at `x`, `y` of the view. */
ToposMercator topos_base_view_point (const ToposBaseView *view, double x, double y);

/* The map under everything: a stack of tile files, the bundled world at the bottom. Any number
 * of threads may paint from one at once, once all files have been added. */
typedef struct ToposBaseMap ToposBaseMap;

/* A map of the bundled world at `path` (DATA/basemap/world.mbtiles), or of any other MBTiles file in
 * its place, with water where that has nothing. Returns: (transfer full). */
ToposBaseMap *topos_base_map_new (const char *path, GError **error);
ToposBaseMap *topos_base_map_ref (ToposBaseMap *self);
void          topos_base_map_unref (ToposBaseMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposBaseMap, topos_base_map_unref)

/* Lays the MBTiles file at `path` over what is there: images, or vector tiles in the Shortbread or
 * OpenMapTiles schema. Where it has nothing, what lies below shows. Only before the map is shared
 * between threads. */
bool topos_base_map_add (ToposBaseMap *self, const char *path, GError **error);

/* The credits that must be shown wherever the map is; a line of text, owned by the map. */
const char *topos_base_map_credits (const ToposBaseMap *self);

/* Paints the whole view: water, land, rivers, borders; no names (draw/labels.h). The same view
 * gives the same pixels, in any thread. Tiles that are missing or damaged leave water; beyond the
 * deepest tiles, the deepest are enlarged. */
void topos_base_map_paint (ToposBaseMap *self, cairo_t *cr, const ToposBaseView *view);

/* A tile that shows in a view: where it lies there, in the view's units. */
typedef struct {
  ToposVectorTile *tile;  /* owned by the array */
  int zoom;
  int column;
  int row;
  double x;
  double y;
  double size;
} ToposPlacedTile;

/* The vector tiles of the bundled world that show in the view or within `margin` units of it,
 * west to east, north to south. For painters. Returns: (transfer full) (element-type ToposPlacedTile). */
GArray *topos_base_map_tiles (ToposBaseMap *self, const ToposBaseView *view, double margin);

/* The same for the vector tiles of the file that was added as the `number`th, counted from 0: empty
 * where it has nothing to show, NULL when there is no such file. */
GArray *topos_base_map_extract_tiles (ToposBaseMap *self, const ToposBaseView *view,
                                      unsigned int number, ToposTilesSchema *schema);
