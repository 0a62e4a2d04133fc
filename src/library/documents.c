/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/documents.h"

#include "library/held.h"
#include "library/reader.h"

#include <string.h>

const char topos_document_columns[] =
    "d.id, d.key, d.title, d.outlet, d.author, d.url, d.source, d.published,"
    " d.published_certainty, d.published_origin, d.published_why, d.title_origin,"
    " d.outlet_origin";

void
topos_zones_read (const char *text, GArray *zones)
{
  char *at = (char *) text;

  while (*at) {
    ToposZone zone;

    zone.span.start = (uint32_t) g_ascii_strtoull (at, &at, 10);
    zone.span.end = (uint32_t) g_ascii_strtoull (at, &at, 10);
    zone.kind = (ToposZoneKind) g_ascii_strtoull (at, &at, 10);
    g_array_append_val (zones, zone);
    if (*at++ != ';')
      return;
  }
}

/* The words of a row, which its copies share. */
static void
for_each_word (ToposDocumentRow *row, void (*deed) (char **word))
{
  char **const words[] = { &row->id, &row->title, &row->outlet, &row->author, &row->url,
                           &row->source, &row->published.why };

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (*words[i] != NULL)
      deed (words[i]);
}

static void
release_word (char **word)
{
  g_ref_string_release (*word);
}

static void
share_word (char **word)
{
  *word = g_ref_string_acquire (*word);
}

static void
row_clear (gpointer row)
{
  for_each_word (row, release_word);
}

void
topos_document_row_unref (gpointer row)
{
  g_atomic_rc_box_release_full (row, row_clear);
}

static char *
read_word (ToposStatement *row, int column)
{
  const char *word = topos_statement_text (row, column);

  return word != NULL ? g_ref_string_new (word) : NULL;
}

ToposDocumentRow *
topos_document_row_read (ToposStatement *row)
{
  ToposDocumentRow *document = g_atomic_rc_box_new0 (ToposDocumentRow);

  document->id = read_word (row, 1);
  document->title = read_word (row, 2);
  document->outlet = read_word (row, 3);
  document->author = read_word (row, 4);
  document->url = read_word (row, 5);
  document->source = read_word (row, 6);
  document->published.day = topos_statement_day (row, 7);
  document->published.certainty = (ToposCertainty) topos_statement_int (row, 8);
  document->published.origin = (ToposOrigin) topos_statement_int (row, 9);
  document->published.why = read_word (row, 10);
  document->title_origin = (ToposOrigin) topos_statement_int (row, 11);
  document->outlet_origin = (ToposOrigin) topos_statement_int (row, 12);
  return document;
}

ToposDocumentRow *
topos_document_row_copy (const ToposDocumentRow *row)
{
  ToposDocumentRow *copy = (g_atomic_rc_box_dup) (sizeof *row, row);

  for_each_word (copy, share_word);
  return copy;
}

int
topos_document_rows_compare (gconstpointer a, gconstpointer b)
{
  const ToposDocumentRow *one = *(ToposDocumentRow *const *) a;
  const ToposDocumentRow *two = *(ToposDocumentRow *const *) b;
  const bool one_undated = one->published.day == TOPOS_DAY_NONE;
  const bool two_undated = two->published.day == TOPOS_DAY_NONE;

  if (one_undated != two_undated)
    return one_undated ? 1 : -1;
  if (one->published.day != two->published.day)
    return one->published.day < two->published.day ? -1 : 1;

  const int by_title = strcmp (one->title, two->title);

  return by_title != 0 ? by_title : strcmp (one->id, two->id);
}

typedef struct {
  int passages;
  int places;
} Counts;

/* Passages and places of each document (rowid -> Counts) under the filter. */
static GHashTable *
count_by_document (ToposReader *self, const ToposFilter *filter, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                         g_free);
  g_autoptr (GError) failed = NULL;
  g_auto (ToposWhere) where = { 0 };

  topos_where_init (&where);
  topos_where_mention (&where, filter);

  g_autoptr (ToposStatement) row = topos_where_ask (
      self, &where, "SELECT m.document, count(DISTINCT m.passage), count(DISTINCT m.place)"
      " FROM mention AS m WHERE m.place IS NOT NULL AND m.counts AND ", " GROUP BY m.document",
      error);

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    const int64_t document = topos_statement_int (row, 0);
    const Counts count = { (int) topos_statement_int (row, 1), (int) topos_statement_int (row, 2) };

    g_hash_table_insert (counts, g_memdup2 (&document, sizeof document),
                         g_memdup2 (&count, sizeof count));
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&counts);
}

GPtrArray *
topos_reader_documents (ToposReader *self, const ToposFilter *filter, GCancellable *cancellable,
                        GError **error)
{
  g_auto (ToposWhere) where = { 0 };
  g_autoptr (GError) failed = NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (topos_document_row_unref);
  g_autoptr (GHashTable) counts = NULL;
  g_autofree char *before = g_strdup_printf ("SELECT %s FROM document AS d WHERE ",
                                             topos_document_columns);

  ToposHeld *held = topos_reader_held (self, filter);
  if (held != NULL)
    return topos_held_documents (held, filter);
  topos_db_watch (self->db, cancellable);
  counts = count_by_document (self, filter, error);
  topos_where_init (&where);
  topos_where_document (&where, filter);
  if (topos_filter_asks_for_passages (filter)) {
    g_string_append (where.sql, " AND d.id IN (SELECT p.document FROM passage AS p WHERE 1");
    topos_where_passage (&where, filter);
    g_string_append (where.sql, ")");
  }

  g_autoptr (ToposStatement) row = counts ? topos_where_ask (self, &where, before, "", error)
                                          : NULL;

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    const int64_t id = topos_statement_int (row, 0);
    const Counts *count = g_hash_table_lookup (counts, &id);
    ToposDocumentRow *document = topos_document_row_read (row);

    document->passages = count ? count->passages : 0;
    document->places = count ? count->places : 0;
    g_ptr_array_add (documents, document);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  g_ptr_array_sort (documents, topos_document_rows_compare);
  return g_steal_pointer (&documents);
}
