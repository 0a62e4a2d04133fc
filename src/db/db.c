/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/db.h"

#include "core/translate.h"
#include "db/private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

enum { BUSY_WAIT_MS = 5000, STEPS_BETWEEN_LOOKS = 2000, LEAST_FREE_PAGES = 1024 };

/* What SQLite's result means for people: the code that names the remedy, and the sentence. */
static const struct {
  int result;
  ToposErrorCode code;
  const char *sentence;  /* with %s for the file */
} MEANINGS[] = {
  { SQLITE_BUSY, TOPOS_ERROR_BUSY,
    N_ ("“%s” is being changed by another program. Close it there, or try again in a moment.") },
  { SQLITE_LOCKED, TOPOS_ERROR_BUSY,
    N_ ("“%s” is in use by another window. Try again in a moment.") },
  { SQLITE_READONLY, TOPOS_ERROR_OUTPUT,
    N_ ("“%s” cannot be changed because it is read-only. Copy it to a folder of your own.") },
  { SQLITE_PERM, TOPOS_ERROR_OUTPUT,
    N_ ("“%s” may not be opened. Ask its owner for the right to.") },
  { SQLITE_FULL, TOPOS_ERROR_OUTPUT,
    N_ ("The disk that holds “%s” is full. Free some space and try again; nothing was lost.") },
  { SQLITE_IOERR, TOPOS_ERROR_OUTPUT,
    N_ ("The disk that holds “%s” could not be read or written. Check its space and its state.") },
  { SQLITE_CANTOPEN, TOPOS_ERROR_OUTPUT,
    N_ ("“%s” cannot be opened or made. Check that its folder exists and may be written.") },
  { SQLITE_CORRUPT, TOPOS_ERROR_LIBRARY,
    N_ ("“%s” is damaged. Restore it from a copy, or import the articles into a new one.") },
  { SQLITE_NOTADB, TOPOS_ERROR_LIBRARY,
    N_ ("“%s” is not a database. Choose another file.") },
  { SQLITE_TOOBIG, TOPOS_ERROR_INPUT,
    N_ ("A value is too large for “%s”. Leave that article out.") },
  { SQLITE_INTERRUPT, TOPOS_ERROR_CANCELLED, N_ ("The work on “%s” was stopped.") },
};

/* Without room for the log's index SQLite speaks of the disk, not of its room. */
static bool
is_full (const ToposDb *self, int code)
{
  const int why = self->sqlite && (code & 0xff) == SQLITE_IOERR ? sqlite3_system_errno (self->sqlite) : 0;

  return why == ENOSPC || why == EDQUOT;
}

bool
topos_db_fail (ToposDb *self, int code, GError **error)
{
  const char *detail = self->sqlite ? sqlite3_errmsg (self->sqlite) : sqlite3_errstr (code);
  const int result = is_full (self, code) ? SQLITE_FULL : code & 0xff;

  for (size_t i = 0; i < G_N_ELEMENTS (MEANINGS); i++)
    if (MEANINGS[i].result == result) {
      g_auto (GStrv) parts = g_strsplit (_ (MEANINGS[i].sentence), "%s", 2);

      g_set_error (error, TOPOS_ERROR, MEANINGS[i].code, "%s%s%s", parts[0], self->path,
                   parts[1]);
      return false;
    }
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY,
               _ ("“%s” does not answer as it should (%s). Verify it, or restore it from a copy."),
               self->path, detail);
  return false;
}

void
topos_db_hold (ToposDb *self)
{
  g_assert (self->busy == 0 || self->thread == g_thread_self ());
  self->thread = g_thread_self ();
  self->busy++;
}

void
topos_db_release (ToposDb *self)
{
  g_assert (self->busy > 0 && self->thread == g_thread_self ());
  self->busy--;
}

static int
look_for_cancel (void *data)
{
  const ToposDb *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

void
topos_db_watch (ToposDb *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  if (cancellable)
    sqlite3_progress_handler (self->sqlite, STEPS_BETWEEN_LOOKS, look_for_cancel, self);
  else
    sqlite3_progress_handler (self->sqlite, 0, NULL, NULL);
}

const char *
topos_db_path (const ToposDb *self)
{
  return self->path;
}

/* A database in WAL mode on a disk that may not be written has no place for its index; when
 * nothing is left in a WAL the file itself can be read as it is. */
static bool
open_unwritable (ToposDb *self, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (self->path, "/", true);
  g_autofree char *uri = g_strdup_printf ("file:%s?immutable=1", escaped);

  sqlite3_close (g_steal_pointer (&self->sqlite));
  const int code = sqlite3_open_v2 (uri, &self->sqlite,
                                    SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  return code == SQLITE_OK || topos_db_fail (self, code, error);
}

/* Reads something, since SQLite opens a file only when first asked. */
static int
touch (ToposDb *self)
{
  return sqlite3_exec (self->sqlite, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
}

static bool
open_for_reading (ToposDb *self, GError **error)
{
  int code = sqlite3_open_v2 (self->path, &self->sqlite,
                              SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK) {
    sqlite3_busy_timeout (self->sqlite, BUSY_WAIT_MS);
    code = touch (self);
  }
  if ((code & 0xff) == SQLITE_CANTOPEN && access (self->path, R_OK) != 0 && errno == EACCES)
    return topos_db_fail (self, SQLITE_PERM, error);
  if ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY)
    return open_unwritable (self, error);
  return code == SQLITE_OK || topos_db_fail (self, code, error);
}

static bool
open_for_writing (ToposDb *self, ToposDbMode mode, GError **error)
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
                    | (mode == TOPOS_DB_CREATE ? SQLITE_OPEN_CREATE : 0);
  int code = sqlite3_open_v2 (self->path, &self->sqlite, flags, NULL);

  if (code != SQLITE_OK)
    return topos_db_fail (self, code, error);
  if (sqlite3_db_readonly (self->sqlite, "main") == 1)
    return topos_db_fail (self, SQLITE_READONLY, error);
  sqlite3_busy_timeout (self->sqlite, BUSY_WAIT_MS);
  code = touch (self);
  return (code == SQLITE_OK || topos_db_fail (self, code, error))
         && topos_db_run (self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                "PRAGMA wal_autocheckpoint = 4000;"
                                "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768;"
                                "PRAGMA temp_store = MEMORY",
                          error);
}

static bool
is_there (const char *path, ToposDbMode mode, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY,
                 _ ("“%s” is a folder, not a database. Choose a file."), path);
    return false;
  }
  if (mode == TOPOS_DB_CREATE || g_file_test (path, G_FILE_TEST_EXISTS))
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY,
               _ ("There is no file “%s”. Check the name."), path);
  return false;
}

ToposDb *
topos_db_open (const char *path, ToposDbMode mode, GError **error)
{
  if (!is_there (path, mode, error))
    return NULL;

  g_autoptr (ToposDb) self = g_new0 (ToposDb, 1);

  self->path = g_strdup (path);
  self->statements = g_hash_table_new (g_str_hash, g_str_equal);
  if (!(mode == TOPOS_DB_READ ? open_for_reading (self, error)
                              : open_for_writing (self, mode, error)))
    return NULL;
  sqlite3_extended_result_codes (self->sqlite, 1);
  sqlite3_db_config (self->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  /* A library's own triggers fill its FTS5 tables, which SQLite 3.40 takes for untrusted. */
  sqlite3_db_config (self->sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, mode != TOPOS_DB_READ, NULL);
  sqlite3_db_config (self->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  return g_steal_pointer (&self);
}

bool
topos_db_run (ToposDb *self, const char *script, GError **error)
{
  topos_db_hold (self);
  const int code = sqlite3_exec (self->sqlite, script, NULL, NULL, NULL);
  topos_db_release (self);
  return code == SQLITE_OK || topos_db_fail (self, code, error);
}

void
topos_db_set_bulk (ToposDb *self, bool bulk)
{
  sqlite3_db_config (self->sqlite, SQLITE_DBCONFIG_ENABLE_TRIGGER, !bulk, NULL);
  sqlite3_db_config (self->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, !bulk, NULL);
}

int64_t
topos_db_last_id (const ToposDb *self)
{
  return sqlite3_last_insert_rowid (self->sqlite);
}

int64_t
topos_db_changes (const ToposDb *self)
{
  return sqlite3_changes64 (self->sqlite);
}

static bool
run_at_depth (ToposDb *self, const char *verb, int depth, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s part_%d", verb, depth);

  return topos_db_run (self, sql, error);
}

bool
topos_db_begin (ToposDb *self, ToposTransaction *transaction, GError **error)
{
  const bool begun = self->depth == 0 ? topos_db_run (self, "BEGIN IMMEDIATE", error)
                                      : run_at_depth (self, "SAVEPOINT", self->depth, error);

  if (!begun)
    return false;
  topos_db_hold (self);
  *transaction = (ToposTransaction){ .db = self, .depth = self->depth++ };
  return true;
}

/* A commit that fails leaves the transaction open: the cleanup then rolls it back. */
bool
topos_transaction_commit (ToposTransaction *transaction, GError **error)
{
  ToposDb *db = transaction->db;

  g_assert (db && db->depth == transaction->depth + 1);
  if (!(transaction->depth == 0 ? topos_db_run (db, "COMMIT", error)
                                : run_at_depth (db, "RELEASE", transaction->depth, error)))
    return false;
  db->depth--;
  topos_db_release (db);
  transaction->db = NULL;
  return true;
}

/* SQLite rolls back by itself after some errors (a full disk); then there is nothing to roll
 * back, and its complaint about that says nothing new. A rollback must not be stopped by the
 * cancellable either. */
void
topos_transaction_clear (ToposTransaction *transaction)
{
  ToposDb *db = transaction->db;

  if (db == NULL)
    return;
  sqlite3_progress_handler (db->sqlite, 0, NULL, NULL);
  if (transaction->depth == 0) {
    sqlite3_exec (db->sqlite, "ROLLBACK", NULL, NULL, NULL);
  } else if (!sqlite3_get_autocommit (db->sqlite)) {
    run_at_depth (db, "ROLLBACK TO", transaction->depth, NULL);
    run_at_depth (db, "RELEASE", transaction->depth, NULL);
  }
  if (db->cancellable)
    sqlite3_progress_handler (db->sqlite, STEPS_BETWEEN_LOOKS, look_for_cancel, db);
  db->depth = transaction->depth;
  topos_db_release (db);
  transaction->db = NULL;
}

bool
topos_db_copy_to (ToposDb *self, const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS) && g_unlink (path) != 0) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
                 _ ("“%s” cannot be replaced. Choose another name."), path);
    return false;
  }
  return topos_db_exec (self, error, "VACUUM INTO ?", "s", path);
}

/* A vacuum makes the new file elsewhere first, and it may be too large for the memory. */
bool
topos_db_vacuum (ToposDb *self, GError **error)
{
  const bool done = topos_db_run (self, "PRAGMA temp_store = FILE; VACUUM", error);

  return topos_db_run (self, "PRAGMA temp_store = MEMORY", done ? error : NULL) && done;
}

bool
topos_db_compact (ToposDb *self, GError **error)
{
  int64_t pages = 0, unused = 0;

  g_assert (self->depth == 0);
  if (!topos_db_ask_int (self, &pages, 0, error, "PRAGMA page_count", "")
      || !topos_db_ask_int (self, &unused, 0, error, "PRAGMA freelist_count", ""))
    return false;
  if (unused < LEAST_FREE_PAGES || unused * 2 < pages)
    return true;
  return topos_db_vacuum (self, error) && topos_db_run (self, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

static void
free_statement (gpointer sql, gpointer statement, gpointer unused)
{
  topos_statement_free (statement);
}

void
topos_db_close (ToposDb *self)
{
  if (self == NULL)
    return;
  g_assert (self->busy == 0);
  if (self->statements)
    g_hash_table_foreach (self->statements, free_statement, NULL);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (self->sqlite) {
    sqlite3_progress_handler (self->sqlite, 0, NULL, NULL);
    sqlite3_close (self->sqlite);
  }
  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self);
}
