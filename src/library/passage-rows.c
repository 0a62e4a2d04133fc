/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/passage-rows.h"

#include "library/ids.h"

#include <string.h>

const char topos_passage_columns[] =
    "p.id, p.document, p.start, p.end, p.char_start, p.first_day, p.last_day, p.text,"
    " d.key, d.title, d.outlet, d.published";

static void
mention_row_clear (gpointer data)
{
  g_free (((ToposMentionRow *) data)->id);
}

void
topos_passage_row_free (gpointer data)
{
  ToposPassageRow *row = data;

  g_free (row->id);
  g_free (row->document);
  g_free (row->title);
  g_free (row->outlet);
  g_free (row->text);
  g_free (row->snippet);
  g_array_unref (row->mentions);
  g_array_unref (row->timexes);
  g_clear_pointer (&row->stretches, g_array_unref);
  g_free (row);
}

static bool
read_mentions (ToposReader *self, int64_t id, ToposPassageRow *passage, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT m.start, m.end, m.place, l.lat, l.lon, m.confidence, m.sense,"
      " m.standing, m.demonym, m.counts, m.decided FROM mention AS m"
      " LEFT JOIN place AS l ON l.id = m.place WHERE m.passage = ? ORDER BY m.start, m.end DESC",
      "i", id);

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed)) {
    ToposMentionRow mention = {
      .span = { (uint32_t) topos_statement_int (row, 0), (uint32_t) topos_statement_int (row, 1) },
      .place = (ToposPlaceId) topos_statement_int (row, 2),
      .point = { topos_statement_double (row, 3), topos_statement_double (row, 4) },
      .confidence = (int) topos_statement_int (row, 5),
      .sense = (ToposSense) topos_statement_int (row, 6),
      .standing = (ToposStanding) topos_statement_int (row, 7),
      .demonym = topos_statement_int (row, 8) != 0,
      .counts = topos_statement_int (row, 9) != 0,
      .by_user = topos_statement_int (row, 10) != 0,
    };

    mention.id = topos_mention_id (passage->document, mention.span);
    g_array_append_val (passage->mentions, mention);
  }
  return topos_error_hand_on (&failed, error);
}

static bool
read_timexes (ToposReader *self, int64_t document, ToposPassageRow *passage, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT start, end, type, precision, approx, first_day, last_day, value"
      " FROM timex WHERE document = ? AND start >= ? AND start < ? ORDER BY start", "iii",
      document, (int64_t) passage->span.start, (int64_t) passage->span.end);

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed)) {
    ToposTimex timex = {
      .span = { (uint32_t) topos_statement_int (row, 0), (uint32_t) topos_statement_int (row, 1) },
      .type = (ToposTimexType) topos_statement_int (row, 2),
      .precision = (ToposPrecision) topos_statement_int (row, 3),
      .approx = (ToposApprox) topos_statement_int (row, 4),
      .days = { topos_statement_day (row, 5), topos_statement_day (row, 6) },
    };

    g_strlcpy (timex.value, topos_statement_text (row, 7), sizeof timex.value);
    g_array_append_val (passage->timexes, timex);
  }
  return topos_error_hand_on (&failed, error);
}

static bool
read_days (ToposReader *self, int64_t id, ToposPassageRow *passage, GError **error)
{
  if (topos_date_span_is_none (passage->days))
    return true;

  g_autoptr (GError) failed = NULL;
  g_autoptr (GArray) stretches = g_array_new (false, false, sizeof (ToposDateSpan));
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT first_day, last_day, precision, origin FROM passage_day"
      " WHERE passage = ? ORDER BY n", "i", id);

  if (row == NULL)
    return false;
  passage->days_origin = TOPOS_DAYS_PUBLICATION;
  while (topos_statement_next (row, &failed)) {
    const ToposDateSpan days = { topos_statement_day (row, 0), topos_statement_day (row, 1) };

    g_array_append_val (stretches, days);
    passage->precision = MAX (passage->precision, (ToposPrecision) topos_statement_int (row, 2));
    passage->days_origin = MIN (passage->days_origin,
                                (ToposDaysOrigin) topos_statement_int (row, 3));
  }
  if (stretches->len > 1)
    passage->stretches = g_steal_pointer (&stretches);
  return topos_error_hand_on (&failed, error);
}

ToposPassageRow *
topos_passage_row_read (ToposReader *self, ToposStatement *row, GError **error)
{
  ToposPassageRow *passage = g_new0 (ToposPassageRow, 1);
  const int64_t id = topos_statement_int (row, 0), document = topos_statement_int (row, 1);

  passage->span = (ToposSpan){ (uint32_t) topos_statement_int (row, 2),
                               (uint32_t) topos_statement_int (row, 3) };
  passage->char_start = (uint32_t) topos_statement_int (row, 4);
  passage->days = (ToposDateSpan){ topos_statement_day (row, 5), topos_statement_day (row, 6) };
  passage->text = g_strdup (topos_statement_text (row, 7));
  passage->char_end = passage->char_start + (uint32_t) g_utf8_strlen (passage->text, -1);
  passage->document = g_strdup (topos_statement_text (row, 8));
  passage->title = g_strdup (topos_statement_text (row, 9));
  passage->outlet = g_strdup (topos_statement_text (row, 10));
  passage->published = topos_statement_day (row, 11);
  passage->id = topos_passage_id (passage->document, passage->span);
  passage->mentions = g_array_new (false, false, sizeof (ToposMentionRow));
  passage->timexes = g_array_new (false, false, sizeof (ToposTimex));
  g_array_set_clear_func (passage->mentions, mention_row_clear);
  if (read_mentions (self, id, passage, error) && read_timexes (self, document, passage, error)
      && read_days (self, id, passage, error))
    return passage;
  topos_passage_row_free (passage);
  return NULL;
}

GPtrArray *
topos_passage_rows_read (ToposReader *self, ToposStatement *row, GError **error)
{
  g_autoptr (GPtrArray) passages = g_ptr_array_new_with_free_func (topos_passage_row_free);
  g_autoptr (GError) failed = NULL;

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    ToposPassageRow *passage = topos_passage_row_read (self, row, error);

    if (passage == NULL)
      return NULL;
    g_ptr_array_add (passages, passage);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&passages);
}

bool
topos_passage_row_is_of_days (const ToposPassageRow *row, const ToposFilter *filter)
{
  const ToposDateSpan published = { row->published, row->published };

  if (filter->known_by != TOPOS_DAY_NONE
      && (row->published == TOPOS_DAY_NONE || row->published > filter->known_by))
    return false;
  if (filter->undated)
    return filter->clock == TOPOS_CLOCK_PUBLISHED ? row->published == TOPOS_DAY_NONE
                                                  : row->days.first == TOPOS_DAY_NONE;
  if (topos_date_span_is_none (filter->days))
    return true;
  if (filter->clock == TOPOS_CLOCK_PUBLISHED)
    return topos_date_spans_overlap (published, filter->days);
  for (guint i = 0; row->stretches != NULL && i < row->stretches->len; i++)
    if (topos_date_spans_overlap (g_array_index (row->stretches, ToposDateSpan, i), filter->days))
      return true;
  return row->stretches == NULL && topos_date_spans_overlap (row->days, filter->days);
}
