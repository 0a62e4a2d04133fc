/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/day-index.h"

#include "library/documents.h"
#include "library/places-rows.h"
#include "library/where.h"

#include <string.h>

/* A passage and where its stretches of days begin. */
typedef struct {
  uint32_t document;
  uint32_t first_stretch;
  uint32_t n_stretches;
  ToposDateSpan hull;
  bool names;            /* a place that counts */
} Passage;

/* A stretch of days of a passage, and which of the bars it belongs to. */
typedef struct {
  ToposDateSpan days;
  uint32_t bar;
} Stretch;

/* A mention that counts, in order of place, document and passage. */
typedef struct {
  uint32_t place;
  uint32_t passage;
  bool demonym;
  ToposStanding standing;
} Mention;

/* A name without a place, in order of name, document's key and where it stands. */
typedef struct {
  uint32_t name;
  uint32_t passage;
  ToposUnplacedRow *row;
} Unplaced;

/* What one place or document has under a filter. */
typedef struct {
  int passages;
  int places;
  bool any;              /* some passage passes, whether it names a place or not */
} DocumentTally;

struct ToposDayIndex {
  int64_t revision;
  GPtrArray *documents;  /* ToposDocumentRow, in the order of lists */
  GPtrArray *places;     /* ToposPlaceRow without its counts, by id */
  GArray *passages;
  GArray *stretches;
  GArray *mentions;
  GArray *unplaced;
  GPtrArray *unplaced_rows;
  GArray *bars;          /* ToposDayCount */
  ToposCounts all;
  /* The last histogram: it stays while days are dragged. */
  ToposFilter whole;
  GArray *histogram;
  /* The last pass, for the questions that ask the same. */
  ToposFilter filter;
  bool swept;
  GArray *passes;        /* bool a passage */
  GArray *place_rows;    /* ToposPlaceRow */
  GArray *tallies;       /* DocumentTally */
  ToposCounts counts;
};

void
topos_day_index_free (ToposDayIndex *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->places);
  g_array_unref (self->passages);
  g_array_unref (self->stretches);
  g_array_unref (self->mentions);
  g_array_unref (self->unplaced);
  g_ptr_array_unref (self->unplaced_rows);
  g_array_unref (self->bars);
  g_array_unref (self->passes);
  g_array_unref (self->place_rows);
  g_array_unref (self->tallies);
  g_clear_pointer (&self->histogram, g_array_unref);
  topos_filter_clear (&self->filter);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposDayIndex, topos_day_index_free)

/* ------------------------------------------------------------------------- the reading */

/* Numbers of rows by their ids in the file, while they are read. */
typedef struct {
  GHashTable *documents;
  GHashTable *passages;
  GHashTable *places;
} Numbers;

static void
numbers_clear (Numbers *numbers)
{
  g_clear_pointer (&numbers->documents, g_hash_table_unref);
  g_clear_pointer (&numbers->passages, g_hash_table_unref);
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

static bool
read_documents (ToposDayIndex *self, ToposReader *reader, Numbers *numbers)
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
  }
  return row != NULL && failed == NULL;
}

static bool
read_passages (ToposDayIndex *self, ToposReader *reader, Numbers *numbers)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      reader->db, NULL, "SELECT id, document, first_day, last_day FROM passage", "");
  g_autoptr (GError) failed = NULL;

  while (row != NULL && topos_statement_next (row, &failed)) {
    Passage passage = { .hull = { topos_statement_day (row, 2), topos_statement_day (row, 3) } };

    if (!number_of (numbers->documents, topos_statement_int (row, 1), &passage.document))
      continue;
    number (numbers->passages, topos_statement_int (row, 0), self->passages->len);
    g_array_append_val (self->passages, passage);
  }
  return row != NULL && failed == NULL;
}

/* The stretches of every passage stand together; of those that share a bar one is kept. */
static bool
read_stretches (ToposDayIndex *self, ToposReader *reader, const Numbers *numbers)
{
  g_autoptr (ToposStatement) bar = topos_db_ask (
      reader->db, NULL, "SELECT DISTINCT first_day, last_day, precision FROM passage_day"
      " ORDER BY first_day, last_day, precision", "");
  g_autoptr (ToposStatement) row = topos_db_ask (
      reader->db, NULL, "SELECT DISTINCT passage, dense_rank () OVER"
      " (ORDER BY first_day, last_day, precision) - 1, first_day, last_day"
      " FROM passage_day ORDER BY passage", "");
  g_autoptr (GError) failed = NULL;

  while (bar != NULL && topos_statement_next (bar, &failed)) {
    const ToposDayCount count = {
      .days = { topos_statement_day (bar, 0), topos_statement_day (bar, 1) },
      .precision = (ToposPrecision) topos_statement_int (bar, 2),
    };

    g_array_append_val (self->bars, count);
  }
  while (row != NULL && failed == NULL && topos_statement_next (row, &failed)) {
    const Stretch stretch = { { topos_statement_day (row, 2), topos_statement_day (row, 3) },
                              (uint32_t) topos_statement_int (row, 1) };
    uint32_t n;

    if (!number_of (numbers->passages, topos_statement_int (row, 0), &n)
        || stretch.bar >= self->bars->len)
      continue;

    Passage *passage = &g_array_index (self->passages, Passage, n);

    if (passage->n_stretches++ == 0)
      passage->first_stretch = self->stretches->len;
    g_array_append_val (self->stretches, stretch);
  }
  return bar != NULL && row != NULL && failed == NULL;
}

static bool
read_mentions (ToposDayIndex *self, ToposReader *reader, Numbers *numbers)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      reader->db, NULL, "SELECT place, passage, demonym, standing"
      " FROM mention INDEXED BY mention_place WHERE place IS NOT NULL AND counts"
      " ORDER BY place, document, passage", "");
  g_autoptr (GError) failed = NULL;

  while (row != NULL && topos_statement_next (row, &failed)) {
    const int64_t id = topos_statement_int (row, 0);
    Mention mention = { .demonym = topos_statement_int (row, 2) != 0,
                        .standing = (ToposStanding) topos_statement_int (row, 3) };

    if (!number_of (numbers->passages, topos_statement_int (row, 1), &mention.passage))
      continue;
    if (!number_of (numbers->places, id, &mention.place)) {
      ToposPlaceRow *place = g_new0 (ToposPlaceRow, 1);

      place->id = (ToposPlaceId) id;
      place->first_day = place->last_day = TOPOS_DAY_NONE;
      mention.place = self->places->len;
      number (numbers->places, id, self->places->len);
      g_ptr_array_add (self->places, place);
      if (!topos_place_row_describe (reader, place, NULL))
        return false;
    }
    g_array_index (self->passages, Passage, mention.passage).names = true;
    g_array_append_val (self->mentions, mention);
  }
  return row != NULL && failed == NULL;
}

static bool
read_unplaced (ToposDayIndex *self, ToposReader *reader, const Numbers *numbers)
{
  g_autoptr (ToposStatement) row = topos_unplaced_ask (reader, NULL, NULL);
  g_autoptr (GError) failed = NULL;
  g_autofree char *name = NULL;
  uint32_t n = 0;

  while (row != NULL && topos_statement_next (row, &failed)) {
    Unplaced unplaced = { .row = topos_unplaced_row_read (row) };
    const char *key = topos_statement_text (row, 0);

    g_ptr_array_add (self->unplaced_rows, unplaced.row);
    if (g_strcmp0 (name, key) != 0) {
      g_free (name);
      name = g_strdup (key);
      n++;
    }
    unplaced.name = n;
    if (number_of (numbers->passages, topos_statement_int (row, 7), &unplaced.passage))
      g_array_append_val (self->unplaced, unplaced);
  }
  return row != NULL && failed == NULL;
}

static ToposDayIndex *
load (ToposReader *reader, int64_t revision)
{
  g_autoptr (ToposDayIndex) self = g_new0 (ToposDayIndex, 1);
  g_auto (Numbers) numbers = { g_hash_table_new (NULL, NULL), g_hash_table_new (NULL, NULL),
                               g_hash_table_new (NULL, NULL) };

  self->revision = revision;
  self->documents = g_ptr_array_new_with_free_func (topos_document_row_free);
  self->places = g_ptr_array_new_with_free_func (topos_place_row_free);
  self->unplaced_rows = g_ptr_array_new_with_free_func (topos_unplaced_row_free);
  self->passages = g_array_new (false, false, sizeof (Passage));
  self->stretches = g_array_new (false, false, sizeof (Stretch));
  self->mentions = g_array_new (false, false, sizeof (Mention));
  self->unplaced = g_array_new (false, false, sizeof (Unplaced));
  self->bars = g_array_new (false, false, sizeof (ToposDayCount));
  self->passes = g_array_new (false, true, sizeof (bool));
  self->place_rows = g_array_new (false, true, sizeof (ToposPlaceRow));
  self->tallies = g_array_new (false, true, sizeof (DocumentTally));
  topos_filter_init (&self->filter);
  if (!read_documents (self, reader, &numbers) || !read_passages (self, reader, &numbers)
      || !read_stretches (self, reader, &numbers) || !read_mentions (self, reader, &numbers)
      || !read_unplaced (self, reader, &numbers))
    return NULL;
  return g_steal_pointer (&self);
}

/* ---------------------------------------------------------------------------- the pass */

static bool
days_pass (ToposDay first, ToposDay last, ToposDateSpan days)
{
  return first != TOPOS_DAY_NONE && first <= days.last && last >= days.first;
}

static bool
document_passes (const ToposDocumentRow *document, const ToposFilter *filter)
{
  const ToposDay day = document->published.day;

  if (filter->known_by != TOPOS_DAY_NONE && (day == TOPOS_DAY_NONE || day > filter->known_by))
    return false;
  return filter->clock != TOPOS_CLOCK_PUBLISHED || topos_date_span_is_none (filter->days)
         || days_pass (day, day, filter->days);
}

static bool
passage_passes (const ToposDayIndex *self, const Passage *passage, const ToposFilter *filter)
{
  if (filter->clock != TOPOS_CLOCK_EVENT || topos_date_span_is_none (filter->days))
    return true;
  if (!days_pass (passage->hull.first, passage->hull.last, filter->days))
    return false;
  for (uint32_t i = 0; passage->n_stretches > 1 && i < passage->n_stretches; i++) {
    const Stretch *stretch = &g_array_index (self->stretches, Stretch, passage->first_stretch + i);

    if (days_pass (stretch->days.first, stretch->days.last, filter->days))
      return true;
  }
  return passage->n_stretches < 2;
}

static void
sweep_passages (ToposDayIndex *self, const ToposFilter *filter)
{
  g_autofree bool *documents = g_new (bool, self->documents->len + 1);
  const bool asks = filter->clock == TOPOS_CLOCK_EVENT && !topos_date_span_is_none (filter->days);

  for (guint i = 0; i < self->documents->len; i++) {
    documents[i] = document_passes (g_ptr_array_index (self->documents, i), filter);
    g_array_index (self->tallies, DocumentTally, i).any = documents[i] && !asks;
  }
  for (guint i = 0; i < self->passages->len; i++) {
    const Passage *passage = &g_array_index (self->passages, Passage, i);
    DocumentTally *tally = &g_array_index (self->tallies, DocumentTally, passage->document);
    const bool passes = documents[passage->document] && passage_passes (self, passage, filter);

    g_array_index (self->passes, bool, i) = passes;
    tally->any |= passes;
    tally->passages += passes && passage->names;
    self->counts.passages += passes && passage->names;
  }
  for (guint i = 0; i < self->documents->len; i++)
    self->counts.documents += g_array_index (self->tallies, DocumentTally, i).any;
}

/* A new number is a new thing: the mentions come in order of place, document and passage. */
static void
sweep_mentions (ToposDayIndex *self)
{
  uint32_t place = UINT32_MAX, document = UINT32_MAX, passage = UINT32_MAX, marked = UINT32_MAX;
  ToposPlaceRow *row = NULL;

  for (guint i = 0; i < self->mentions->len; i++) {
    const Mention *mention = &g_array_index (self->mentions, Mention, i);

    if (!g_array_index (self->passes, bool, mention->passage))
      continue;

    const Passage *in = &g_array_index (self->passages, Passage, mention->passage);

    if (mention->place != place) {
      row = &g_array_index (self->place_rows, ToposPlaceRow, mention->place);
      place = mention->place;
      document = passage = marked = UINT32_MAX;
      row->standing = TOPOS_STANDING_AMBIGUOUS;
      row->first_day = row->last_day = TOPOS_DAY_NONE;
      self->counts.places++;
    }
    if (in->document != document) {
      document = in->document;
      row->documents++;
      g_array_index (self->tallies, DocumentTally, document).places++;
    }
    row->mentions++;
    row->passages += mention->passage != passage;
    passage = mention->passage;
    row->marked += !mention->demonym && passage != marked;
    marked = mention->demonym ? marked : passage;
    if (mention->standing == TOPOS_STANDING_PLACED
        || (mention->standing == TOPOS_STANDING_APPROXIMATE
            && row->standing == TOPOS_STANDING_AMBIGUOUS))
      row->standing = mention->standing;
    topos_place_row_widen (row, in->hull.first, in->hull.last);
  }
}

static void
count_rest (ToposDayIndex *self, const ToposFilter *filter)
{
  ToposFilter whole = *filter;
  uint32_t name = 0;

  whole.days = TOPOS_DATE_SPAN_NONE;
  for (guint i = 0; i < self->passages->len; i++) {
    const Passage *passage = &g_array_index (self->passages, Passage, i);
    const ToposDocumentRow *document = g_ptr_array_index (self->documents, passage->document);
    const ToposDay day = filter->clock == TOPOS_CLOCK_EVENT ? passage->hull.first
                                                            : document->published.day;

    self->counts.undated += passage->names && day == TOPOS_DAY_NONE
                            && document_passes (document, &whole);
  }
  for (guint i = 0; i < self->unplaced->len; i++) {
    const Unplaced *unplaced = &g_array_index (self->unplaced, Unplaced, i);

    if (unplaced->name == name || !g_array_index (self->passes, bool, unplaced->passage))
      continue;
    name = unplaced->name;
    self->counts.unplaced++;
  }
}

static void
sweep (ToposDayIndex *self, const ToposFilter *filter)
{
  if (self->swept && topos_filter_equal (&self->filter, filter))
    return;
  topos_filter_copy (&self->filter, filter);
  self->swept = true;
  self->counts = (ToposCounts){ .documents_all = self->all.documents,
                                .places_all = self->all.places,
                                .passages_all = self->all.passages };
  g_array_set_size (self->passes, 0);
  g_array_set_size (self->tallies, 0);
  g_array_set_size (self->place_rows, 0);
  g_array_set_size (self->passes, self->passages->len);
  g_array_set_size (self->tallies, self->documents->len);
  g_array_set_size (self->place_rows, self->places->len);
  sweep_passages (self, filter);
  sweep_mentions (self);
  count_rest (self, filter);
}

/* ------------------------------------------------------------------------- the answers */

static bool
asks_for_days_alone (const ToposFilter *filter)
{
  return filter->place == TOPOS_PLACE_NONE && filter->document == NULL && filter->search == NULL
         && filter->outlet == NULL && topos_box_is_empty (filter->box);
}

ToposDayIndex *
topos_reader_day_index (ToposReader *self, const ToposFilter *filter)
{
  if (!self->holds_days || !asks_for_days_alone (filter))
    return NULL;

  const int64_t revision = topos_reader_revision (self);

  if (self->days != NULL && self->days->revision == revision)
    return self->days;
  /* Not to be stopped: whoever gave up asks again, and would never come to the end. */
  topos_db_watch (self->db, NULL);
  g_clear_pointer (&self->days, topos_day_index_free);
  self->days = load (self, revision);
  if (self->days != NULL) {
    ToposFilter all;

    topos_filter_init (&all);
    sweep (self->days, &all);
    self->days->all = self->days->counts;
    self->days->swept = false;
  }
  return self->days;
}

GPtrArray *
topos_day_index_places (ToposDayIndex *self, const ToposFilter *filter)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (topos_place_row_free);

  sweep (self, filter);
  for (guint i = 0; i < self->places->len; i++) {
    const ToposPlaceRow *place = g_ptr_array_index (self->places, i);
    const ToposPlaceRow *counts = &g_array_index (self->place_rows, ToposPlaceRow, i);

    if (counts->mentions == 0)
      continue;

    ToposPlaceRow *row = g_memdup2 (place, sizeof *place);

    row->name = g_strdup (place->name);
    row->where = g_strdup (place->where);
    row->standing = counts->standing;
    row->passages = counts->passages;
    row->marked = counts->marked;
    row->mentions = counts->mentions;
    row->documents = counts->documents;
    row->first_day = counts->first_day;
    row->last_day = counts->last_day;
    g_ptr_array_add (rows, row);
  }
  return rows;
}

GPtrArray *
topos_day_index_documents (ToposDayIndex *self, const ToposFilter *filter)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (topos_document_row_free);

  sweep (self, filter);
  for (guint i = 0; i < self->documents->len; i++) {
    const DocumentTally *tally = &g_array_index (self->tallies, DocumentTally, i);

    if (!tally->any)
      continue;

    ToposDocumentRow *row = topos_document_row_copy (g_ptr_array_index (self->documents, i));

    row->passages = tally->passages;
    row->places = tally->places;
    g_ptr_array_add (rows, row);
  }
  return rows;
}

GPtrArray *
topos_day_index_unplaced (ToposDayIndex *self, const ToposFilter *filter)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (topos_unplaced_row_free);
  ToposUnplacedRow *row = NULL;
  uint32_t name = 0, document = UINT32_MAX;

  sweep (self, filter);
  for (guint i = 0; i < self->unplaced->len; i++) {
    const Unplaced *unplaced = &g_array_index (self->unplaced, Unplaced, i);
    const Passage *in = &g_array_index (self->passages, Passage, unplaced->passage);

    if (!g_array_index (self->passes, bool, unplaced->passage))
      continue;
    if (unplaced->name != name) {
      name = unplaced->name;
      document = UINT32_MAX;
      row = g_memdup2 (unplaced->row, sizeof *unplaced->row);
      row->text = g_strdup (row->text);
      row->first_mention = g_strdup (row->first_mention);
      g_ptr_array_add (rows, row);
    }
    row->mentions++;
    row->documents += in->document != document;
    document = in->document;
  }
  return rows;
}

/* The documents come by day, so their bars do too. */
static GArray *
published_bars (const ToposDayIndex *self)
{
  GArray *bars = g_array_new (false, false, sizeof (ToposDayCount));

  for (guint i = 0; i < self->documents->len; i++) {
    const ToposDay day = ((ToposDocumentRow *) g_ptr_array_index (self->documents, i))->published.day;
    const int passages = g_array_index (self->tallies, DocumentTally, i).passages;
    const ToposDayCount bar = { .days = { day, day }, .passages = passages };
    ToposDayCount *last = bars->len > 0 ? &g_array_index (bars, ToposDayCount, bars->len - 1) : NULL;

    if (day == TOPOS_DAY_NONE || passages == 0)
      continue;
    if (last != NULL && last->days.first == day)
      last->passages += passages;
    else
      g_array_append_val (bars, bar);
  }
  return bars;
}

static GArray *
event_bars (ToposDayIndex *self)
{
  GArray *bars = g_array_new (false, false, sizeof (ToposDayCount));

  for (guint i = 0; i < self->bars->len; i++)
    g_array_index (self->bars, ToposDayCount, i).passages = 0;
  for (guint i = 0; i < self->passages->len; i++) {
    const Passage *passage = &g_array_index (self->passages, Passage, i);

    for (uint32_t s = 0; s < passage->n_stretches && passage->names
                         && g_array_index (self->passes, bool, i); s++) {
      const Stretch *at = &g_array_index (self->stretches, Stretch, passage->first_stretch + s);

      g_array_index (self->bars, ToposDayCount, at->bar).passages++;
    }
  }
  for (guint i = 0; i < self->bars->len; i++)
    if (g_array_index (self->bars, ToposDayCount, i).passages > 0)
      g_array_append_val (bars, g_array_index (self->bars, ToposDayCount, i));
  return bars;
}

GArray *
topos_day_index_histogram (ToposDayIndex *self, const ToposFilter *filter)
{
  ToposFilter whole = *filter;

  whole.days = TOPOS_DATE_SPAN_NONE;
  if (self->histogram == NULL || !topos_filter_equal (&self->whole, &whole)) {
    sweep (self, &whole);
    g_clear_pointer (&self->histogram, g_array_unref);
    self->histogram = filter->clock == TOPOS_CLOCK_PUBLISHED ? published_bars (self)
                                                             : event_bars (self);
    self->whole = whole;  /* asks for days alone: it has no strings */
  }
  return g_array_copy (self->histogram);
}

void
topos_day_index_counts (ToposDayIndex *self, const ToposFilter *filter, ToposCounts *counts)
{
  sweep (self, filter);
  *counts = self->counts;
}
