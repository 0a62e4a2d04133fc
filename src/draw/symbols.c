/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/symbols.h"

#include "draw/fonts.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>

/* Dark red and near-black keep apart from the blues, greens and greys of base maps, and from each
 * other by lightness alone, for those who do not see colours and printers that have none. */
static const uint32_t PENS[][TOPOS_PEN_N] = {
  [TOPOS_THEME_LIGHT] = { 0xb3261e, 0xffffff, 0x8c1d18, 0x1a1a1a, 0x1f1f1f, 0xffffff, 0x55595e,
                          0xffffff, 0xf3f1ea, 0x6b7075 },
  [TOPOS_THEME_DARK] = { 0xff8a70, 0x1b1d20, 0xffab91, 0xffffff, 0xf2f2f2, 0x17191c, 0xb0b5ba,
                         0x1e2124, 0x2a2e33, 0x8d939a },
  [TOPOS_THEME_GREY] = { 0x333333, 0xffffff, 0x222222, 0x000000, 0x111111, 0xffffff, 0x555555,
                         0xffffff, 0xf2f2f2, 0x777777 },
};

void
topos_pen_set (cairo_t *cr, ToposTheme theme, ToposPen pen, double alpha)
{
  const uint32_t rgb = PENS[theme][pen];

  cairo_set_source_rgba (cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0,
                         (rgb & 0xff) / 255.0, alpha);
}

ToposSymbolShape
topos_symbol_shape (const ToposMarker *marker)
{
  if (marker->standing == TOPOS_STANDING_AMBIGUOUS)
    return TOPOS_SYMBOL_AMBIGUOUS;
  if (marker->standing == TOPOS_STANDING_APPROXIMATE)
    return TOPOS_SYMBOL_APPROXIMATE;
  return topos_place_kind_is_area (marker->kind) ? TOPOS_SYMBOL_AREA : TOPOS_SYMBOL_CERTAIN;
}

bool
topos_symbol_is_vast (ToposPlaceKind kind)
{
  switch (kind) {
  case TOPOS_PLACE_COUNTRY:
  case TOPOS_PLACE_TERRITORY:
  case TOPOS_PLACE_FORMER_COUNTRY:
  case TOPOS_PLACE_CONTINENT:
  case TOPOS_PLACE_REGION:
  case TOPOS_PLACE_OCEAN:
  case TOPOS_PLACE_SEA:
  case TOPOS_PLACE_MOUNTAINS:
  case TOPOS_PLACE_DESERT:
    return true;
  default:
    return false;
  }
}

double
topos_symbol_radius (ToposSymbolShape shape, int passages)
{
  if (shape == TOPOS_SYMBOL_CLUSTER)
    return CLAMP (8 + 1.7 * log2 (MAX (passages, 1)), 10, 24);
  return CLAMP (4 + 1.25 * sqrt (MAX (passages, 1)), 5, 13);
}

void
topos_symbol_count (char *text, uint64_t count)
{
  static const char units[] = " kMGT";
  double shown = count;
  int unit = 0;

  while (shown >= 999.5 && unit < 4) {
    shown /= 1000;
    unit++;
  }
  if (unit == 0)
    g_snprintf (text, 8, "%d", (int) count);
  else if (shown < 9.95)
    g_snprintf (text, 8, "%d.%d%c", (int) (shown * 10 + 0.5) / 10, (int) (shown * 10 + 0.5) % 10,
                units[unit]);
  else
    g_snprintf (text, 8, "%d%c", (int) (shown + 0.5), units[unit]);
}

static void
trace (cairo_t *cr, double x, double y, ToposSymbolShape shape, double radius)
{
  cairo_new_path (cr);
  if (shape == TOPOS_SYMBOL_AMBIGUOUS) {
    const double r = radius * 1.25;
    cairo_move_to (cr, x, y - r);
    cairo_line_to (cr, x + r, y);
    cairo_line_to (cr, x, y + r);
    cairo_line_to (cr, x - r, y);
    cairo_close_path (cr);
  } else if (shape == TOPOS_SYMBOL_AREA) {
    const double r = radius * 0.9;
    cairo_rectangle (cr, x - r, y - r, 2 * r, 2 * r);
  } else {
    cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  }
}

/* The largest size at which `number` fits into the symbol. */
static void
paint_number (cairo_t *cr, PangoContext *fonts, double x, double y, double radius,
              const char *number)
{
  const double size = MIN (13, radius * 1.15);
  g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, number, size, true);
  PangoRectangle pen;

  pango_layout_get_extents (layout, &pen, NULL);
  const double widest = radius * 1.65, width = (double) pen.width / PANGO_SCALE;
  const double shrink = width > widest ? widest / width : 1;
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, shrink, shrink);
  cairo_move_to (cr, -(pen.x + pen.width / 2.0) / PANGO_SCALE,
                 -(pen.y + pen.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

/* Two rings round the symbol: dark between light, seen on any map. */
static void
paint_glow (cairo_t *cr, double x, double y, ToposSymbolShape shape, double radius,
            ToposSymbolState state, ToposTheme theme)
{
  const double gap = state == TOPOS_SYMBOL_SELECTED ? 5 : 3;

  trace (cr, x, y, shape, radius + gap);
  topos_pen_set (cr, theme, TOPOS_PEN_HALO, 0.95);
  cairo_set_line_width (cr, state == TOPOS_SYMBOL_SELECTED ? 6 : 3);
  cairo_stroke_preserve (cr);
  topos_pen_set (cr, theme, TOPOS_PEN_SELECTED, state == TOPOS_SYMBOL_SELECTED ? 1 : 0.6);
  cairo_set_line_width (cr, state == TOPOS_SYMBOL_SELECTED ? 2.75 : 1.25);
  cairo_stroke (cr);
}

static void
paint_hollow (cairo_t *cr, double x, double y, ToposSymbolShape shape, double radius,
              ToposPen pen, ToposTheme theme)
{
  static const double dashes[] = { 3, 2 };

  trace (cr, x, y, shape, radius);
  topos_pen_set (cr, theme, TOPOS_PEN_HALO, 0.9);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 4.2);
  cairo_stroke_preserve (cr);
  topos_pen_set (cr, theme, pen, 1);
  if (shape == TOPOS_SYMBOL_APPROXIMATE)
    cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 2.2);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

void
topos_symbol_paint (cairo_t *cr, PangoContext *fonts, double x, double y, ToposSymbolShape shape,
                    double radius, const char *number, ToposSymbolState state, ToposTheme theme)
{
  const bool selected = state == TOPOS_SYMBOL_SELECTED;
  const bool full = shape == TOPOS_SYMBOL_CERTAIN || shape == TOPOS_SYMBOL_CLUSTER;
  const ToposPen pen = selected ? TOPOS_PEN_SELECTED
                       : shape == TOPOS_SYMBOL_CLUSTER ? TOPOS_PEN_CLUSTER : TOPOS_PEN_MARKER;
  const double r = selected ? radius + 2 : radius;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (state != TOPOS_SYMBOL_PLAIN)
    paint_glow (cr, x, y, shape, r, state, theme);
  if (shape == TOPOS_SYMBOL_CLUSTER) {
    trace (cr, x, y, shape, r + 3.5);
    topos_pen_set (cr, theme, pen, 0.28);
    cairo_fill (cr);
  }
  if (full) {
    trace (cr, x, y, shape, r);
    topos_pen_set (cr, theme, TOPOS_PEN_MARKER_EDGE, 1);
    cairo_set_line_width (cr, 3);
    cairo_stroke_preserve (cr);
    topos_pen_set (cr, theme, pen, 1);
    cairo_fill (cr);
  } else {
    paint_hollow (cr, x, y, shape, r, pen, theme);
  }
  if (number != NULL) {
    topos_pen_set (cr, theme, full ? TOPOS_PEN_MARKER_EDGE : TOPOS_PEN_TEXT, 1);
    paint_number (cr, fonts, x, y, r, number);
  }
  cairo_restore (cr);
}

/* Fills and strokes the path of an area; `clear` hides the base map's own line beneath it, which is
 * of another source and strays a little. */
static void
paint_area (cairo_t *cr, bool quiet, bool clear, ToposStanding standing, ToposSymbolState state,
            ToposTheme theme)
{
  static const double dashes[] = { 7, 5 };
  const bool plain = state == TOPOS_SYMBOL_PLAIN, selected = state == TOPOS_SYMBOL_SELECTED;
  const ToposPen pen = selected ? TOPOS_PEN_SELECTED : TOPOS_PEN_MARKER;

  topos_pen_set (cr, theme, TOPOS_PEN_MARKER, quiet ? 0 : plain ? 0.035 : 0.08);
  cairo_fill_preserve (cr);
  topos_pen_set (cr, theme, TOPOS_PEN_HALO, clear ? 0.75 : 0.4);
  cairo_set_line_width (cr, selected || clear ? 5 : 2.6);
  cairo_stroke_preserve (cr);
  if (standing != TOPOS_STANDING_PLACED)
    cairo_set_dash (cr, dashes, 2, 0);
  topos_pen_set (cr, theme, pen, plain ? 0.5 : 1);
  cairo_set_line_width (cr, selected ? 2.2 : 1.1);
  cairo_stroke (cr);
}

void
topos_symbol_ring (cairo_t *cr, double x, double y, double radius, ToposStanding standing,
                   ToposSymbolState state, ToposTheme theme)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  paint_area (cr, false, false, standing, state, theme);
  cairo_restore (cr);
}

void
topos_symbol_outline (cairo_t *cr, const ToposOutline *outline, ToposMercator origin,
                      double world, bool quiet, ToposStanding standing, ToposSymbolState state,
                      ToposTheme theme)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  topos_outline_trace (outline, cr, origin, world);
  paint_area (cr, quiet, !quiet, standing, state, theme);
  cairo_restore (cr);
}

void
topos_halo_text (cairo_t *cr, PangoLayout *layout, double x, double y, ToposTheme theme,
                 ToposPen pen)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_move_to (cr, x, y);
  pango_cairo_layout_path (cr, layout);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 3.2);
  topos_pen_set (cr, theme, TOPOS_PEN_HALO, 0.9);
  cairo_stroke (cr);
  topos_pen_set (cr, theme, pen, 1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}
