/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held-private.h"

#include "library/documents.h"
#include "library/places-rows.h"

#include <stdlib.h>

void
topos_held_free (ToposHeld *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_place);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->unplaced_rows);
  g_clear_pointer (&self->place_rows, g_ptr_array_unref);
  g_clear_pointer (&self->document_rows, g_ptr_array_unref);
  g_array_unref (self->passage_ids);
  g_array_unref (self->passages);
  g_array_unref (self->stretches);
  g_array_unref (self->mentions);
  g_array_unref (self->unplaced);
  g_array_unref (self->bars);
  g_clear_pointer (&self->histogram, g_array_unref);
  g_free (self->profiles);
  g_free (self->passes);
  g_free (self->place_tallies);
  g_free (self->document_tallies);
  topos_held_scope_clear (&self->scope);
  topos_filter_clear (&self->whole);
  topos_filter_clear (&self->filter);
  g_free (self);
}

/* Numbers of rows by their ids in the file, while they are read. Those of passages are found among
 * passage_ids, from the one that was found last. */
typedef struct {
  GHashTable *documents;
  GHashTable *places;
  guint passage;
} Numbers;

static void
numbers_clear (Numbers *numbers)
{
  g_clear_pointer (&numbers->documents, g_hash_table_unref);
  g_clear_pointer (&numbers->places, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbers, numbers_clear)

static void
number (GHashTable *numbers, int64_t id, guint n)
{
  g_hash_table_insert (numbers, GSIZE_TO_POINTER ((gsize) id), GUINT_TO_POINTER (n));
}

/* False for a row that came with a change after the rows it belongs to were read: the revision
 * tells, and all is read again for the next question. */
static bool
number_of (GHashTable *numbers, int64_t id, uint32_t *n)
{
  gpointer found = NULL;

  if (!g_hash_table_lookup_extended (numbers, GSIZE_TO_POINTER ((gsize) id), NULL, &found))
    return false;
  *n = GPOINTER_TO_UINT (found);
  return true;
}

/* The same for a passage. Most rows ask for one a little after the one before. */
static bool
passage_number_of (const ToposHeld *self, Numbers *numbers, int64_t id, uint32_t *n)
{
  const int64_t *ids = (const int64_t *) (void *) self->passage_ids->data;
  const guint end = self->passage_ids->len;
  guint low = numbers->passage < end && ids[numbers->passage] <= id ? numbers->passage : 0;
  guint step = 1;

  while (end - low > step && ids[low + step] <= id) {
    low += step;
    step *= 2;
  }
  for (guint high = end - low > step ? low + step : end; high - low > 1;) {
    const guint middle = low + (high - low) / 2;

    if (ids[middle] <= id)
      low = middle;
    else
      high = middle;
  }
  numbers->passage = *n = low;
  return low < end && ids[low] == id;
}

static bool
read_documents (ToposHeld *self, ToposReader *reader, Numbers *numbers)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM document AS d", topos_document_columns);
  g_autoptr (ToposStatement) row = topos_db_ask (reader->db, NULL, sql, "");
  g_autoptr (GError) failed = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  while (row != NULL && topos_statement_next (row, &failed)) {
    const int64_t id = topos_statement_int (row, 0);
    ToposDocumentRow *document = topos_document_row_read (row);

    g_ptr_array_add (self->documents, document);
    g_hash_table_insert (ids, document, g_memdup2 (&id, sizeof id));
  }
  g_ptr_array_sort (self->documents, topos_document_rows_compare);
  for (guint i = 0; i < self->documents->len; i++) {
    const int64_t *id = g_hash_table_lookup (ids, g_ptr_array_index (self->documents, i));

    number (numbers->documents, *id, i);
    g_hash_table_insert (self->by_key,
                         ((ToposDocumentRow *) g_ptr_array_index (self->documents, i))->id,
                         GUINT_TO_POINTER (i + 1));
  }
  return row != NULL && failed == NULL;
}

static bool
read_passages (ToposHeld *self, ToposReader *reader, Numbers *numbers)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      reader->db, NULL, "SELECT id, document, first_day, last_day FROM passage ORDER BY id", "");
  g_autoptr (GError) failed = NULL;

  while (row != NULL && topos_statement_next (row, &failed)) {
    ToposHeldPassage passage = { .hull = { topos_statement_day (row, 2), topos_statement_day (row, 3) } };

    if (!number_of (numbers->documents, topos_statement_int (row, 1), &passage.document))
      continue;
    const int64_t id = topos_statement_int (row, 0);

    g_array_append_val (self->passage_ids, id);
    g_array_append_val (self->passages, passage);
  }
  return row != NULL && failed == NULL;
}

static guint
bar_hash (gconstpointer data)
{
  const ToposDayCount *bar = data;

  return ((guint) bar->days.first * 31 + (guint) bar->days.last) * 31 + (guint) bar->precision;
}

static gboolean
bar_equal (gconstpointer a, gconstpointer b)
{
  const ToposDayCount *one = a, *two = b;

  return one->days.first == two->days.first && one->days.last == two->days.last
         && one->precision == two->precision;
}

/* The number of the bar among `known`, which it joins when it is new. */
static uint32_t
bar_number (GHashTable *known, const ToposDayCount *bar)
{
  gpointer found = NULL;

  if (g_hash_table_lookup_extended (known, bar, NULL, &found))
    return GPOINTER_TO_UINT (found);
  const guint next = g_hash_table_size (known);
  g_hash_table_insert (known, g_memdup2 (bar, sizeof *bar), GUINT_TO_POINTER (next));
  return next;
}

/* Whether the last passage to which stretches were added has the bar already. */
static bool
has_bar (const ToposHeld *self, const ToposHeldPassage *passage, uint32_t bar)
{
  for (uint32_t i = 0; i < passage->n_stretches; i++)
    if (g_array_index (self->stretches, ToposHeldStretch, passage->first_stretch + i).bar == bar)
      return true;
  return false;
}

static int
compare_bars (gconstpointer a, gconstpointer b)
{
  const ToposDayCount *one = *(const ToposDayCount *const *) a;
  const ToposDayCount *two = *(const ToposDayCount *const *) b;

  if (one->days.first != two->days.first)
    return one->days.first < two->days.first ? -1 : 1;
  if (one->days.last != two->days.last)
    return one->days.last < two->days.last ? -1 : 1;
  return (int) one->precision - (int) two->precision;
}

/* Puts the bars in the order of their days; the stretches learn their new numbers. */
static void
sort_bars (ToposHeld *self, GHashTable *known)
{
  guint n = 0;
  g_autofree const ToposDayCount **bars
      = (const ToposDayCount **) g_hash_table_get_keys_as_array (known, &n);
  g_autofree uint32_t *places = g_new (uint32_t, n + 1);

  if (n > 0)
    qsort (bars, n, sizeof *bars, compare_bars);
  for (guint i = 0; i < n; i++) {
    places[GPOINTER_TO_UINT (g_hash_table_lookup (known, bars[i]))] = i;
    g_array_append_vals (self->bars, bars[i], 1);
  }
  for (guint i = 0; i < self->stretches->len; i++) {
    ToposHeldStretch *stretch = &g_array_index (self->stretches, ToposHeldStretch, i);

    stretch->bar = places[stretch->bar];
  }
}

/* The stretches of every passage stand together; of those that share a bar one is kept. */
static bool
read_stretches (ToposHeld *self, ToposReader *reader, Numbers *numbers)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      reader->db, NULL, "SELECT passage, first_day, last_day, precision FROM passage_day"
      " ORDER BY passage, n", "");
  g_autoptr (GHashTable) known = g_hash_table_new_full (bar_hash, bar_equal, g_free, NULL);
  g_autoptr (GError) failed = NULL;

  while (row != NULL && topos_statement_next (row, &failed)) {
    const ToposDayCount day = {
      .days = { topos_statement_day (row, 1), topos_statement_day (row, 2) },
      .precision = (ToposPrecision) topos_statement_int (row, 3),
    };
    const ToposHeldStretch stretch = { day.days, bar_number (known, &day) };
    uint32_t n = 0;

    if (!passage_number_of (self, numbers, topos_statement_int (row, 0), &n))
      continue;

    ToposHeldPassage *passage = &g_array_index (self->passages, ToposHeldPassage, n);

    if (has_bar (self, passage, stretch.bar))
      continue;
    if (passage->n_stretches++ == 0)
      passage->first_stretch = self->stretches->len;
    g_array_append_val (self->stretches, stretch);
  }
  sort_bars (self, known);
  return row != NULL && failed == NULL;
}

static bool
read_mentions (ToposHeld *self, ToposReader *reader, Numbers *numbers)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      reader->db, NULL, "SELECT place, passage, demonym, standing"
      " FROM mention INDEXED BY mention_place WHERE place IS NOT NULL AND counts"
      " ORDER BY place, document, passage", "");
  g_autoptr (GError) failed = NULL;

  while (row != NULL && topos_statement_next (row, &failed)) {
    const int64_t id = topos_statement_int (row, 0);
    ToposHeldMention mention = { .demonym = topos_statement_int (row, 2) != 0,
                        .standing = (uint8_t) topos_statement_int (row, 3) };

    if (!passage_number_of (self, numbers, topos_statement_int (row, 1), &mention.passage))
      continue;
    if (!number_of (numbers->places, id, &mention.place)) {
      ToposPlaceRow *place = g_atomic_rc_box_new0 (ToposPlaceRow);

      place->id = (ToposPlaceId) id;
      place->first_day = place->last_day = TOPOS_DAY_NONE;
      mention.place = self->places->len;
      number (numbers->places, id, self->places->len);
      g_ptr_array_add (self->places, place);
      g_hash_table_insert (self->by_place, &place->id, GUINT_TO_POINTER (self->places->len));
      if (!topos_place_row_describe (reader, place, NULL))
        return false;
    }
    g_array_append_val (self->mentions, mention);
  }
  return row != NULL && failed == NULL;
}

static bool
read_unplaced (ToposHeld *self, ToposReader *reader, Numbers *numbers)
{
  g_autoptr (ToposStatement) row = topos_unplaced_ask (reader, NULL, NULL);
  g_autoptr (GError) failed = NULL;
  g_autofree char *name = NULL;
  uint32_t n = 0;

  while (row != NULL && topos_statement_next (row, &failed)) {
    ToposHeldUnplaced unplaced = { .row = topos_unplaced_row_read (row) };
    const char *key = topos_statement_text (row, 0);

    g_ptr_array_add (self->unplaced_rows, unplaced.row);
    if (g_strcmp0 (name, key) != 0) {
      g_free (name);
      name = g_strdup (key);
      n++;
    }
    unplaced.name = n;
    if (passage_number_of (self, numbers, topos_statement_int (row, 7), &unplaced.passage))
      g_array_append_val (self->unplaced, unplaced);
  }
  return row != NULL && failed == NULL;
}

static void
place_row_clear (gpointer row)
{
  g_clear_pointer (&row, topos_place_row_unref);
}

static void
document_row_clear (gpointer row)
{
  g_clear_pointer (&row, topos_document_row_unref);
}

/* What a pass writes into. */
static void
make_room (ToposHeld *self)
{
  self->place_rows = g_ptr_array_new_with_free_func (place_row_clear);
  self->document_rows = g_ptr_array_new_with_free_func (document_row_clear);
  g_ptr_array_set_size (self->place_rows, (int) self->places->len);
  g_ptr_array_set_size (self->document_rows, (int) self->documents->len);
  self->profiles = g_malloc0 ((self->places->len + 1) * sizeof *self->profiles);
  self->passes = g_new0 (uint8_t, self->passages->len + 1);
  self->place_tallies = g_new0 (ToposPlaceTally, self->places->len + 1);
  self->document_tallies = g_new0 (ToposDocumentTally, self->documents->len + 1);
}

static ToposHeld *
make (int64_t revision, int64_t texts)
{
  ToposHeld *self = g_new0 (ToposHeld, 1);

  self->revision = revision;
  self->texts = texts;
  self->places = g_ptr_array_new_with_free_func (topos_place_row_unref);
  self->by_place = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->unplaced_rows = g_ptr_array_new_with_free_func (topos_unplaced_row_free);
  self->mentions = g_array_new (false, false, sizeof (ToposHeldMention));
  self->unplaced = g_array_new (false, false, sizeof (ToposHeldUnplaced));
  topos_filter_init (&self->filter);
  topos_filter_init (&self->whole);
  topos_filter_init (&self->scope.filter);
  return self;
}

/* What has been read stays as it is, so that two may share it. */
static void
share_texts (ToposHeld *self, const ToposHeld *old)
{
  self->documents = g_ptr_array_ref (old->documents);
  self->by_key = g_hash_table_ref (old->by_key);
  self->passage_ids = g_array_ref (old->passage_ids);
  self->passages = g_array_ref (old->passages);
  self->stretches = g_array_ref (old->stretches);
  self->bars = g_array_ref (old->bars);
}

static bool
read_texts (ToposHeld *self, ToposReader *reader, Numbers *numbers)
{
  self->documents = g_ptr_array_new_with_free_func (topos_document_row_unref);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->passage_ids = g_array_new (false, false, sizeof (int64_t));
  self->passages = g_array_new (false, false, sizeof (ToposHeldPassage));
  self->stretches = g_array_new (false, false, sizeof (ToposHeldStretch));
  self->bars = g_array_new (false, false, sizeof (ToposDayCount));
  return read_documents (self, reader, numbers) && read_passages (self, reader, numbers)
         && read_stretches (self, reader, numbers);
}

ToposHeld *
topos_held_load (ToposReader *reader, int64_t revision, const ToposHeld *old)
{
  g_auto (Numbers) numbers = { g_hash_table_new (NULL, NULL), g_hash_table_new (NULL, NULL), 0 };
  int64_t texts = 0;

  if (!topos_db_ask_int (reader->db, &texts, 0, NULL,
                         "SELECT value FROM topos_library WHERE key = 'texts'", ""))
    return NULL;

  g_autoptr (ToposHeld) self = make (revision, texts);

  if (old != NULL && old->texts == texts)
    share_texts (self, old);
  else if (!read_texts (self, reader, &numbers))
    return NULL;
  if (!read_mentions (self, reader, &numbers) || !read_unplaced (self, reader, &numbers))
    return NULL;
  make_room (self);
  return g_steal_pointer (&self);
}
