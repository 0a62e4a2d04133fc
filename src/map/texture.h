/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gtk/gtk.h>

/* A painted surface as a texture, without a copy; the surface must not be painted on after it. Any
 * thread. Returns: (transfer full). */
GdkTexture *topos_texture_from_surface (cairo_surface_t *surface);
