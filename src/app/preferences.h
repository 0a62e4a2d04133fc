/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The preferences: ui/preferences.ui. */
#define TOPOS_TYPE_PREFERENCES (topos_preferences_get_type ())
G_DECLARE_FINAL_TYPE (ToposPreferences, topos_preferences, TOPOS, PREFERENCES, AdwWindow)

/* `settings` may be NULL: then nothing can be changed. */
ToposPreferences *topos_preferences_new (GtkWindow *parent, GSettings *settings);
