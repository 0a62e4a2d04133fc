/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/texture.h"

static void
surface_free (gpointer surface)
{
  cairo_surface_destroy (surface);
}

GdkTexture *
topos_texture_from_surface (cairo_surface_t *surface)
{
  cairo_surface_flush (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  const int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes =
    g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                (gsize) stride * (gsize) height, surface_free,
                                cairo_surface_reference (surface));
  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
}
