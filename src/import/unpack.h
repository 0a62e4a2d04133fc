/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* An article that came out of an export: plain text with its facts as lines at its head. */
typedef struct {
  char *name;      /* "export://panjshir.geojson/DOCUMENT" */
  GBytes *bytes;
} ToposUnpacked;

/* The articles of a file that topos_export wrote: GeoJSON, the tables of passages or of mentions
 * (CSV), HTML; of each the passages that the file has, in the order of the text. So nothing that
 * was handed on is a dead end. NULL for any other file, which is told by its first bytes.
 * Returns: (transfer full) (element-type ToposUnpacked). */
GPtrArray *topos_import_unpack (GBytes *file, const char *name);

/* The same for the file at `path`; NULL too when it cannot be read or is too large. With
 * TOPOS_ERROR_INPUT when it is an exported table of places, which has no passages to read. */
GPtrArray *topos_import_unpack_file (const char *path, GError **error);
