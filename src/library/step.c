/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/step.h"

#include "library/undo-import.h"

const char *const topos_edit_tables[] = { "document", "document_text", "passage", "passage_day",
                                          "timex", "place", "place_inside", "evidence", "mention",
                                          "rule", "place_merge", NULL };

bool
topos_step_changes_texts (ToposStepVerb verb)
{
  return verb == TOPOS_STEP_IMPORT || verb == TOPOS_STEP_DESCRIBE || verb == TOPOS_STEP_PUBLISHED
         || verb == TOPOS_STEP_REMOVE;
}

bool
topos_step_keep_changes (ToposLibrary *library, int64_t step, int64_t n, GBytes *changes,
                         GError **error)
{
  gsize length = 0;
  const void *bytes = g_bytes_get_data (changes, &length);

  return length == 0
         || topos_db_exec (library->db, error, "INSERT INTO step_changes VALUES (?, ?, ?)", "iib",
                           step, n, bytes, length);
}

bool
topos_step_forget_undone (ToposLibrary *library, GError **error)
{
  return topos_import_forget_undone (library, error)
         && topos_db_exec (library->db, error, "DELETE FROM step WHERE undone = 1", "");
}

bool
topos_edit_begin (ToposLibrary *library, ToposEdit *edit, GError **error)
{
  edit->library = library;
  if (!topos_library_settle (library, error)
      || !topos_db_begin (library->db, &edit->transaction, error))
    return false;
  edit->recorder = topos_recorder_start (library->db, topos_edit_tables, error);
  return edit->recorder != NULL;
}

bool
topos_edit_commit (ToposEdit *edit, ToposStepVerb verb, const char *subject,
                   const char *object, int count, GError **error)
{
  ToposLibrary *library = edit->library;
  g_autoptr (GBytes) changes = topos_recorder_take (edit->recorder, error);

  if (changes == NULL)
    return false;
  g_clear_pointer (&edit->recorder, topos_recorder_free);
  if (!topos_step_forget_undone (library, error)
      || !topos_db_exec (library->db, error, "INSERT INTO step (verb, subject, object, count)"
                         " VALUES (?, ?, ?, ?)", "nssn", (int) verb, subject, object ? object : "",
                         count)
      || !topos_step_keep_changes (library, topos_db_last_id (library->db), 0, changes, error)
      || !topos_library_recount (library, error)
      || !topos_library_touch (library, topos_step_changes_texts (verb), error)
      || !topos_transaction_commit (&edit->transaction, error))
    return false;
  topos_library_give_back (library);
  return true;
}

void
topos_edit_clear (ToposEdit *edit)
{
  g_clear_pointer (&edit->recorder, topos_recorder_free);
  if (edit->transaction.db) {
    topos_transaction_clear (&edit->transaction);
    topos_library_forget_caches (edit->library);
  }
}
