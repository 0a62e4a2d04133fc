/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/ask.h"

#include "core/error.h"
#include "session/worker.h"

/* An answer that takes longer than this is given up once something newer is asked; a faster
 * one is shown first, so that lists follow a handle while it is dragged. */
#define PATIENCE_US (400 * 1000)

#define REST_MS 120

struct ToposAsk {
  const ToposAskKind *kind;
  gpointer owner;  /* NULL once freed: a late answer finds nobody */
  GSignalGroup *news;  /* of the session */
  char *path;
  ToposWorker *worker;
  guint soon;
  guint rest;
  guint patience;  /* until the answer that runs is given up */
  GCancellable *running;
  gint64 since;
  bool again;
};

/* The desk of the worker: a reader that is opened by the first question. */
typedef struct {
  char *path;
  ToposReader *reader;
  const ToposAskKind *kind;
} Desk;

static void
desk_free (gpointer data)
{
  Desk *desk = data;

  g_clear_pointer (&desk->reader, topos_reader_close);
  g_free (desk->path);
  g_free (desk);
}

static void
answer_job (GTask *task, gpointer data, gpointer question)
{
  Desk *desk = data;
  GError *error = NULL;

  if (desk->reader == NULL)
    desk->reader = topos_reader_open (desk->path, &error);
  if (desk->reader == NULL) {
    g_task_return_error (task, error);
    return;
  }
  gpointer answer = desk->kind->answer (desk->reader, question, g_task_get_cancellable (task), &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, desk->kind->answer_free);
  else
    g_task_return_error (task, error);
}

static void
ask_clear (gpointer data)
{
  ToposAsk *self = data;

  g_free (self->path);
  g_clear_object (&self->running);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ToposAsk *self = data;
  g_autoptr (GError) error = NULL;
  gpointer answer = g_task_propagate_pointer (G_TASK (result), &error);
  const bool current = g_task_get_cancellable (G_TASK (result)) == self->running;

  if (current) {
    g_clear_object (&self->running);
    g_clear_handle_id (&self->patience, g_source_remove);
  }
  if (self->owner != NULL && current && !g_error_matches (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->kind->show (self->owner, answer, error);
  if (answer != NULL)
    self->kind->answer_free (answer);
  if (self->owner != NULL && current && self->again)
    topos_ask_again (self);
  g_atomic_rc_box_release_full (self, ask_clear);
}

static gboolean
ask_cb (gpointer data)
{
  ToposAsk *self = data;

  self->soon = 0;
  self->again = false;
  if (self->worker == NULL) {
    self->kind->show (self->owner, NULL, NULL);
    return G_SOURCE_REMOVE;
  }
  self->running = g_cancellable_new ();
  self->since = g_get_monotonic_time ();
  GTask *task = g_task_new (NULL, self->running, answered_cb, g_atomic_rc_box_acquire (self));
  g_task_set_task_data (task, self->kind->question (self->owner), self->kind->question_free);
  topos_worker_run (self->worker, task, answer_job);
  return G_SOURCE_REMOVE;
}

static void
stop (ToposAsk *self)
{
  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_pointer (&self->worker, topos_worker_free);
}

void
topos_ask_free (ToposAsk *self)
{
  if (self == NULL)
    return;
  stop (self);
  g_clear_object (&self->news);
  self->owner = NULL;
  g_atomic_rc_box_release_full (self, ask_clear);
}

static gboolean
impatient_cb (gpointer data)
{
  ToposAsk *self = data;

  self->patience = 0;
  g_cancellable_cancel (self->running);
  return G_SOURCE_REMOVE;
}

static void
wait_no_longer_than_patience (ToposAsk *self)
{
  const gint64 left_us = self->since + PATIENCE_US - g_get_monotonic_time ();

  if (self->patience == 0)
    self->patience = g_timeout_add ((guint) (MAX (left_us, 0) / 1000), impatient_cb, self);
}

void
topos_ask_again (ToposAsk *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->running != NULL) {
    self->again = true;
    wait_no_longer_than_patience (self);
    return;
  }
  if (self->soon == 0)
    self->soon = g_idle_add_full (G_PRIORITY_DEFAULT, ask_cb, self, NULL);
}

static void
set_library (ToposAsk *self, const char *path)
{
  if (g_strcmp0 (self->path, path) == 0)
    return;
  stop (self);
  g_free (self->path);
  self->path = g_strdup (path);
  if (path != NULL) {
    Desk *desk = g_new0 (Desk, 1);
    *desk = (Desk){ .path = g_strdup (path), .kind = self->kind };
    self->worker = topos_worker_new ("topos-ask", desk, desk_free);
  }
  topos_ask_again (self);
}

static void
library_cb (ToposAsk *self, GParamSpec *pspec, ToposSession *session)
{
  set_library (self, topos_session_library (session));
}

/* The library has become another: an answer that is on its way is shown all the same, and followed
 * by the next. Given up, it would never come while articles pour in. */
static void
revision_cb (ToposAsk *self)
{
  if (self->running != NULL)
    self->again = true;
  else
    topos_ask_again (self);
}

ToposAsk *
topos_ask_new (const ToposAskKind *kind, gpointer owner)
{
  ToposAsk *self = g_atomic_rc_box_new0 (ToposAsk);

  self->kind = kind;
  self->owner = owner;
  self->news = g_signal_group_new (TOPOS_TYPE_SESSION);
  g_signal_group_connect_swapped (self->news, "notify::library", G_CALLBACK (library_cb), self);
  g_signal_group_connect_swapped (self->news, "notify::revision", G_CALLBACK (revision_cb), self);
  return self;
}

void
topos_ask_follow (ToposAsk *self, ToposSession *session)
{
  g_signal_group_set_target (self->news, session);
  set_library (self, session != NULL ? topos_session_library (session) : NULL);
}

static gboolean
rested_cb (gpointer data)
{
  ToposAsk *self = data;

  self->rest = 0;
  topos_ask_again (self);
  return G_SOURCE_REMOVE;
}

void
topos_ask_at_rest (ToposAsk *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
}
