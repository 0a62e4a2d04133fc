/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/theme.h"

#include <cairo.h>

/* What the base map's colours are for. */
typedef enum {
  TOPOS_INK_WATER,
  TOPOS_INK_LAND,
  TOPOS_INK_GREEN,         /* woods and parks, where a user's tiles have them */
  TOPOS_INK_BUILT,         /* settlement areas */
  TOPOS_INK_SHORE,         /* the faint shelf along the coast */
  TOPOS_INK_COAST,
  TOPOS_INK_RIVER,
  TOPOS_INK_ROAD,
  TOPOS_INK_ROAD_EDGE,
  TOPOS_INK_RAIL,
  TOPOS_INK_BOUNDARY_BAND,
  TOPOS_INK_BOUNDARY,
  TOPOS_INK_PROVINCE,
  TOPOS_INK_GRATICULE,
  TOPOS_INK_TOWN,          /* a town's dot and name */
  TOPOS_INK_TOWN_FILL,
  TOPOS_INK_VILLAGE,
  TOPOS_INK_COUNTRY_NAME,
  TOPOS_INK_STATE_NAME,
  TOPOS_INK_WATER_NAME,
  TOPOS_INK_LAND_NAME,     /* mountains, deserts */
  TOPOS_INK_HALO,
  TOPOS_INK_WATER_HALO,
  TOPOS_INK_ROAD_HALO,
  TOPOS_INK_COUNT,
} ToposInk;

/* What lines of the base map there are; how broad each is depends on the zoom. */
typedef enum {
  TOPOS_LINE_COAST,
  TOPOS_LINE_SHORE,
  TOPOS_LINE_RIVER,
  TOPOS_LINE_BOUNDARY,
  TOPOS_LINE_BOUNDARY_BAND,
  TOPOS_LINE_PROVINCE,
  TOPOS_LINE_GRATICULE,
  TOPOS_LINE_COUNT,
} ToposLine;

void topos_style_set_ink (cairo_t *cr, ToposTheme theme, ToposInk ink);

/* In reference pixels (of 96 an inch) at `zoom` (world of 256 * 2^zoom px); 0: not drawn. */
double topos_style_line_width (ToposLine line, double zoom);
