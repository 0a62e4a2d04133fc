/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#define TOPOS_EARTH_RADIUS_KM 6371.0088
#define TOPOS_MERCATOR_MAX_LATITUDE 85.0511287798066

/* A point on the WGS 84 ellipsoid, in degrees: north and east positive. */
typedef struct {
  double lat;
  double lon;
} ToposPoint;

/* A box of degrees. `west` > `east` means that it crosses the 180th meridian. */
typedef struct {
  double west;
  double south;
  double east;
  double north;
} ToposBox;

/* A point of the Web Mercator square: 0,0 is its north-west corner, 1,1 the south-east. */
typedef struct {
  double x;
  double y;
} ToposMercator;

/* Great-circle distance in kilometres (haversine, mean radius). */
double topos_geo_distance_km (ToposPoint a, ToposPoint b);

/* Compass bearing from `a` to `b` in degrees, 0 north, 90 east. */
double topos_geo_bearing (ToposPoint a, ToposPoint b);

/* True for finite degrees with |lat| <= 90 and |lon| <= 180. */
bool topos_point_is_valid (ToposPoint point);

/* A box that holds nothing yet, to be grown point by point. */
ToposBox topos_box_empty (void);
bool     topos_box_is_empty (ToposBox box);

/* The smallest box that holds both; never crosses the 180th meridian by itself. */
ToposBox topos_box_with_point (ToposBox box, ToposPoint point);
bool     topos_box_contains (ToposBox box, ToposPoint point);
ToposPoint topos_box_middle (ToposBox box);

/* Web Mercator, latitudes beyond +-85.0511 are held at the edge. */
ToposMercator topos_mercator_from_point (ToposPoint point);
ToposPoint    topos_mercator_to_point (ToposMercator mercator);

/* Metres on the ground that one pixel covers at `lat` and `zoom` with tiles of 256 px. */
double topos_mercator_metres_per_pixel (double lat, double zoom);
