/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"

#include <cairo.h>
#include <glib.h>

/* The outlines of countries, territories and provinces, by place. One read-only file, mapped into
 * memory; any number of threads may ask at once. */
typedef struct ToposOutlines ToposOutlines;

/* The outline of one place: closed rings on the Web Mercator square. One that the 180th meridian
 * crosses is whole and reaches beyond the square's edge. */
typedef struct {
  ToposMercator *points;
  uint32_t *ends;        /* behind the last point of each ring */
  uint32_t n_rings;
  ToposMercator low;     /* its box */
  ToposMercator high;
} ToposOutline;

/* Where the bundled file lies below the data folder. */
#define TOPOS_OUTLINES_BUNDLED "outlines/world.outlines"

/* Opens the file at `path`. TOPOS_ERROR_DATA when it is missing, damaged or of another version.
 * Returns: (transfer full). */
ToposOutlines *topos_outlines_open (const char *path, GError **error);
ToposOutlines *topos_outlines_ref (ToposOutlines *self);
void           topos_outlines_unref (ToposOutlines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposOutlines, topos_outlines_unref)

/* The outline of `id`; NULL when there is none, when it is damaged, or when `self` is NULL.
 * Returns: (transfer full). */
ToposOutline *topos_outlines_find (const ToposOutlines *self, ToposPlaceId id);
void          topos_outline_free (ToposOutline *outline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposOutline, topos_outline_free)

/* True when `point`, on whichever turn of the world, lies inside. */
bool topos_outline_contains (const ToposOutline *outline, ToposMercator point);

/* Adds the rings to the path of `cr`. The world is `world` units wide there, and the Mercator
 * point `origin` lies at 0, 0; of the world's turns the one nearest to it is taken. Points that
 * fall together are left out. */
void topos_outline_trace (const ToposOutline *outline, cairo_t *cr, ToposMercator origin,
                          double world);
