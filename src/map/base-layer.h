/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

/* The map under the places: the bundled world, painted by workers and never blank, and above it,
 * when wished, the tiles of OpenStreetMap. Properties, each notified:
 *
 *   offline-map   string   path of the bundled world (DATA/basemap/world.mbtiles)
 *   user-maps     strings  paths of MBTiles files that lie over it, the lowest first
 *   dark          boolean  the map is drawn dark
 *   contrast      boolean  with high contrast
 *   language      string   of the names, "fr"; NULL for English
 *   online        boolean  tiles from the network lie above; no request is made while it is off,
 *                          nor before the layer is drawn
 *   tile-address  string   where they come from, with {z}, {x} and {y}; NULL for OpenStreetMap
 *   tile-credit   string   what the user wishes to be credited for them (tiles/fetcher.h)
 *   cache-folder  string   where they are kept; set it before `online`
 *   taken-names   strv     names that stand on the map already, of places: not repeated
 *   covered       boxed    GArray of ToposRect in units of the world's width, which names keep
 *                          clear of (both are what ToposPlaceLayer says)
 *   complaint     string   what is amiss with what others draw; said by `status` when nothing
 *                          worse is
 *   status        string   (read only) a sentence when something is amiss, else NULL
 *   credits       string   (read only) the credits of what is shown, as plain text */
#define TOPOS_TYPE_BASE_LAYER (topos_base_layer_get_type ())
G_DECLARE_FINAL_TYPE (ToposBaseLayer, topos_base_layer, TOPOS, BASE_LAYER, ShumateLayer)

ToposBaseLayer *topos_base_layer_new (ShumateViewport *viewport);
