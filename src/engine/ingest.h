/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "library/library.h"

#include <gio/gio.h>

/* Reads files into a library: workers read and analyse, the calling thread alone writes, in
 * the order of the files, so that any number of workers gives the same library. */
typedef struct ToposIngest ToposIngest;

ToposIngest *topos_ingest_new (ToposEngine *engine);
void         topos_ingest_free (ToposIngest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposIngest, topos_ingest_free)

/* Adds a file, or a folder with all articles in it and below, in the order of their names. A file
 * that topos_export wrote adds the articles it tells of (import/unpack.h). Links
 * are followed, loops are not. A file "manifest.csv" in a folder tells about the files there.
 * What cannot be looked into becomes a failed result. */
void topos_ingest_add (ToposIngest *self, const char *path);

/* Adds an article that is in memory; `name` stands for its file, and may be NULL. */
void topos_ingest_add_bytes (ToposIngest *self, GBytes *bytes, const char *name);

/* Takes the articles' metadata from a manifest (import/manifest.h); with `files` its articles are
 * added too. A broken row becomes a failed result. */
bool topos_ingest_add_manifest (ToposIngest *self, const char *path, bool files,
                                GError **error);

/* The day on which all of it was published, whatever the files say. */
void topos_ingest_set_published (ToposIngest *self, ToposDay day);

/* How many workers; 0, the default, is one a core. */
void topos_ingest_set_jobs (ToposIngest *self, int jobs);

/* The workers stand back for all other threads, where the system knows how: for a program that
 * must answer its user meanwhile. */
void topos_ingest_set_background (ToposIngest *self);

/* Called in the thread of topos_ingest_run after each file: `done` of `total`. */
typedef void (*ToposIngestProgress) (int done, int total, const char *file, void *data);
void topos_ingest_set_progress (ToposIngest *self, ToposIngestProgress progress, void *data);

typedef enum {
  TOPOS_INGEST_IMPORTED,
  TOPOS_INGEST_UNCHANGED,
  TOPOS_INGEST_UPDATED,
  TOPOS_INGEST_FAILED,
} ToposIngestStatus;

/* "imported", "unchanged", "updated", "failed". */
const char *topos_ingest_status_word (ToposIngestStatus status);

/* What became of one file. */
typedef struct {
  char *file;
  ToposIngestStatus status;
  char document[17];      /* "" when failed */
  int passages;
  int places;
  int unplaced;
  char *reason;           /* of a failure, a sentence; or NULL */
} ToposIngestResult;

/* Does it, as one step of the library's history. `results` (element-type ToposIngestResult,
 * transfer full, always set) has one for each file in order. False when it was stopped by
 * `cancellable`, or the library could not be written: what was stored until then stays, files
 * that did not come so far have no result or a failed one. Only once. */
bool topos_ingest_run (ToposIngest *self, ToposLibrary *library, GCancellable *cancellable,
                       GPtrArray **results, GError **error);

/* The id of that step, once it has run; 0 when the library could not be written at all. */
int64_t topos_ingest_import (const ToposIngest *self);
