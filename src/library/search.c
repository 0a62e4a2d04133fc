/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/passage-rows.h"
#include "library/reader.h"

#include <string.h>

/* Where the snippet is among the columns, after those of a passage. */
enum { SNIPPET_COLUMN = 12 };

/* An index of words, and the passage that stands for what is found in it. */
typedef struct {
  const char *words;
  const char *passage;
} Index;

static const Index TEXTS = { "passage_words", "p.id = w.rowid" };
static const Index TITLES = {
  "document_words",
  "p.document = w.rowid AND p.start = (SELECT min (start) FROM passage WHERE document = w.rowid)",
};

static GPtrArray *
rows_with_snippets (ToposReader *self, ToposStatement *row, GError **error)
{
  g_autoptr (GPtrArray) passages = g_ptr_array_new_with_free_func (topos_passage_row_free);
  g_autoptr (GError) failed = NULL;

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    ToposPassageRow *passage = topos_passage_row_read (self, row, error);

    if (passage == NULL)
      return NULL;
    passage->snippet = g_strdup (topos_statement_text (row, SNIPPET_COLUMN));
    g_ptr_array_add (passages, passage);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&passages);
}

/* The best are found first, by the index alone where nothing else is wished, and only of them the
 * rest is read and the snippet made. The plus keeps SQLite from looking up the words once a row. */
static GPtrArray *
ask (ToposReader *self, const ToposFilter *filter, const char *words, const Index *index, int most,
     GError **error)
{
  g_auto (ToposWhere) where = { 0 };
  ToposFilter rest = *filter;

  rest.search = NULL;
  const bool wishes = !topos_filter_is_empty (&rest);
  g_autofree char *before = g_strdup_printf (
      "SELECT %s, snippet (%s, 0, char (2), char (3), '…', 24) FROM %s AS w"
      " JOIN passage AS p ON %s JOIN document AS d ON d.id = p.document"
      " WHERE %s MATCH ? AND +w.rowid IN (SELECT w.rowid FROM %s AS w%s%s WHERE %s MATCH ? AND ",
      topos_passage_columns, index->words, index->words, index->passage, index->words,
      index->words, wishes ? " JOIN passage AS p ON " : "", wishes ? index->passage : "",
      index->words);

  topos_where_init (&where);
  topos_values_add_text (where.values, words);
  topos_values_add_text (where.values, words);
  topos_where_passage (&where, &rest);
  topos_values_add_int (where.values, most);

  g_autoptr (ToposStatement) row = topos_where_ask (
      self, &where, before, " ORDER BY w.rank LIMIT ?) ORDER BY w.rank, d.key, p.start", error);

  return rows_with_snippets (self, row, error);
}

static bool
holds (const GPtrArray *passages, const char *document)
{
  for (guint i = 0; i < passages->len; i++)
    if (strcmp (((ToposPassageRow *) g_ptr_array_index (passages, i))->document, document) == 0)
      return true;
  return false;
}

/* Documents whose title has the words are found too, by their first passage, after the rest. */
static void
add_titles (GPtrArray *passages, GPtrArray *titles, guint most)
{
  g_ptr_array_set_free_func (titles, NULL);
  for (guint i = 0; i < titles->len; i++) {
    ToposPassageRow *row = g_ptr_array_index (titles, i);

    if (passages->len < most && !holds (passages, row->document))
      g_ptr_array_add (passages, row);
    else
      topos_passage_row_free (row);
  }
}

GPtrArray *
topos_reader_search (ToposReader *self, const ToposFilter *filter, int most,
                     GCancellable *cancellable, GError **error)
{
  g_autofree char *words = filter->search ? topos_search_query (filter->search) : NULL;

  if (words == NULL)
    return g_ptr_array_new_with_free_func (topos_passage_row_free);
  topos_db_watch (self->db, cancellable);

  g_autoptr (GPtrArray) passages = ask (self, filter, words, &TEXTS, most, error);

  if (passages == NULL || (int) passages->len >= most)
    return g_steal_pointer (&passages);

  g_autoptr (GPtrArray) titles = ask (self, filter, words, &TITLES, most, error);

  if (titles == NULL)
    return NULL;
  add_titles (passages, titles, (guint) most);
  return g_steal_pointer (&passages);
}

/* The marked stretches of a passage that begins at `start` of the body. */
static void
add_found (GArray *found, const char *marked, uint32_t start)
{
  ToposSpan span = { 0 };
  uint32_t at = start;

  for (; *marked != '\0'; marked++)
    if (*marked == 2) {
      span.start = at;
    } else if (*marked == 3) {
      span.end = at;
      g_array_append_val (found, span);
    } else {
      at++;
    }
}

GArray *
topos_reader_found (ToposReader *self, const char *document, const char *search, GError **error)
{
  g_autoptr (GArray) found = g_array_new (false, false, sizeof (ToposSpan));
  g_autofree char *words = search ? topos_search_query (search) : NULL;
  g_autoptr (GError) failed = NULL;

  if (words == NULL)
    return g_steal_pointer (&found);

  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT p.start, highlight (passage_words, 0, char (2), char (3))"
      " FROM passage_words JOIN passage AS p ON p.id = passage_words.rowid"
      " WHERE passage_words MATCH ? AND p.document = (SELECT id FROM document WHERE key = ?)"
      " ORDER BY p.start", "ss", words, document);

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed))
    add_found (found, topos_statement_text (row, 1), (uint32_t) topos_statement_int (row, 0));
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&found);
}
