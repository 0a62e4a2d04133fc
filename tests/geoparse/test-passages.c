/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/geoparse.h"
#include "marked.h"

#include "text/segment.h"

#include <string.h>

/* Of a hundred places of each table so many are found, and of a hundred told so many are places. */
static const struct {
  const char *file;
  int least_found, least_right;
} TABLES[] = {
  { "passages.txt", 91, 97 },
};

static ToposGeoparser *parser;

static MarkedCount
read_table (const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "geoparse", file, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  MarkedCount count = { 0 };

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 2);
    Marked marked;

    if (lines[i][0] == '#' || g_strv_length (cells) != 2)
      continue;
    marked_init (&marked, cells[1]);
    g_autoptr (ToposArticle) article =
      topos_article_new (g_strdup (marked.text), strlen (marked.text));
    g_autoptr (ToposReading) reading = topos_text_read (article);
    topos_geoparse (parser, reading, NULL);
    marked_count (&marked, reading, true, &count);
    marked_clear (&marked);
  }
  return count;
}

static void
try_passages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (TABLES); i++) {
    const MarkedCount count = read_table (TABLES[i].file);

    g_test_message ("%s: %d of %d places found, %d told that are none", TABLES[i].file,
                    count.right, count.gold, count.told - count.right);
    g_assert_cmpint (count.gold, >, 100);
    g_assert_cmpint (count.right * 100, >=, count.gold * TABLES[i].least_found);
    g_assert_cmpint (count.right * 100, >=, count.told * TABLES[i].least_right);
  }
}

int
main (int argc, char **argv)
{
  const char *data_dir;
  g_autoptr (ToposGazetteer) gazetteer = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  data_dir = g_getenv ("TOPOS_DATA_DIR");
  gazetteer = topos_gazetteer_open_bundled (data_dir, &error);
  g_assert_no_error (error);
  parser = topos_geoparser_open (gazetteer, data_dir, &error);
  g_assert_no_error (error);
  g_test_add_func ("/passages/found", try_passages);
  const int failed = g_test_run ();
  topos_geoparser_free (parser);
  return failed;
}
