/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/tongues.h"
#include "marked.h"
#include "reader.h"

#include "core/error.h"
#include "text/fold.h"
#include "text/segment.h"

#include <glib/gstdio.h>
#include <string.h>

/* Of the places in tongues.txt so many of a hundred are found, exactly; and so many of a hundred
 * that are told are no places of the table. */
#define LEAST_FOUND 82
#define MOST_WRONG 6

typedef struct {
  Reader reader;
  ToposTongues *tongues;
  MarkedCount count;
} Fixture;

static void
read_row (char *const *cells, void *data)
{
  Fixture *fixture = data;
  Marked marked;

  marked_init (&marked, cells[1]);
  g_autoptr (ToposReading) reading = reader_read (&fixture->reader, marked.text, NULL);
  const ToposTongue *tongue = topos_tongues_tell (fixture->tongues, reading);

  if (tongue == NULL || !g_str_equal (topos_tongue_code (tongue), cells[0])) {
    g_test_message ("taken for %s instead of %s: %s",
                    tongue ? topos_tongue_code (tongue) : "English", cells[0], cells[1]);
    g_test_fail ();
  }
  marked_count (&marked, reading, false, &fixture->count);
  marked_clear (&marked);
}

static void
try_languages (gconstpointer data)
{
  Fixture fixture = *(const Fixture *) data;
  const MarkedCount *count = &fixture.count;

  table_each_row ("tongues.txt", 2, read_row, &fixture);
  g_test_message ("%d of %d places found, %d told that are none", count->right, count->gold,
                  count->told - count->right);
  g_assert_cmpint (count->gold, >, 150);
  g_assert_cmpint (count->right * 100, >=, count->gold * LEAST_FOUND);
  g_assert_cmpint ((count->told - count->right) * 100, <=, count->told * MOST_WRONG);
}

static void
try_english (gconstpointer data)
{
  static const char *const TEXTS[] = {
    "KABUL — The Taliban said on Monday that they had taken the province, but the war was not over.",
    "Los Angeles police and El Paso officials met in San Jose, La Paz and Rio de Janeiro.",
    "", "1234 5678", "Paris",
  };
  const Fixture *fixture = data;

  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++) {
    g_autoptr (ToposArticle) article = topos_article_new (g_strdup (TEXTS[i]), strlen (TEXTS[i]));
    g_autoptr (ToposReading) reading = topos_text_read (article);

    g_assert_null (topos_tongues_tell (fixture->tongues, reading));
  }
}

static bool
keep_stem (const char *stem, gsize length, void *data)
{
  g_ptr_array_add (data, g_strndup (stem, length));
  return false;
}

static void
try_stems (gconstpointer data)
{
  static const struct {
    const char *text, *word, *stem;
  } CASES[] = {
    { "Он был в городе и на реке, но не в селе.", "Киеве", "Киев" },
    { "Он был в городе и на реке, но не в селе.", "Москве", "Москва" },
    { "Він був у місті та на річці, але не в селі.", "Києва", "Київ" },
    { "Był w mieście i na wsi, ale nie nad rzeką.", "Warszawie", "Warszawa" },
    { "قال الرئيس في مدينة إن الحكومة على حدود", "وكابل", "كابل" },
  };
  const Fixture *fixture = data;

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (ToposArticle) article =
      topos_article_new (g_strdup (CASES[i].text), strlen (CASES[i].text));
    g_autoptr (ToposReading) reading = topos_text_read (article);
    const ToposTongue *tongue = topos_tongues_tell (fixture->tongues, reading);
    g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (g_free);
    g_autofree char *word = topos_fold (CASES[i].word, -1);
    g_autofree char *stem = topos_fold (CASES[i].stem, -1);

    g_assert_nonnull (tongue);
    topos_tongue_each_stem (tongue, word, keep_stem, stems);
    g_assert_true (g_ptr_array_find_with_equal_func (stems, stem, g_str_equal, NULL));
  }
}

static void
try_damaged (gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *dir = g_dir_make_tmp ("topos-tongues-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "xx.tsv", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "fine\tgood\na\tb\tc\td\n", -1, NULL);
  g_assert_null (topos_tongues_open (dir, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "xx.tsv"));
  g_remove (path);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_autofree char *tables = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };

  g_test_init (&argc, &argv, NULL);
  tables = g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "geoparse", "tongues", NULL);
  reader_open (&fixture.reader);
  fixture.tongues = topos_tongues_open (tables, &error);
  g_assert_no_error (error);
  g_test_add_data_func ("/tongues/languages", &fixture, try_languages);
  g_test_add_data_func ("/tongues/english", &fixture, try_english);
  g_test_add_data_func ("/tongues/stems", &fixture, try_stems);
  g_test_add_data_func ("/tongues/damaged", &fixture, try_damaged);
  const int failed = g_test_run ();
  topos_tongues_free (fixture.tongues);
  reader_close (&fixture.reader);
  return failed;
}
