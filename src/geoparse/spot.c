/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/spot.h"

#include <glib.h>

#define SPHERE (1 << 24)

/* Sine of 0 to 90 degrees by sums and products alone, the same to the last bit everywhere. */
static double
sine (double degrees)
{
  const double x = degrees * 0.017453292519943295, square = x * x;
  double term = x, sum = x;

  for (int i = 1; i <= 9; i++) {
    term *= -square / ((2 * i) * (2 * i + 1));
    sum += term;
  }
  return sum;
}

static int32_t
whole (double x)
{
  return (int32_t) (x * SPHERE + (x < 0 ? -0.5 : 0.5));
}

ToposSpot
topos_spot_from_point (ToposPoint point)
{
  const double lon = point.lon < 0 ? -point.lon : point.lon;
  const double lat = point.lat < 0 ? -point.lat : point.lat;
  const double cos_lat = sine (90 - lat);
  const double cos_lon = lon <= 90 ? sine (90 - lon) : -sine (lon - 90);
  const double sin_lon = lon <= 90 ? sine (lon) : sine (180 - lon);

  return (ToposSpot){ .x = whole (cos_lat * cos_lon),
                      .y = whole (cos_lat * (point.lon < 0 ? -sin_lon : sin_lon)),
                      .z = whole (point.lat < 0 ? -sine (lat) : sine (lat)) };
}

int64_t
topos_spot_square_of_km (int km)
{
  const double half_degrees = km / 111.195 / 2;
  const double chord = 2 * sine (half_degrees) * SPHERE;

  return (int64_t) (chord * chord);
}

int
topos_spot_km (int64_t square)
{
  double x = __builtin_sqrt ((double) MAX (square, 0)) / 2 / SPHERE;

  /* The arc sine: halving the angle four times, until a few terms of its series are enough. Only
   * what rounds alike on every machine is used. */
  x = MIN (x, 1);
  for (int i = 0; i < 4; i++)
    x = x / __builtin_sqrt (2 + 2 * __builtin_sqrt (1 - x * x));
  const double y = x * x;
  const double angle = 16 * x * (1 + y * (1.0 / 6 + y * (3.0 / 40 + y * 15.0 / 336)));
  return (int) (2 * angle * 6371.0088 + 0.5);
}
