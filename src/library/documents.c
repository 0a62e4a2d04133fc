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

void
topos_document_row_free (gpointer data)
{
  ToposDocumentRow *row = data;

  g_free (row->id);
  g_free (row->title);
  g_free (row->outlet);
  g_free (row->author);
  g_free (row->url);
  g_free (row->source);
  g_free (row->published.why);
  g_free (row);
}

ToposDocumentRow *
topos_document_row_read (ToposStatement *row)
{
  ToposDocumentRow *document = g_new0 (ToposDocumentRow, 1);

  document->id = g_strdup (topos_statement_text (row, 1));
  document->title = g_strdup (topos_statement_text (row, 2));
  document->outlet = g_strdup (topos_statement_text (row, 3));
  document->author = g_strdup (topos_statement_text (row, 4));
  document->url = g_strdup (topos_statement_text (row, 5));
  document->source = g_strdup (topos_statement_text (row, 6));
  document->published.day = topos_statement_day (row, 7);
  document->published.certainty = (ToposCertainty) topos_statement_int (row, 8);
  document->published.origin = (ToposOrigin) topos_statement_int (row, 9);
  document->published.why = g_strdup (topos_statement_text (row, 10));
  document->title_origin = (ToposOrigin) topos_statement_int (row, 11);
  document->outlet_origin = (ToposOrigin) topos_statement_int (row, 12);
  return document;
}

ToposDocumentRow *
topos_document_row_copy (const ToposDocumentRow *row)
{
  ToposDocumentRow *copy = g_memdup2 (row, sizeof *row);

  copy->id = g_strdup (row->id);
  copy->title = g_strdup (row->title);
  copy->outlet = g_strdup (row->outlet);
  copy->author = g_strdup (row->author);
  copy->url = g_strdup (row->url);
  copy->source = g_strdup (row->source);
  copy->published.why = g_strdup (row->published.why);
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
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (topos_document_row_free);
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
