/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/base-map.h"

/* Puts the features of tiles into a cairo path, cut to what the view shows. For the painters of
 * the bundled world and of the user's own tiles. */
typedef struct {
  cairo_t *cr;
  const ToposBaseView *view;
  double margin;      /* beyond the view, what the broadest line may reach */
  double least_step;  /* in reference pixels: shorter steps of a line are joined */
  double *scratch[2];
  size_t scratch_size;
} ToposTilePainter;

/* Which features of a layer are meant: all when `key` is NULL; those whose text under `key` is one
 * of `words` ("|river|canal|"); or those whose number is from `least` to `most`. One without the
 * key is counted as `least`. */
typedef struct {
  const char *key;
  const char *words;
  double least;
  double most;
} ToposTileFilter;

void topos_tile_painter_clear (ToposTilePainter *self);

/* Whether any of a tile's square is in the view. */
bool topos_tile_painter_sees (const ToposTilePainter *self, const ToposPlacedTile *placed);

/* Until cairo_restore: only what lies in the tile's square, on whole units, so that no line is
 * painted twice where tiles overlap and no seam shows. */
void topos_tile_painter_clip (ToposTilePainter *self, const ToposPlacedTile *placed);

/* Adds the polygons of a layer to the path, to be filled with the winding rule; without the layer
 * nothing. Tiles overlap a little, so that many may be filled at once without a seam. */
void topos_tile_painter_add_polygons (ToposTilePainter *self, const ToposPlacedTile *placed,
                                      const char *layer, const ToposTileFilter *filter);

/* Adds the lines of a layer, and the outlines of its polygons without the edges that the cutting
 * into tiles made. */
void topos_tile_painter_add_lines (ToposTilePainter *self, const ToposPlacedTile *placed,
                                   const char *layer, const ToposTileFilter *filter);
