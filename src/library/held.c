/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held-private.h"

#include "library/documents.h"
#include "library/places-rows.h"

#include <string.h>

/* How many there are in all, counted once. */
static bool
count_all (ToposHeld *self, ToposReader *reader)
{
  ToposFilter all;

  topos_filter_init (&all);
  if (!topos_held_look (self, reader, &all))
    return false;
  topos_held_pass (self, &all);
  self->all = self->counts;
  self->passed = false;
  return true;
}

ToposHeld *
topos_reader_held (ToposReader *self, const ToposFilter *filter)
{
  if (!self->holds)
    return NULL;

  const int64_t revision = topos_reader_revision (self);

  /* Not to be stopped: whoever gave up asks again, and would never come to the end. */
  topos_db_watch (self->db, NULL);
  if (self->held == NULL || self->held->revision != revision) {
    g_autoptr (ToposHeld) old = g_steal_pointer (&self->held);

    self->held = topos_held_load (self, revision, old);
    if (self->held != NULL && !count_all (self->held, self))
      g_clear_pointer (&self->held, topos_held_free);
  }
  if (self->held == NULL || !topos_held_look (self->held, self, filter))
    return NULL;
  return self->held;
}

/* --------------------------------------------------- what stays while days are dragged */

/* The documents come by day, so their bars do too. */
static GArray *
published_bars (const ToposHeld *self, const uint8_t *passes)
{
  GArray *bars = g_array_new (false, false, sizeof (ToposDayCount));
  g_autofree int *passages = g_new0 (int, self->documents->len + 1);

  for (guint i = 0; i < self->passages->len; i++)
    passages[g_array_index (self->passages, ToposHeldPassage, i).document]
        += passes[i] && self->scope.names[i];
  for (guint i = 0; i < self->documents->len; i++) {
    const ToposDocumentRow *row = g_ptr_array_index (self->documents, i);
    const ToposDay day = row->published.day;
    const ToposDayCount bar = { .days = { day, day }, .passages = passages[i] };
    ToposDayCount *last = bars->len > 0 ? &g_array_index (bars, ToposDayCount, bars->len - 1) : NULL;

    if (day == TOPOS_DAY_NONE || passages[i] == 0)
      continue;
    if (last != NULL && last->days.first == day)
      last->passages += passages[i];
    else
      g_array_append_val (bars, bar);
  }
  return bars;
}

static GArray *
event_bars (const ToposHeld *self, const uint8_t *passes)
{
  GArray *bars = g_array_new (false, false, sizeof (ToposDayCount));
  g_autofree int *counts = g_new0 (int, self->bars->len + 1);

  for (guint i = 0; i < self->passages->len; i++) {
    const ToposHeldPassage *passage = &g_array_index (self->passages, ToposHeldPassage, i);

    for (uint32_t s = 0; s < passage->n_stretches && passes[i] && self->scope.names[i]; s++)
      counts[g_array_index (self->stretches, ToposHeldStretch, passage->first_stretch + s).bar]++;
  }
  for (guint i = 0; i < self->bars->len; i++) {
    ToposDayCount bar = g_array_index (self->bars, ToposDayCount, i);

    bar.passages = counts[i];
    if (bar.passages > 0)
      g_array_append_val (bars, bar);
  }
  return bars;
}

static int
count_undated (const ToposHeld *self, const ToposFilter *filter, const uint8_t *passes)
{
  int undated = 0;

  for (guint i = 0; i < self->passages->len; i++) {
    const ToposHeldPassage *passage = &g_array_index (self->passages, ToposHeldPassage, i);
    const ToposDocumentRow *document = g_ptr_array_index (self->documents, passage->document);
    const ToposDay day = filter->clock == TOPOS_CLOCK_EVENT ? passage->hull.first
                                                            : document->published.day;

    undated += passes[i] && self->scope.names[i] && day == TOPOS_DAY_NONE;
  }
  return undated;
}

static void
look_at_all_days (ToposHeld *self, const ToposFilter *filter)
{
  ToposFilter whole = *filter;

  whole.days = TOPOS_DATE_SPAN_NONE;
  whole.undated = false;
  if (self->histogram != NULL && topos_filter_equal (&self->whole, &whole))
    return;

  g_autofree uint8_t *passes = g_new (uint8_t, self->passages->len + 1);
  g_autofree uint8_t *documents = g_new (uint8_t, self->documents->len + 1);

  topos_filter_copy (&self->whole, &whole);
  topos_held_mark (self, &whole, passes, documents);
  g_clear_pointer (&self->histogram, g_array_unref);
  self->histogram = filter->clock == TOPOS_CLOCK_PUBLISHED ? published_bars (self, passes)
                                                           : event_bars (self, passes);
  self->undated = count_undated (self, &whole, passes);
  topos_held_profile (self, filter->clock, passes);
}

/* ------------------------------------------------------------------------ the answers */

static bool
place_stays (const ToposPlaceRow *row, const ToposPlaceTally *tally, const uint8_t *profile)
{
  return row->passages == tally->passages && row->marked == tally->marked
         && row->mentions == tally->mentions && row->documents == tally->documents
         && row->standing == tally->standing && row->first_day == tally->days.first
         && row->last_day == tally->days.last && memcmp (row->profile, profile, sizeof row->profile) == 0;
}

/* The row given last time, when it still says what the tally does. */
static ToposPlaceRow *
place_row (ToposHeld *self, guint i)
{
  const ToposPlaceTally *tally = &self->place_tallies[i];
  ToposPlaceRow *row = self->place_rows->pdata[i];

  if (row != NULL && place_stays (row, tally, self->profiles[i]))
    return row;
  g_clear_pointer (&row, topos_place_row_unref);
  row = topos_place_row_copy (g_ptr_array_index (self->places, i));
  row->standing = tally->standing;
  row->passages = tally->passages;
  row->marked = tally->marked;
  row->mentions = tally->mentions;
  row->documents = tally->documents;
  row->first_day = tally->days.first;
  row->last_day = tally->days.last;
  memcpy (row->profile, self->profiles[i], sizeof row->profile);
  self->place_rows->pdata[i] = row;
  return row;
}

static ToposDocumentRow *
document_row (ToposHeld *self, guint i)
{
  const ToposDocumentTally *tally = &self->document_tallies[i];
  ToposDocumentRow *row = self->document_rows->pdata[i];

  if (row != NULL && row->passages == tally->passages && row->places == tally->places)
    return row;
  g_clear_pointer (&row, topos_document_row_unref);
  row = topos_document_row_copy (g_ptr_array_index (self->documents, i));
  row->passages = tally->passages;
  row->places = tally->places;
  self->document_rows->pdata[i] = row;
  return row;
}

GPtrArray *
topos_held_places (ToposHeld *self, const ToposFilter *filter)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (topos_place_row_unref);

  look_at_all_days (self, filter);
  topos_held_pass (self, filter);
  for (guint i = 0; i < self->places->len; i++) {
    if (self->place_tallies[i].mentions > 0)
      g_ptr_array_add (rows, g_atomic_rc_box_acquire (place_row (self, i)));
  }
  return rows;
}

GPtrArray *
topos_held_documents (ToposHeld *self, const ToposFilter *filter)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (topos_document_row_unref);

  topos_held_pass (self, filter);
  for (guint i = 0; i < self->documents->len; i++) {
    if (self->document_tallies[i].any)
      g_ptr_array_add (rows, g_atomic_rc_box_acquire (document_row (self, i)));
  }
  return rows;
}

GPtrArray *
topos_held_unplaced (ToposHeld *self, const ToposFilter *filter)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (topos_unplaced_row_free);
  ToposUnplacedRow *row = NULL;
  uint32_t name = 0, document = UINT32_MAX;

  topos_held_pass (self, filter);
  for (guint i = 0; i < self->unplaced->len && !self->scope.asks; i++) {
    const ToposHeldUnplaced *unplaced = &g_array_index (self->unplaced, ToposHeldUnplaced, i);
    const ToposHeldPassage *in
        = &g_array_index (self->passages, ToposHeldPassage, unplaced->passage);

    if (!self->passes[unplaced->passage])
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

GArray *
topos_held_histogram (ToposHeld *self, const ToposFilter *filter)
{
  look_at_all_days (self, filter);
  return g_array_copy (self->histogram);
}

void
topos_held_counts (ToposHeld *self, const ToposFilter *filter, ToposCounts *counts)
{
  look_at_all_days (self, filter);
  topos_held_pass (self, filter);
  *counts = self->counts;
  counts->undated = self->undated;
}
