/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held-private.h"

#include "library/places-rows.h"

#include <string.h>

static bool
document_passes (const ToposDocumentRow *document, const ToposFilter *filter)
{
  const ToposDay day = document->published.day;

  if (filter->known_by != TOPOS_DAY_NONE && (day == TOPOS_DAY_NONE || day > filter->known_by))
    return false;
  if (filter->clock == TOPOS_CLOCK_PUBLISHED && filter->undated)
    return day == TOPOS_DAY_NONE;
  return filter->clock != TOPOS_CLOCK_PUBLISHED || topos_date_span_is_none (filter->days)
         || topos_date_spans_overlap ((ToposDateSpan){ day, day }, filter->days);
}

/* The hull tells most; only where it holds several stretches must each be looked at. */
static bool
passage_passes (const ToposHeld *self, const ToposHeldPassage *passage, const ToposFilter *filter)
{
  const ToposDateSpan days = filter->days;

  if (filter->undated)
    return passage->hull.first == TOPOS_DAY_NONE;
  if (!topos_date_spans_overlap (passage->hull, days))
    return false;
  for (uint32_t i = 0; passage->n_stretches > 1 && i < passage->n_stretches; i++) {
    const ToposHeldStretch *stretch
        = &g_array_index (self->stretches, ToposHeldStretch, passage->first_stretch + i);

    if (topos_date_spans_overlap (stretch->days, days))
      return true;
  }
  return passage->n_stretches < 2;
}

void
topos_held_mark (const ToposHeld *self, const ToposFilter *filter, uint8_t *passes,
                 uint8_t *documents)
{
  const ToposHeldScope *scope = &self->scope;
  const bool asks = filter->clock == TOPOS_CLOCK_EVENT
                    && (filter->undated || !topos_date_span_is_none (filter->days));

  for (guint i = 0; i < self->documents->len; i++)
    documents[i] = (scope->documents == NULL || scope->documents[i])
                   && document_passes (g_ptr_array_index (self->documents, i), filter);
  for (guint i = 0; i < self->passages->len; i++) {
    const ToposHeldPassage *passage = &g_array_index (self->passages, ToposHeldPassage, i);

    passes[i] = documents[passage->document]
                && (scope->passages == NULL || scope->passages[i])
                && (!scope->asks || scope->names[i])
                && (!asks || passage_passes (self, passage, filter));
  }
}

static void
count_passages (ToposHeld *self, const ToposFilter *filter)
{
  g_autofree uint8_t *documents = g_new (uint8_t, self->documents->len + 1);
  const bool asks = topos_filter_asks_for_passages (filter);

  topos_held_mark (self, filter, self->passes, documents);
  for (guint i = 0; i < self->documents->len; i++)
    self->document_tallies[i].any = documents[i] && !asks;
  for (guint i = 0; i < self->passages->len; i++) {
    if (!self->passes[i])
      continue;

    const ToposHeldPassage *passage = &g_array_index (self->passages, ToposHeldPassage, i);
    ToposDocumentTally *tally = &self->document_tallies[passage->document];

    tally->any = true;
    tally->passages += self->scope.names[i];
    self->counts.passages += self->scope.names[i];
  }
  for (guint i = 0; i < self->documents->len; i++)
    self->counts.documents += self->document_tallies[i].any;
}

static void
begin_place (ToposPlaceTally *tally)
{
  *tally = (ToposPlaceTally){ .days = TOPOS_DATE_SPAN_NONE, .standing = TOPOS_STANDING_AMBIGUOUS };
}

/* A new number is a new thing: the mentions come in order of place, document and passage. */
static void
count_mentions (ToposHeld *self)
{
  uint32_t place = UINT32_MAX, document = UINT32_MAX, passage = UINT32_MAX, marked = UINT32_MAX;
  ToposPlaceTally *tally = NULL;

  for (guint i = 0; i < self->mentions->len; i++) {
    const ToposHeldMention *mention = &g_array_index (self->mentions, ToposHeldMention, i);

    if (!self->passes[mention->passage]
        || (self->scope.places != NULL && !self->scope.places[mention->place]))
      continue;

    const ToposHeldPassage *in = &g_array_index (self->passages, ToposHeldPassage, mention->passage);

    if (mention->place != place) {
      place = mention->place;
      document = passage = marked = UINT32_MAX;
      tally = &self->place_tallies[place];
      begin_place (tally);
      self->counts.places++;
    }
    if (in->document != document) {
      document = in->document;
      tally->documents++;
      self->document_tallies[document].places++;
    }
    tally->mentions++;
    tally->passages += mention->passage != passage;
    passage = mention->passage;
    tally->marked += !mention->demonym && passage != marked;
    marked = mention->demonym ? marked : passage;
    if (mention->standing == TOPOS_STANDING_PLACED
        || (mention->standing == TOPOS_STANDING_APPROXIMATE
            && tally->standing == TOPOS_STANDING_AMBIGUOUS))
      tally->standing = mention->standing;
    topos_days_widen (&tally->days, in->hull);
  }
}

/* Who asks for a place asks for no name without one. */
static void
count_unplaced (ToposHeld *self)
{
  uint32_t name = 0;

  for (guint i = 0; i < self->unplaced->len && !self->scope.asks; i++) {
    const ToposHeldUnplaced *unplaced = &g_array_index (self->unplaced, ToposHeldUnplaced, i);

    if (unplaced->name == name || !self->passes[unplaced->passage])
      continue;
    name = unplaced->name;
    self->counts.unplaced++;
  }
}

void
topos_held_pass (ToposHeld *self, const ToposFilter *filter)
{
  if (self->passed && topos_filter_equal (&self->filter, filter))
    return;
  topos_filter_copy (&self->filter, filter);
  self->passed = true;
  self->counts = (ToposCounts){ .documents_all = self->all.documents,
                                .places_all = self->all.places,
                                .passages_all = self->all.passages };
  memset (self->place_tallies, 0, self->places->len * sizeof *self->place_tallies);
  memset (self->document_tallies, 0, self->documents->len * sizeof *self->document_tallies);
  count_passages (self, filter);
  count_mentions (self);
  count_unplaced (self);
}
