/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader.h"

#include "text/segment.h"

#include <string.h>

void
reader_open (Reader *self)
{
  const char *data_dir = g_getenv ("TOPOS_DATA_DIR");
  g_autoptr (GError) error = NULL;

  self->gazetteer = topos_gazetteer_open_bundled (data_dir, &error);
  g_assert_no_error (error);
  self->parser = topos_geoparser_open (self->gazetteer, data_dir, &error);
  g_assert_no_error (error);
}

void
reader_close (Reader *self)
{
  topos_geoparser_free (self->parser);
  topos_gazetteer_unref (self->gazetteer);
}

ToposReading *
reader_read (const Reader *self, const char *text, const ToposRules *rules)
{
  g_autoptr (ToposArticle) article = topos_article_new (g_strdup (text), strlen (text));
  ToposReading *reading = topos_text_read (article);

  topos_geoparse (self->parser, reading, rules);
  return reading;
}

const ToposMention *
mention_called (const ToposReading *reading, const char *name)
{
  for (guint i = 0; i < reading->mentions->len; i++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, i);

    if (topos_span_length (mention->span) == strlen (name)
        && memcmp (topos_reading_body (reading) + mention->span.start, name, strlen (name)) == 0)
      return mention;
  }
  return NULL;
}

int
table_each_row (const char *file, guint n_cells, void (*each) (char *const *cells, void *data),
                void *data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "geoparse", file, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  int rows = 0;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (lines[i], "\t", (gint) n_cells);

    if (lines[i][0] == '#' || lines[i][0] == '\0')
      continue;
    if (g_strv_length (cells) != n_cells)
      g_error ("%s, line %u: %u cells instead of %u", file, i + 1, g_strv_length (cells), n_cells);
    each (cells, data);
    rows++;
  }
  return rows;
}
