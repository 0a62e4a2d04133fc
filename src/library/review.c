/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/review.h"

#include "library/ids.h"
#include "library/undo.h"
#include "library/where.h"

/* Below it a place is worth a look. */
#define SURE 600

/* Worst first, as columns of `table` and the document's key `o`. */
#define WORST_FIRST(table, o) \
  " ORDER BY " table ".standing = 3 DESC, " table ".confidence, " o ".key, " table ".start"

static void
review_row_free (gpointer data)
{
  ToposReviewRow *row = data;

  g_free (row->mention);
  g_free (row->text);
  g_free (row->title);
  g_free (row->name);
  g_free (row->where);
  g_free (row);
}

static ToposReviewRow *
read_row (ToposStatement *mention)
{
  ToposReviewRow *row = g_new0 (ToposReviewRow, 1);
  const ToposSpan span = { (uint32_t) topos_statement_int (mention, 1),
                           (uint32_t) topos_statement_int (mention, 2) };

  row->mention = topos_mention_id (topos_statement_text (mention, 0), span);
  row->title = g_strdup (topos_statement_text (mention, 3));
  row->place = (ToposPlaceId) topos_statement_int (mention, 4);
  row->name = g_strdup (topos_statement_text (mention, 5));
  row->where = g_strdup (topos_statement_text (mention, 6));
  row->confidence = (int) topos_statement_int (mention, 7);
  row->standing = (ToposStanding) topos_statement_int (mention, 8);
  row->reason = (uint16_t) topos_statement_int (mention, 9);
  row->mentions = (int) topos_statement_int (mention, 10);
  row->text = g_strdup (topos_statement_text (mention, 11));
  return row;
}

/* The lines are found first, and only those that are wanted are looked at closely. With min(), the
 * other columns are those of the row that has the least. */
static const char FIND[] =
    "SELECT o.key, r.start, r.end, o.title, coalesce (r.place, 0), coalesce (l.name, ''),"
    " coalesce (l.within, ''), r.confidence, r.standing, r.unplaced_reason, r.mentions,"
    " CAST (substr (CAST (p.text AS BLOB), r.start - p.start + 1, r.end - r.start) AS TEXT), r.left"
    " FROM (SELECT m.document, m.passage, m.start, m.end, m.place, m.confidence, m.standing,"
    " m.unplaced_reason, count (*) AS mentions, min (m.confidence * 4294967296 + m.start),"
    " count (*) OVER () AS left FROM mention AS m JOIN document AS o ON o.id = m.document"
    " WHERE m.counts AND m.decided = 0 AND (m.standing IN (1, 2, 3)"
    " OR m.standing = 0 AND m.confidence < " G_STRINGIFY (SURE) ") AND ";
static const char OF_THOSE[] =
    " GROUP BY m.document, m.key, m.place" WORST_FIRST ("m", "o") " LIMIT %d) AS r"
    " JOIN passage AS p ON p.id = r.passage JOIN document AS o ON o.id = r.document"
    " LEFT JOIN place AS l ON l.id = r.place" WORST_FIRST ("r", "o");

GPtrArray *
topos_reader_review (ToposReader *self, const ToposFilter *filter, int most, int *left,
                     GCancellable *cancellable, GError **error)
{
  g_auto (ToposWhere) where = { 0 };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (review_row_free);
  g_autoptr (GError) failed = NULL;
  g_autofree char *of_those = g_strdup_printf (OF_THOSE, most);

  *left = 0;
  topos_db_watch (self->db, cancellable);
  topos_where_init (&where);
  topos_where_mention (&where, filter);

  g_autoptr (ToposStatement) mention = topos_where_ask (self, &where, FIND, of_those, error);

  if (mention == NULL)
    return NULL;
  while (topos_statement_next (mention, &failed)) {
    g_ptr_array_add (rows, read_row (mention));
    *left = (int) topos_statement_int (mention, 12);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&rows);
}

bool
topos_reader_review_tally (ToposReader *self, ToposReviewTally *tally, GError **error)
{
  g_autoptr (GError) failed = NULL;

  topos_db_watch (self->db, NULL);
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT count (*), coalesce (sum (verb = ?1), 0) FROM step"
      " WHERE verb IN (?1, ?2, ?3) AND NOT undone", "iii", (int64_t) TOPOS_STEP_CHECK_RIGHT,
      (int64_t) TOPOS_STEP_CHECK_PLACE, (int64_t) TOPOS_STEP_CHECK_REJECT);

  if (row == NULL)
    return false;
  *tally = (ToposReviewTally){ 0 };
  if (topos_statement_next (row, &failed))
    *tally = (ToposReviewTally){ (int) topos_statement_int (row, 0),
                                 (int) topos_statement_int (row, 1) };
  return topos_error_hand_on (&failed, error);
}
