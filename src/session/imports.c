/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session-private.h"
#include "session/verbs.h"

#include "core/error.h"

/* How often a running import tells which file it has come to. */
#define TOLD_EVERY_US (250 * 1000)

/* What has come so far is shown as often at first; then each time a fifth more has passed, since an
 * answer costs more the more there is, and a list that changes all the time cannot be read. */
#define SHOWN_AFTER(passed) CLAMP ((passed) / 5, TOLD_EVERY_US, 4 * G_USEC_PER_SEC)

void
topos_session_set_engine (ToposSession *self, ToposEngine *engine)
{
  g_clear_pointer (&self->engine, topos_engine_unref);
  self->engine = engine != NULL ? topos_engine_ref (engine) : NULL;
}

ToposEngine *
topos_session_engine (ToposSession *self)
{
  return self->engine;
}

/* ------------------------------------------------------------------------- the writer */

static void
desk_free (gpointer data)
{
  ToposWriterDesk *desk = data;

  g_clear_pointer (&desk->library, topos_library_close);
  g_clear_pointer (&desk->engine, topos_engine_unref);
  g_free (desk->path);
  g_free (desk);
}

static ToposWorker *
writer_new (ToposSession *self, const char *path)
{
  ToposWriterDesk *desk = g_new0 (ToposWriterDesk, 1);

  desk->path = g_strdup (path);
  desk->engine = self->engine != NULL ? topos_engine_ref (self->engine) : NULL;
  return topos_worker_new ("topos-writer", desk, desk_free);
}

ToposLibrary *
topos_writer_library (ToposWriterDesk *desk, GError **error)
{
  if (desk->library == NULL)
    desk->library = topos_library_open (desk->path, error);
  return desk->library;
}

ToposEngine *
topos_writer_engine (ToposWriterDesk *desk, GError **error)
{
  if (desk->engine == NULL)
    desk->engine = topos_engine_open (topos_data_dir (), error);
  return desk->engine;
}

void
topos_session_write (ToposSession *self, GTask *task, ToposJob job)
{
  if (self->writer == NULL) {
    g_task_return_new_error (task, TOPOS_ERROR, TOPOS_ERROR_USAGE, "No library is open.");
    g_object_unref (task);
    return;
  }
  topos_worker_run (self->writer, task, job);
}

/* -------------------------------------------------------------------------- opening */

typedef struct {
  char *path;
  ToposWorker *writer;  /* until the session takes it */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_clear_pointer (&opening->writer, topos_worker_free);
  g_free (opening);
}

static void
open_job (GTask *task, gpointer desk, gpointer data)
{
  GError *error = NULL;

  ToposLibrary *library = topos_writer_library (desk, &error);

  if (library == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, topos_done_new (library, g_strdup ("")), topos_done_free);
}

/* The inner task runs in the new worker; the outer is the caller's. */
static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) outer = data;
  GError *error = NULL;
  ToposDone *done = g_task_propagate_pointer (G_TASK (result), &error);
  Opening *opening = g_task_get_task_data (outer);

  if (done == NULL) {
    g_task_return_error (outer, error);
    return;
  }
  topos_session_take (TOPOS_SESSION (source), opening->path, g_steal_pointer (&opening->writer));
  g_task_return_pointer (outer, done, topos_done_free);
}

void
topos_session_open_async (ToposSession *self, const char *path, GAsyncReadyCallback callback,
                          gpointer data)
{
  GTask *outer = g_task_new (self, NULL, callback, data);
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->writer = writer_new (self, path);
  g_task_set_task_data (outer, opening, opening_free);
  topos_worker_run (opening->writer, g_task_new (self, NULL, opened_cb, outer), open_job);
}

/* -------------------------------------------------------------------------- importing */

/* What the writer thread tells the main thread while it imports: shared by both. */
typedef struct {
  GMutex lock;
  ToposImportState state;
  guint soon;               /* source on the main thread that passes it on */
  gint64 last;
  ToposSession *session;    /* main thread only, as what follows */
  gint64 begun;
  gint64 shown;
  ToposImportTold told;
  gpointer told_data;
} Telling;

typedef struct {
  char **paths;
  GBytes *text;
  Telling *telling;
  ToposTally tally;         /* set at the end */
} Import;

static void
telling_clear (gpointer data)
{
  Telling *telling = data;

  g_free (telling->state.file);
  g_clear_object (&telling->session);
  g_mutex_clear (&telling->lock);
}

static void
telling_unref (gpointer telling)
{
  g_atomic_rc_box_release_full (telling, telling_clear);
}

static void
import_free (gpointer data)
{
  Import *import = data;

  g_strfreev (import->paths);
  g_clear_pointer (&import->text, g_bytes_unref);
  telling_unref (import->telling);
  g_free (import);
}

static gboolean
tell_cb (gpointer data)
{
  Telling *telling = data;

  g_mutex_lock (&telling->lock);
  const ToposImportState state = { telling->state.done, telling->state.total,
                                   g_strdup (telling->state.file) };
  telling->soon = 0;
  g_mutex_unlock (&telling->lock);
  if (telling->told != NULL)
    telling->told (&state, telling->told_data);
  const gint64 now = g_get_monotonic_time ();
  if (now - telling->shown >= SHOWN_AFTER (now - telling->begun)) {
    telling->shown = now;
    topos_session_changed (telling->session);
  }
  g_free (state.file);
  return G_SOURCE_REMOVE;
}

/* In the writer thread. */
static void
progress_cb (int done, int total, const char *file, void *data)
{
  Telling *telling = data;
  const gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&telling->lock);
  telling->state.done = done;
  telling->state.total = total;
  g_free (telling->state.file);
  telling->state.file = g_strdup (file);
  if (telling->soon == 0 && now - telling->last > TOLD_EVERY_US) {
    telling->last = now;
    telling->soon = g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb,
                                     g_atomic_rc_box_acquire (telling), telling_unref);
  }
  g_mutex_unlock (&telling->lock);
}

static void
results_free (gpointer results)
{
  g_ptr_array_unref (results);
}

static void
import_job (GTask *task, gpointer desk, gpointer data)
{
  Import *import = data;
  GError *error = NULL;
  ToposEngine *engine = topos_writer_engine (desk, &error);
  ToposLibrary *library = engine != NULL ? topos_writer_library (desk, &error) : NULL;

  if (library == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_autoptr (ToposIngest) ingest = topos_ingest_new (engine);
  for (char **path = import->paths; path != NULL && *path != NULL; path++)
    topos_ingest_add (ingest, *path);
  if (import->text != NULL)
    topos_ingest_add_bytes (ingest, import->text, NULL);
  topos_ingest_set_background (ingest);
  topos_ingest_set_progress (ingest, progress_cb, import->telling);
  GPtrArray *results = NULL;
  if (!topos_ingest_run (ingest, library, g_task_get_cancellable (task), &results, &error))
    g_object_set_data_full (G_OBJECT (task), "topos-error", error, (GDestroyNotify) g_error_free);
  /* Without it the summary is shorter. */
  topos_library_tally (library, topos_ingest_import (ingest), &import->tally, NULL);
  g_object_set_data_full (G_OBJECT (task), "topos-done", topos_done_new (library, NULL), topos_done_free);
  g_task_return_pointer (task, results, results_free);
}

void
topos_session_import_async (ToposSession *self, const char *const *paths, GBytes *text,
                            GCancellable *cancellable, ToposImportTold told,
                            GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Import *import = g_new0 (Import, 1);
  Telling *telling = g_atomic_rc_box_new0 (Telling);

  g_mutex_init (&telling->lock);
  telling->session = g_object_ref (self);
  telling->begun = g_get_monotonic_time ();
  telling->told = told;
  telling->told_data = data;
  *import = (Import){ .paths = g_strdupv ((char **) paths), .telling = telling,
                      .text = text != NULL ? g_bytes_ref (text) : NULL };
  g_task_set_task_data (task, import, import_free);
  g_task_set_check_cancellable (task, FALSE);  /* what came before the stop is told all the same */
  topos_session_write (self, task, import_job);
}

GPtrArray *
topos_session_imported (ToposSession *self, GAsyncResult *result, GError **error)
{
  GTask *task = G_TASK (result);
  const Import *import = g_task_get_task_data (task);
  GPtrArray *results = g_task_propagate_pointer (task, error);
  const GError *stopped = g_object_get_data (G_OBJECT (task), "topos-error");

  const ToposDone *done = g_object_get_data (G_OBJECT (task), "topos-done");

  import->telling->told = NULL;
  if (done != NULL)
    topos_session_set_history (self, done->undo, done->redo);
  topos_session_changed (self);
  if (results != NULL && stopped != NULL && error != NULL)
    *error = g_error_copy (stopped);
  return results;
}

ToposTally
topos_session_import_tally (GAsyncResult *result)
{
  const Import *import = g_task_get_task_data (G_TASK (result));

  return import->tally;
}
