/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/geo.h"

#include <glib.h>
#include <math.h>

#define RADIANS(degrees) ((degrees) * (G_PI / 180.0))
#define DEGREES(radians) ((radians) * (180.0 / G_PI))

double
topos_geo_distance_km (ToposPoint a, ToposPoint b)
{
  const double half_lat = sin (RADIANS (b.lat - a.lat) / 2);
  const double half_lon = sin (RADIANS (b.lon - a.lon) / 2);
  const double h = half_lat * half_lat
                   + cos (RADIANS (a.lat)) * cos (RADIANS (b.lat)) * half_lon * half_lon;

  return 2 * TOPOS_EARTH_RADIUS_KM * asin (MIN (1.0, sqrt (h)));
}

double
topos_geo_bearing (ToposPoint a, ToposPoint b)
{
  const double turn = RADIANS (b.lon - a.lon);
  const double y = sin (turn) * cos (RADIANS (b.lat));
  const double x = cos (RADIANS (a.lat)) * sin (RADIANS (b.lat))
                   - sin (RADIANS (a.lat)) * cos (RADIANS (b.lat)) * cos (turn);
  const double bearing = DEGREES (atan2 (y, x));

  return bearing < 0 ? bearing + 360.0 : bearing;
}

bool
topos_point_is_valid (ToposPoint point)
{
  return isfinite (point.lat) && isfinite (point.lon) && fabs (point.lat) <= 90.0
         && fabs (point.lon) <= 180.0;
}

ToposBox
topos_box_empty (void)
{
  return (ToposBox){ .west = 181, .south = 91, .east = -181, .north = -91 };
}

bool
topos_box_is_empty (ToposBox box)
{
  return box.south > box.north;
}

ToposBox
topos_box_with_point (ToposBox box, ToposPoint point)
{
  return (ToposBox){ .west = MIN (box.west, point.lon), .south = MIN (box.south, point.lat),
                     .east = MAX (box.east, point.lon), .north = MAX (box.north, point.lat) };
}

bool
topos_box_contains (ToposBox box, ToposPoint point)
{
  if (point.lat < box.south || point.lat > box.north)
    return false;
  if (box.west <= box.east)
    return point.lon >= box.west && point.lon <= box.east;
  return point.lon >= box.west || point.lon <= box.east;
}

ToposPoint
topos_box_middle (ToposBox box)
{
  double lon = (box.west + box.east) / 2;

  if (box.west > box.east)
    lon = lon > 0 ? lon - 180 : lon + 180;
  return (ToposPoint){ .lat = (box.south + box.north) / 2, .lon = lon };
}

ToposMercator
topos_mercator_from_point (ToposPoint point)
{
  const double lat = RADIANS (CLAMP (point.lat, -TOPOS_MERCATOR_MAX_LATITUDE,
                                     TOPOS_MERCATOR_MAX_LATITUDE));

  return (ToposMercator){ .x = (point.lon + 180.0) / 360.0,
                          .y = (1.0 - log (tan (lat) + 1.0 / cos (lat)) / G_PI) / 2.0 };
}

ToposPoint
topos_mercator_to_point (ToposMercator mercator)
{
  return (ToposPoint){ .lat = DEGREES (atan (sinh (G_PI * (1.0 - 2.0 * mercator.y)))),
                       .lon = mercator.x * 360.0 - 180.0 };
}

double
topos_mercator_metres_per_pixel (double lat, double zoom)
{
  const double equator_m = 40075016.68557849;

  return equator_m * cos (RADIANS (lat)) / (256.0 * exp2 (zoom));
}
