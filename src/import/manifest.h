/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/import.h"

/* A CSV file (RFC 4180, any charset that import reads, comma, semicolon or tab) with one row an
 * article. Its first row names the columns, in any order: file, and any of title, outlet,
 * author, published, url; others are passed over. */
typedef struct ToposManifest ToposManifest;

/* One row. `path` is relative to the manifest's folder unless it was absolute. */
typedef struct {
  int line;                /* where it begins in the CSV, from 1 */
  char *path;              /* as a file name to open; NULL when the row is broken */
  ToposImportHints hints;
  char *broken;            /* what is wrong, as a sentence with the line, or NULL */
} ToposManifestRow;

/* Reads a manifest. A broken row does not spoil the rest: it is kept with its reason. Only a
 * file that is no manifest at all (unreadable, no "file" column) is a TOPOS_ERROR_INPUT.
 * Returns: (transfer full). */
ToposManifest *topos_manifest_open (const char *path, GError **error);
void           topos_manifest_free (ToposManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposManifest, topos_manifest_free)

/* The rows in the order of the file, broken ones too. */
unsigned                topos_manifest_n_rows (const ToposManifest *self);
const ToposManifestRow *topos_manifest_row (const ToposManifest *self, unsigned i);

/* What the manifest knows of the file at `path`: the row that names the same file, else the
 * only row whose file has that name without its folder. NULL when there is none. */
const ToposImportHints *topos_manifest_find (const ToposManifest *self, const char *path);
