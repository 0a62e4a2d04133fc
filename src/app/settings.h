/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The user's settings (data/io.github.topos.Topos.gschema.xml), or NULL when the schema is not
 * installed: then Topos runs with the defaults and remembers nothing. Returns: (transfer full). */
GSettings *topos_settings_new (void);
