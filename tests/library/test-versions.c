/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/db.h"
#include "library/edit.h"
#include "library/library.h"
#include "library/reader.h"
#include "library/undo.h"
#include "library/verify.h"
#include "world.h"

#include <glib/gstdio.h>
#include <string.h>

/* Libraries as earlier programs made them are opened and used with all that is in them. */

enum { VERSION_0 = 10300, STEPS_OF_FIRST = 6, UNDONE_OF_FIRST = 1 };

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  f->folder = world_folder ();
  f->path = g_build_filename (f->folder, "old.topos", NULL);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_free (f->path);
  world_remove (f->folder);
}

static void
run (const char *path, const char *script)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposDb) db = topos_db_open (path, TOPOS_DB_CREATE, &error);

  g_assert_no_error (error);
  topos_db_run (db, script, &error);
  g_assert_no_error (error);
}

static void
run_file (const char *path, const char *folder, const char *name)
{
  g_autofree char *file = g_build_filename (folder, name, NULL);
  g_autofree char *script = NULL;

  g_assert_true (g_file_get_contents (file, &script, NULL, NULL));
  run (path, script);
}

static void
set_version (const char *path, int version)
{
  g_autofree char *script = g_strdup_printf ("PRAGMA application_id = 0x47504b47;"
                                             "PRAGMA user_version = %d", VERSION_0 + version);

  run (path, script);
}

/* An empty library as the first `version` scripts make it. */
static void
make_empty (const char *path, int version)
{
  g_autofree char *schema = g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "schema", NULL);

  for (int i = 1; i <= version; i++) {
    g_autofree char *name = g_strdup_printf ("%03d.sql", i);

    run_file (path, schema, name);
  }
  set_version (path, version);
}

static void
make_first (const char *path)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "library", NULL);

  make_empty (path, 1);
  run_file (path, folder, "version-1.sql");
}

static ToposLibrary *
open_library (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  ToposLibrary *library = topos_library_open (f->path, &error);

  g_assert_no_error (error);
  return library;
}

/* Every mention of a document says why, and those that the machine placed name candidates. */
static int
count_explained (ToposReader *reader, const char *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposDocument) whole = topos_reader_document (reader, document, &error);
  int n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < whole->passages->len; i++) {
    const ToposPassageRow *passage = g_ptr_array_index (whole->passages, i);

    for (guint j = 0; j < passage->mentions->len; j++, n++) {
      const ToposMentionRow *mention = &g_array_index (passage->mentions, ToposMentionRow, j);
      ToposWhy *why = topos_reader_why (reader, mention->id, &error);

      g_assert_no_error (error);
      g_assert_true (mention->standing != TOPOS_STANDING_PLACED || why->candidates->len > 0);
      topos_why_free (why);
    }
  }
  return n;
}

/* The file is sound, and `documents` are in it, with as many mentions. */
static void
assert_sound (Fixture *f, int documents, int mentions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReader) reader = topos_reader_open (f->path, &error);
  g_auto (ToposCheck) check = { 0 };
  ToposFilter all;
  int explained = 0;

  g_assert_no_error (error);
  topos_reader_check (reader, &check, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < check.damages->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (check.damages, i));
  g_assert_cmpuint (check.damages->len, ==, 0);
  g_assert_cmpint (check.documents, ==, documents);
  g_assert_cmpint (check.mentions, ==, mentions);

  topos_filter_init (&all);
  g_autoptr (GPtrArray) rows = topos_reader_documents (reader, &all, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    explained += count_explained (reader, ((ToposDocumentRow *) g_ptr_array_index (rows, i))->id);
  g_assert_cmpint (explained, ==, mentions);
}

static void
turn (Fixture *f, ToposStep *(*turn_next) (ToposLibrary *, GError **))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposLibrary) library = open_library (f);
  g_autoptr (ToposStep) step = turn_next (library, &error);

  g_assert_no_error (error);
  g_assert_nonnull (step);
}

/* Reading alone is enough to bring a library up to date; then all of its history is gone through,
 * back and forth, and comes to the same. */
static void
test_first_version (Fixture *f, gconstpointer unused)
{
  /* Before the first of the six steps, and after each. */
  static const struct {
    int documents, mentions;
  } AFTER[STEPS_OF_FIRST + 1] = { { 0, 0 }, { 2, 12 }, { 2, 12 }, { 2, 12 }, { 2, 12 }, { 1, 5 }, { 2, 9 } };
  char *dumps[STEPS_OF_FIRST + 1] = { NULL };
  int at = STEPS_OF_FIRST - UNDONE_OF_FIRST;

  make_first (f->path);
  assert_sound (f, AFTER[at].documents, AFTER[at].mentions);
  for (int round = 0; round < 2; round++) {
    for (; at > 0; at--) {
      turn (f, topos_library_undo);
      assert_sound (f, AFTER[at - 1].documents, AFTER[at - 1].mentions);
    }
    for (; at < STEPS_OF_FIRST; at++) {
      g_autofree char *before = world_dump (f->path);

      if (round > 0)
        g_assert_cmpstr (before, ==, dumps[at]);
      g_free (dumps[at]);
      dumps[at] = g_steal_pointer (&before);
      turn (f, topos_library_redo);
      assert_sound (f, AFTER[at + 1].documents, AFTER[at + 1].mentions);
    }
  }
  for (int i = 0; i <= STEPS_OF_FIRST; i++)
    g_free (dumps[i]);
}

/* What the user decided is still there, and new things come to it. */
static void
test_used_on (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposGazetteer) gazetteer = world_gazetteer (f->folder);
  g_autoptr (ToposReading) reading = world_reading (gazetteer, "News", "Trucks left Kabul for Rokha.",
                                                    TOPOS_DAY_NONE);
  ToposStoreReport report;
  g_auto (ToposFilter) filter;

  topos_filter_init (&filter);
  filter.search = g_strdup ("trucks");
  make_first (f->path);
  g_autoptr (ToposLibrary) library = open_library (f);

  topos_library_store (library, gazetteer, reading, 0, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report.how, ==, TOPOS_STORED_IMPORTED);

  g_autoptr (ToposReader) reader = topos_reader_open (f->path, &error);
  g_autoptr (GPtrArray) found = topos_reader_search (reader, &filter, 100, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 3);
  topos_library_remove (library, (const char *[]){ report.document, NULL }, &error);
  g_assert_no_error (error);
  assert_sound (f, 1, 5);
  g_clear_pointer (&library, topos_library_close);
  turn (f, topos_library_undo);
  assert_sound (f, 2, 7);
}

static char *
describe_tables (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposDb) db = topos_db_open (path, TOPOS_DB_READ, &error);
  GString *text = g_string_new (NULL);
  g_autoptr (ToposStatement) row = topos_db_ask (
      db, &error, "SELECT t.name || ' ' || c.cid || ' ' || c.name || ' ' || c.type || c.pk FROM"
      " sqlite_schema AS t JOIN pragma_table_info (t.name) AS c ORDER BY t.name, c.cid", "");

  g_assert_no_error (error);
  while (topos_statement_next (row, &error))
    g_string_append_printf (text, "%s\n", topos_statement_text (row, 0));
  g_assert_no_error (error);
  return g_string_free (text, false);
}

static void
assert_gets_tables (const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;

  topos_library_close (topos_library_open (path, &error));
  g_assert_no_error (error);
  g_autofree char *tables = describe_tables (path);

  g_assert_cmpstr (tables, ==, expected);
}

/* Whatever scripts a library was begun with, it comes to have the same tables; so does one of the second
 * that says it is of the first. */
static void
test_empty (Fixture *f, gconstpointer unused)
{
  topos_library_close (open_library (f));
  g_autofree char *expected = describe_tables (f->path);
  g_autofree char *called_1 = g_build_filename (f->folder, "called-1.topos", NULL);

  for (int version = 1; version <= 3; version++) {
    g_autofree char *path = g_strdup_printf ("%s/empty%d", f->folder, version);

    make_empty (path, version);
    assert_gets_tables (path, expected);
  }
  make_empty (called_1, 2);
  set_version (called_1, 1);
  assert_gets_tables (called_1, expected);
}

/* One of a newer program is refused and left as it is. */
static void
test_newer (Fixture *f, gconstpointer unused)
{
  g_autofree char *before = NULL, *after = NULL;
  gsize length_before = 0, length_after = 0;
  g_autoptr (GError) error = NULL;

  topos_library_close (open_library (f));
  set_version (f->path, 50);
  g_assert_true (g_file_get_contents (f->path, &before, &length_before, NULL));
  for (int i = 0; i < 2; i++) {
    if (i == 0)
      g_assert_null (topos_library_open (f->path, &error));
    else
      g_assert_null (topos_reader_open (f->path, &error));
    g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_NEWER);
    g_assert_nonnull (strstr (error->message, f->path));
    g_clear_error (&error);
  }
  g_assert_true (g_file_get_contents (f->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
}

/* What stands half done in the way is not taken for the whole: a script that fails leaves the library
 * of its version. */
static void
test_all_or_none (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  make_first (f->path);
  run (f->path, "CREATE TABLE undone_evidence (mine)");
  g_autofree char *before = describe_tables (f->path);

  g_assert_null (topos_library_open (f->path, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY);

  g_autofree char *after = describe_tables (f->path);

  g_assert_cmpstr (before, ==, after);
  run (f->path, "DROP TABLE undone_evidence");
  assert_sound (f, 1, 5);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Fixture *f, gconstpointer unused);
  } TESTS[] = {
    { "/versions/first", test_first_version }, { "/versions/used-on", test_used_on },
    { "/versions/empty", test_empty },         { "/versions/newer", test_newer },
    { "/versions/all-or-none", test_all_or_none },
  };

  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].name, Fixture, NULL, set_up, TESTS[i].run, tear_down);
  return g_test_run ();
}
