/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/session-private.h"
#include "session/verbs.h"

#include "engine/redate.h"
#include "library/undo.h"
#include "session/words.h"

#include <glib/gi18n.h>

/* ------------------------------------------------------------------- what a verb gives */

void
topos_done_free (gpointer data)
{
  ToposDone *done = data;

  g_free (done->words);
  g_free (done->undo);
  g_free (done->redo);
  g_free (done);
}

/* The labels are a comfort: a library that cannot tell its history can still be worked in. */
ToposDone *
topos_done_new (ToposLibrary *library, char *words)
{
  ToposDone *done = g_new0 (ToposDone, 1);
  g_autoptr (ToposStep) undo = topos_library_next_undo (library, NULL);
  g_autoptr (ToposStep) redo = topos_library_next_redo (library, NULL);

  done->words = words;
  done->undo = undo != NULL ? topos_step_in_words (undo) : NULL;
  done->redo = redo != NULL ? topos_step_in_words (redo) : NULL;
  return done;
}

char *
topos_session_done (ToposSession *self, GAsyncResult *result, GError **error)
{
  ToposDone *done = g_task_propagate_pointer (G_TASK (result), error);

  if (done == NULL)
    return NULL;
  topos_session_set_history (self, done->undo, done->redo);
  topos_session_changed (self);
  char *words = g_steal_pointer (&done->words);
  topos_done_free (done);
  return words;
}

static void
return_step (GTask *task, ToposLibrary *library, ToposStep *step, const char *format, GError *error)
{
  g_autoptr (ToposStep) owned = step;

  if (step == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_autofree char *words = topos_step_in_words (step);
  g_task_return_pointer (task, topos_done_new (library, g_strdup_printf ("%s: %s", format, words)),
                         topos_done_free);
}

/* ----------------------------------------------------------------------- undo and redo */

static void
undo_job (GTask *task, gpointer desk, gpointer data)
{
  GError *error = NULL;
  ToposLibrary *library = topos_writer_library (desk, &error);
  ToposStep *step = library != NULL ? topos_library_undo (library, &error) : NULL;

  return_step (task, library, step, _("Undone"), error);
}

static void
redo_job (GTask *task, gpointer desk, gpointer data)
{
  GError *error = NULL;
  ToposLibrary *library = topos_writer_library (desk, &error);
  ToposStep *step = library != NULL ? topos_library_redo (library, &error) : NULL;

  return_step (task, library, step, _("Done again"), error);
}

void
topos_session_undo_async (ToposSession *self, GAsyncReadyCallback callback, gpointer data)
{
  topos_session_write (self, g_task_new (self, NULL, callback, data), undo_job);
}

void
topos_session_redo_async (ToposSession *self, GAsyncReadyCallback callback, gpointer data)
{
  topos_session_write (self, g_task_new (self, NULL, callback, data), redo_job);
}

/* ------------------------------------------------------------------------------- edits */

static void
edit_free (gpointer data)
{
  ToposEdit *edit = data;

  g_free (edit->mention);
  g_free (edit->document);
  g_free (edit->name);
  g_free (edit->title);
  g_free (edit->outlet);
  g_free (edit);
}

static bool
add (ToposLibrary *library, const ToposGazetteer *gazetteer, const ToposEdit *edit, GError **error)
{
  if (edit->place == TOPOS_PLACE_NONE)
    return topos_library_add_point (library, gazetteer, edit->document, edit->span, edit->name,
                                    edit->point, edit->within, edit->reach, NULL, error);
  return topos_library_add_mention (library, gazetteer, edit->document, edit->span, edit->place,
                                    edit->reach, NULL, error);
}

static bool
apply (ToposLibrary *library, ToposEngine *engine, const ToposEdit *edit, GError **error)
{
  const ToposGazetteer *gazetteer = topos_engine_gazetteer (engine);
  const ToposMetadata metadata = { .title = edit->title, .outlet = edit->outlet };
  const char *const documents[] = { edit->document, NULL };

  switch (edit->verb) {
  case TOPOS_EDIT_PLACE:
    return topos_library_correct_place (library, gazetteer, edit->mention, edit->place, edit->reach,
                                        NULL, error);
  case TOPOS_EDIT_POINT:
    return topos_library_correct_point (library, gazetteer, edit->mention, edit->name, edit->point,
                                        edit->within, edit->reach, NULL, error);
  case TOPOS_EDIT_REJECT:
    return topos_library_reject (library, edit->mention, edit->reach, NULL, error);
  case TOPOS_EDIT_ACCEPT:
    return topos_library_accept (library, edit->mention, edit->reach, NULL, error);
  case TOPOS_EDIT_ADD: return add (library, gazetteer, edit, error);
  case TOPOS_EDIT_CHECK:
    return topos_library_check (library, gazetteer, edit->mention, edit->place, NULL, error);
  case TOPOS_EDIT_MERGE:
    return topos_library_merge (library, gazetteer, edit->place, edit->into, NULL, error);
  case TOPOS_EDIT_HIDE: return topos_library_hide (library, edit->place, NULL, error);
  case TOPOS_EDIT_RENAME: return topos_library_rename (library, edit->place, edit->name, error);
  case TOPOS_EDIT_MOVE: return topos_library_move (library, edit->place, edit->point, error);
  case TOPOS_EDIT_DESCRIBE: return topos_library_describe (library, edit->document, &metadata, error);
  case TOPOS_EDIT_DAY: return topos_engine_redate (engine, library, edit->document, edit->day, error);
  case TOPOS_EDIT_REMOVE: return topos_library_remove (library, documents, error);
  case TOPOS_EDIT_FORGET:
    return edit->place != TOPOS_PLACE_NONE
               ? topos_library_remove_merge (library, edit->place, error)
               : topos_library_remove_rule (library, edit->name, error);
  }
  g_assert_not_reached ();
}

/* The step that the edit has made says best what it did. */
static void
edit_job (GTask *task, gpointer desk, gpointer data)
{
  const ToposEdit *edit = data;
  GError *error = NULL;
  ToposLibrary *library = topos_writer_library (desk, &error);
  ToposEngine *engine = library != NULL ? topos_writer_engine (desk, &error) : NULL;

  if (engine == NULL || !apply (library, engine, edit, &error)) {
    g_task_return_error (task, error);
    return;
  }
  ToposDone *done = topos_done_new (library, NULL);
  done->words = g_strdup (done->undo != NULL ? done->undo : _("Done"));
  g_task_return_pointer (task, done, topos_done_free);
}

void
topos_session_edit_async (ToposSession *self, const ToposEdit *edit,
                          GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  ToposEdit *copy = g_new (ToposEdit, 1);

  *copy = *edit;
  copy->mention = g_strdup (edit->mention);
  copy->document = g_strdup (edit->document);
  copy->name = g_strdup (edit->name);
  copy->title = g_strdup (edit->title);
  copy->outlet = g_strdup (edit->outlet);
  g_task_set_task_data (task, copy, edit_free);
  topos_session_write (self, task, edit_job);
}

/* ------------------------------------------------------------------------------- rules */

static void
rules_job (GTask *task, gpointer desk, gpointer data)
{
  GError *error = NULL;
  ToposLibrary *library = topos_writer_library (desk, &error);
  GPtrArray *rules = library != NULL ? topos_library_list_rules (library, &error) : NULL;

  if (rules != NULL)
    g_task_return_pointer (task, rules, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
topos_session_rules_async (ToposSession *self, GAsyncReadyCallback callback, gpointer data)
{
  topos_session_write (self, g_task_new (self, NULL, callback, data), rules_job);
}

GPtrArray *
topos_session_rules (ToposSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --------------------------------------------------------------------------------- why */

typedef struct {
  char *library;
  char *mention;
} WhyQuestion;

static void
why_question_free (gpointer data)
{
  WhyQuestion *question = data;

  g_free (question->library);
  g_free (question->mention);
  g_free (question);
}

static void
why_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const WhyQuestion *question = data;
  GError *error = NULL;
  g_autoptr (ToposReader) reader = topos_reader_open (question->library, &error);
  ToposWhy *why = reader != NULL ? topos_reader_why (reader, question->mention, &error) : NULL;

  if (why != NULL)
    g_task_return_pointer (task, why, (GDestroyNotify) topos_why_free);
  else
    g_task_return_error (task, error);
}

void
topos_session_why_async (ToposSession *self, const char *mention, GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  WhyQuestion *question = g_new (WhyQuestion, 1);

  *question = (WhyQuestion){ g_strdup (topos_session_library (self)), g_strdup (mention) };
  g_task_set_task_data (task, question, why_question_free);
  g_task_run_in_thread (task, why_job);
}

ToposWhy *
topos_session_why (ToposSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
