/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held.h"
#include "library/reader.h"
#include "library/where.h"

/* The two clocks as questions: the passages that name a place and pass, by stretch of days. */
static const struct {
  const char *before;
  const char *after;
} CLOCKS[] = {
  [TOPOS_CLOCK_EVENT] = {
    "SELECT s.first_day, s.last_day, s.precision, count (DISTINCT s.passage)"
    " FROM passage_day AS s WHERE s.passage IN (SELECT m.passage FROM mention AS m"
    " WHERE m.place IS NOT NULL AND m.counts AND ",
    ") GROUP BY s.first_day, s.last_day, s.precision" },
  [TOPOS_CLOCK_PUBLISHED] = {
    "SELECT o.published, o.published, 0, count (DISTINCT m.passage) FROM mention AS m"
    " JOIN document AS o ON o.id = m.document"
    " WHERE m.place IS NOT NULL AND m.counts AND o.published IS NOT NULL AND ",
    " GROUP BY o.published" },
};

GArray *
topos_reader_histogram (ToposReader *self, const ToposFilter *filter, GCancellable *cancellable,
                        GError **error)
{
  g_auto (ToposWhere) where = { 0 };
  g_autoptr (GArray) days = g_array_new (false, false, sizeof (ToposDayCount));
  g_autoptr (GError) failed = NULL;
  ToposFilter whole = *filter;

  whole.days = TOPOS_DATE_SPAN_NONE;
  whole.undated = false;
  ToposHeld *held = topos_reader_held (self, filter);
  if (held != NULL)
    return topos_held_histogram (held, filter);
  topos_db_watch (self->db, cancellable);
  topos_where_init (&where);
  topos_where_mention (&where, &whole);

  g_autoptr (ToposStatement) row = topos_where_ask (self, &where, CLOCKS[filter->clock].before,
                                                    CLOCKS[filter->clock].after, error);

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    const ToposDayCount count = {
      .days = { topos_statement_day (row, 0), topos_statement_day (row, 1) },
      .precision = (ToposPrecision) topos_statement_int (row, 2),
      .passages = (int) topos_statement_int (row, 3),
    };

    g_array_append_val (days, count);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&days);
}
