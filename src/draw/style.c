/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/style.h"

#include <stddef.h>
#include <stdint.h>

/* 0xRRGGBBAA, for the light, the dark and the grey theme. The light one is warm paper with
 * quiet water, so that the markers above are what is seen first. Names stand out from their ground
 * by 4.2 to 1 at least, as small letters must to be read. */
static const uint32_t INKS[TOPOS_INK_COUNT][3] = {
  [TOPOS_INK_WATER]         = { 0xc3d9e2ff, 0x1a2229ff, 0xdededeff },
  [TOPOS_INK_LAND]          = { 0xf7f3eaff, 0x2d3134ff, 0xffffffff },
  [TOPOS_INK_GREEN]         = { 0xe3e8d3ff, 0x2e3833ff, 0xf2f2f2ff },
  [TOPOS_INK_BUILT]         = { 0xebe4d9ff, 0x383a3cff, 0xf0f0f0ff },
  [TOPOS_INK_SHORE]         = { 0xb3cfdbff, 0x1f2a32ff, 0xd0d0d0ff },
  [TOPOS_INK_COAST]         = { 0x86adbfff, 0x4a606cff, 0x7c7c7cff },
  [TOPOS_INK_RIVER]         = { 0x82b2c7ff, 0x44657aff, 0xa0a0a0ff },
  [TOPOS_INK_ROAD]          = { 0xffffffff, 0x4a4e51ff, 0xffffffff },
  [TOPOS_INK_ROAD_EDGE]     = { 0xd8cdbcff, 0x222527ff, 0xb0b0b0ff },
  [TOPOS_INK_RAIL]          = { 0xb9b2a8ff, 0x55595cff, 0x9c9c9cff },
  [TOPOS_INK_BOUNDARY_BAND] = { 0xe9dcdfff, 0x3b393fff, 0xf0f0f0ff },
  [TOPOS_INK_BOUNDARY]      = { 0xa3838fff, 0x8d7c88ff, 0x5c5c5cff },
  [TOPOS_INK_PROVINCE]      = { 0xcfc2b4ff, 0x4d5154ff, 0xb4b4b4ff },
  [TOPOS_INK_GRATICULE]     = { 0x7fa3b340, 0x8fb0c020, 0x00000030 },
  [TOPOS_INK_TOWN]          = { 0x3c3833ff, 0xcfcbc3ff, 0x1c1c1cff },
  [TOPOS_INK_TOWN_FILL]     = { 0xffffffff, 0x2d3134ff, 0xffffffff },
  [TOPOS_INK_VILLAGE]       = { 0x5f5951ff, 0xa8a49dff, 0x3c3c3cff },
  [TOPOS_INK_COUNTRY_NAME]  = { 0x63505aff, 0xc9b8c2ff, 0x303030ff },
  [TOPOS_INK_STATE_NAME]    = { 0x7a6e62ff, 0x9a9691ff, 0x666666ff },
  [TOPOS_INK_WATER_NAME]    = { 0x336780ff, 0x7ca3b6ff, 0x505050ff },
  [TOPOS_INK_LAND_NAME]     = { 0x786a4cff, 0xa79d87ff, 0x585858ff },
  [TOPOS_INK_HALO]          = { 0xf7f3eae0, 0x24282be0, 0xffffffe0 },
  [TOPOS_INK_WATER_HALO]    = { 0xc3d9e2b0, 0x1a2229b0, 0xdededeb0 },
  [TOPOS_INK_ROAD_HALO]     = { 0xffffffe0, 0x33373ae0, 0xffffffe0 },
};

/* Widths at zooms 0, 4, 8 and 12, with straight lines between. */
static const double WIDTHS[TOPOS_LINE_COUNT][4] = {
  [TOPOS_LINE_COAST]         = { 0.4, 0.6, 0.9, 1.2 },
  [TOPOS_LINE_SHORE]         = { 1.5, 4.5, 9.0, 12.0 },
  [TOPOS_LINE_RIVER]         = { 0.3, 0.7, 1.8, 3.0 },
  [TOPOS_LINE_BOUNDARY]      = { 0.4, 0.8, 1.3, 1.8 },
  [TOPOS_LINE_BOUNDARY_BAND] = { 1.2, 4.0, 8.0, 11.0 },
  [TOPOS_LINE_PROVINCE]      = { 0.3, 0.5, 0.9, 1.2 },
  [TOPOS_LINE_GRATICULE]     = { 0.5, 0.5, 0.5, 0.5 },
};

void
topos_style_set_ink (cairo_t *cr, ToposTheme theme, ToposInk ink)
{
  const uint32_t rgba = INKS[ink][theme];
  cairo_set_source_rgba (cr, (rgba >> 24) / 255.0, (rgba >> 16 & 255) / 255.0,
                         (rgba >> 8 & 255) / 255.0, (rgba & 255) / 255.0);
}

double
topos_style_line_width (ToposLine line, double zoom)
{
  const double *widths = WIDTHS[line];
  const double at = zoom / 4;
  if (at <= 0)
    return widths[0];
  if (at >= 3)
    return widths[3];
  const size_t i = (size_t) at;
  return widths[i] + (widths[i + 1] - widths[i]) * (at - (double) i);
}
