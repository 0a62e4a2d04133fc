/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held.h"
#include "library/places-rows.h"
#include "library/reader.h"
#include "library/where.h"

#include <string.h>

static void
row_clear (gpointer data)
{
  ToposPlaceRow *row = data;

  g_clear_pointer (&row->name, g_ref_string_release);
  g_clear_pointer (&row->where, g_ref_string_release);
}

void
topos_place_row_unref (gpointer row)
{
  g_atomic_rc_box_release_full (row, row_clear);
}

ToposPlaceRow *
topos_place_row_copy (const ToposPlaceRow *place)
{
  ToposPlaceRow *row = (g_atomic_rc_box_dup) (sizeof *place, place);

  row->name = g_ref_string_acquire (place->name);
  row->where = g_ref_string_acquire (place->where);
  return row;
}

/* What the counting of one place looks at: one mention, in order of place, document and
 * passage, so that a new number is a new thing. */
typedef struct {
  ToposPlaceRow *row;
  int64_t document;
  int64_t passage;
  int64_t marked_passage;
  bool settled;      /* some mention is simply placed */
  bool approximate;
} Counting;

void
topos_days_widen (ToposDateSpan *days, ToposDateSpan by)
{
  if (by.first == TOPOS_DAY_NONE)
    return;

  const ToposDay from = by.first == TOPOS_DAY_OPEN_START ? by.last : by.first;
  const ToposDay to = by.last == TOPOS_DAY_OPEN_END ? by.first : by.last;

  days->first = days->first == TOPOS_DAY_NONE ? from : MIN (days->first, from);
  days->last = days->last == TOPOS_DAY_NONE ? to : MAX (days->last, to);
}

static void
count_mention (Counting *c, ToposStatement *mention)
{
  const int64_t document = topos_statement_int (mention, 1);
  const int64_t passage = topos_statement_int (mention, 2);
  const ToposStanding standing = (ToposStanding) topos_statement_int (mention, 6);

  c->row->mentions++;
  c->row->documents += document != c->document;
  c->row->passages += passage != c->passage;
  c->document = document;
  c->passage = passage;
  if (!topos_statement_int (mention, 5) && passage != c->marked_passage) {
    c->row->marked++;
    c->marked_passage = passage;
  }
  c->settled |= standing == TOPOS_STANDING_PLACED;
  c->approximate |= standing == TOPOS_STANDING_APPROXIMATE;

  ToposDateSpan days = { c->row->first_day, c->row->last_day };

  topos_days_widen (&days, (ToposDateSpan){ topos_statement_day (mention, 3),
                                            topos_statement_day (mention, 4) });
  c->row->first_day = days.first;
  c->row->last_day = days.last;
}

static void
finish_place (const Counting *c)
{
  if (c->row)
    c->row->standing = c->settled       ? TOPOS_STANDING_PLACED
                       : c->approximate ? TOPOS_STANDING_APPROXIMATE
                                        : TOPOS_STANDING_AMBIGUOUS;
}

bool
topos_place_row_describe (ToposReader *self, ToposPlaceRow *place, GError **error)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT name, within, kind, lat, lon, radius_km, geonameid, rank"
      " FROM place WHERE id = ?", "p", place->id);

  if (row == NULL || !topos_statement_next (row, error))
    return false;
  place->name = g_ref_string_new (topos_statement_text (row, 0));
  place->where = g_ref_string_new (topos_statement_text (row, 1));
  place->kind = (ToposPlaceKind) topos_statement_int (row, 2);
  place->point = (ToposPoint){ topos_statement_double (row, 3), topos_statement_double (row, 4) };
  place->radius_km = topos_statement_double (row, 5);
  place->geonameid = (uint32_t) topos_statement_int (row, 6);
  place->rank = (int) topos_statement_int (row, 7);
  return true;
}

/* Most passages first; then by name, and by id, so that the order is the same everywhere. */
static int
compare_places (gconstpointer a, gconstpointer b)
{
  const ToposPlaceRow *one = *(ToposPlaceRow *const *) a, *two = *(ToposPlaceRow *const *) b;

  if (one->passages != two->passages)
    return two->passages - one->passages;

  const int by_name = strcmp (one->name, two->name);

  if (by_name != 0)
    return by_name;
  return one->id < two->id ? -1 : one->id > two->id;
}

static GPtrArray *
count_places (ToposStatement *mention, GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (topos_place_row_unref);
  g_autoptr (GError) failed = NULL;
  Counting counting = { 0 };

  while (topos_statement_next (mention, &failed)) {
    const ToposPlaceId id = (ToposPlaceId) topos_statement_int (mention, 0);

    if (counting.row == NULL || counting.row->id != id) {
      finish_place (&counting);
      counting = (Counting){ .row = g_atomic_rc_box_new0 (ToposPlaceRow) };
      counting.row->id = id;
      counting.row->first_day = counting.row->last_day = TOPOS_DAY_NONE;
      g_ptr_array_add (places, counting.row);
    }
    count_mention (&counting, mention);
  }
  finish_place (&counting);
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&places);
}

/* Whether the kept counts are those of all mentions: not in the middle of an import. */
static bool
counts_are_kept (ToposReader *self)
{
  int64_t stale = 1;

  topos_db_ask_int (self->db, &stale, 1, NULL, "SELECT EXISTS (SELECT 1 FROM place_stale)", "");
  return stale == 0;
}

/* All places, from the counts that the library keeps. */
static GPtrArray *
kept_places (ToposReader *self, GError **error)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (topos_place_row_unref);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT place, passages, mentions, documents, marked, first_day, last_day,"
      " standing FROM place_count", "");

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    ToposPlaceRow *place = g_atomic_rc_box_new0 (ToposPlaceRow);

    place->id = (ToposPlaceId) topos_statement_int (row, 0);
    place->passages = (int) topos_statement_int (row, 1);
    place->mentions = (int) topos_statement_int (row, 2);
    place->documents = (int) topos_statement_int (row, 3);
    place->marked = (int) topos_statement_int (row, 4);
    place->first_day = topos_statement_day (row, 5);
    place->last_day = topos_statement_day (row, 6);
    place->standing = (ToposStanding) topos_statement_int (row, 7);
    g_ptr_array_add (places, place);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&places);
}

static GPtrArray *
filtered_places (ToposReader *self, const ToposFilter *filter, GError **error)
{
  g_auto (ToposWhere) where = { 0 };

  topos_where_init (&where);
  topos_where_mention (&where, filter);

  g_autoptr (ToposStatement) mention = topos_where_ask (
      self, &where, "SELECT m.place, m.document, m.passage, m.first_day, m.last_day, m.demonym,"
      " m.standing FROM mention AS m INDEXED BY mention_place"
      " WHERE m.place IS NOT NULL AND m.counts AND ",
      " ORDER BY m.place, m.document, m.passage", error);

  return mention ? count_places (mention, error) : NULL;
}

GPtrArray *
topos_reader_places (ToposReader *self, const ToposFilter *filter, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) places = NULL;

  ToposHeld *held = topos_reader_held (self, filter);
  if (held != NULL) {
    places = topos_held_places (held, filter);
    g_ptr_array_sort (places, compare_places);
    return g_steal_pointer (&places);
  }
  topos_db_watch (self->db, cancellable);
  places = topos_filter_is_empty (filter) && counts_are_kept (self)
               ? kept_places (self, error)
               : filtered_places (self, filter, error);
  if (places == NULL)
    return NULL;
  for (guint i = 0; i < places->len; i++)
    if (!topos_place_row_describe (self, g_ptr_array_index (places, i), error))
      return NULL;
  g_ptr_array_sort (places, compare_places);
  return g_steal_pointer (&places);
}
