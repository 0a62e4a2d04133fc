/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"
#include "core/reading.h"
#include "draw/outlines.h"
#include "draw/theme.h"

#include <cairo.h>
#include <pango/pango.h>

/* One place to be shown: a plain row, so that nobody who draws needs to know the library. */
typedef struct {
  ToposPlaceId id;
  const char *name;
  ToposPoint point;
  ToposPlaceKind kind;
  ToposStanding standing;  /* approximate and ambiguous ones are drawn hollow */
  double radius_km;        /* of an area; 0 for a point */
  int passages;            /* in the filter: decides the size */
  int rank;                /* 0 best known to 15: for names that want the same spot */
} ToposMarker;

typedef enum {
  TOPOS_SYMBOL_CERTAIN,      /* a full disc */
  TOPOS_SYMBOL_APPROXIMATE,  /* hollow, dashed: somewhere round here */
  TOPOS_SYMBOL_AMBIGUOUS,    /* a hollow diamond: one of several places of the name */
  TOPOS_SYMBOL_AREA,         /* a hollow square: a country or province too small for its ring */
  TOPOS_SYMBOL_CLUSTER,      /* a disc with a rim, and the passages in it as a number */
  TOPOS_SYMBOL_N,
} ToposSymbolShape;

typedef enum {
  TOPOS_SYMBOL_PLAIN,
  TOPOS_SYMBOL_HOVERED,
  TOPOS_SYMBOL_SELECTED,     /* larger, another colour, ringed twice */
} ToposSymbolState;

/* The shape for one place by itself. */
ToposSymbolShape topos_symbol_shape (const ToposMarker *marker);

/* True for what is too wide and too vague for a symbol or a ring: countries, regions, seas. Their
 * name, set large, is what the map shows. */
bool topos_symbol_is_vast (ToposPlaceKind kind);

/* The radius of the symbol for so many passages, in units of 1/96 inch: its area grows with
 * them, within bounds, so that 1 is still seen and 1,000 does not hide the map. */
double topos_symbol_radius (ToposSymbolShape shape, int passages);

/* Paints a symbol round x, y of the current user space (1 unit is 1/96 inch), with `number` in it
 * when that is not NULL. */
void topos_symbol_paint (cairo_t *cr, PangoContext *fonts, double x, double y,
                         ToposSymbolShape shape, double radius, const char *number,
                         ToposSymbolState state, ToposTheme theme);

/* Paints the ring of an area round x, y. */
void topos_symbol_ring (cairo_t *cr, double x, double y, double radius, ToposStanding standing,
                        ToposSymbolState state, ToposTheme theme);

/* Paints the outline of an area, as topos_outline_trace lays it. A `quiet` one is a line alone. */
void topos_symbol_outline (cairo_t *cr, const ToposOutline *outline, ToposMercator origin,
                           double world, bool quiet, ToposStanding standing,
                           ToposSymbolState state, ToposTheme theme);

/* "950", "1.2k", "12k", "3M": short enough for a disc. `text` has room for 8 bytes. */
void topos_symbol_count (char *text, uint64_t count);

/* The colours that symbols and the words beside them are painted in. */
typedef enum {
  TOPOS_PEN_MARKER,
  TOPOS_PEN_MARKER_EDGE,
  TOPOS_PEN_CLUSTER,
  TOPOS_PEN_SELECTED,
  TOPOS_PEN_TEXT,
  TOPOS_PEN_HALO,
  TOPOS_PEN_QUIET,       /* second rank of text */
  TOPOS_PEN_PAPER,
  TOPOS_PEN_LAND,        /* where no base map is painted */
  TOPOS_PEN_LINE,
  TOPOS_PEN_N,
} ToposPen;

void topos_pen_set (cairo_t *cr, ToposTheme theme, ToposPen pen, double alpha);

/* Paints a laid-out text with its corner at x, y, with a halo that sets it off from the map. */
void topos_halo_text (cairo_t *cr, PangoLayout *layout, double x, double y, ToposTheme theme,
                      ToposPen pen);
