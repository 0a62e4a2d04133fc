/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "db/db.h"
#include "library/library.h"

/* Whether rows are stored whose triggers' work waits, and the last rows before them: of document,
 * passage, mention. See library/bulk.h. */
typedef struct {
  bool on;
  int64_t after[3];
} ToposBulk;

/* For the files of library/ alone. */
struct ToposLibrary {
  ToposDb *db;
  ToposTransaction batch;   /* open while stores of an import wait for their flush */
  GHashTable *known_places; /* ids (int64_t) known to have a row */
  GHashTable *merges;       /* place -> place (int64_t), NULL until asked for */
  ToposBulk bulk;
  int64_t step;             /* of the import that is under way, or 0 */
  int64_t n_changes;        /* changesets kept for that step */
};

/* Forgets what was remembered about rows: after a rollback and after undo. */
void topos_library_forget_caches (ToposLibrary *self);

/* Counts one more change to the library, of `texts` when it is one of documents, passages or days;
 * within a transaction. */
bool topos_library_touch (ToposLibrary *self, bool texts, GError **error);

/* Commits the stores that wait, if any. */
bool topos_library_settle (ToposLibrary *self, GError **error);

/* Writes down in the history what the import that is under way has brought so far: with every flush,
 * so that it can be undone even when it never ends. */
bool topos_import_note (ToposLibrary *self, GError **error);

/* Counts anew the places whose mentions changed. */
bool topos_library_recount (ToposLibrary *self, GError **error);

/* After a deed that may have left most of the file without use: gives that room back to the disk. */
void topos_library_give_back (ToposLibrary *self);
