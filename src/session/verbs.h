/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "engine/ingest.h"
#include "library/edit.h"
#include "library/reader.h"
#include "library/rules.h"
#include "session/session.h"

/* What is done to the session's library. Every verb runs in the one writer thread, in the order
 * asked, and tells the session afterwards that the library has changed; the callback comes on
 * the main thread and ends with topos_session_done (or _imported). */

/* Hands over an engine that is open already; without one, the writer thread opens its own when
 * it first needs it. Takes a reference. */
void topos_session_set_engine (ToposSession *self, ToposEngine *engine);

/* The engine, or NULL while none was needed yet. Returns: (transfer none). */
ToposEngine *topos_session_engine (ToposSession *self);

/* Opens the library at `path`, making it when it is not there, and looks at it. */
void topos_session_open_async (ToposSession *self, const char *path, GAsyncReadyCallback callback,
                               gpointer data);

/* How an import goes on; read it at any time on the main thread. */
typedef struct {
  int done;
  int total;
  char *file;
} ToposImportState;

/* Called on the main thread, at most a few times a second. */
typedef void (*ToposImportTold) (const ToposImportState *state, gpointer data);

/* Reads files and folders (paths, ended by NULL), or the bytes of one text that was pasted or
 * dropped (`text` may be NULL), into the library as one step of its history. */
void topos_session_import_async (ToposSession *self, const char *const *paths, GBytes *text,
                                 GCancellable *cancellable, ToposImportTold told,
                                 GAsyncReadyCallback callback, gpointer data);

/* The results, also when it was stopped half-way (then with `error`). Returns: (transfer full)
 * (element-type ToposIngestResult). */
GPtrArray *topos_session_imported (ToposSession *self, GAsyncResult *result, GError **error);

/* What it brought in all; nothing when that could not be told. */
ToposTally topos_session_import_tally (GAsyncResult *result);

/* Writes a copy of `library`, the open one or another, as it stands, to `path`; an import may go on
 * meanwhile. Ends with topos_session_copied. */
void topos_session_copy_async (ToposSession *self, const char *library, const char *path,
                               GAsyncReadyCallback callback, gpointer data);
gboolean topos_session_copied (ToposSession *self, GAsyncResult *result, GError **error);

/* One decision of the user, as library/edit.h has them. */
typedef enum {
  TOPOS_EDIT_PLACE,     /* mention, place, reach */
  TOPOS_EDIT_POINT,     /* mention, name, point, within, reach */
  TOPOS_EDIT_REJECT,    /* mention, reach */
  TOPOS_EDIT_ACCEPT,    /* mention, reach */
  TOPOS_EDIT_ADD,       /* document, span, reach; place, or name, point and within without one */
  TOPOS_EDIT_CHECK,     /* mention, place (none: not a place): a decision of the review */
  TOPOS_EDIT_MERGE,     /* place, into */
  TOPOS_EDIT_HIDE,      /* place */
  TOPOS_EDIT_RENAME,    /* place, name */
  TOPOS_EDIT_MOVE,      /* place, point */
  TOPOS_EDIT_DESCRIBE,  /* document, title, outlet */
  TOPOS_EDIT_DAY,       /* document, day */
  TOPOS_EDIT_REMOVE,    /* document */
  TOPOS_EDIT_FORGET,    /* name: the key of a rule; or place: a merged one */
} ToposEditVerb;

typedef struct {
  ToposEditVerb verb;
  char *mention;
  char *document;
  ToposSpan span;
  ToposPlaceId place;
  ToposPlaceId into;
  ToposPoint point;
  ToposPlaceId within;  /* what the point lies in, or none */
  char *name;
  char *title;
  char *outlet;
  ToposDay day;
  ToposReach reach;
} ToposEdit;

/* The strings are copied. */
void topos_session_edit_async (ToposSession *self, const ToposEdit *edit,
                               GAsyncReadyCallback callback, gpointer data);

void topos_session_undo_async (ToposSession *self, GAsyncReadyCallback callback, gpointer data);
void topos_session_redo_async (ToposSession *self, GAsyncReadyCallback callback, gpointer data);

/* What was done, as a sentence for a toast: "12 mentions moved to Dara, Panjshir". NULL with the
 * error. Returns: (transfer full). */
char *topos_session_done (ToposSession *self, GAsyncResult *result, GError **error);

/* The rules of the library (library/rules.h). */
void       topos_session_rules_async (ToposSession *self, GAsyncReadyCallback callback,
                                      gpointer data);
GPtrArray *topos_session_rules (ToposSession *self, GAsyncResult *result, GError **error);

/* What was weighed for a mention. */
void      topos_session_why_async (ToposSession *self, const char *mention,
                                   GAsyncReadyCallback callback, gpointer data);
ToposWhy *topos_session_why (ToposSession *self, GAsyncResult *result, GError **error);
