/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/filter.h"
#include "draw/theme.h"

#include <gio/gio.h>

/* How an export is to look; the last three hold for data too. topos_picture_init sets what is good
 * for most: A4 landscape at 300 dpi, legend, scale, credits, fitted to the bulk of the places,
 * light. */
typedef struct {
  int width;               /* in pixels at `dpi` */
  int height;
  double dpi;              /* 0: chosen so that text reads well at that many pixels */
  ToposBox box;            /* what to show, or empty */
  ToposPoint centre;       /* used when `zoom` >= 0 and `box` is empty */
  double zoom;             /* of tiles of 256 px at 96 dpi; -1: fit to the places */
  char *title;             /* NULL: none */
  char *subtitle;          /* NULL: the filter in words */
  char *basemap;           /* vector MBTiles; "none"; NULL: the bundled map */
  char **user_maps;        /* MBTiles laid over it, each over those before it, or NULL */
  ToposTheme theme;
  bool numbered;           /* numbers on the markers and an index beside or beneath the map */
  bool legend;
  bool graticule;
  bool labels;
  double generalise_km;    /* 0, or the side of the grid that coordinates are rounded to */
  char **without_places;   /* names or ids of places that stay out, with every passage that names
                              them; or NULL */
  char **without_outlets;  /* outlets, or titles of articles of none, that stay out; or NULL */
} ToposPicture;

void topos_picture_init (ToposPicture *picture);
void topos_picture_clear (ToposPicture *picture);

/* `to`, which was initialised, becomes a deep copy; what it held is freed. */
void topos_picture_copy (ToposPicture *to, const ToposPicture *from);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposPicture, topos_picture_clear)

/* Sets the size from "4000x3000" (pixels), or at the picture's dpi (300 when that is 0; set dpi first)
 * from "a4", "a3", "letter", "poster", each of them also with "-landscape", "slide" or "square". False
 * with TOPOS_ERROR_USAGE for anything else, or too large to be drawn. */
bool topos_picture_set_size (ToposPicture *picture, const char *size, GError **error);

/* "light", "dark", "grey". */
bool topos_picture_set_theme (ToposPicture *picture, const char *theme, GError **error);

/* One export of a library: the output's ending decides what is made: .png .svg .pdf .geojson .kml
 * .gpx .csv .html .gpkg. All follow the filter and say which it was. */
typedef struct {
  const char *library;         /* path */
  const ToposFilter *filter;   /* or NULL: everything */
  const char *output;          /* path */
  const char *data_dir;        /* topos_data_dir () */
  const ToposPicture *picture; /* or NULL: topos_picture_init; for pictures and .html */
} ToposExportJob;

/* What came out, for a sentence to the user. */
typedef struct {
  int places;
  int passages;
  int beyond;                  /* places that the picture leaves outside its edge */
  bool without_outlines;       /* the bundled outlines of areas cannot be read: rings do instead */
} ToposExportReport;

/* Does it. The old file at `output` stays whole until the new one is complete. The same
 * library, filter, options and version give the same bytes; no clock ($SOURCE_DATE_EPOCH is written
 * where set), no network, no display. `report` and `cancellable` may be NULL.
 * TOPOS_ERROR_USAGE for an ending nobody knows, _OUTPUT when it cannot be written. */
bool topos_export (const ToposExportJob *job, ToposExportReport *report,
                   GCancellable *cancellable, GError **error);

/* Sets picture and filter, both fresh from their _init functions, to what `path` was made with, a
 * PNG, SVG, PDF, HTML or GeoJSON file of topos_export; the same library then gives the same bytes.
 * Maps of the user's own are looked for beside the file, which knows only their names. `withheld`
 * is how many places and sources it left out on purpose; it does not tell which.
 * TOPOS_ERROR_INPUT when there is no recipe in it. */
bool topos_export_recall (const char *path, ToposPicture *picture, ToposFilter *filter,
                          int *withheld, GError **error);

/* The endings that topos_export knows, without the dot. (array zero-terminated=1) */
const char *const *topos_export_endings (void);
