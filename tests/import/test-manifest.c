/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"
#include "import/csv.h"
#include "import/manifest.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("topos-manifest-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "manifest.csv", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static ToposManifest *
opened (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  ToposManifest *manifest;

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  manifest = topos_manifest_open (fixture->path, &error);
  g_assert_no_error (error);
  return manifest;
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ToposManifest) manifest
      = opened (fixture, "\xEF\xBB\xBF" "Title , file,published,note,outlet\r\n"
                         "\"Kabul, \"\"the capital\"\"\",a.txt,2021-09-05,x,Post\r\n"
                         "\r\n"
                         "\"Two\nlines\",sub/b.html,\"Sept. 6, 2021\",,\r\n"
                         ",c.txt,,,Herald\r\n");
  const ToposManifestRow *row;
  const ToposImportHints *hints;
  g_autofree char *wanted = g_build_filename (fixture->folder, "sub/b.html", NULL);

  g_assert_cmpuint (topos_manifest_n_rows (manifest), ==, 3);
  row = topos_manifest_row (manifest, 0);
  g_assert_null (row->broken);
  g_assert_cmpstr (row->hints.title.value, ==, "Kabul, \"the capital\"");
  g_assert_cmpstr (row->hints.outlet.value, ==, "Post");
  g_assert_cmpint (row->hints.published.day, ==, topos_day_from_ymd (2021, 9, 5));
  g_assert_cmpint (row->line, ==, 2);
  row = topos_manifest_row (manifest, 1);
  g_assert_cmpstr (row->path, ==, wanted);
  g_assert_cmpint (row->line, ==, 4);
  g_assert_cmpint (row->hints.published.day, ==, topos_day_from_ymd (2021, 9, 6));
  row = topos_manifest_row (manifest, 2);
  g_assert_cmpint (row->line, ==, 6);
  g_assert_null (row->hints.title.value);
  g_assert_cmpint (row->hints.published.day, ==, TOPOS_DAY_NONE);
  hints = topos_manifest_find (manifest, wanted);
  g_assert_true (hints == &topos_manifest_row (manifest, 1)->hints);
  hints = topos_manifest_find (manifest, "elsewhere/c.txt");
  g_assert_true (hints == &topos_manifest_row (manifest, 2)->hints);
  g_assert_null (topos_manifest_find (manifest, "d.txt"));
}

static void
test_broken_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ToposManifest) manifest
      = opened (fixture, "file;title;published\n"
                         "a.txt;\"never closed;2021-09-05\n"
                         "b.txt;fine;2021-09-05\n"
                         ";no file;\n"
                         "c.txt;bad day;05/09/2021\n"
                         "d.txt\n");
  static const char *const SAYS[] = { "Line 2", NULL, "Line 4", "Line 5", NULL };

  g_assert_cmpuint (topos_manifest_n_rows (manifest), ==, 5);
  for (unsigned i = 0; i < 5; i++) {
    const ToposManifestRow *row = topos_manifest_row (manifest, i);

    if (SAYS[i] == NULL) {
      g_assert_null (row->broken);
      g_assert_nonnull (row->path);
      continue;
    }
    g_assert_nonnull (row->broken);
    g_assert_null (row->path);
    g_assert_true (g_str_has_prefix (row->broken, SAYS[i]));
  }
}

static void
test_no_manifest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (topos_manifest_open (fixture->path, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (fixture->path, "title,outlet\nx,y\n", -1, NULL));
  g_assert_null (topos_manifest_open (fixture->path, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  g_assert_nonnull (strstr (error->message, "“file”"));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (fixture->path, "", -1, NULL));
  g_assert_null (topos_manifest_open (fixture->path, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
}

/* Two rows that name files of one name are told apart by their folders, never mixed. */
static void
test_same_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ToposManifest) manifest = opened (fixture, "file,title\na/x.txt,A\nb/x.txt,B\n");
  g_autofree char *b = g_build_filename (fixture->folder, "b", "..", "b", "x.txt", NULL);

  g_assert_cmpstr (topos_manifest_find (manifest, b)->title.value, ==, "B");
  g_assert_null (topos_manifest_find (manifest, "c/x.txt"));
}

/* What is written as RFC 4180 says comes back: random fields of the characters that hurt. */
static void
test_csv_round_trip (void)
{
  static const char HURTS[] = "a,\"\n\r;b\t ";
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (int round = 0; round < 2000; round++) {
    g_autoptr (GString) csv = g_string_new ("x,y,z\r\n");
    g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
    g_auto (ToposCsvRecord) record = { 0 };
    ToposCsv walk;

    for (int i = 0; i < 6; i++) {
      char field[12] = "f";
      const int length = g_rand_int_range (random, 1, 10);

      for (int j = 1; j < length; j++)
        field[j] = HURTS[g_rand_int_range (random, 0, (int) sizeof HURTS - 1)];
      g_ptr_array_add (fields, g_strdup (field));
      g_string_append_c (csv, '"');
      for (const char *at = field; *at != '\0'; at++)
        g_string_append_printf (csv, "%s%c", *at == '"' ? "\"" : "", *at);
      g_string_append (csv, i % 3 == 2 ? "\"\r\n" : "\",");
    }
    walk = topos_csv_begin (csv->str);
    g_assert_true (topos_csv_next (&walk, &record));
    for (unsigned i = 0; i < 6; i++) {
      if (i % 3 == 0)
        g_assert_true (topos_csv_next (&walk, &record));
      g_assert_false (record.broken);
      g_assert_cmpuint (record.fields->len, ==, 3);
      g_assert_cmpstr (g_ptr_array_index (record.fields, i % 3), ==,
                       g_ptr_array_index (fields, i));
    }
    g_assert_false (topos_csv_next (&walk, &record));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/manifest/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/manifest/broken-rows", Fixture, NULL, set_up, test_broken_rows, tear_down);
  g_test_add ("/manifest/no-manifest", Fixture, NULL, set_up, test_no_manifest, tear_down);
  g_test_add ("/manifest/same-names", Fixture, NULL, set_up, test_same_names, tear_down);
  g_test_add_func ("/manifest/csv-round-trip", test_csv_round_trip);
  return g_test_run ();
}
