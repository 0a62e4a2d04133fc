/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/where.h"

void
topos_where_init (ToposWhere *where)
{
  where->sql = g_string_new ("1");
  where->values = topos_values_new ();
}

void
topos_where_clear (ToposWhere *where)
{
  g_clear_pointer (&where->values, topos_values_free);
  if (where->sql)
    g_string_free (g_steal_pointer (&where->sql), true);
}

static void
ask_text (ToposWhere *where, const char *sql, const char *value)
{
  if (value == NULL)
    return;
  g_string_append (where->sql, sql);
  topos_values_add_text (where->values, value);
}

static void
ask_days (ToposWhere *where, const char *sql, ToposDateSpan days)
{
  g_string_append (where->sql, sql);
  topos_values_add_int (where->values, days.last);
  topos_values_add_int (where->values, days.first);
}

void
topos_where_document (ToposWhere *where, const ToposFilter *filter)
{
  ask_text (where, " AND d.key = ?", filter->document);
  ask_text (where, " AND d.outlet = ? COLLATE NOCASE", filter->outlet);
  if (filter->known_by != TOPOS_DAY_NONE) {
    g_string_append (where->sql, " AND d.published <= ?");
    topos_values_add_int (where->values, filter->known_by);
  }
  if (filter->clock == TOPOS_CLOCK_PUBLISHED && filter->undated)
    g_string_append (where->sql, " AND d.published IS NULL");
  else if (filter->clock == TOPOS_CLOCK_PUBLISHED && !topos_date_span_is_none (filter->days))
    ask_days (where, " AND d.published <= ? AND d.published >= ?", filter->days);
}

bool
topos_filter_asks_for_passages (const ToposFilter *filter)
{
  return filter->place != TOPOS_PLACE_NONE || !topos_box_is_empty (filter->box)
         || filter->search
         || (filter->clock == TOPOS_CLOCK_EVENT
             && (filter->undated || !topos_date_span_is_none (filter->days)));
}

/* Documents are few against mentions: which of them pass is asked once. */
static void
ask_documents (ToposWhere *where, const ToposFilter *filter, const char *column)
{
  if (filter->document == NULL && filter->outlet == NULL && filter->known_by == TOPOS_DAY_NONE
      && (filter->clock == TOPOS_CLOCK_EVENT
          || (!filter->undated && topos_date_span_is_none (filter->days))))
    return;
  g_string_append_printf (where->sql, " AND %s IN (SELECT d.id FROM document AS d WHERE 1",
                          column);
  topos_where_document (where, filter);
  g_string_append (where->sql, ")");
}

/* The hull of a passage's days tells most; only where it holds several stretches must each be
 * looked at. `row` has the hull, `passage` is its passage's id. */
static void
ask_event_days (ToposWhere *where, const ToposFilter *filter, const char *row,
                const char *passage)
{
  if (filter->clock == TOPOS_CLOCK_EVENT && filter->undated) {
    g_string_append_printf (where->sql, " AND %s.first_day IS NULL", row);
    return;
  }
  if (filter->clock != TOPOS_CLOCK_EVENT || topos_date_span_is_none (filter->days))
    return;
  g_string_append_printf (where->sql, " AND %s.first_day <= ? AND %s.last_day >= ?", row, row);
  topos_values_add_int (where->values, filter->days.last);
  topos_values_add_int (where->values, filter->days.first);
  g_string_append_printf (where->sql,
                          " AND (%s.stretches < 2 OR EXISTS (SELECT 1 FROM passage_day AS s"
                          " WHERE s.passage = %s AND s.first_day <= ? AND s.last_day >= ?))",
                          row, passage);
  topos_values_add_int (where->values, filter->days.last);
  topos_values_add_int (where->values, filter->days.first);
}

static void
ask_words (ToposWhere *where, const ToposFilter *filter, const char *passage)
{
  g_autofree char *query = filter->search ? topos_search_query (filter->search) : NULL;

  if (filter->search == NULL)
    return;
  if (query == NULL) {
    /* Nothing has a number below zero; of a plain 0 SQLite makes no plan by the index asked for. */
    g_string_append_printf (where->sql, " AND %s < 0", passage);
    return;
  }
  g_string_append_printf (where->sql, " AND %s IN (SELECT rowid FROM passage_words"
                                      " WHERE passage_words MATCH ?)", passage);
  topos_values_add_text (where->values, query);
}

static void
ask_box (ToposWhere *where, ToposBox box)
{
  if (topos_box_is_empty (box))
    return;

  const bool crosses = box.west > box.east;

  g_string_append_printf (where->sql,
                          " AND m.place IN (SELECT b.id FROM place_box AS b JOIN place AS l"
                          " ON l.id = b.id WHERE b.north >= ? AND b.south <= ?"
                          " AND l.lat BETWEEN ? AND ? AND (l.lon >= ? %s l.lon <= ?))",
                          crosses ? "OR" : "AND");
  for (int i = 0; i < 2; i++) {
    topos_values_add_double (where->values, box.south);
    topos_values_add_double (where->values, box.north);
  }
  topos_values_add_double (where->values, box.west);
  topos_values_add_double (where->values, box.east);
}

static void
ask_place (ToposWhere *where, const ToposFilter *filter)
{
  if (filter->place != TOPOS_PLACE_NONE) {
    g_string_append (where->sql,
                     " AND m.place IN (SELECT place FROM place_inside WHERE outer = ?)");
    topos_values_add_int (where->values, (int64_t) filter->place);
  }
  ask_box (where, filter->box);
}

void
topos_where_mention (ToposWhere *where, const ToposFilter *filter)
{
  ask_place (where, filter);
  ask_documents (where, filter, "m.document");
  ask_event_days (where, filter, "m", "m.passage");
  ask_words (where, filter, "m.passage");
}

void
topos_where_passage (ToposWhere *where, const ToposFilter *filter)
{
  ask_documents (where, filter, "p.document");
  ask_event_days (where, filter, "p", "p.id");
  ask_words (where, filter, "p.id");
  if (filter->place == TOPOS_PLACE_NONE && topos_box_is_empty (filter->box))
    return;
  g_string_append (where->sql, " AND p.id IN (SELECT m.passage FROM mention AS m"
                               " WHERE m.counts AND m.place IS NOT NULL");
  ask_place (where, filter);
  g_string_append (where->sql, ")");
}

ToposStatement *
topos_where_ask (ToposReader *self, const ToposWhere *where, const char *before,
                 const char *after, GError **error)
{
  g_autofree char *sql = g_strconcat (before, where->sql->str, after, NULL);

  return topos_db_ask_values (self->db, error, sql, where->values);
}
