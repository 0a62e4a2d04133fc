/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/verbs.h"

#include "library/copy.h"

typedef struct {
  char *library;
  char *path;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_free (copy->library);
  g_free (copy->path);
  g_free (copy);
}

static void
copy_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Copy *copy = data;
  GError *error = NULL;
  g_autoptr (ToposReader) reader = topos_reader_open (copy->library, &error);

  if (reader != NULL && topos_reader_back_up (reader, copy->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
topos_session_copy_async (ToposSession *self, const char *library, const char *path,
                          GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  Copy *copy = g_new (Copy, 1);

  *copy = (Copy){ g_strdup (library), g_strdup (path) };
  g_task_set_task_data (task, copy, copy_free);
  g_task_run_in_thread (task, copy_job);
}

gboolean
topos_session_copied (ToposSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
