/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/worker.h"

/* A request without a job ends the thread. */
typedef struct {
  GTask *task;
  ToposJob job;
} Request;

struct ToposWorker {
  GAsyncQueue *requests;
  gpointer desk;
  GDestroyNotify desk_free;
};

static gpointer
work (gpointer data)
{
  ToposWorker *self = data;

  while (TRUE) {
    g_autofree Request *request = g_async_queue_pop (self->requests);
    if (request->job == NULL)
      break;
    if (!g_task_return_error_if_cancelled (request->task))
      request->job (request->task, self->desk, g_task_get_task_data (request->task));
    g_object_unref (request->task);
  }
  if (self->desk_free != NULL)
    self->desk_free (self->desk);
  g_async_queue_unref (self->requests);
  g_free (self);
  return NULL;
}

ToposWorker *
topos_worker_new (const char *name, gpointer desk, GDestroyNotify desk_free)
{
  ToposWorker *self = g_new0 (ToposWorker, 1);

  self->requests = g_async_queue_new ();
  self->desk = desk;
  self->desk_free = desk_free;
  g_thread_unref (g_thread_new (name, work, self));
  return self;
}

void
topos_worker_free (ToposWorker *self)
{
  if (self != NULL)
    g_async_queue_push (self->requests, g_new0 (Request, 1));
}

void
topos_worker_run (ToposWorker *self, GTask *task, ToposJob job)
{
  Request *request = g_new (Request, 1);

  *request = (Request){ task, job };
  g_async_queue_push (self->requests, request);
}
