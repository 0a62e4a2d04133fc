/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/occurrences.h"

#include <string.h>

/* True when no letter or figure touches the stretch. */
static bool
is_whole_word (const char *text, const char *start, const char *end)
{
  const char *before = g_utf8_find_prev_char (text, start);

  return (before == NULL || !g_unichar_isalnum (g_utf8_get_char (before)))
         && (*end == '\0' || !g_unichar_isalnum (g_utf8_get_char (end)));
}

static void
find_in_passage (ToposStatement *row, const char *name, GArray *found)
{
  const char *text = topos_statement_text (row, 3);
  const size_t length = strlen (name);
  const uint32_t begin = (uint32_t) topos_statement_int (row, 2);

  for (const char *at = strstr (text, name); at != NULL; at = strstr (at + length, name)) {
    const uint32_t start = begin + (uint32_t) (at - text);
    const ToposOccurrence occurrence = { topos_statement_int (row, 1), topos_statement_int (row, 0),
                                         { start, start + (uint32_t) length } };

    if (is_whole_word (text, at, at + length))
      g_array_append_val (found, occurrence);
  }
}

/* The name as a phrase of the full-text index. */
static char *
phrase_of (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", doubled);
}

GArray *
topos_occurrences (ToposLibrary *self, int64_t document, const char *name, GError **error)
{
  g_autoptr (GArray) found = g_array_new (false, false, sizeof (ToposOccurrence));
  g_autoptr (GError) failed = NULL;
  g_autofree char *phrase = phrase_of (name);
  g_autoptr (ToposStatement) row
      = document != 0
            ? topos_db_ask (self->db, error, "SELECT id, document, start, text FROM passage"
                            " WHERE document = ? AND instr (text, ?) ORDER BY start", "is",
                            document, name)
            : topos_db_ask (self->db, error, "SELECT id, document, start, text FROM passage"
                            " WHERE id IN (SELECT rowid FROM passage_words WHERE passage_words"
                            " MATCH ?) AND instr (text, ?) ORDER BY document, start", "ss", phrase,
                            name);

  if (row == NULL || *name == '\0')
    return row != NULL ? g_steal_pointer (&found) : NULL;
  while (topos_statement_next (row, &failed))
    find_in_passage (row, name, found);
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&found);
}
