/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "library/evidence.h"
#include "library/ids.h"
#include "library/reader.h"
#include "library/where.h"

#include <string.h>

static bool
read_mention (ToposStatement *row, const char *id, const char *document, ToposSpan span,
              ToposWhy *why, GError **error)
{
  gsize length = 0;
  const void *evidence = topos_statement_bytes (row, 10, &length);

  *why->row = (ToposMentionRow){
    .id = g_strdup (id),
    .span = span,
    .place = (ToposPlaceId) topos_statement_int (row, 0),
    .point = { topos_statement_double (row, 1), topos_statement_double (row, 2) },
    .confidence = (int) topos_statement_int (row, 3),
    .sense = (ToposSense) topos_statement_int (row, 4),
    .standing = (ToposStanding) topos_statement_int (row, 5),
    .demonym = topos_statement_int (row, 6) != 0,
    .counts = topos_statement_int (row, 7) != 0,
    .by_user = topos_statement_int (row, 8) != 0,
  };
  why->unplaced_reason = (uint16_t) topos_statement_int (row, 9);
  why->text = g_strdup (topos_statement_text (row, 11));
  why->document = g_strdup (document);
  if (evidence == NULL
      || topos_evidence_parse (evidence, length, why->candidates, why->reasons))
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY,
               _ ("What was weighed for “%s” is damaged. Import the article again."), why->text);
  return false;
}

ToposWhy *
topos_reader_why (ToposReader *self, const char *mention, GError **error)
{
  g_autoptr (ToposWhy) why = g_new0 (ToposWhy, 1);
  g_autoptr (GError) failed = NULL;
  char document[TOPOS_KEY_LENGTH + 1] = "";
  ToposSpan span = { 0 };

  why->row = g_new0 (ToposMentionRow, 1);
  why->candidates = g_array_new (false, false, sizeof (ToposCandidate));
  why->reasons = g_array_new (false, false, sizeof (ToposReason));
  topos_db_watch (self->db, NULL);
  topos_mention_id_parse (mention, document, &span);

  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT m.place, l.lat, l.lon, m.confidence, m.sense, m.standing,"
      " m.demonym, m.counts, m.decided, m.unplaced_reason, e.bytes,"
      " CAST (substr (CAST (p.text AS BLOB), m.start - p.start + 1, m.end - m.start) AS TEXT)"
      " FROM document AS d JOIN mention AS m ON m.document = d.id"
      " JOIN passage AS p ON p.id = m.passage LEFT JOIN place AS l ON l.id = m.place"
      " LEFT JOIN evidence AS e ON e.document = m.document AND e.n = m.evidence"
      " WHERE d.key = ? AND m.start = ? AND m.end = ?", "sii", document, (int64_t) span.start,
      (int64_t) span.end);

  if (row == NULL)
    return NULL;
  if (!topos_statement_next (row, &failed)) {
    if (failed)
      g_propagate_error (error, g_steal_pointer (&failed));
    else
      g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE, _ ("The library has no mention “%s”."),
                   mention);
    return NULL;
  }
  if (!read_mention (row, mention, document, span, why, error))
    return NULL;
  return g_steal_pointer (&why);
}

void
topos_why_free (ToposWhy *why)
{
  if (why == NULL)
    return;
  g_free (why->row->id);
  g_free (why->row);
  g_free (why->text);
  g_free (why->document);
  g_array_unref (why->candidates);
  g_array_unref (why->reasons);
  g_free (why);
}
