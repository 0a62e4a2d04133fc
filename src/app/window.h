/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

#include <adwaita.h>

/* The window on one library: ui/window.ui. */
#define TOPOS_TYPE_WINDOW (topos_window_get_type ())
G_DECLARE_FINAL_TYPE (ToposWindow, topos_window, TOPOS, WINDOW, AdwApplicationWindow)

/* `settings` may be NULL. */
ToposWindow *topos_window_new (AdwApplication *application, GSettings *settings);

/* Hands over the engine once it is open. */
void topos_window_set_engine (ToposWindow *self, ToposEngine *engine);

/* Opens the library at `path`, then imports `articles` (paths, ended by NULL; or NULL). */
void topos_window_open (ToposWindow *self, const char *path, const char *const *articles);

/* Imports into the open library, or into the default one when none is open. */
void topos_window_import (ToposWindow *self, const char *const *articles);

/* Opens the sample library, importing the sample articles when it is new. */
void topos_window_open_sample (ToposWindow *self);

/* Shows a point on the map: now, or as soon as a library is open. */
void topos_window_show_point (ToposWindow *self, ToposPoint point);

/* True while the window shows no library. */
gboolean topos_window_is_free (ToposWindow *self);
