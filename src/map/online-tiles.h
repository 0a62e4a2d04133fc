/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "map/canvas.h"
#include "map/world-window.h"

#include <stdbool.h>

/* Tiles of a map server, as textures. Only on the main loop. */
typedef struct ToposOnlineTiles ToposOnlineTiles;

/* `address` NULL: OpenStreetMap's; `cache_folder` NULL: nothing is kept. No request is made before
 * something is drawn. An address that is none is told by _trouble. Returns: (transfer full). */
ToposOnlineTiles *topos_online_tiles_new (const char *address, const char *cache_folder,
                                          void (*news) (gpointer), gpointer user_data);
void              topos_online_tiles_free (ToposOnlineTiles *self);

/* A sentence when the server gives nothing, until it does again; else NULL. */
const char *topos_online_tiles_trouble (const ToposOnlineTiles *self);

/* The view moves: what was wished for and has not been begun is no longer wished for. */
void topos_online_tiles_moved (ToposOnlineTiles *self);

/* Draws the tiles that are there, larger ones in place of those that are not; once the view rests,
 * wishes for what is in view, and for nothing else. False when there was none to draw. */
bool topos_online_tiles_draw (ToposOnlineTiles *self, ToposCanvas *canvas,
                              const ToposWorldWindow *window, bool rests);
