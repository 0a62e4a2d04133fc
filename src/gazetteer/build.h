/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"
#include "gazetteer/gazetteer.h"

/* Makes a gazetteer file out of tables. Rows may come in any order and from any number of
 * files; a later row about the same id mends an earlier one, and its names are added. What does
 * not fit into memory is sorted on disk, so a dump of 12 million rows needs less than 2 GB. */
typedef struct ToposGazetteerBuild ToposGazetteerBuild;

/* What came of it. A row that cannot be used is left out and counted; the first hundred are
 * named: "places.csv, row 17: the latitude 123 is beyond the poles". */
typedef struct {
  int64_t rows;      /* read */
  int64_t bad_rows;
  char **bad;        /* zero-terminated */
  int64_t places;
  int64_t names;     /* spellings kept */
  int64_t keys;      /* folded names that can be looked up */
  int64_t orphans;   /* rows whose container was named but not found */
  int64_t bytes;
} ToposGazetteerReport;

void topos_gazetteer_report_clear (ToposGazetteerReport *report);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposGazetteerReport, topos_gazetteer_report_clear)

ToposGazetteerBuild *topos_gazetteer_build_new (void);
void                 topos_gazetteer_build_free (ToposGazetteerBuild *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposGazetteerBuild, topos_gazetteer_build_free)

/* Reads one input, whose kind is told by its content, and by its name where that leaves doubt:
 *
 *   GeoNames    the main table of 19 columns (allCountries.txt, XX.txt, cities500.txt),
 *               alternateNames(V2).txt, hierarchy.txt, admin1CodesASCII.txt, admin2Codes.txt,
 *               countryInfo.txt, each plain, or inside a .zip
 *   table       CSV, or tab-separated, with a head line that names at least `name`, `lat` and
 *               `lon`; further columns: id (GeoNames'), key (names the place when it has no id),
 *               kind, country, code (by which others name it as their container), in (id, key or
 *               code of the container), population, rank, radius_km, west, south, east, north,
 *               names, official, abbreviations, demonyms (each separated by |), note.
 *               A row with an id or key but no lat and lon adds names to a place known elsewhere
 *   GeoJSON     a FeatureCollection whose properties are the columns above
 *
 * Lines that begin with "# credit: " before the head line of a table are kept as credits.
 *
 * False only when the file cannot be read at all. */
bool topos_gazetteer_build_read (ToposGazetteerBuild *self, const char *path, GError **error);

/* A line of credit that the finished file keeps. */
void topos_gazetteer_build_credit (ToposGazetteerBuild *self, const char *line);

/* Writes the gazetteer to `path`, whole or not at all, and tells in `report` (may be NULL) what
 * came of it. The same input in the same order gives the same bytes. Only once. */
bool topos_gazetteer_build_finish (ToposGazetteerBuild *self, const char *path,
                                   ToposGazetteerReport *report, GError **error);

/* The three steps at once, for the command line: `inputs` ends with NULL. */
bool topos_gazetteer_build (const char *const *inputs, const char *path,
                            ToposGazetteerReport *report, GError **error);
