/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/symbols.h"

#include <shumate/shumate.h>

/* The places on the map: symbols sized by passages, clusters where they crowd, outlines for
 * countries and areas, names without collisions. Properties, each notified:
 *
 *   place     guint64  the selected place's id, 0 for none; set it, or let a click set it
 *   hovered   guint64  the place under the pointer; set it to light one up from elsewhere
 *   pins      GArray of ToposPin (write only)  what set_places says, for a binding
 *   dark      gboolean whether the map beneath is dark
 *   contrast  gboolean whether the user wishes high contrast
 *   names     GStrv (read only)  the names that stand on the map, once the view rests
 *   covered   GArray of ToposRect (read only)  what symbols and names cover, in units of the
 *             world's width, once the view rests: so that a base map can keep its names clear
 *   visible-places  gint (read only)  how many places lie in the view, once it rests
 *   summary   string (read only)  the view in a sentence, for screen readers
 *
 * A click on a cluster zooms in until it falls apart. The pointer is heard on the ShumateMap that
 * the layer is put into; so that the keyboard and screen readers can reach the places, up to 64
 * transparent buttons lie over what is in view, re-assigned when the view rests. */
#define TOPOS_TYPE_PLACE_LAYER (topos_place_layer_get_type ())
G_DECLARE_FINAL_TYPE (ToposPlaceLayer, topos_place_layer, TOPOS, PLACE_LAYER, ShumateLayer)

ToposPlaceLayer *topos_place_layer_new (ShumateViewport *viewport);

/* The outlines of areas, or NULL: then rings show how far they reach. Keeps a reference. */
void topos_place_layer_set_outlines (ToposPlaceLayer *self, ToposOutlines *outlines);

/* What is to be shown, replacing what was: `n` rows, copied with their names. The selection
 * stays, even when its place is no longer among them. */
void topos_place_layer_set_places (ToposPlaceLayer *self, const ToposMarker *places, size_t n);

/* The box round the bulk of the places: the smallest that holds most passages, so that one
 * mention of Australia does not zoom a map of Panjshir out. False when there are none. */
bool topos_place_layer_fit_box (ToposPlaceLayer *self, ToposBox *box);

/* Lights up ("hovered") the place at a point of the widget, or none: as when the pointer is there. */
void topos_place_layer_light_up (ToposPlaceLayer *self, double x, double y);

/* Selects the place nearest to the selected one (or to the middle of the view) in the compass
 * direction `bearing` (degrees, within 60 of it); `from` is where the step began. False when there
 * is none. */
bool topos_place_layer_select_towards (ToposPlaceLayer *self, double bearing, ToposPoint *from);
