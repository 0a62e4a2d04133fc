/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/library.h"
#include "library/bulk.h"
#include "library/private.h"
#include "library/schema.h"

ToposLibrary *
topos_library_open (const char *path, GError **error)
{
  g_autoptr (ToposLibrary) self = g_new0 (ToposLibrary, 1);

  self->known_places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->db = topos_db_open (path, TOPOS_DB_CREATE, error);
  if (self->db == NULL || !topos_schema_prepare (self->db, error)
      || !topos_library_recount (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
topos_library_close (ToposLibrary *self)
{
  if (self == NULL)
    return;
  topos_transaction_clear (&self->batch);
  topos_db_close (self->db);
  g_hash_table_unref (self->known_places);
  g_clear_pointer (&self->merges, g_hash_table_unref);
  g_free (self);
}

void
topos_library_forget_caches (ToposLibrary *self)
{
  g_hash_table_remove_all (self->known_places);
  g_clear_pointer (&self->merges, g_hash_table_unref);
}

bool
topos_library_touch (ToposLibrary *self, bool texts, GError **error)
{
  return topos_db_exec (self->db, error, "UPDATE topos_library SET value = value + 1"
                        " WHERE key = 'revision' OR (?1 AND key = 'texts')", "n", (int) texts);
}

int64_t
topos_library_revision (ToposLibrary *self)
{
  int64_t revision = 0;

  topos_db_ask_int (self->db, &revision, 0, NULL,
                    "SELECT value FROM topos_library WHERE key = 'revision'", "");
  return revision;
}

bool
topos_library_settle (ToposLibrary *self, GError **error)
{
  if (self->batch.db == NULL)
    return true;
  if (topos_bulk_end (self, error) && topos_import_note (self, error)
      && topos_library_touch (self, true, error)
      && topos_transaction_commit (&self->batch, error))
    return true;
  topos_transaction_clear (&self->batch);
  topos_bulk_restore (self, (ToposBulk){ .on = false });
  topos_library_forget_caches (self);
  return false;
}

bool
topos_library_flush (ToposLibrary *self, GError **error)
{
  return topos_library_settle (self, error);
}

bool
topos_library_recount (ToposLibrary *self, GError **error)
{
  int64_t stale = 0;
  g_auto (ToposTransaction) tx = { 0 };

  if (!topos_db_ask_int (self->db, &stale, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM place_stale)", ""))
    return false;
  if (!stale)
    return true;
  return topos_db_begin (self->db, &tx, error)
         && topos_db_exec (self->db, error, "DELETE FROM place_count WHERE place IN"
                           " (SELECT place FROM place_stale)", "")
         && topos_db_exec (self->db, error,
                           "INSERT INTO place_count SELECT place, count(DISTINCT passage),"
                           " count(*), count(DISTINCT document),"
                           " count(DISTINCT CASE WHEN demonym = 0 THEN passage END),"
                           " min(CASE first_day WHEN -2147483647 THEN last_day"
                           " ELSE first_day END),"
                           " max(CASE last_day WHEN 2147483647 THEN first_day"
                           " ELSE last_day END),"
                           " CASE WHEN min(standing) = 0 THEN 0 WHEN max(standing = 2) THEN 2"
                           " ELSE 1 END FROM mention"
                           " WHERE place IN (SELECT place FROM place_stale) AND counts"
                           " GROUP BY place", "")
         && topos_db_exec (self->db, error, "DELETE FROM place_stale", "")
         && topos_transaction_commit (&tx, error);
}

/* Only tidies: when it cannot be done now, for want of room or since others read, the deed before it is
 * no less done. */
void
topos_library_give_back (ToposLibrary *self)
{
  topos_db_compact (self->db, NULL);
}

/* What the user decided mention by mention, without "from now on". */
static bool
add_leanings (ToposLibrary *self, ToposRules *rules, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
    self->db, error,
    "SELECT key, place, count (*) FROM mention WHERE decided BETWEEN 1 AND 3 AND standing = 0"
    " AND place IS NOT NULL AND key NOT IN (SELECT key FROM rule) GROUP BY key, place"
    " ORDER BY key, place", "");

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed))
    topos_rules_lean (rules, topos_statement_text (row, 0),
                      (ToposPlaceId) topos_statement_int (row, 1),
                      (unsigned) topos_statement_int (row, 2));
  if (failed == NULL)
    return true;
  g_propagate_error (error, g_steal_pointer (&failed));
  return false;
}

ToposRules *
topos_library_rules (ToposLibrary *self, GError **error)
{
  g_autoptr (ToposRules) rules = topos_rules_new ();
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error,
                                                 "SELECT key, place FROM rule", "");

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed))
    topos_rules_add (rules, topos_statement_text (row, 0),
                     (ToposPlaceId) topos_statement_int (row, 1));
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  if (!add_leanings (self, rules, error))
    return NULL;
  return g_steal_pointer (&rules);
}
