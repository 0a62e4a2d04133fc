/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "marked.h"
#include "reader.h"

/* Of a hundred places of each table so many are found, and of a hundred told so many are places. */
static const struct {
  const char *file;
  int least_found, least_right;
} TABLES[] = {
  { "passages.txt", 93, 97 },
  { "captions.txt", 92, 96 },
  { "villages.txt", 77, 97 },
};

typedef struct {
  Reader reader;
  MarkedCount count;
} Counter;

static void
read_row (char *const *cells, void *data)
{
  Counter *counter = data;
  Marked marked;

  marked_init (&marked, cells[1]);
  g_autoptr (ToposReading) reading = reader_read (&counter->reader, marked.text, NULL);
  marked_count (&marked, reading, true, &counter->count);
  marked_clear (&marked);
}

static void
try_tables (gconstpointer data)
{
  const Reader *reader = data;

  for (guint i = 0; i < G_N_ELEMENTS (TABLES); i++) {
    Counter counter = { .reader = *reader };
    const MarkedCount *count = &counter.count;

    table_each_row (TABLES[i].file, 2, read_row, &counter);
    g_test_message ("%s: %d of %d places found, %d told that are none", TABLES[i].file,
                    count->right, count->gold, count->told - count->right);
    g_assert_cmpint (count->gold, >, 90);
    g_assert_cmpint (count->right * 100, >=, count->gold * TABLES[i].least_found);
    g_assert_cmpint (count->right * 100, >=, count->told * TABLES[i].least_right);
  }
}

int
main (int argc, char **argv)
{
  Reader reader;

  g_test_init (&argc, &argv, NULL);
  reader_open (&reader);
  g_test_add_data_func ("/passages/found", &reader, try_tables);
  const int failed = g_test_run ();
  reader_close (&reader);
  return failed;
}
