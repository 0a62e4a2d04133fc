/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/base-map.h"
#include "draw/callout.h"
#include "map/canvas.h"
#include "map/world-window.h"

/* The names of the offline map: placed by a worker for the whole view once it rests, painted into
 * one texture, moved with the map until the next rest. Only on the main loop. */
typedef struct ToposPaintedNames ToposPaintedNames;

/* `news` is called when there is something new to be drawn. Returns: (transfer full). */
ToposPaintedNames *topos_painted_names_new (void (*news) (gpointer), gpointer user_data);

/* Ends it: waits for what is being painted, drops what waits, and no news come after it. */
void topos_painted_names_close (ToposPaintedNames *self);

/* Another map, or NULL for none; `data_dir` is where Topos' fonts are. */
void topos_painted_names_set_map (ToposPaintedNames *self, ToposBaseMap *map, const char *data_dir);

/* What lies over the map: rectangles in units of the world's width (element-type ToposRect) that
 * names keep clear of, and names that stand there already. Both are referenced or copied; NULL
 * for none. */
void topos_painted_names_set_covered (ToposPaintedNames *self, GArray *covered);
void topos_painted_names_set_taken (ToposPaintedNames *self, const char *const *taken);

/* "fr", or NULL for English. */
void topos_painted_names_set_language (ToposPaintedNames *self, const char *language);

/* Names so many times as large as usual. */
void topos_painted_names_set_letters (ToposPaintedNames *self, double letters);

/* Draws the names that are there; once the view rests, asks for those it lacks. */
void topos_painted_names_draw (ToposPaintedNames *self, ToposCanvas *canvas,
                               const ToposWorldWindow *window, int density, ToposTheme theme,
                               bool rests);
