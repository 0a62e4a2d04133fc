/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Reads tables line by line without holding them: a plain file, or every .txt, .csv, .tsv and
 * .geojson in a .zip, one after the other. */
typedef struct Lines Lines;

Lines *lines_open (const char *path, GError **error);
void   lines_free (Lines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lines, lines_free)

/* Goes on to the first or next table; false at the end, or with `error` set. */
bool lines_next_table (Lines *self, GError **error);

/* The name of the table, for messages. */
const char *lines_table (const Lines *self);

/* The next line of the table without its end, zero-terminated and the caller's to change until
 * the next call; NULL at the end of the table, or with `error` set. */
char *lines_next (Lines *self, gsize *length, GError **error);

/* The number of the line last given, from 1. */
int64_t lines_number (const Lines *self);
