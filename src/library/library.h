/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/filter.h"
#include "core/reading.h"
#include "core/rules.h"
#include "gazetteer/gazetteer.h"

/* A library: one SQLite file (a valid GeoPackage) that holds articles, their passages, places,
 * mentions and days, the user's corrections, and how to undo them.
 *
 * One thread writes, through the one ToposLibrary opened for writing; any thread may read
 * through its own ToposReader (library/reader.h). Ids: a document's is 16 hex digits of a hash
 * of its content, a passage's and a mention's add where they stand, so that the same article
 * has the same ids in every library; a place's is the gazetteer's. */
typedef struct ToposLibrary ToposLibrary;

/* Opens the library at `path` for writing, making it when it is not there. TOPOS_ERROR_LIBRARY
 * when the file is something else or damaged, _NEWER, _BUSY, _OUTPUT when read-only or the disk
 * is full. Returns: (transfer full). */
ToposLibrary *topos_library_open (const char *path, GError **error);
void          topos_library_close (ToposLibrary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposLibrary, topos_library_close)

/* What became of one article offered to the library. */
typedef enum {
  TOPOS_STORED_IMPORTED,
  TOPOS_STORED_UNCHANGED,  /* the same content is there already */
  TOPOS_STORED_UPDATED,    /* the same file, with another content or metadata */
} ToposStored;

typedef struct {
  ToposStored how;
  char document[17];
  int passages;
  int places;
  int unplaced;
} ToposStoreReport;

/* Stores a reading with all its parts, whole or not at all; `import_id` groups what one import
 * brought, for its undo (0: stands for itself and is not undone). A file that the library knows
 * by its source takes the place of what was read from it before. */
bool topos_library_store (ToposLibrary *self, const ToposGazetteer *gazetteer,
                          const ToposReading *reading, int64_t import_id,
                          ToposStoreReport *report, GError **error);

/* True when the library holds `article` already, with the same text and metadata, so that it
 * need not be read again; `report` is then filled. False also on error. */
bool topos_library_knows (ToposLibrary *self, const ToposArticle *article,
                          ToposStoreReport *report, GError **error);

/* Begins a group of stores that one undo takes back. Returns its id, 0 on error. Stores of the
 * group wait in one transaction until topos_library_flush, so that many are fast. */
int64_t topos_library_begin_import (ToposLibrary *self, GError **error);

/* Makes all that was stored so far visible to readers and safe on disk. When that fails (the disk
 * is full), everything stored since the last flush is gone, and the error says why. */
bool topos_library_flush (ToposLibrary *self, GError **error);

/* Ends the group; with nothing stored, it leaves no trace in the history. The first words of
 * what came are kept for the label. False when its last part could not be written. */
bool topos_library_end_import (ToposLibrary *self, int64_t import_id, GError **error);

/* What an import brought: its documents, how many places they name and how many names have none. */
typedef struct {
  int documents;
  int places;
  int unplaced;
} ToposTally;

bool topos_library_tally (ToposLibrary *self, int64_t import_id, ToposTally *tally,
                          GError **error);

/* Grows with every change. */
int64_t topos_library_revision (ToposLibrary *self);

/* The keys of all documents. Returns: (transfer full): a set of strings. NULL on error. */
GHashTable *topos_library_keys (ToposLibrary *self, GError **error);

/* A document as an article again: its text, its zones and what is known about it.
 * TOPOS_ERROR_USAGE when there is none. Returns: (transfer full). */
ToposArticle *topos_library_article (ToposLibrary *self, const char *document, GError **error);

/* The user's decisions so far, for topos_geoparse. Returns: (transfer full). NULL on error. */
ToposRules *topos_library_rules (ToposLibrary *self, GError **error);
