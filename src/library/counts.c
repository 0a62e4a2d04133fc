/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held.h"
#include "library/reader.h"
#include "library/where.h"

/* A number under `filter` from mentions named `m`. */
static bool
count (ToposReader *self, const ToposFilter *filter, const char *before, const char *after,
       int *answer, GError **error)
{
  g_auto (ToposWhere) where = { 0 };

  topos_where_init (&where);
  topos_where_mention (&where, filter);

  g_autoptr (ToposStatement) row = topos_where_ask (self, &where, before, after, error);

  if (row == NULL || !topos_statement_next (row, error))
    return false;
  *answer = (int) topos_statement_int (row, 0);
  return true;
}

#define PLACED "FROM mention AS m INDEXED BY mention_place WHERE m.place IS NOT NULL AND m.counts AND "

/* How many passages have no day on the filter's clock. */
static bool
count_undated (ToposReader *self, const ToposFilter *filter, int *answer, GError **error)
{
  ToposFilter all_days = *filter;

  all_days.days = TOPOS_DATE_SPAN_NONE;
  all_days.undated = false;
  if (filter->clock == TOPOS_CLOCK_EVENT)
    return count (self, &all_days, "SELECT count (DISTINCT m.passage) " PLACED,
                  " AND m.first_day IS NULL", answer, error);
  return count (self, &all_days, "SELECT count (DISTINCT m.passage) " PLACED,
                " AND m.document IN (SELECT id FROM document WHERE published IS NULL)", answer,
                error);
}

/* A document passes when something in it does; one without places too, as long as nothing is
 * asked of passages. */
static bool
count_documents (ToposReader *self, const ToposFilter *filter, GCancellable *cancellable,
                 int *answer, GError **error)
{
  g_autoptr (GPtrArray) documents = topos_reader_documents (self, filter, cancellable, error);

  if (documents)
    *answer = (int) documents->len;
  return documents != NULL;
}

bool
topos_reader_counts (ToposReader *self, const ToposFilter *filter, ToposCounts *counts,
                     GCancellable *cancellable, GError **error)
{
  ToposFilter all;

  topos_filter_init (&all);
  ToposHeld *held = topos_reader_held (self, filter);
  if (held != NULL) {
    topos_held_counts (held, filter, counts);
    return true;
  }
  topos_db_watch (self->db, cancellable);
  *counts = (ToposCounts){ 0 };
  return count (self, filter, "SELECT count (DISTINCT m.place) " PLACED, "", &counts->places,
                error)
         && count (self, &all, "SELECT count (DISTINCT m.place) " PLACED, "",
                   &counts->places_all, error)
         && count (self, filter, "SELECT count (DISTINCT m.passage) " PLACED, "",
                   &counts->passages, error)
         && count (self, &all, "SELECT count (DISTINCT m.passage) " PLACED, "",
                   &counts->passages_all, error)
         && count (self, filter, "SELECT count (DISTINCT m.key) FROM mention AS m"
                   " WHERE m.standing = 3 AND m.counts AND ", "", &counts->unplaced, error)
         && count_undated (self, filter, &counts->undated, error)
         && count_documents (self, filter, cancellable, &counts->documents, error)
         && count_documents (self, &all, cancellable, &counts->documents_all, error);
}

bool
topos_reader_count_passages (ToposReader *self, const ToposFilter *filter, int *passages,
                             int *documents, GCancellable *cancellable, GError **error)
{
  topos_db_watch (self->db, cancellable);
  return count (self, filter, "SELECT count (DISTINCT m.passage) " PLACED, "", passages, error)
         && count (self, filter, "SELECT count (DISTINCT m.document) " PLACED, "", documents, error);
}
