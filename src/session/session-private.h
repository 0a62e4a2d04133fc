/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "library/library.h"
#include "session/session.h"
#include "session/worker.h"

/* What session.c (what is looked at), imports.c and edits.c (what is done) share. */
struct _ToposSession {
  GObject parent_instance;
  char *library;
  ToposPlaceId place;
  ToposPlaceId hovered;
  char *passage;
  char *document;
  int64_t revision;
  char *undo;
  char *redo;
  ToposEngine *engine;  /* NULL until it is handed over */
  ToposWorker *writer;  /* of the open library */
};

/* The desk of the writer thread: what it opens when first asked for. */
typedef struct {
  char *path;
  ToposLibrary *library;
  ToposEngine *engine;
} ToposWriterDesk;

/* NULL with the error. In the writer thread. */
ToposLibrary *topos_writer_library (ToposWriterDesk *desk, GError **error);
ToposEngine  *topos_writer_engine (ToposWriterDesk *desk, GError **error);

/* Has `job` done in the writer thread (task transfer full). */
void topos_session_write (ToposSession *self, GTask *task, ToposJob job);

/* Looks at the library at `path`, which the worker has opened; forgets what was looked at. */
void topos_session_take (ToposSession *self, const char *path, ToposWorker *writer);

/* What a verb gives back: the sentence about it, and what undo and redo would do after it (each
 * NULL for none). */
typedef struct {
  char *words;
  char *undo;
  char *redo;
} ToposDone;

ToposDone *topos_done_new (ToposLibrary *library, char *words);
void       topos_done_free (gpointer done);

/* What the next undo and redo would do, or NULL. */
void topos_session_set_history (ToposSession *self, const char *undo, const char *redo);
