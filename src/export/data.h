/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/gather.h"

/* The forms of data that leave the library, each a whole file in memory; all tell the filter.
 * All return: (transfer full). */

/* RFC 7946: a feature a place, with the passages that name it among its properties. */
GString *topos_export_geojson (const ToposGathered *gathered);

/* KML 2.2: a placemark a place, with its days and its passages in the balloon. */
GString *topos_export_kml (const ToposGathered *gathered);

/* GPX 1.1: a waypoint a place. */
GString *topos_export_gpx (const ToposGathered *gathered);

/* RFC 4180, UTF-8: a row a place; of ".passages.csv", a row a passage; of ".mentions.csv", a row
 * for each place that a passage names. Cells that a spreadsheet would take for a formula begin
 * with an apostrophe. */
GString *topos_export_csv_places (const ToposGathered *gathered);
GString *topos_export_csv_passages (const ToposGathered *gathered);
GString *topos_export_csv_mentions (const ToposGathered *gathered);
