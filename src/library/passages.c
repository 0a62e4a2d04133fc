/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/passage-rows.h"
#include "library/reader.h"

GPtrArray *
topos_reader_passages (ToposReader *self, const ToposFilter *filter, GCancellable *cancellable,
                       GError **error)
{
  g_auto (ToposWhere) where = { 0 };
  g_autofree char *before = g_strdup_printf (
      "SELECT %s FROM passage AS p JOIN document AS d ON d.id = p.document WHERE p.id IN"
      " (SELECT m.passage FROM mention AS m WHERE m.place IS NOT NULL AND m.counts AND ",
      topos_passage_columns);

  topos_db_watch (self->db, cancellable);
  topos_where_init (&where);
  topos_where_mention (&where, filter);

  g_autoptr (ToposStatement) row = topos_where_ask (
      self, &where, before, ") ORDER BY p.first_day IS NULL, p.first_day, p.last_day,"
      " d.published IS NULL, d.published, d.title, d.key, p.start", error);

  return topos_passage_rows_read (self, row, error);
}
