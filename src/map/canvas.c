/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/canvas.h"

struct ToposBitmap {
  cairo_surface_t *pixels;  /* `source` holds it */
  cairo_surface_t *source;  /* for cairo: the same pixels, without alpha when they are opaque */
  GdkTexture *texture;      /* NULL until it is first drawn as one */
};

/* ------------------------------------------------------------------------------------ bitmaps */

static void
surface_free (gpointer surface)
{
  cairo_surface_destroy (surface);
}

ToposBitmap *
topos_bitmap_new (cairo_surface_t *surface, bool opaque)
{
  static const cairo_user_data_key_t PIXELS;
  ToposBitmap *self = g_new0 (ToposBitmap, 1);
  cairo_surface_flush (surface);
  self->pixels = surface;
  self->source = cairo_image_surface_create_for_data (
    cairo_image_surface_get_data (surface), opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
    cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface),
    cairo_image_surface_get_stride (surface));
  cairo_surface_set_user_data (self->source, &PIXELS, cairo_surface_reference (surface),
                               surface_free);
  return self;
}

void
topos_bitmap_free (ToposBitmap *self)
{
  cairo_surface_destroy (self->source);
  g_clear_object (&self->texture);
  g_free (self);
}

size_t
topos_bitmap_bytes (const ToposBitmap *self)
{
  return (size_t) cairo_image_surface_get_stride (self->pixels) *
         (size_t) cairo_image_surface_get_height (self->pixels);
}

static GdkTexture *
texture_of (ToposBitmap *self)
{
  if (self->texture)
    return self->texture;
  const int stride = cairo_image_surface_get_stride (self->pixels);
  g_autoptr (GBytes) bytes =
    g_bytes_new_with_free_func (cairo_image_surface_get_data (self->pixels),
                                topos_bitmap_bytes (self), surface_free,
                                cairo_surface_reference (self->pixels));
  self->texture = gdk_memory_texture_new (cairo_image_surface_get_width (self->pixels),
                                          cairo_image_surface_get_height (self->pixels),
                                          GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
  return self->texture;
}

/* --------------------------------------------------------------------------------- the canvas */

ToposCanvas
topos_canvas_open (GtkWidget *widget, GtkSnapshot *snapshot, const graphene_rect_t *bounds)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native ? gtk_native_get_renderer (native) : NULL;
  return (ToposCanvas) {
    .snapshot = snapshot,
    .cr = renderer && GSK_IS_CAIRO_RENDERER (renderer)
            ? gtk_snapshot_append_cairo (snapshot, bounds)
            : NULL,
  };
}

void
topos_canvas_close (ToposCanvas *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
}

static void
add_rectangle (cairo_t *cr, const graphene_rect_t *rect)
{
  cairo_rectangle (cr, rect->origin.x, rect->origin.y, rect->size.width, rect->size.height);
}

void
topos_canvas_push_clip (ToposCanvas *self, const graphene_rect_t *clip)
{
  if (!self->cr) {
    gtk_snapshot_push_clip (self->snapshot, clip);
    return;
  }
  cairo_save (self->cr);
  add_rectangle (self->cr, clip);
  cairo_clip (self->cr);
}

void
topos_canvas_pop (ToposCanvas *self)
{
  if (self->cr)
    cairo_restore (self->cr);
  else
    gtk_snapshot_pop (self->snapshot);
}

void
topos_canvas_push_turn (ToposCanvas *self, double x, double y, double radians)
{
  if (!self->cr) {
    gtk_snapshot_save (self->snapshot);
    gtk_snapshot_translate (self->snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
    gtk_snapshot_rotate (self->snapshot, (float) (radians * 180 / G_PI));
    return;
  }
  cairo_save (self->cr);
  cairo_translate (self->cr, x, y);
  cairo_rotate (self->cr, radians);
}

void
topos_canvas_pop_turn (ToposCanvas *self)
{
  if (self->cr)
    cairo_restore (self->cr);
  else
    gtk_snapshot_restore (self->snapshot);
}

void
topos_canvas_fill (ToposCanvas *self, const GdkRGBA *colour, const graphene_rect_t *place)
{
  if (!self->cr) {
    gtk_snapshot_append_color (self->snapshot, colour, place);
    return;
  }
  gdk_cairo_set_source_rgba (self->cr, colour);
  add_rectangle (self->cr, place);
  cairo_fill (self->cr);
}

void
topos_canvas_draw (ToposCanvas *self, ToposBitmap *bitmap, const graphene_rect_t *place)
{
  if (!self->cr) {
    gtk_snapshot_append_texture (self->snapshot, texture_of (bitmap), place);
    return;
  }
  const int width = cairo_image_surface_get_width (bitmap->source);
  const int height = cairo_image_surface_get_height (bitmap->source);
  cairo_save (self->cr);
  cairo_translate (self->cr, place->origin.x, place->origin.y);
  cairo_scale (self->cr, place->size.width / width, place->size.height / height);
  cairo_set_source_surface (self->cr, bitmap->source, 0, 0);
  /* Good filters take far too long; on whole pixels there is nothing to filter. */
  cairo_pattern_set_filter (cairo_get_source (self->cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (self->cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (self->cr, 0, 0, width, height);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}
