/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shelf.h"
#include "engine/engine.h"

#include <adwaita.h>

/* The window on one library: ui/window.ui. */
#define TOPOS_TYPE_WINDOW (topos_window_get_type ())
G_DECLARE_FINAL_TYPE (ToposWindow, topos_window, TOPOS, WINDOW, AdwApplicationWindow)

/* `settings` and `shelf` may be NULL. */
ToposWindow *topos_window_new (AdwApplication *application, GSettings *settings, ToposShelf *shelf);

/* Hands over the engine once it is open. */
void topos_window_set_engine (ToposWindow *self, ToposEngine *engine);

/* Opens the library at `path`; with `make` it is made when it is not there. What goes wrong is
 * shown with the ways out. */
void topos_window_open (ToposWindow *self, const char *path, bool make);

/* Imports files and folders (paths, ended by NULL), or one text, into the open library, or into the
 * default one when none is open; after the import that runs, if any. */
void topos_window_import (ToposWindow *self, const char *const *articles, GBytes *text);

/* Opens the sample library, importing the sample articles when it is new. */
void topos_window_open_sample (ToposWindow *self);

/* Shows a point on the map: now, or as soon as a library is open. */
void topos_window_show_point (ToposWindow *self, ToposPoint point);

/* Path of the library that the window shows, or NULL. */
const char *topos_window_library (ToposWindow *self);

/* True while the window shows no library and opens none. */
gboolean topos_window_is_free (ToposWindow *self);
