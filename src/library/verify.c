/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/verify.h"

#include "library/body.h"
#include "library/ids.h"
#include "library/where.h"

#include <string.h>

enum { MOST_DAMAGES = 100 };

/* Questions whose answer must be 0, and what it means when it is not. */
static const struct {
  const char *sql;
  const char *sentence;
} RULES[] = {
  { "SELECT count (*) FROM passage WHERE start >= end", "passages end before they begin" },
  { "SELECT count (*) FROM mention AS m JOIN passage AS p ON p.id = m.passage"
    " WHERE m.start < p.start OR m.end > p.end OR m.start >= m.end",
    "mentions lie outside their passage" },
  { "SELECT count (*) FROM mention AS m LEFT JOIN place AS l ON l.id = m.place"
    " WHERE m.place IS NOT NULL AND l.id IS NULL", "mentions lead to no place" },
  { "SELECT count (*) FROM mention AS m LEFT JOIN evidence AS e ON e.document = m.document"
    " AND e.n = m.evidence WHERE m.evidence IS NOT NULL AND e.n IS NULL",
    "mentions have lost what was weighed for them" },
  { "SELECT count (*) FROM mention AS m JOIN passage AS p ON p.id = m.passage"
    " WHERE m.document <> p.document", "mentions belong to another document than their passage" },
  { "SELECT count (*) FROM place WHERE NOT (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180)",
    "places do not lie on the Earth" },
  { "SELECT count (*) FROM place WHERE id NOT IN (SELECT id FROM place_box)",
    "places are missing from the map's index" },
  { "SELECT count (*) FROM passage WHERE id NOT IN (SELECT id FROM passage_words_docsize)",
    "passages cannot be found by their words" },
};

static void
damage (ToposCheck *check, char *sentence)
{
  if (check->damages->len < MOST_DAMAGES)
    g_ptr_array_add (check->damages, sentence);
  else
    g_free (sentence);
}

static bool
check_file (ToposReader *self, ToposCheck *check, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, "PRAGMA integrity_check (20)",
                                                 "");

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed))
    if (g_strcmp0 (topos_statement_text (row, 0), "ok") != 0)
      damage (check, g_strdup_printf ("the file: %s", topos_statement_text (row, 0)));
  if (failed && g_error_matches (failed, TOPOS_ERROR, TOPOS_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return false;
  }
  if (failed)
    damage (check, g_strdup (failed->message));
  return true;
}

static void
check_rules (ToposReader *self, ToposCheck *check)
{
  for (size_t i = 0; i < G_N_ELEMENTS (RULES); i++) {
    g_autoptr (GError) failed = NULL;
    int64_t n = 0;

    if (!topos_db_ask_int (self->db, &n, 0, &failed, RULES[i].sql, ""))
      damage (check, g_strdup (failed->message));
    else if (n > 0)
      damage (check, g_strdup_printf ("%" G_GINT64_FORMAT " %s", n, RULES[i].sentence));
  }
}

/* Whether a passage's row says what stands at its place in the body. */
static bool
quotes_truly (ToposStatement *row, const char *body, gsize length, gsize *counted, int64_t *chars)
{
  const int64_t start = topos_statement_int (row, 0), end = topos_statement_int (row, 1);
  gsize text_length = 0;
  const char *text = topos_statement_bytes (row, 3, &text_length);

  if (start < (int64_t) *counted || end < start || end > (int64_t) length
      || text_length != (gsize) (end - start) || memcmp (text, body + start, text_length) != 0)
    return false;
  *chars += g_utf8_strlen (body + *counted, (gssize) ((gsize) start - *counted));
  *counted = (gsize) start;
  return *chars == topos_statement_int (row, 2);
}

static bool
check_passages (ToposReader *self, ToposCheck *check, int64_t document, const char *body,
                gsize length, const char *key, GError **error)
{
  gsize counted = 0;
  int64_t chars = 0;
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT start, end, char_start, text FROM passage WHERE document = ?"
      " ORDER BY start", "i", document);

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed)) {
    check->passages++;
    if (!quotes_truly (row, body, length, &counted, &chars))
      damage (check, g_strdup_printf ("document %s: the passage at byte %" G_GINT64_FORMAT
                                      " does not say what its text says", key,
                                      topos_statement_int (row, 0)));
  }
  return topos_error_hand_on (&failed, error);
}

/* Whether the body is the one that was imported. */
static bool
is_own_text (const char *body, gsize length, const char *key)
{
  char own[TOPOS_KEY_LENGTH + 1];

  topos_document_key (body, length, own);
  return g_utf8_validate_len (body, length, NULL) && strcmp (own, key) == 0;
}

static void
check_documents (ToposReader *self, ToposCheck *check, GError **error)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT id, key FROM document ORDER BY id", "");

  if (row == NULL)
    return;
  while (topos_statement_next (row, error)) {
    const int64_t id = topos_statement_int (row, 0);
    const char *key = topos_statement_text (row, 1);
    gsize length = 0;
    g_autofree char *body = topos_body_read (self->db, id, &length, NULL);

    if (body == NULL || !is_own_text (body, length, key)) {
      damage (check, g_strdup_printf ("document %s: its text is not the one that was imported",
                                      key));
      continue;
    }
    if (!check_passages (self, check, id, body, length, key, error))
      return;
    check->documents++;
  }
}

bool
topos_reader_check (ToposReader *self, ToposCheck *check, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GError) failed = NULL;
  int64_t mentions = 0;

  *check = (ToposCheck){ .damages = g_ptr_array_new_with_free_func (g_free) };
  topos_db_watch (self->db, cancellable);
  if (!check_file (self, check, error))
    return false;
  check_rules (self, check);
  if (topos_db_ask_int (self->db, &mentions, 0, NULL, "SELECT count (*) FROM mention", ""))
    check->mentions = (int) mentions;
  check_documents (self, check, &failed);
  if (failed)
    damage (check, g_strdup (failed->message));
  return true;
}

void
topos_check_clear (ToposCheck *check)
{
  g_clear_pointer (&check->damages, g_ptr_array_unref);
}

static void
source_free (gpointer data)
{
  ToposSource *source = data;

  g_free (source->id);
  g_free (source->title);
  g_free (source->source);
  g_free (source->hash);
  g_free (source);
}

GPtrArray *
topos_reader_sources (ToposReader *self, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (source_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT key, title, source, source_hash FROM document"
      " ORDER BY title, key", "");

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    ToposSource *source = g_new0 (ToposSource, 1);

    source->id = g_strdup (topos_statement_text (row, 0));
    source->title = g_strdup (topos_statement_text (row, 1));
    source->source = g_strdup (topos_statement_text (row, 2));
    source->hash = g_strdup (topos_statement_text (row, 3));
    g_ptr_array_add (sources, source);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&sources);
}
