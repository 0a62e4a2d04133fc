/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held-private.h"

#include <string.h>

void
topos_held_scope_clear (ToposHeldScope *scope)
{
  g_clear_pointer (&scope->documents, g_free);
  g_clear_pointer (&scope->passages, g_free);
  g_clear_pointer (&scope->places, g_free);
  g_clear_pointer (&scope->names, g_free);
  topos_filter_clear (&scope->filter);
}

/* The parts of a filter that a scope answers. */
static void
wishes_of (const ToposFilter *filter, ToposFilter *wishes)
{
  ToposFilter part = *filter;

  part.days = TOPOS_DATE_SPAN_NONE;
  part.known_by = TOPOS_DAY_NONE;
  part.undated = false;
  part.clock = TOPOS_CLOCK_EVENT;
  topos_filter_init (wishes);
  topos_filter_copy (wishes, &part);
}

/* ASCII letters alone are alike in both cases, as with SQLite's NOCASE. */
static bool
same_outlet (const char *a, const char *b)
{
  return a != NULL && g_ascii_strcasecmp (a, b) == 0;
}

static void
choose_documents (const ToposHeld *self, ToposHeldScope *scope)
{
  const ToposFilter *wishes = &scope->filter;
  const guint only = wishes->document == NULL ? 0
                     : GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, wishes->document));

  if (wishes->document == NULL && wishes->outlet == NULL)
    return;
  scope->documents = g_new0 (uint8_t, self->documents->len + 1);
  for (guint i = 0; i < self->documents->len; i++) {
    const ToposDocumentRow *row = g_ptr_array_index (self->documents, i);

    scope->documents[i] = (wishes->document == NULL || i + 1 == only)
                          && (wishes->outlet == NULL || same_outlet (row->outlet, wishes->outlet));
  }
}

/* The rows come in rising order, as the passages do. */
static bool
find_words (const ToposHeld *self, ToposReader *reader, ToposHeldScope *scope)
{
  g_autofree char *query = scope->filter.search ? topos_search_query (scope->filter.search) : NULL;
  g_autoptr (GError) failed = NULL;
  guint at = 0;

  if (scope->filter.search == NULL)
    return true;
  scope->passages = g_new0 (uint8_t, self->passages->len + 1);
  if (query == NULL)
    return true;

  g_autoptr (ToposStatement) row = topos_db_ask (
      reader->db, NULL,
      "SELECT rowid FROM passage_words WHERE passage_words MATCH ? ORDER BY rowid", "s", query);

  while (row != NULL && topos_statement_next (row, &failed)) {
    const int64_t id = topos_statement_int (row, 0);

    while (at < self->passage_ids->len && g_array_index (self->passage_ids, int64_t, at) < id)
      at++;
    if (at < self->passage_ids->len && g_array_index (self->passage_ids, int64_t, at) == id)
      scope->passages[at] = 1;
  }
  return row != NULL && failed == NULL;
}

static bool
find_inside (const ToposHeld *self, ToposReader *reader, ToposHeldScope *scope)
{
  g_autoptr (ToposStatement) row = topos_db_ask (
      reader->db, NULL, "SELECT place FROM place_inside WHERE outer = ?", "p",
      scope->filter.place);
  g_autoptr (GError) failed = NULL;

  while (row != NULL && topos_statement_next (row, &failed)) {
    const int64_t id = topos_statement_int (row, 0);
    const guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, &id));

    if (found > 0)
      scope->places[found - 1] = 1;
  }
  return row != NULL && failed == NULL;
}

static bool
find_places (const ToposHeld *self, ToposReader *reader, ToposHeldScope *scope)
{
  const ToposFilter *wishes = &scope->filter;

  scope->asks = wishes->place != TOPOS_PLACE_NONE || !topos_box_is_empty (wishes->box);
  if (!scope->asks)
    return true;
  scope->places = g_new0 (uint8_t, self->places->len + 1);
  if (wishes->place == TOPOS_PLACE_NONE)
    memset (scope->places, 1, self->places->len);
  else if (!find_inside (self, reader, scope))
    return false;
  for (guint i = 0; i < self->places->len && !topos_box_is_empty (wishes->box); i++) {
    const ToposPlaceRow *row = g_ptr_array_index (self->places, i);

    scope->places[i] &= topos_box_contains (wishes->box, row->point);
  }
  return true;
}

static void
find_names (const ToposHeld *self, ToposHeldScope *scope)
{
  scope->names = g_new0 (uint8_t, self->passages->len + 1);
  for (guint i = 0; i < self->mentions->len; i++) {
    const ToposHeldMention *mention = &g_array_index (self->mentions, ToposHeldMention, i);

    scope->names[mention->passage] |= scope->places == NULL || scope->places[mention->place];
  }
}

bool
topos_held_look (ToposHeld *self, ToposReader *reader, const ToposFilter *filter)
{
  g_auto (ToposFilter) wishes = { 0 };

  wishes_of (filter, &wishes);
  if (self->scope.names != NULL && topos_filter_equal (&self->scope.filter, &wishes))
    return true;
  topos_held_scope_clear (&self->scope);
  topos_filter_copy (&self->scope.filter, &wishes);
  self->passed = false;
  g_clear_pointer (&self->histogram, g_array_unref);
  choose_documents (self, &self->scope);
  if (!find_words (self, reader, &self->scope) || !find_places (self, reader, &self->scope))
    return false;
  find_names (self, &self->scope);
  return true;
}
