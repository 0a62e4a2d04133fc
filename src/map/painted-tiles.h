/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/base-map.h"
#include "map/canvas.h"
#include "map/world-window.h"

/* The offline map as tiles of the screen, painted by workers and kept up to a limit. A tile is a
 * square of a world of any width, so that a map that rests between two zooms is as sharp as one on
 * a zoom. Only on the main loop. */
typedef struct ToposPaintedTiles ToposPaintedTiles;

/* `news` is called when there is something new to be drawn. Returns: (transfer full). */
ToposPaintedTiles *topos_painted_tiles_new (void (*news) (gpointer), gpointer user_data);

/* Ends it: waits for what is being painted, drops what waits, and no news come after it. */
void topos_painted_tiles_close (ToposPaintedTiles *self);

/* Another map, or NULL for none. */
void topos_painted_tiles_set_map (ToposPaintedTiles *self, ToposBaseMap *map);

/* Draws what is there, other zooms in place of what is not; nothing is blank once the coarsest
 * tiles have been painted. While the view does not rest nothing new is asked for. `density` is
 * how many pixels of the screen one of the layout has. */
void topos_painted_tiles_draw (ToposPaintedTiles *self, ToposCanvas *canvas,
                               const ToposWorldWindow *window, int density, ToposTheme theme,
                               bool rests);
