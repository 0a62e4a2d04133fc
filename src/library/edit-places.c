/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "library/edit-private.h"
#include "library/places-kept.h"

#include <inttypes.h>

static bool
no_such_place (ToposPlaceId place, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" PRIu64, place);

  return topos_edit_no_such (error, _ ("The library has no place “%s”."), id);
}

static bool
count_mentions (ToposLibrary *self, ToposPlaceId place, ToposEditReport *report, GError **error)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT count (*), count (DISTINCT document) FROM mention"
      " WHERE place = ?", "p", place);

  if (row == NULL || !topos_statement_next (row, error))
    return false;
  report->mentions = (int) topos_statement_int (row, 0);
  report->documents = (int) topos_statement_int (row, 1);
  return true;
}

static bool
drop_place (ToposLibrary *self, ToposPlaceId place, GError **error)
{
  g_autoptr (GArray) one = g_array_new (false, false, sizeof (ToposPlaceId));

  g_array_append_val (one, place);
  return topos_place_drop_unused (self, one, error);
}

/* Everything that speaks of `place` speaks of `into` instead. */
static bool
redirect (ToposLibrary *self, ToposPlaceId place, ToposPlaceId into, GError **error)
{
  return topos_db_exec (self->db, error, "UPDATE mention SET place = ?, standing = 0"
                        " WHERE place = ?", "pp", into, place)
         && topos_db_exec (self->db, error, "UPDATE rule SET place = ? WHERE place = ?", "pp",
                           into, place)
         && topos_db_exec (self->db, error, "UPDATE place_merge SET into_place = ?"
                           " WHERE into_place = ?", "pp", into, place)
         && topos_db_exec (self->db, error, "DELETE FROM place_merge WHERE place = ?", "p", into)
         && topos_db_exec (self->db, error, "INSERT OR REPLACE INTO place_merge VALUES (?, ?)",
                           "pp", place, into);
}

bool
topos_library_merge (ToposLibrary *self, const ToposGazetteer *gazetteer, ToposPlaceId place,
                     ToposPlaceId into, ToposEditReport *report, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (ToposEditReport) own = { .place = into };
  bool known = false;

  if (place == into) {
    g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                         _ ("A place cannot be merged into itself. Choose another."));
    return false;
  }
  if (!topos_edit_begin (self, &edit, error)
      || !topos_place_keep (self, gazetteer, into, &known, error))
    return false;
  own.name = topos_place_label (self, place);
  own.to = topos_place_label (self, into);
  if (own.name == NULL || own.to == NULL)
    return no_such_place (own.name ? into : place, error);
  if (!count_mentions (self, place, &own, error) || !redirect (self, place, into, error)
      || !drop_place (self, place, error)
      || !topos_edit_commit (&edit, TOPOS_STEP_MERGE, own.name, own.to, own.mentions, error))
    return false;
  g_clear_pointer (&self->merges, g_hash_table_unref);
  topos_edit_report_hand_over (report, &own);
  return true;
}

bool
topos_library_hide (ToposLibrary *self, ToposPlaceId place, ToposEditReport *report,
                    GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (ToposEditReport) own = { 0 };

  if (!topos_edit_begin (self, &edit, error))
    return false;
  own.name = topos_place_label (self, place);
  if (own.name == NULL)
    return no_such_place (place, error);
  if (!count_mentions (self, place, &own, error)
      || !topos_db_exec (self->db, error, "UPDATE mention SET place = NULL, standing = 4,"
                         " decided = 3, confidence = 1000 WHERE place = ?", "p", place)
      || !drop_place (self, place, error)
      || !topos_edit_commit (&edit, TOPOS_STEP_HIDE, own.name, NULL, own.mentions, error))
    return false;
  topos_edit_report_hand_over (report, &own);
  return true;
}

bool
topos_library_rename (ToposLibrary *self, ToposPlaceId place, const char *name, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_autofree char *before = NULL;

  if (!topos_edit_begin (self, &edit, error))
    return false;
  before = topos_place_label (self, place);
  if (before == NULL)
    return no_such_place (place, error);
  return topos_db_exec (self->db, error, "UPDATE place SET name = ?, renamed = 1 WHERE id = ?",
                        "sp", name, place)
         && topos_edit_commit (&edit, TOPOS_STEP_RENAME, before, name, 1, error);
}

bool
topos_library_move (ToposLibrary *self, ToposPlaceId place, ToposPoint point, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_autofree char *name = NULL;

  if (!topos_edit_check_point (point, error) || !topos_edit_begin (self, &edit, error))
    return false;
  name = topos_place_label (self, place);
  if (name == NULL)
    return no_such_place (place, error);
  return topos_place_set_point (self, place, point, error)
         && topos_edit_commit (&edit, TOPOS_STEP_MOVE, name, NULL, 1, error);
}
