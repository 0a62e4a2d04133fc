/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <stdbool.h>

/* A line of text kept inside a picture: "Title", "Software"... */
typedef struct {
  const char *key;    /* Latin letters, at most 79 */
  const char *value;  /* UTF-8, or NULL: left out */
} ToposPngText;

/* The opaque picture `surface` (an image) as a PNG file in memory, with its resolution and texts,
 * the same bytes for the same picture. TOPOS_ERROR_OUTPUT when there is no memory.
 * Returns: (transfer full). */
GBytes *topos_png_encode (cairo_surface_t *surface, double dpi, const ToposPngText *texts,
                          size_t n_texts, GError **error);
