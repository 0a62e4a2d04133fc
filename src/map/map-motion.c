/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/map-motion.h"

#include "map/look.h"

#include <math.h>

#define CLOSEST_FIT 12.0     /* one village alone is shown with its valley */
#define RIM_PX 60            /* round what is fitted */

static double
width_of (ShumateMap *map)
{
  return MAX (1, gtk_widget_get_width (GTK_WIDGET (map)));
}

static double
height_of (ShumateMap *map)
{
  return MAX (1, gtk_widget_get_height (GTK_WIDGET (map)));
}

static double
world_px (ShumateMap *map, double zoom)
{
  ShumateMapSource *source
      = shumate_viewport_get_reference_map_source (shumate_map_get_viewport (map));

  return shumate_map_source_get_tile_size (source) * exp2 (zoom);
}

static double
zoom_of (ShumateMap *map)
{
  return shumate_viewport_get_zoom_level (shumate_map_get_viewport (map));
}

ToposMercator
topos_map_middle (ShumateMap *map)
{
  ShumateLocation *at = SHUMATE_LOCATION (shumate_map_get_viewport (map));

  return topos_mercator_from_point ((ToposPoint){ shumate_location_get_latitude (at),
                                                  shumate_location_get_longitude (at) });
}

ToposBox
topos_map_box (ShumateMap *map)
{
  const double px = world_px (map, zoom_of (map));
  const ToposMercator at = topos_map_middle (map);
  const double half_width = MIN (0.5, width_of (map) / px / 2);
  const double half_height = height_of (map) / px / 2;
  double west = at.x - half_width, east = at.x + half_width;

  if (half_width < 0.5) {
    west -= floor (west);
    east -= floor (east);
  } else {
    west = 0;
    east = 1;
  }
  const ToposPoint nw
      = topos_mercator_to_point ((ToposMercator){ west, CLAMP (at.y - half_height, 0, 1) });
  const ToposPoint se
      = topos_mercator_to_point ((ToposMercator){ east, CLAMP (at.y + half_height, 0, 1) });
  return (ToposBox){ nw.lon, se.lat, se.lon, nw.lat };
}

void
topos_map_go_to (ShumateMap *map, ToposMercator at, double zoom, bool gently)
{
  const ToposPoint point = topos_mercator_to_point (at);

  zoom = CLAMP (zoom, TOPOS_MAP_LEAST_ZOOM, TOPOS_MAP_MOST_ZOOM);
  if (gently && topos_look_animates (GTK_WIDGET (map))) {
    shumate_map_go_to_full (map, point.lat, point.lon, zoom);
    return;
  }
  shumate_map_stop_go_to (map);
  shumate_viewport_set_zoom_level (shumate_map_get_viewport (map), zoom);
  shumate_location_set_location (SHUMATE_LOCATION (shumate_map_get_viewport (map)), point.lat,
                                 point.lon);
}

void
topos_map_zoom_by (ShumateMap *map, double steps)
{
  topos_map_go_to (map, topos_map_middle (map), zoom_of (map) + steps, true);
}

void
topos_map_pan (ShumateMap *map, double dx, double dy)
{
  const ToposMercator at = topos_map_middle (map);
  const double px = world_px (map, zoom_of (map));

  topos_map_go_to (map, (ToposMercator){ at.x + dx / px, CLAMP (at.y + dy / px, 0, 1) },
                   zoom_of (map), false);
}

void
topos_map_show_box (ShumateMap *map, ToposBox box, bool gently)
{
  if (topos_box_is_empty (box))
    return;
  const ToposMercator nw = topos_mercator_from_point ((ToposPoint){ box.north, box.west });
  const ToposMercator se = topos_mercator_from_point ((ToposPoint){ box.south, box.east });
  const double width = MAX (1e-9, box.west > box.east ? se.x + 1 - nw.x : se.x - nw.x);
  const double height = MAX (1e-9, se.y - nw.y);
  const double room_x = MAX (40, width_of (map) - 2 * RIM_PX);
  const double room_y = MAX (40, height_of (map) - 2 * RIM_PX);
  const double zoom = log2 (MIN (room_x / width, room_y / height) / world_px (map, 0));

  topos_map_go_to (map, (ToposMercator){ fmod (nw.x + width / 2, 1), nw.y + height / 2 },
                   MIN (zoom, CLOSEST_FIT), gently);
}
