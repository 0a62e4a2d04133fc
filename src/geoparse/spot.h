/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"

#include <stdint.h>

/* A point of the globe in whole numbers: on a sphere of radius 2^24. */
typedef struct {
  int32_t x, y, z;
} ToposSpot;

ToposSpot topos_spot_from_point (ToposPoint point);

/* The square of the straight line between the two, for topos_spot_km. */
static inline int64_t
topos_spot_square (ToposSpot a, ToposSpot b)
{
  const int64_t x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;

  return x * x + y * y + z * z;
}

/* The kilometres of ground that a chord of that square spans, to the nearest one; the same
 * everywhere. */
int topos_spot_km (int64_t square);

/* The square of a chord that spans `km` kilometres of ground, up to 5,000. */
int64_t topos_spot_square_of_km (int km);

/* topos_spot_square_of_km of 50 and 161, counted once and for all. */
#define TOPOS_SQUARE_50_KM 17336514544
#define TOPOS_SQUARE_161_KM 179743274213
