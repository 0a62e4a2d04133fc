/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One thread that does jobs one after another, in the order they were given: a reading
 * connection or the one writer lives in it and is never touched from elsewhere. */
typedef struct ToposWorker ToposWorker;

/* A job: one straight function that ends by returning something through `task`. `desk` is what
 * the worker was made with. */
typedef void (*ToposJob) (GTask *task, gpointer desk, gpointer job_data);

/* `desk` belongs to the worker's thread, which frees it at its end. Returns: (transfer full). */
ToposWorker *topos_worker_new (const char *name, gpointer desk, GDestroyNotify desk_free);

/* Lets the jobs given so far end, then the thread and its desk; returns at once. */
void topos_worker_free (ToposWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposWorker, topos_worker_free)

/* Does `job` in the thread; `task` carries its data, cancellable and callback, as with
 * g_task_run_in_thread. Takes the task (transfer full). */
void topos_worker_run (ToposWorker *self, GTask *task, ToposJob job);
