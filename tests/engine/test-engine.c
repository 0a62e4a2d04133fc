/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"
#include "engine/ingest.h"
#include "engine/redate.h"
#include "library/reader.h"
#include "library/undo.h"
#include "world.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static ToposEngine *engine;

typedef struct {
  char *folder;
  char *input;     /* a folder of articles in it */
  char *path;
  ToposLibrary *library;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  f->folder = world_folder ();
  f->input = g_build_filename (f->folder, "in", NULL);
  f->path = g_build_filename (f->folder, "library.topos", NULL);
  g_mkdir (f->input, 0700);
  f->library = topos_library_open (f->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_clear_pointer (&f->library, topos_library_close);
  g_free (f->input);
  g_free (f->path);
  world_remove (f->folder);
}

static void
put (const Fixture *f, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (f->input, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

/* Runs an import of the input folder, or of `path`; the results. */
static GPtrArray *
ingest (Fixture *f, const char *path, int jobs, GCancellable *cancellable, GError **error)
{
  g_autoptr (ToposIngest) ingest = topos_ingest_new (engine);
  GPtrArray *results = NULL;

  topos_ingest_set_jobs (ingest, jobs);
  topos_ingest_add (ingest, path ? path : f->input);
  topos_ingest_run (ingest, f->library, cancellable, &results, error);
  return results;
}

static const ToposIngestResult *
result_of (const GPtrArray *results, const char *name)
{
  for (guint i = 0; i < results->len; i++) {
    const ToposIngestResult *result = g_ptr_array_index (results, i);

    if (g_str_has_suffix (result->file, name))
      return result;
  }
  g_test_message ("no result for %s", name);
  g_assert_not_reached ();
}

static void
put_articles (const Fixture *f, int n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < n; i++) {
    g_autofree char *text = world_text (rand, 12), *name = g_strdup_printf ("%03d.txt", i);

    put (f, name, text, -1);
  }
}

/* Any number of workers gives the same library, row for row. */
static void
test_jobs (Fixture *f, gconstpointer unused)
{
  g_autofree char *first = NULL;

  put_articles (f, 60);
  for (int jobs = 1; jobs <= 5; jobs += 2) {
    g_autoptr (GError) error = NULL;
    g_autofree char *path = g_strdup_printf ("%s/jobs%d.topos", f->folder, jobs);
    g_autofree char *dump = NULL;

    g_clear_pointer (&f->library, topos_library_close);
    f->library = topos_library_open (path, &error);

    g_autoptr (GPtrArray) results = ingest (f, NULL, jobs, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (results->len, ==, 60);
    g_clear_pointer (&f->library, topos_library_close);
    dump = world_dump (path);
    if (first)
      g_assert_cmpstr (dump, ==, first);
    else
      first = g_steal_pointer (&dump);
  }
}

/* Reading the same folder again changes nothing and leaves no step in the history. */
static void
test_again (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  put_articles (f, 10);
  g_ptr_array_unref (ingest (f, NULL, 2, NULL, &error));
  before = world_dump (f->path);

  g_autoptr (GPtrArray) results = ingest (f, NULL, 2, NULL, &error);
  g_autoptr (GPtrArray) history = topos_library_history (f->library, &error);

  for (guint i = 0; i < results->len; i++)
    g_assert_cmpint (((ToposIngestResult *) g_ptr_array_index (results, i))->status, ==,
                     TOPOS_INGEST_UNCHANGED);
  after = world_dump (f->path);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (history->len, ==, 1);
}

/* Each bad file is one clear sentence; the good one between them is imported. */
static void
test_bad_files (Fixture *f, gconstpointer unused)
{
  static const char BINARY[] = "\x7f" "ELF\0\1\2\3\0\0\0\0\xff\xfe\0\0\1\2\3\4\5\6\7\x80\x81\0\0";
  g_autoptr (GError) error = NULL;
  g_autofree char *loop = g_build_filename (f->input, "deep", "loop", NULL);
  g_autofree char *deep = g_build_filename (f->input, "deep", NULL);
  g_autofree char *hidden = g_build_filename (f->input, "secret.txt", NULL);
  g_autofree char *huge = g_build_filename (f->input, "huge.txt", NULL);
  g_autofree char *dangling = g_build_filename (f->input, "dangling.txt", NULL);
  const char *const failing[] = { "empty.txt", "binary.txt", "huge.txt", "dangling.txt" };

  put (f, "empty.txt", "", 0);
  put (f, "binary.txt", BINARY, sizeof BINARY);
  put (f, "latin.txt", "Im M\xe4rz fuhr er nach Kabul, sp\xe4ter nach Z\xfcrich.\n", -1);
  put (f, "good.txt", "On 5 September 2021 fighting went on in Bazarak, Panjshir.\n", -1);
  put (f, "secret.txt", "Nobody reads this.\n", -1);
  put (f, "huge.txt", "x", 1);
  g_assert_cmpint (truncate (huge, 200 * 1024 * 1024), ==, 0);
  g_mkdir (deep, 0700);
  put (f, "deep/inner.txt", "Then they reached Kabul on 6 September 2021.\n", -1);
  g_assert_cmpint (symlink ("../../in", loop), ==, 0);
  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);
  g_chmod (hidden, 0);

  g_autoptr (GPtrArray) results = ingest (f, NULL, 2, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 8);
  for (size_t i = 0; i < G_N_ELEMENTS (failing); i++) {
    const ToposIngestResult *result = result_of (results, failing[i]);

    g_assert_cmpint (result->status, ==, TOPOS_INGEST_FAILED);
    g_assert_nonnull (result->reason);
    g_assert_null (strchr (result->reason, '\n'));
    g_test_message ("%s", result->reason);
  }
  g_assert_cmpint (result_of (results, "good.txt")->status, ==, TOPOS_INGEST_IMPORTED);
  g_assert_cmpint (result_of (results, "latin.txt")->status, ==, TOPOS_INGEST_IMPORTED);
  g_assert_cmpint (result_of (results, "inner.txt")->status, ==, TOPOS_INGEST_IMPORTED);
  if (geteuid () != 0)
    g_assert_cmpint (result_of (results, "secret.txt")->status, ==, TOPOS_INGEST_FAILED);
  else
    g_test_message ("root may read everything: an unreadable file was not tested");

  g_autoptr (GPtrArray) missing = ingest (f, "/no/such/file.txt", 1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result_of (missing, "file.txt")->status, ==, TOPOS_INGEST_FAILED);
  g_chmod (hidden, 0600);
  g_unlink (loop);
}

/* A manifest beside the articles tells about them; its broken rows are named. */
static void
test_manifest (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  ToposFilter all;

  put (f, "a.txt", "It happened in Kabul yesterday.\n", -1);
  put (f, "manifest.csv", "file,title,outlet,author,published,url\n"
                          "a.txt,A title,An outlet,,2021-09-06,\n"
                          "b.txt,Missing day,,,2021-99-06,\n", -1);

  g_autoptr (GPtrArray) results = ingest (f, NULL, 1, NULL, &error);

  g_assert_no_error (error);
  topos_filter_init (&all);
  g_assert_cmpuint (results->len, ==, 2);
  g_assert_cmpint (result_of (results, "manifest.csv")->status, ==, TOPOS_INGEST_FAILED);

  g_autoptr (ToposReader) reader = topos_reader_open (f->path, &error);
  g_autoptr (GPtrArray) documents = topos_reader_documents (reader, &all, NULL, &error);
  const ToposDocumentRow *row = g_ptr_array_index (documents, 0);

  g_assert_cmpstr (row->title, ==, "A title");
  g_assert_cmpstr (row->outlet, ==, "An outlet");
  g_assert_cmpint (row->published.day, ==, topos_day_from_ymd (2021, 9, 6));

  g_autoptr (GPtrArray) passages = topos_reader_passages (reader, &all, NULL, &error);
  const ToposPassageRow *passage = g_ptr_array_index (passages, 0);

  g_assert_cmpint (passage->days.first, ==, topos_day_from_ymd (2021, 9, 5));

  /* The day corrected: "yesterday" moves with it, and back. */
  g_autofree char *before = world_dump (f->path), *after = NULL;

  g_assert_true (topos_engine_redate (engine, f->library, row->id,
                                      topos_day_from_ymd (2021, 9, 20), &error));
  g_clear_pointer (&passages, g_ptr_array_unref);
  passages = topos_reader_passages (reader, &all, NULL, &error);
  passage = g_ptr_array_index (passages, 0);
  g_assert_cmpint (passage->days.first, ==, topos_day_from_ymd (2021, 9, 19));
  topos_step_free (topos_library_undo (f->library, &error));
  after = world_dump (f->path);
  g_assert_cmpstr (before, ==, after);
}

static void
stop_at_five (int done, int total, const char *file, void *cancellable)
{
  if (done == 5)
    g_cancellable_cancel (cancellable);
}

/* Stopped half way, the library holds whole documents, and one undo takes them away. */
static void
test_cancel (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (ToposIngest) run = topos_ingest_new (engine);
  g_autoptr (GPtrArray) results = NULL;
  g_autofree char *before = world_dump (f->path), *after = NULL;
  ToposFilter all;

  put_articles (f, 30);
  topos_ingest_add (run, f->input);
  topos_ingest_set_progress (run, stop_at_five, cancellable);
  g_assert_false (topos_ingest_run (run, f->library, cancellable, &results, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (results->len, ==, 5);
  topos_filter_init (&all);

  g_autoptr (ToposReader) reader = topos_reader_open (f->path, &error);
  g_autoptr (GPtrArray) documents = topos_reader_documents (reader, &all, NULL, &error);

  g_assert_cmpuint (documents->len, ==, 5);
  topos_step_free (topos_library_undo (f->library, &error));
  g_assert_no_error (error);
  after = world_dump (f->path);
  g_assert_cmpstr (before, ==, after);
}

/* On a disk that fills up: a sentence, no crash, and what was flushed can be read. */
static void
test_full_disk (Fixture *f, gconstpointer unused)
{
  g_autofree char *disk = g_build_filename (f->folder, "disk", NULL);
  g_autofree char *path = g_build_filename (disk, "library.topos", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir (disk, 0700);
  if (mount ("tmpfs", disk, "tmpfs", 0, "size=700k") != 0) {
    g_test_skip ("a small disk can only be made by root");
    return;
  }
  put_articles (f, 200);
  g_clear_pointer (&f->library, topos_library_close);
  f->library = topos_library_open (path, &error);
  g_assert_no_error (error);

  g_autoptr (GPtrArray) results = ingest (f, NULL, 2, NULL, &error);

  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT);
  g_test_message ("%s", error->message);

  int stored = 0;
  ToposFilter all;

  for (guint i = 0; i < results->len; i++)
    stored += ((ToposIngestResult *) g_ptr_array_index (results, i))->status
              != TOPOS_INGEST_FAILED;
  g_clear_pointer (&f->library, topos_library_close);
  topos_filter_init (&all);
  g_clear_error (&error);
  {
    g_autoptr (ToposReader) reader = topos_reader_open (path, &error);
    g_autoptr (GPtrArray) documents = topos_reader_documents (reader, &all, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpint (documents->len, ==, stored);
  }
  umount2 (disk, MNT_DETACH);
}

/* Text in memory goes the same way, and --published beats the manifest. */
static void
test_bytes (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposIngest) run = topos_ingest_new (engine);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Kabul fell.", 11);
  ToposFilter all;

  topos_ingest_add_bytes (run, bytes, NULL);
  topos_ingest_set_published (run, topos_day_from_ymd (2021, 8, 15));
  g_assert_true (topos_ingest_run (run, f->library, NULL, &results, &error));
  topos_filter_init (&all);

  g_autoptr (ToposReader) reader = topos_reader_open (f->path, &error);
  g_autoptr (GPtrArray) documents = topos_reader_documents (reader, &all, NULL, &error);

  g_assert_cmpint (((ToposDocumentRow *) g_ptr_array_index (documents, 0))->published.day, ==,
                   topos_day_from_ymd (2021, 8, 15));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (Fixture *f, gconstpointer unused);
  } TESTS[] = {
    { "/engine/jobs", test_jobs },           { "/engine/again", test_again },
    { "/engine/bad-files", test_bad_files }, { "/engine/manifest", test_manifest },
    { "/engine/cancel", test_cancel },       { "/engine/full-disk", test_full_disk },
    { "/engine/bytes", test_bytes },
  };
  g_autoptr (GError) error = NULL;
  int failed = 0;

  g_test_init (&argc, &argv, NULL);
  engine = topos_engine_open (topos_data_dir (), &error);
  g_assert_no_error (error);
  for (size_t i = 0; i < G_N_ELEMENTS (TESTS); i++)
    g_test_add (TESTS[i].name, Fixture, NULL, set_up, TESTS[i].run, tear_down);
  failed = g_test_run ();
  topos_engine_unref (engine);
  return failed;
}
