/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>
#include <stdbool.h>

/* The family that Topos brings along, so that a sheet looks the same on every machine. */
#define TOPOS_FONT "Noto Sans"

/* A context for laying out text with the fonts in `data_dir`/fonts first and the system's for
 * scripts they lack; unhinted, so that widths do not depend on the size in pixels or the
 * screen. Belongs to one thread. `data_dir` may be NULL: the system's fonts alone.
 * Returns: (transfer full). */
PangoContext *topos_fonts_context_new (const char *data_dir);

/* One line of text in `context`: `size` in units of the drawing, `bold` or not.
 * Returns: (transfer full). */
PangoLayout *topos_fonts_layout (PangoContext *context, const char *text, double size, bool bold);
