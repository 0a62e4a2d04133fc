/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/lines.h"
#include "gazetteer/rows.h"

/* Reads one table, of whatever kind its first line shows, into the build. */
bool gazetteer_read_table (ToposGazetteerBuild *build, Lines *lines, GError **error);

/* Reads a GeoJSON file into the build: every feature is a row. */
bool gazetteer_read_geojson (ToposGazetteerBuild *build, const char *path, GError **error);
