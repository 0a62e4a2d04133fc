/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/body.h"

#include "core/translate.h"

#include <string.h>

GByteArray *
topos_body_rest (const ToposReading *reading)
{
  const guint8 *body = (const guint8 *) topos_reading_body (reading);
  GByteArray *rest = g_byte_array_new ();
  uint32_t at = 0;

  for (guint i = 0; i < reading->passages->len; i++) {
    const ToposSpan span = topos_reading_passage (reading, i)->span;

    g_assert (span.start >= at);
    g_byte_array_append (rest, body + at, span.start - at);
    at = span.end;
  }
  return g_byte_array_append (rest, body + at, (guint) (reading->article->length - at));
}

/* The rest, or the whole text of a document that an older version stored. */
static bool
read_rest (ToposDb *db, int64_t document, GByteArray *rest, bool *whole, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      db, error, "SELECT rest FROM document_text WHERE document = ?", "i", document);

  if (row == NULL)
    return false;
  if (topos_statement_next (row, &failed)) {
    gsize length = 0;
    const void *bytes = topos_statement_bytes (row, 0, &length);

    *whole = !topos_statement_is_bytes (row, 0);
    g_byte_array_append (rest, bytes, (guint) length);
  }
  return topos_error_hand_on (&failed, error);
}

/* Appends `length` bytes of the rest, the next ones after the `used`. */
static bool
append_rest (GByteArray *body, const GByteArray *rest, int64_t length, guint *used)
{
  if (length < 0 || length > rest->len - *used)
    return false;
  g_byte_array_append (body, rest->data + *used, (guint) length);
  *used += (guint) length;
  return true;
}

static bool
append_passage (GByteArray *body, ToposStatement *row)
{
  gsize length = 0;
  const void *text = topos_statement_bytes (row, 2, &length);

  if (topos_statement_int (row, 1) - topos_statement_int (row, 0) != (int64_t) length)
    return false;
  g_byte_array_append (body, text, (guint) length);
  return true;
}

static GByteArray *
join (ToposDb *db, int64_t document, const GByteArray *rest, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      db, error, "SELECT start, end, text FROM passage WHERE document = ? ORDER BY start", "i",
      document);
  guint used = 0;
  bool fits = true;

  if (row == NULL)
    return NULL;
  while (fits && topos_statement_next (row, &failed))
    fits = append_rest (body, rest, topos_statement_int (row, 0) - body->len, &used)
           && append_passage (body, row);
  if (!topos_error_hand_on (&failed, error))
    return NULL;
  if (fits && append_rest (body, rest, rest->len - used, &used))
    return g_steal_pointer (&body);
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY,
               _ ("“%s” is damaged: a text has lost some of its sentences. Restore it from a copy."),
               topos_db_path (db));
  return NULL;
}

char *
topos_body_read (ToposDb *db, int64_t document, gsize *length, GError **error)
{
  g_autoptr (GByteArray) rest = g_byte_array_new (), body = NULL;
  bool whole = false;

  if (!read_rest (db, document, rest, &whole, error))
    return NULL;
  body = whole ? g_steal_pointer (&rest) : join (db, document, rest, error);
  if (body == NULL)
    return NULL;
  *length = body->len;
  g_byte_array_append (body, (const guint8 *) "", 1);
  return (char *) g_byte_array_free (g_steal_pointer (&body), false);
}
