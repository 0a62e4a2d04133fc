/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/geoparse.h"
#include "geoparse/tongues.h"
#include "marked.h"

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
  ToposGazetteer *gazetteer;
  ToposGeoparser *parser;
  ToposTongues *tongues;
} Fixture;

static void
read_row (const Fixture *fixture, const char *code, const char *cell, MarkedCount *count)
{
  Marked marked;

  marked_init (&marked, cell);
  g_autoptr (ToposArticle) article = topos_article_new (g_strdup (marked.text), strlen (marked.text));
  g_autoptr (ToposReading) reading = topos_text_read (article);
  const ToposTongue *tongue = topos_tongues_tell (fixture->tongues, reading);

  if (tongue == NULL || !g_str_equal (topos_tongue_code (tongue), code)) {
    g_test_message ("taken for %s instead of %s: %s",
                    tongue ? topos_tongue_code (tongue) : "English", code, cell);
    g_test_fail ();
  }
  topos_geoparse (fixture->parser, reading, NULL);
  marked_count (&marked, reading, false, count);
  marked_clear (&marked);
}

static void
try_languages (gconstpointer data)
{
  const Fixture *fixture = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "geoparse", "tongues.txt", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  MarkedCount count = { 0 };

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 2);

    if (lines[i][0] != '#' && g_strv_length (cells) == 2)
      read_row (fixture, cells[0], cells[1], &count);
  }
  g_test_message ("%d of %d places found, %d told that are none", count.right, count.gold,
                  count.told - count.right);
  g_assert_cmpint (count.gold, >, 150);
  g_assert_cmpint (count.right * 100, >=, count.gold * LEAST_FOUND);
  g_assert_cmpint ((count.told - count.right) * 100, <=, count.told * MOST_WRONG);
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
  const char *data_dir;
  g_autofree char *tables = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };

  g_test_init (&argc, &argv, NULL);
  data_dir = g_getenv ("TOPOS_DATA_DIR");
  tables = g_build_filename (data_dir, "geoparse", "tongues", NULL);
  fixture.gazetteer = topos_gazetteer_open_bundled (data_dir, &error);
  g_assert_no_error (error);
  fixture.parser = topos_geoparser_open (fixture.gazetteer, data_dir, &error);
  g_assert_no_error (error);
  fixture.tongues = topos_tongues_open (tables, &error);
  g_assert_no_error (error);
  g_test_add_data_func ("/tongues/languages", &fixture, try_languages);
  g_test_add_data_func ("/tongues/english", &fixture, try_english);
  g_test_add_data_func ("/tongues/stems", &fixture, try_stems);
  g_test_add_data_func ("/tongues/damaged", &fixture, try_damaged);
  const int status = g_test_run ();
  topos_tongues_free (fixture.tongues);
  topos_geoparser_free (fixture.parser);
  topos_gazetteer_unref (fixture.gazetteer);
  return status;
}
