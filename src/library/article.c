/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "library/body.h"
#include "library/documents.h"
#include "library/library.h"
#include "library/private.h"

GHashTable *
topos_library_keys (ToposLibrary *self, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, "SELECT key FROM document",
                                                 "");

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed))
    g_hash_table_add (keys, g_strdup (topos_statement_text (row, 0)));
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&keys);
}

static void
take_fields (ToposArticle *article, ToposStatement *row)
{
  ToposField *const fields[] = { &article->title, &article->outlet, &article->author,
                                 &article->url };

  for (int i = 0; i < 4; i++) {
    fields[i]->value = g_strdup (topos_statement_text (row, 2 + 2 * i));
    fields[i]->origin = (ToposOrigin) topos_statement_int (row, 3 + 2 * i);
  }
  article->published.day = topos_statement_day (row, 10);
  article->published.certainty = (ToposCertainty) topos_statement_int (row, 11);
  article->published.origin = (ToposOrigin) topos_statement_int (row, 12);
  article->published.why = g_strdup (topos_statement_text (row, 13));
  article->source = g_strdup (topos_statement_text (row, 14));
  article->source_hash = g_strdup (topos_statement_text (row, 15));
  article->media_type = g_strdup (topos_statement_text (row, 16));
  article->charset = g_strdup (topos_statement_text (row, 17));
}

ToposArticle *
topos_library_article (ToposLibrary *self, const char *document, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GArray) zones = g_array_new (false, false, sizeof (ToposZone));
  gsize length = 0;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT d.id, t.zones, d.title, d.title_origin, d.outlet,"
      " d.outlet_origin, d.author, d.author_origin, d.url, d.url_origin, d.published,"
      " d.published_certainty, d.published_origin, d.published_why, d.source, d.source_hash,"
      " d.media_type, d.charset FROM document AS d JOIN document_text AS t ON t.document = d.id"
      " WHERE d.key = ?", "s", document);

  if (row == NULL)
    return NULL;
  if (!topos_statement_next (row, &failed)) {
    if (failed)
      g_propagate_error (error, g_steal_pointer (&failed));
    else
      g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE, _ ("The library has no document “%s”."),
                   document);
    return NULL;
  }

  char *body = topos_body_read (self->db, topos_statement_int (row, 0), &length, error);

  if (body == NULL)
    return NULL;

  ToposArticle *article = topos_article_new (body, length);

  topos_zones_read (topos_statement_text (row, 1), zones);
  take_fields (article, row);
  article->n_zones = zones->len;
  article->zones = zones->len ? g_memdup2 (zones->data, zones->len * sizeof (ToposZone)) : NULL;
  return article;
}
