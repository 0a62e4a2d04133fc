/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/geoparse.h"

/* What the tests of this folder share: a geoparser on the bundled data, opened once since opening it
 * for each of many cases would only cost time, and the walk over a table of cases. */
typedef struct {
  ToposGazetteer *gazetteer;
  ToposGeoparser *parser;
} Reader;

void reader_open (Reader *self);
void reader_close (Reader *self);

/* `text` as an article, read; `rules` may be NULL. Returns: (transfer full). */
ToposReading *reader_read (const Reader *self, const char *text, const ToposRules *rules);

/* The first mention written so, or NULL. */
const ToposMention *mention_called (const ToposReading *reading, const char *name);

/* Calls `each` with the cells of every line of this folder's `file` that is neither empty nor a
 * comment; each must have `n_cells`, parted by tabs. Returns how many there were. */
int table_each_row (const char *file, guint n_cells, void (*each) (char *const *cells, void *data),
                    void *data);
