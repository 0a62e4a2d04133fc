/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/copy.h"

#include "core/translate.h"
#include "library/private.h"
#include "library/undo-import.h"
#include "library/where.h"

#include <errno.h>
#include <glib/gstdio.h>

/* What remains to be tidied once documents and mentions are those of the filter. */
static const char *const TIDYING[] = {
  "DELETE FROM step",
  "DELETE FROM import",
  "DELETE FROM rule",
  "DELETE FROM place_merge",
  ("DELETE FROM evidence WHERE (document, n) NOT IN"
   " (SELECT document, evidence FROM mention WHERE evidence IS NOT NULL)"),
  "DELETE FROM place WHERE id NOT IN (SELECT place FROM mention WHERE place IS NOT NULL)",
};

static bool
exec_where (ToposDb *db, const ToposWhere *where, const char *before, const char *after,
            GError **error)
{
  ToposReader asked = { .db = db };
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) deed = topos_where_ask (&asked, where, before, after, error);

  if (deed == NULL)
    return false;
  while (topos_statement_next (deed, &failed))
    continue;
  return topos_error_hand_on (&failed, error);
}

/* A document stays when it passes itself and, where the filter asks for passages, one of its
 * passages does. */
static bool
keep_documents (ToposDb *db, const ToposFilter *filter, GError **error)
{
  g_auto (ToposWhere) where = { 0 };

  topos_where_init (&where);
  topos_where_document (&where, filter);
  if (topos_filter_asks_for_passages (filter)) {
    g_string_append (where.sql, " AND d.id IN (SELECT p.document FROM passage AS p WHERE 1");
    topos_where_passage (&where, filter);
    g_string_append (where.sql, ")");
  }
  return exec_where (db, &where, "DELETE FROM document WHERE id NOT IN"
                     " (SELECT d.id FROM document AS d WHERE ", ")", error);
}

static bool
keep_mentions (ToposDb *db, const ToposFilter *filter, GError **error)
{
  g_auto (ToposWhere) where = { 0 };

  topos_where_init (&where);
  topos_where_mention (&where, filter);
  return exec_where (db, &where, "DELETE FROM mention WHERE id NOT IN"
                     " (SELECT m.id FROM mention AS m WHERE ", ")", error);
}

static bool
reduce (ToposLibrary *copy, const ToposFilter *filter, GError **error)
{
  g_auto (ToposTransaction) tx = { 0 };

  if (!topos_db_begin (copy->db, &tx, error) || !topos_import_forget_undone (copy, error)
      || !keep_documents (copy->db, filter, error)
      || !keep_mentions (copy->db, filter, error))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (TIDYING); i++)
    if (!topos_db_exec (copy->db, error, TIDYING[i], ""))
      return false;
  return topos_library_recount (copy, error) && topos_transaction_commit (&tx, error);
}

/* One file without a log beside it, and without what was taken out of it. */
static bool
reduce_file (const char *path, const ToposFilter *filter, GError **error)
{
  g_autoptr (ToposLibrary) copy = topos_library_open (path, error);

  return copy && reduce (copy, filter, error)
         && topos_db_vacuum (copy->db, error)
         && topos_db_run (copy->db, "PRAGMA journal_mode = DELETE", error);
}

/* What a copy that failed may have left. */
static void
remove_part (const char *part)
{
  static const char *const ENDINGS[] = { "", "-journal", "-wal", "-shm" };

  for (size_t i = 0; i < G_N_ELEMENTS (ENDINGS); i++) {
    g_autofree char *path = g_strconcat (part, ENDINGS[i], NULL);

    g_unlink (path);
  }
}

/* The finished `part` takes its place. */
static bool
put_in_place (const char *part, const char *path, GError **error)
{
  if (g_rename (part, path) == 0)
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT, _ ("“%s” cannot be replaced: %s."), path,
               g_strerror (errno));
  return false;
}

bool
topos_reader_copy_to (ToposReader *self, const char *path, const ToposFilter *filter,
                      GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  topos_db_watch (self->db, NULL);
  if (topos_db_copy_to (self->db, part, error) && reduce_file (part, filter, error)
      && put_in_place (part, path, error))
    return true;
  remove_part (part);
  return false;
}

/* A log beside a library says that someone has it open, who would mistake the copy for it. */
static bool
is_free (const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);

  if (!g_file_test (log, G_FILE_TEST_EXISTS))
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
               _ ("“%s” is open. Choose another name for the copy."), path);
  return false;
}

bool
topos_reader_back_up (ToposReader *self, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  topos_db_watch (self->db, NULL);
  if (!is_free (path, error))
    return false;
  if (topos_db_copy_to (self->db, part, error) && put_in_place (part, path, error))
    return true;
  remove_part (part);
  return false;
}
