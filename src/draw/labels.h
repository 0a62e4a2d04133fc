/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/base-map.h"
#include "draw/callout.h"

#include <pango/pango.h>

/* The names of the base map for one view: countries, provinces, waters, ranges, towns with their
 * dots, the more important first, none over another. Belongs to the thread of its context. */
typedef struct ToposLabels ToposLabels;

/* Chooses and places the names of `view` inside `bounds` (of the view's units; larger than the
 * view to have names ready beside it), clear of the `obstacles`. `context` is of draw/fonts.h.
 * Names in `taken` (ends with NULL; may be NULL) are left out, as something else bears them.
 * The answer depends on the arguments and the fonts alone. Returns: (transfer full). */
ToposLabels *topos_labels_place (ToposBaseMap *map, const ToposBaseView *view,
                                 PangoContext *context, ToposRect bounds,
                                 const ToposRect *obstacles, size_t n_obstacles,
                                 const char *const *taken);
void         topos_labels_free (ToposLabels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposLabels, topos_labels_free)

/* Paints them; the painter's unit and origin are the view's. */
void topos_labels_paint (const ToposLabels *self, cairo_t *cr);

/* How many were placed, and what each says and covers. */
size_t      topos_labels_count (const ToposLabels *self);
const char *topos_labels_text (const ToposLabels *self, size_t i);
ToposRect   topos_labels_rect (const ToposLabels *self, size_t i);
