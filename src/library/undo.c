/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/undo.h"

#include "library/places-kept.h"
#include "library/step.h"
#include "library/undo-import.h"

#include <string.h>

static const char *const VERB_WORDS[] = {
  [TOPOS_STEP_IMPORT] = "import",       [TOPOS_STEP_PLACE] = "place",
  [TOPOS_STEP_REJECT] = "reject",       [TOPOS_STEP_ACCEPT] = "accept",
  [TOPOS_STEP_ADD] = "add",             [TOPOS_STEP_MERGE] = "merge",
  [TOPOS_STEP_HIDE] = "hide",           [TOPOS_STEP_RENAME] = "rename",
  [TOPOS_STEP_MOVE] = "move",           [TOPOS_STEP_DESCRIBE] = "describe",
  [TOPOS_STEP_PUBLISHED] = "published", [TOPOS_STEP_REMOVE] = "remove",
  [TOPOS_STEP_FORGET] = "forget",       [TOPOS_STEP_CHECK_RIGHT] = "check-right",
  [TOPOS_STEP_CHECK_PLACE] = "check-place", [TOPOS_STEP_CHECK_REJECT] = "check-reject",
};

const char *
topos_step_verb_word (ToposStepVerb verb)
{
  return (size_t) verb < G_N_ELEMENTS (VERB_WORDS) ? VERB_WORDS[verb] : "unknown";
}

void
topos_step_free (ToposStep *step)
{
  if (step == NULL)
    return;
  g_free (step->subject);
  g_free (step->object);
  g_free (step);
}

static void
step_free (gpointer step)
{
  topos_step_free (step);
}

static GPtrArray *
read_steps (ToposLibrary *self, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, sql, "");

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    ToposStep *step = g_new0 (ToposStep, 1);

    step->id = topos_statement_int (row, 0);
    step->verb = (ToposStepVerb) topos_statement_int (row, 1);
    step->subject = g_strdup (topos_statement_text (row, 2));
    step->object = g_strdup (topos_statement_text (row, 3));
    step->count = (int) topos_statement_int (row, 4);
    step->undone = topos_statement_int (row, 5) != 0;
    g_ptr_array_add (steps, step);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&steps);
}

#define STEPS "SELECT id, verb, subject, object, count, undone FROM step "

GPtrArray *
topos_library_history (ToposLibrary *self, GError **error)
{
  return read_steps (self, STEPS "ORDER BY id", error);
}

static ToposStep *
first_step (ToposLibrary *self, const char *sql, GError **error)
{
  g_autoptr (GPtrArray) steps = read_steps (self, sql, error);

  if (steps == NULL || steps->len == 0)
    return NULL;
  g_ptr_array_set_free_func (steps, NULL);
  return g_ptr_array_index (steps, 0);
}

ToposStep *
topos_library_next_undo (ToposLibrary *self, GError **error)
{
  return first_step (self, STEPS "WHERE undone = 0 ORDER BY id DESC LIMIT 1", error);
}

ToposStep *
topos_library_next_redo (ToposLibrary *self, GError **error)
{
  return first_step (self, STEPS "WHERE undone = 1 ORDER BY id LIMIT 1", error);
}

/* Applies the step's changesets in their order, or from the last to the first and inverted. */
static bool
apply_changes (ToposLibrary *self, const ToposStep *step, bool inverted, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT changes FROM step_changes WHERE step = ? ORDER BY n", "i",
      step->id);

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed)) {
    gsize length = 0;
    const void *bytes = topos_statement_bytes (row, 0, &length);

    g_ptr_array_add (changes, g_bytes_new (bytes, length));
  }
  topos_statement_done (g_steal_pointer (&row));
  for (guint i = 0; failed == NULL && i < changes->len; i++)
    if (!topos_changes_apply (self->db,
                              g_ptr_array_index (changes, inverted ? changes->len - 1 - i : i),
                              inverted, &failed))
      break;
  return topos_error_hand_on (&failed, error);
}

static bool
undo_import (ToposLibrary *self, const ToposStep *step, GError **error)
{
  return topos_import_take_out (self, step->id, error)
         && apply_changes (self, step, true, error);
}

static bool
redo_import (ToposLibrary *self, const ToposStep *step, GError **error)
{
  return apply_changes (self, step, false, error)
         && topos_import_put_back (self, step->id, error);
}

static bool
turn (ToposLibrary *self, const ToposStep *step, GError **error)
{
  const bool undo = !step->undone;

  if (step->verb == TOPOS_STEP_IMPORT)
    return undo ? undo_import (self, step, error) : redo_import (self, step, error);
  return apply_changes (self, step, undo, error);
}

/* Undoes the step, or does it again when it is undone. */
static ToposStep *
turn_whole (ToposLibrary *self, ToposStep *taken, GError **error)
{
  g_autoptr (ToposStep) step = taken;
  g_auto (ToposTransaction) tx = { 0 };

  if (step == NULL || !topos_db_begin (self->db, &tx, error) || !turn (self, step, error)
      || !topos_db_exec (self->db, error, "UPDATE step SET undone = ? WHERE id = ?", "ni",
                         (int) !step->undone, step->id)
      || !topos_library_recount (self, error)
      || !topos_library_touch (self, topos_step_changes_texts (step->verb), error)
      || !topos_transaction_commit (&tx, error))
    return NULL;
  topos_library_forget_caches (self);
  topos_library_give_back (self);
  step->undone = !step->undone;
  return g_steal_pointer (&step);
}

static ToposStep *
turn_next (ToposLibrary *self, ToposStep *(*next) (ToposLibrary *, GError **),
           const char *nothing, GError **error)
{
  g_autoptr (GError) failed = NULL;

  if (!topos_library_settle (self, error))
    return NULL;

  ToposStep *step = next (self, &failed);

  if (step)
    return turn_whole (self, step, error);
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_USAGE, nothing);
  return NULL;
}

ToposStep *
topos_library_undo (ToposLibrary *self, GError **error)
{
  return turn_next (self, topos_library_next_undo, "There is nothing to undo.", error);
}

ToposStep *
topos_library_redo (ToposLibrary *self, GError **error)
{
  return turn_next (self, topos_library_next_redo, "There is nothing to do again.", error);
}
