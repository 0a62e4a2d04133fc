/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/base-map.h"
#include "draw/callout.h"
#include "draw/symbols.h"

/* What goes onto one sheet: a map with its title, symbols, names, legend, scale and credits.
 * Borrowed throughout; the painter alters nothing. */
typedef struct {
  double width;             /* in units of 1/96 inch */
  double height;
  double scale;             /* units of the cairo context in 1/96 inch: dpi / 96 for pixels */
  ToposTheme theme;
  const char *title;        /* or NULL; right-to-left scripts stand on the right */
  const char *subtitle;     /* or NULL */
  const char *credits;      /* of the places and the program; the map's are added */
  const char *note;         /* one more line that must be told, or NULL */
  const ToposMarker *markers;
  size_t n_markers;
  const char *const *index; /* one line a marker, for a numbered sheet; or NULL */
  ToposBox box;             /* what to show; empty: see zoom */
  ToposPoint centre;        /* with `zoom` >= 0 */
  double zoom;              /* -1 and no box: fitted to the bulk of the places */
  bool legend;
  bool labels;
  bool graticule;
  bool one_page;            /* no page follows for an index that finds no room */
  ToposBaseMap *base;       /* or NULL: plain ground */
  const ToposOutlines *outlines;  /* or NULL: rings alone */
} ToposSheet;

/* The parts of a sheet: none lies over another, but the inset in the map. */
typedef enum {
  TOPOS_PART_TITLE,
  TOPOS_PART_MAP,
  TOPOS_PART_INDEX,
  TOPOS_PART_LEGEND,
  TOPOS_PART_SCALE,
  TOPOS_PART_NOTES,
  TOPOS_PART_INSET,
  TOPOS_PART_N,
} ToposSheetPart;

/* What a painted sheet shows. */
typedef struct {
  ToposBaseView view;       /* of the map, in 1/96 inch */
  ToposRect parts[TOPOS_PART_N];  /* of no width where there is none */
  int shown;                /* places on the map, those in clusters too */
  int beyond;               /* outside its edge */
  size_t index_left;        /* index lines that found no room: the first of them, or n_markers */
} ToposSheetResult;

/* Paints the whole sheet with its corner at 0, 0, or only lays it out where `cr` is NULL. `fonts` as
 * from topos_fonts_context_new. Nothing overlaps, nothing is random: the same sheet gives the same
 * strokes. `result` may be NULL. */
void topos_sheet_paint (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                        ToposSheetResult *result);

/* Paints one following page, numbered `page`, with the index lines from `first` on, or only lays
 * it out where `cr` is NULL. Returns the first line that found no room, n_markers when all are
 * told. */
size_t topos_sheet_paint_index (cairo_t *cr, PangoContext *fonts, const ToposSheet *sheet,
                                size_t first, int page);
