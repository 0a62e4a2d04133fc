/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gtk/gtk.h>

/* A painted picture that is drawn frame after frame. The surface is an image of ARGB32, and must
 * not be painted on after it. `opaque` says that no pixel lets through what is beneath, which is
 * drawn faster. Any thread. Returns: (transfer full). */
typedef struct ToposBitmap ToposBitmap;
ToposBitmap *topos_bitmap_new (cairo_surface_t *surface, bool opaque);
void topos_bitmap_free (ToposBitmap *self);

/* What its pixels take in memory. */
size_t topos_bitmap_bytes (const ToposBitmap *self);

/* Where a layer draws its bitmaps, for one frame: as textures, or by cairo when that is what GSK
 * renders with, since then GSK would copy and convert every texture in every frame. */
typedef struct {
  GtkSnapshot *snapshot;
  cairo_t *cr;  /* NULL for textures */
} ToposCanvas;

/* Begins to draw within `bounds`, and until `_close` nothing else may be added to the snapshot. */
ToposCanvas topos_canvas_open (GtkWidget *widget, GtkSnapshot *snapshot,
                               const graphene_rect_t *bounds);
void topos_canvas_close (ToposCanvas *self);

void topos_canvas_push_clip (ToposCanvas *self, const graphene_rect_t *clip);
void topos_canvas_pop (ToposCanvas *self);

/* Until `_pop_turn`: the origin lies at x, y, and all is turned by so many radians. */
void topos_canvas_push_turn (ToposCanvas *self, double x, double y, double radians);
void topos_canvas_pop_turn (ToposCanvas *self);

void topos_canvas_fill (ToposCanvas *self, const GdkRGBA *colour, const graphene_rect_t *place);

/* Draws the whole bitmap, stretched to `place`. */
void topos_canvas_draw (ToposCanvas *self, ToposBitmap *bitmap, const graphene_rect_t *place);
