/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/date.h"
#include "core/place.h"
#include "db/changes.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  char *dir;
  char *path;
  ToposDb *db;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  f->dir = g_dir_make_tmp ("topos-db-XXXXXX", NULL);
  f->path = g_build_filename (f->dir, "a file.db", NULL);
  f->db = topos_db_open (f->path, TOPOS_DB_CREATE, &error);
  g_assert_no_error (error);
  topos_db_run (f->db, "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, UNIQUE (a))", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  static const char *const TAILS[] = { "", "-wal", "-shm" };

  g_clear_pointer (&f->db, topos_db_close);
  for (size_t i = 0; i < G_N_ELEMENTS (TAILS); i++) {
    g_autofree char *path = g_strconcat (f->path, TAILS[i], NULL);

    g_unlink (path);
  }
  g_rmdir (f->dir);
  g_free (f->dir);
  g_free (f->path);
}

/* All rows of t as one text. */
static char *
dump (ToposDb *db)
{
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);
  g_autoptr (ToposStatement) row = topos_db_ask (db, &error, "SELECT id, a, b FROM t ORDER BY id",
                                                 "");

  while (topos_statement_next (row, &error))
    g_string_append_printf (text, "%d|%s|%s\n", (int) topos_statement_int (row, 0),
                            topos_statement_text (row, 1), topos_statement_text (row, 2));
  g_assert_no_error (error);
  return g_string_free (text, false);
}

static void
assert_dump (ToposDb *db, const char *expected)
{
  g_autofree char *text = dump (db);

  g_assert_cmpstr (text, ==, expected);
}

static bool
insert (ToposDb *db, int id, const char *a)
{
  g_autoptr (GError) error = NULL;

  topos_db_exec (db, &error, "INSERT INTO t VALUES (?, ?, NULL)", "ns", id, a);
  return error == NULL;
}

/* Every letter of the format gives back what was bound. */
static void
test_values (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  g_autoptr (ToposStatement) row = topos_db_ask (
      f->db, &error, "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?", "indsSbttpp-", INT64_MAX, -7, 0.5,
      "ā", "cut here", (gsize) 3, "\0x", (gsize) 2, (int) TOPOS_DAY_NONE, 2459463,
      TOPOS_PLACE_NONE, (ToposPlaceId) 1 << 33);

  g_assert_true (topos_statement_next (row, &error));
  g_assert_cmpint (topos_statement_int (row, 0), ==, INT64_MAX);
  g_assert_cmpint (topos_statement_int (row, 1), ==, -7);
  g_assert_cmpfloat (topos_statement_double (row, 2), ==, 0.5);
  g_assert_cmpstr (topos_statement_text (row, 3), ==, "ā");
  g_assert_cmpstr (topos_statement_text (row, 4), ==, "cut");
  g_assert_cmpmem (topos_statement_bytes (row, 5, &length), 2, "\0x", 2);
  g_assert_cmpint (topos_statement_day (row, 6), ==, TOPOS_DAY_NONE);
  g_assert_cmpint (topos_statement_day (row, 7), ==, 2459463);
  g_assert_true (topos_statement_is_null (row, 8));
  g_assert_cmpint (topos_statement_int (row, 9), ==, (int64_t) 1 << 33);
  g_assert_true (topos_statement_is_null (row, 10));
  g_assert_false (topos_statement_next (row, &error));
  g_assert_no_error (error);
}

/* A question asked while the same one is being read gets a statement of its own. */
static void
test_within_itself (Fixture *f, gconstpointer unused)
{
  static const char SQL[] = "SELECT id FROM t ORDER BY id";
  g_autoptr (GError) error = NULL;
  int seen = 0;

  for (int i = 0; i < 10; i++)
    g_assert_true (insert (f->db, i, NULL));

  g_autoptr (ToposStatement) outer = topos_db_ask (f->db, &error, SQL, "");

  while (topos_statement_next (outer, &error)) {
    g_autoptr (ToposStatement) inner = topos_db_ask (f->db, &error, SQL, "");

    while (topos_statement_next (inner, &error))
      seen++;
  }
  g_assert_no_error (error);
  g_assert_cmpint (seen, ==, 100);
}

/* Leaving early takes back just that part. */
static void
test_transactions (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  {
    g_auto (ToposTransaction) whole = { 0 };

    g_assert_true (topos_db_begin (f->db, &whole, &error));
    g_assert_true (insert (f->db, 1, "kept"));
    {
      g_auto (ToposTransaction) part = { 0 };

      g_assert_true (topos_db_begin (f->db, &part, &error));
      g_assert_true (insert (f->db, 2, "left"));
    }
    {
      g_auto (ToposTransaction) part = { 0 };

      g_assert_true (topos_db_begin (f->db, &part, &error));
      g_assert_true (insert (f->db, 3, "kept too"));
      g_assert_true (topos_transaction_commit (&part, &error));
    }
    g_assert_true (topos_transaction_commit (&whole, &error));
  }
  {
    g_auto (ToposTransaction) left = { 0 };

    g_assert_true (topos_db_begin (f->db, &left, &error));
    g_assert_true (insert (f->db, 4, "never"));
  }
  assert_dump (f->db, "1|kept|(null)\n3|kept too|(null)\n");
}

/* A full disk takes back the transaction, says so, and leaves the connection usable. */
static void
test_full (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *big = g_strnfill (1 << 20, 'x');

  g_assert_true (insert (f->db, 1, "kept"));
  g_assert_true (topos_db_run (f->db, "PRAGMA max_page_count = 20", NULL));
  {
    g_auto (ToposTransaction) tx = { 0 };

    g_assert_true (topos_db_begin (f->db, &tx, &error));
    g_assert_true (insert (f->db, 2, "lost"));
    g_assert_false (topos_db_exec (f->db, &error, "INSERT INTO t VALUES (3, ?, NULL)", "s", big));
    g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT);
    g_assert_nonnull (strstr (error->message, f->path));
  }
  assert_dump (f->db, "1|kept|(null)\n");
  g_assert_true (insert (f->db, 2, "again"));
}

static void
test_cancel (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  int64_t n = 0;

  topos_db_watch (f->db, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (topos_db_ask_int (f->db, &n, 0, &error,
                                    "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1"
                                    " FROM c) SELECT count (*) FROM c", ""));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED);
  topos_db_watch (f->db, NULL);
  g_assert_true (insert (f->db, 1, "after"));
}

/* Two connections: the second writer is told that the first is at it. */
static void
test_busy (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposDb) other = topos_db_open (f->path, TOPOS_DB_WRITE, &error);
  g_auto (ToposTransaction) mine = { 0 };
  g_auto (ToposTransaction) theirs = { 0 };

  g_assert_no_error (error);
  g_assert_true (topos_db_run (other, "PRAGMA busy_timeout = 10", NULL));
  g_assert_true (topos_db_begin (f->db, &mine, &error));
  g_assert_false (topos_db_begin (other, &theirs, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_BUSY);
}

static void
apply (ToposDb *db, GBytes *changes, bool inverted)
{
  g_autoptr (GError) error = NULL;
  g_auto (ToposTransaction) tx = { 0 };

  g_assert_true (topos_db_begin (db, &tx, &error));
  g_assert_true (topos_changes_apply (db, changes, inverted, &error));
  g_assert_true (topos_transaction_commit (&tx, &error));
}

/* Random changes, taken back and done again, give the same rows. */
static void
test_changes (Fixture *f, gconstpointer unused)
{
  static const char *const TABLES[] = { "t", NULL };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 40; round++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *before = dump (f->db), *after = NULL;
    g_autoptr (ToposRecorder) recorder = topos_recorder_start (f->db, TABLES, &error);

    for (int i = 0; i < 5; i++) {
      const int id = g_rand_int_range (rand, 0, 12);
      g_autofree char *a = g_strdup_printf ("v%d", g_rand_int_range (rand, 0, 1000));

      switch (g_rand_int_range (rand, 0, 3)) {
      case 0: insert (f->db, id, a); break;
      case 1: topos_db_exec (f->db, NULL, "UPDATE t SET b = ? WHERE id = ?", "sn", a, id); break;
      default: topos_db_exec (f->db, NULL, "DELETE FROM t WHERE id = ?", "n", id); break;
      }
    }
    g_autoptr (GBytes) changes = topos_recorder_take (recorder, &error);

    g_assert_no_error (error);
    g_clear_pointer (&recorder, topos_recorder_free);
    after = dump (f->db);
    apply (f->db, changes, true);
    assert_dump (f->db, before);
    apply (f->db, changes, false);
    assert_dump (f->db, after);
  }
}

static void
write_file (const char *path, const char *text)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* What is no database, or not there, is said with its name and never altered. */
static void
test_bad_files (Fixture *f, gconstpointer unused)
{
  const struct {
    const char *name;
    const char *content;  /* NULL: not there */
    ToposDbMode mode;
  } cases[] = {
    { "none.db", NULL, TOPOS_DB_READ },
    { "none.db", NULL, TOPOS_DB_WRITE },
    { "no/folder/none.db", NULL, TOPOS_DB_CREATE },
    { "letter.txt", "Dear reader, this is a letter and no database at all, however long.",
      TOPOS_DB_READ },
    { "letter.txt", "Dear reader, this is a letter and no database at all, however long.",
      TOPOS_DB_CREATE },
    { ".", NULL, TOPOS_DB_CREATE },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *path = g_build_filename (f->dir, cases[i].name, NULL);
    g_autofree char *after = NULL;

    if (cases[i].content)
      write_file (path, cases[i].content);
    g_assert_null (topos_db_open (path, cases[i].mode, &error));
    g_assert_nonnull (error);
    g_assert_true (error->domain == TOPOS_ERROR);
    g_assert_nonnull (strstr (error->message, cases[i].name));
    if (cases[i].content) {
      g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, cases[i].content);
      g_unlink (path);
    }
  }
}

/* Room that rows left goes back to the disk once it is most of the file. */
static void
test_compact (Fixture *f, gconstpointer unused)
{
  static const struct {
    const char *deed;
    bool shrinks;
  } CASES[] = {
    { "WITH n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 80)"
      " INSERT INTO t SELECT i, i, zeroblob (100000) FROM n", false },
    { "DELETE FROM t WHERE id <= 20", false },
    { "DELETE FROM t WHERE id <= 79", true },
    { "DELETE FROM t", false },
  };
  g_autoptr (GError) error = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    GStatBuf before, after;

    topos_db_run (f->db, CASES[i].deed, &error);
    g_assert_no_error (error);
    topos_db_run (f->db, "PRAGMA wal_checkpoint (TRUNCATE)", &error);
    g_assert_no_error (error);
    g_assert_cmpint (g_stat (f->path, &before), ==, 0);
    g_autofree char *rows = dump (f->db);

    topos_db_compact (f->db, &error);
    g_assert_no_error (error);
    g_assert_cmpint (g_stat (f->path, &after), ==, 0);
    g_assert_cmpint (after.st_size < before.st_size, ==, CASES[i].shrinks);
    g_autofree char *same_rows = dump (f->db);

    g_assert_cmpstr (rows, ==, same_rows);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Fixture *f, gconstpointer unused);
  } TESTS[] = {
    { "/db/values", test_values },     { "/db/within-itself", test_within_itself },
    { "/db/transactions", test_transactions }, { "/db/full", test_full },
    { "/db/cancel", test_cancel },     { "/db/busy", test_busy },
    { "/db/changes", test_changes },   { "/db/bad-files", test_bad_files },
    { "/db/compact", test_compact },
  };

  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].name, Fixture, NULL, set_up, TESTS[i].run, tear_down);
  return g_test_run ();
}
