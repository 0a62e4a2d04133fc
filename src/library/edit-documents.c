/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "library/edit.h"
#include "library/step.h"
#include "library/store.h"

static bool
find_document (ToposLibrary *self, const char *key, int64_t *id, char **title, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, "SELECT id, title FROM document"
                                                 " WHERE key = ?", "s", key);

  if (row == NULL)
    return false;
  if (topos_statement_next (row, &failed)) {
    *id = topos_statement_int (row, 0);
    *title = g_strdup (topos_statement_text (row, 1));
    return true;
  }
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE, _ ("The library has no document “%s”."), key);
  return false;
}

bool
topos_library_describe (ToposLibrary *self, const char *document, const ToposMetadata *metadata,
                        GError **error)
{
  const struct {
    const char *value;
    const char *sql;
  } fields[] = {
    { metadata->title && *metadata->title ? metadata->title : NULL,
      "UPDATE document SET title = ?, title_origin = ? WHERE id = ?" },
    { metadata->outlet, "UPDATE document SET outlet = nullif (?, ''), outlet_origin = ?"
                        " WHERE id = ?" },
    { metadata->author, "UPDATE document SET author = nullif (?, ''), author_origin = ?"
                        " WHERE id = ?" },
    { metadata->url, "UPDATE document SET url = nullif (?, ''), url_origin = ? WHERE id = ?" },
  };
  g_auto (ToposEdit) edit = { 0 };
  g_autofree char *title = NULL;
  int64_t id = 0;

  if (!topos_edit_begin (self, &edit, error)
      || !find_document (self, document, &id, &title, error))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].value && !topos_db_exec (self->db, error, fields[i].sql, "sni", fields[i].value,
                                           (int) TOPOS_ORIGIN_USER, id))
      return false;
  return topos_edit_commit (&edit, TOPOS_STEP_DESCRIBE, title, NULL, 1, error);
}

bool
topos_library_set_published (ToposLibrary *self, const char *document, ToposDay day,
                             const ToposReading *reading, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_autofree char *title = NULL, *iso = topos_day_to_iso (day);
  int64_t id = 0;

  return topos_edit_begin (self, &edit, error)
         && find_document (self, document, &id, &title, error)
         && topos_store_redate (self, id, reading, error)
         && topos_edit_commit (&edit, TOPOS_STEP_PUBLISHED, title, iso, 1, error);
}

bool
topos_library_remove (ToposLibrary *self, const char *const *documents, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_autofree char *first = NULL;
  int n = 0;

  if (!topos_edit_begin (self, &edit, error))
    return false;
  for (; documents[n]; n++) {
    g_autofree char *title = NULL;
    int64_t id = 0;

    if (!find_document (self, documents[n], &id, &title, error)
        || !topos_store_remove (self, id, error))
      return false;
    if (first == NULL)
      first = g_steal_pointer (&title);
  }
  return n == 0 || topos_edit_commit (&edit, TOPOS_STEP_REMOVE, first, NULL, n, error);
}
