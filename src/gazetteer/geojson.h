/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Reads a GeoJSON FeatureCollection (or one Feature) as rows of a table: the properties by their
 * names, and `lat`, `lon`, and for what is more than a point `west`, `south`, `east`, `north`
 * from the geometry. Calls `each` with parallel arrays that end with NULL. False when the file
 * cannot be read or is no GeoJSON, or when `each` gives up with `error` set. */
bool geojson_read (const char *path,
                   bool (*each) (const char *const *names, const char *const *values, void *data,
                                 GError **error),
                   void *data, GError **error);

/* True when the file's first letters look like JSON. */
bool geojson_is (const char *path);
