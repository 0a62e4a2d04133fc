/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/undo-import.h"

#include "library/places-kept.h"

#include <string.h>

#define DOCUMENTS "SELECT id FROM document WHERE import = ?1"
#define PLACES "SELECT place FROM undone_mention WHERE step = ?1 AND place IS NOT NULL"

/* The tables of what a document consists of, parts before their whole. */
static const struct {
  const char *table;
  const char *of_import;
} PARTS[] = {
  { "mention", "document IN (" DOCUMENTS ")" },
  { "evidence", "document IN (" DOCUMENTS ")" },
  { "passage_day", "passage IN (SELECT id FROM passage WHERE document IN (" DOCUMENTS "))" },
  { "timex", "document IN (" DOCUMENTS ")" },
  { "passage", "document IN (" DOCUMENTS ")" },
  { "document_text", "document IN (" DOCUMENTS ")" },
  { "document", "import = ?1" },
};

/* What lies in the undone_ tables beside them. */
static const char *const PLACE_TABLES[] = { "place", "place_inside" };

/* Runs the SQL that `format` makes of names that stand in this file; ?1 is the import. */
G_GNUC_PRINTF (4, 5) static bool
exec (ToposLibrary *self, int64_t import_id, GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return topos_db_exec (self->db, error, sql, strstr (sql, "?1") ? "i" : "", import_id);
}

/* -------------------------------------------------------------------------- taking out */

/* The words of a table's rows leave its index one by one, or, when fewer rows stay than go, the
 * index is made anew of those. */
static bool
remove_words (ToposLibrary *self, int64_t import_id, const char *index, const char *table,
              const char *column, const char *of_import, bool most, GError **error)
{
  if (!most)
    return exec (self, import_id, error,
                 "INSERT INTO %s (%s, rowid, %s) SELECT 'delete', id, %s FROM %s WHERE %s", index,
                 index, column, column, table, of_import);
  return exec (self, import_id, error, "INSERT INTO %s (%s) VALUES ('delete-all')", index, index)
         && exec (self, import_id, error,
                  "INSERT INTO %s (rowid, %s) SELECT id, %s FROM %s WHERE NOT (%s) ORDER BY id",
                  index, column, column, table, of_import);
}

static bool
remove_all_words (ToposLibrary *self, int64_t import_id, int64_t gone, int64_t all, GError **error)
{
  const bool most = gone * 2 > all;

  return remove_words (self, import_id, "passage_words", "passage", "text",
                       "document IN (" DOCUMENTS ")", most, error)
         && remove_words (self, import_id, "document_words", "document", "title", "import = ?1",
                          most, error);
}

/* Rows that go; all of a table at once, without looking at them, when none stays. */
static bool
move_parts (ToposLibrary *self, int64_t import_id, bool whole, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (!exec (self, import_id, error, "INSERT INTO undone_%s SELECT ?1, * FROM %s WHERE %s",
               PARTS[i].table, PARTS[i].table, whole ? "1" : PARTS[i].of_import))
      return false;
  for (size_t i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (!(whole ? exec (self, import_id, error, "DELETE FROM %s", PARTS[i].table)
                : exec (self, import_id, error, "DELETE FROM %s WHERE %s", PARTS[i].table,
                        PARTS[i].of_import)))
      return false;
  return true;
}

/* Places that only these documents named, unless the user had a hand in them. */
static bool
move_places (ToposLibrary *self, int64_t import_id, GError **error)
{
  static const char *const GONE[] = {
    "INSERT INTO undone_place SELECT ?1, * FROM place WHERE id IN (" PLACES ") AND "
    TOPOS_PLACE_UNUSED,
    "INSERT INTO undone_place_inside SELECT ?1, * FROM place_inside"
    " WHERE place IN (SELECT id FROM undone_place WHERE step = ?1)",
    "DELETE FROM place_inside WHERE place IN (SELECT id FROM undone_place WHERE step = ?1)",
    "DELETE FROM place_box WHERE id IN (SELECT id FROM undone_place WHERE step = ?1)",
    "DELETE FROM place WHERE id IN (SELECT id FROM undone_place WHERE step = ?1)",
    "INSERT OR IGNORE INTO place_stale SELECT DISTINCT place FROM (" PLACES ")",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (GONE); i++)
    if (!topos_db_exec (self->db, error, GONE[i], "i", import_id))
      return false;
  return true;
}

static bool
take_out (ToposLibrary *self, int64_t import_id, GError **error)
{
  int64_t gone = 0, all = 0;

  return topos_db_ask_int (self->db, &all, 0, error, "SELECT count(*) FROM document", "")
         && topos_db_ask_int (self->db, &gone, 0, error,
                              "SELECT count(*) FROM document WHERE import = ?", "i", import_id)
         && remove_all_words (self, import_id, gone, all, error)
         && move_parts (self, import_id, gone == all, error)
         && move_places (self, import_id, error);
}

bool
topos_import_take_out (ToposLibrary *self, int64_t import_id, GError **error)
{
  topos_db_set_bulk (self->db, true);
  const bool good = take_out (self, import_id, error);
  topos_db_set_bulk (self->db, false);
  return good;
}

/* ------------------------------------------------------------------------- putting back */

static char *
columns_of (ToposLibrary *self, const char *table, GError **error)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT group_concat ('\"' || name || '\"') FROM pragma_table_info (?)", "s",
      table);

  return row && topos_statement_next (row, error) ? g_strdup (topos_statement_text (row, 0)) : NULL;
}

static bool
put_table_back (ToposLibrary *self, int64_t import_id, const char *table, GError **error)
{
  g_autofree char *columns = columns_of (self, table, error);

  return columns
         && exec (self, import_id, error, "INSERT OR REPLACE INTO %s (%s) SELECT %s FROM undone_%s"
                  " WHERE step = ?1 ORDER BY rowid", table, columns, columns, table);
}

static bool
put_back (ToposLibrary *self, int64_t import_id, GError **error)
{
  static const char *const AGAIN[] = {
    "INSERT OR REPLACE INTO place_box SELECT id, lon, lon, lat, lat FROM undone_place"
    " WHERE step = ?1",
    "INSERT INTO passage_words (rowid, text) SELECT id, text FROM undone_passage WHERE step = ?1"
    " ORDER BY id",
    "INSERT INTO document_words (rowid, title) SELECT id, title FROM undone_document"
    " WHERE step = ?1 ORDER BY id",
    "INSERT OR IGNORE INTO place_stale SELECT DISTINCT place FROM (" PLACES ")",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (PLACE_TABLES); i++)
    if (!put_table_back (self, import_id, PLACE_TABLES[i], error))
      return false;
  for (size_t i = G_N_ELEMENTS (PARTS); i > 0; i--)
    if (!put_table_back (self, import_id, PARTS[i - 1].table, error))
      return false;
  for (size_t i = 0; i < G_N_ELEMENTS (AGAIN); i++)
    if (!topos_db_exec (self->db, error, AGAIN[i], "i", import_id))
      return false;
  return true;
}

/* -------------------------------------------------------------------------- forgetting */

static bool
forget (ToposLibrary *self, const char *which, int64_t import_id, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (!exec (self, import_id, error, "DELETE FROM undone_%s WHERE %s", PARTS[i].table, which))
      return false;
  for (size_t i = 0; i < G_N_ELEMENTS (PLACE_TABLES); i++)
    if (!exec (self, import_id, error, "DELETE FROM undone_%s WHERE %s", PLACE_TABLES[i], which))
      return false;
  return true;
}

bool
topos_import_put_back (ToposLibrary *self, int64_t import_id, GError **error)
{
  topos_db_set_bulk (self->db, true);
  const bool good = put_back (self, import_id, error) && forget (self, "step = ?1", import_id, error);
  topos_db_set_bulk (self->db, false);
  return good;
}

bool
topos_import_forget_undone (ToposLibrary *self, GError **error)
{
  int64_t any = 0;

  return topos_db_ask_int (self->db, &any, 0, error, "SELECT EXISTS (SELECT 1 FROM undone_document)", "")
         && (!any || forget (self, "step IN (SELECT id FROM step WHERE undone = 1)", 0, error));
}
