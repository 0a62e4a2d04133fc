/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "library/body.h"
#include "library/documents.h"
#include "library/passage-rows.h"
#include "library/reader.h"

static ToposDocumentRow *
find_row (ToposReader *self, const char *id, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM document AS d WHERE d.key = ?",
                                          topos_document_columns);
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, sql, "s", id);

  if (row == NULL)
    return NULL;
  if (topos_statement_next (row, &failed))
    return topos_document_row_read (row);
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE, _ ("The library has no document “%s”."), id);
  return NULL;
}

static bool
read_body (ToposReader *self, ToposDocument *document, GError **error)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT t.document, t.zones FROM document_text AS t JOIN document AS d"
      " ON d.id = t.document WHERE d.key = ?", "s", document->row->id);

  if (row == NULL || !topos_statement_next (row, error))
    return false;
  topos_zones_read (topos_statement_text (row, 1), document->zones);
  document->body = topos_body_read (self->db, topos_statement_int (row, 0), &document->length, error);
  return document->body != NULL;
}

static bool
read_passages (ToposReader *self, ToposDocument *document, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT %s FROM passage AS p JOIN document AS d ON d.id = p.document WHERE d.key = ?"
      " ORDER BY p.start", topos_passage_columns);
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, sql, "s", document->row->id);

  document->passages = topos_passage_rows_read (self, row, error);
  return document->passages != NULL;
}

static bool
count_places (ToposReader *self, ToposDocumentRow *document, GError **error)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT count (DISTINCT m.passage), count (DISTINCT m.place)"
      " FROM mention AS m JOIN document AS d ON d.id = m.document"
      " WHERE d.key = ? AND m.place IS NOT NULL AND m.counts", "s", document->id);

  if (row == NULL || !topos_statement_next (row, error))
    return false;
  document->passages = (int) topos_statement_int (row, 0);
  document->places = (int) topos_statement_int (row, 1);
  return true;
}

ToposDocument *
topos_reader_document (ToposReader *self, const char *id, GError **error)
{
  g_autoptr (ToposDocument) document = g_new0 (ToposDocument, 1);

  topos_db_watch (self->db, NULL);
  document->zones = g_array_new (false, false, sizeof (ToposZone));
  document->row = find_row (self, id, error);
  if (document->row == NULL || !count_places (self, document->row, error)
      || !read_body (self, document, error) || !read_passages (self, document, error))
    return NULL;
  return g_steal_pointer (&document);
}

void
topos_document_free (ToposDocument *document)
{
  if (document == NULL)
    return;
  g_clear_pointer (&document->row, topos_document_row_unref);
  g_clear_pointer (&document->passages, g_ptr_array_unref);
  g_array_unref (document->zones);
  g_free (document->body);
  g_free (document);
}
