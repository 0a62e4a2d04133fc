/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"
#include "core/place.h"

#include <gtk/gtk.h>

/* The map on screen: base map, places, zoom buttons, scale and credits in one widget. Properties:
 *   pins         boxed    GArray of ToposPin (core/view.h)
 *   place        uint64   the chosen place; set by a click, or from outside, which brings it
 *                         into view
 *   hovered      uint64   lit up, by the pointer or from outside
 *   dark         boolean  the map is drawn dark
 *   contrast     boolean  the map is drawn with high contrast
 *   online       boolean  online tiles are shown above the bundled map; no request before that
 *   tile-address string   where these come from
 *   user-maps    GStrv    MBTiles laid over the bundled map, each over those before it
 *   description  string   the view in a sentence (read only)
 *   picking      boolean  the next click gives its point by "picked"; Escape gives up
 * Signals: "picked" (latitude double, longitude double); "chosen" (place uint64), when a marker was
 * opened, also that of the chosen place; "moved", when the view has come to rest.
 * Keys: arrows move, + and - zoom, Home shows all places, Shift and an arrow goes to the next
 * place that way, Tab enters the markers. */
#define TOPOS_TYPE_MAP_VIEW (topos_map_view_get_type ())
G_DECLARE_FINAL_TYPE (ToposMapView, topos_map_view, TOPOS, MAP_VIEW, GtkWidget)

/* Shows the bulk of the places. */
void topos_map_view_fit (ToposMapView *self);

/* Shows a box of the world, with a rim round it. */
void topos_map_view_show_box (ToposMapView *self, ToposBox box);

/* Goes to a point and zoom, at once: where topos_map_view_middle said it was. */
void topos_map_view_show_middle (ToposMapView *self, ToposPoint point, double zoom);

/* The point in the middle of the view, and its zoom. */
ToposPoint topos_map_view_middle (ToposMapView *self, double *zoom);

/* The box that is in view. */
ToposBox topos_map_view_box (ToposMapView *self);

/* Lights up ("hovered") the place at a point of the widget, or none. */
void topos_map_view_light_up (ToposMapView *self, double x, double y);

/* The metres and feet of the scale. */
void topos_map_view_set_imperial (ToposMapView *self, gboolean imperial);

/* The credit to show for the online tiles, as plain text. */
void topos_map_view_set_credit (ToposMapView *self, const char *credit);

/* Where the bundled map lies, and where online tiles are kept. */
void topos_map_view_set_folders (ToposMapView *self, const char *offline_map, const char *cache);

/* Where the bundled outlines of areas lie. Without them areas have rings, and the map says so. */
void topos_map_view_set_outlines (ToposMapView *self, const char *path);
