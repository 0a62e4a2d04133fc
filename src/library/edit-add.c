/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "library/edit-private.h"
#include "library/occurrences.h"
#include "library/places-kept.h"
#include "text/fold.h"

/* The passage that holds a span of the document, for a mention to be added to it. */
typedef struct {
  int64_t document;
  int64_t passage;
  char *name;
} Spot;

static void
spot_clear (Spot *spot)
{
  g_clear_pointer (&spot->name, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Spot, spot_clear)

static bool
find_spot (ToposLibrary *self, const char *document, ToposSpan span, Spot *spot, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT d.id, p.id,"
      " CAST (substr (CAST (p.text AS BLOB), ?2 - p.start + 1, ?3 - ?2) AS TEXT)"
      " FROM document AS d JOIN passage AS p ON p.document = d.id"
      " WHERE d.key = ?1 AND p.start <= ?2 AND p.end >= ?3 AND ?2 < ?3", "sii", document,
      (int64_t) span.start, (int64_t) span.end);

  if (row == NULL)
    return false;
  if (topos_statement_next (row, &failed)) {
    spot->document = topos_statement_int (row, 0);
    spot->passage = topos_statement_int (row, 1);
    spot->name = g_strdup (topos_statement_text (row, 2));
    if (g_utf8_validate (spot->name, -1, NULL))
      return true;
  }
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                         _ ("The name of a place must lie within one sentence. Select less."));
  return false;
}

bool
topos_edit_write_mention (ToposLibrary *self, int64_t document, int64_t passage, ToposSpan span,
                          const char *name, ToposPlaceId place, ToposReach reach, GError **error)
{
  g_autofree char *key = topos_fold (name, -1);

  return topos_db_exec (self->db, error, "UPDATE mention SET sense = 2, counts = 0"
                        " WHERE document = ? AND start < ? AND end > ?", "iii", document,
                        (int64_t) span.end, (int64_t) span.start)
         && topos_db_exec (self->db, error,
                           "INSERT INTO mention (document, passage, start, end, key, place, counts,"
                           " sense, standing, demonym, confidence, unplaced_reason, decided,"
                           " first_day, last_day, stretches)"
                           " SELECT ?1, id, ?3, ?4, ?5, ?6, 1, 0, 0, 0, 1000, 0, ?7, first_day,"
                           " last_day, stretches FROM passage WHERE id = ?2"
                           " ON CONFLICT (document, start, end) DO UPDATE SET place = ?6,"
                           " counts = 1, sense = 0, standing = 0, confidence = 1000,"
                           " unplaced_reason = 0, decided = ?7", "iiiispn", document, passage,
                           (int64_t) span.start, (int64_t) span.end, key, place, (int) reach + 1);
}

/* Whether some mention lies over the stretch. */
static bool
is_taken (ToposLibrary *self, const ToposOccurrence *at, int64_t *taken, GError **error)
{
  return topos_db_ask_int (self->db, taken, 0, error, "SELECT EXISTS (SELECT 1 FROM mention"
                           " WHERE document = ? AND start < ? AND end > ?)", "iii", at->document,
                           (int64_t) at->span.end, (int64_t) at->span.start);
}

/* The other occurrences that the reach has, where nobody has found a name yet. */
static bool
write_others (ToposLibrary *self, const Spot *spot, ToposPlaceId place, ToposReach reach,
              ToposEditReport *report, GError **error)
{
  if (reach == TOPOS_REACH_MENTION)
    return true;

  g_autoptr (GArray) all = topos_occurrences (self, reach == TOPOS_REACH_DOCUMENT ? spot->document : 0,
                                              spot->name, error);
  int64_t last = spot->document;

  for (guint i = 0; all != NULL && i < all->len; i++) {
    const ToposOccurrence *at = &g_array_index (all, ToposOccurrence, i);
    int64_t taken = 0;

    if (!is_taken (self, at, &taken, error))
      return false;
    if (taken)
      continue;
    if (!topos_edit_write_mention (self, at->document, at->passage, at->span, spot->name, place,
                                   reach, error))
      return false;
    report->mentions++;
    report->documents += at->document != last && at->document != spot->document;
    last = at->document;
  }
  return all != NULL;
}

static bool
write_all (ToposEdit *edit, const Spot *spot, ToposSpan span, ToposPlaceId place,
           ToposReach reach, ToposEditReport *report, GError **error)
{
  ToposLibrary *self = edit->library;
  g_auto (ToposEditReport) own = { .place = place, .mentions = 1, .documents = 1 };
  g_autofree char *key = topos_fold (spot->name, -1);

  own.name = g_strdup (spot->name);
  own.to = topos_place_label (self, place);
  if (!topos_edit_write_mention (self, spot->document, spot->passage, span, spot->name, place,
                                 reach, error)
      || !write_others (self, spot, place, reach, &own, error)
      || (reach == TOPOS_REACH_FROM_NOW_ON
          && !topos_edit_keep_rule (self, key, spot->name, place, error))
      || !topos_edit_commit (edit, TOPOS_STEP_ADD, own.name, own.to, own.mentions, error))
    return false;
  topos_edit_report_hand_over (report, &own);
  return true;
}

bool
topos_library_add_mention (ToposLibrary *self, const ToposGazetteer *gazetteer,
                           const char *document, ToposSpan span, ToposPlaceId place,
                           ToposReach reach, ToposEditReport *report, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (Spot) spot = { 0 };

  return topos_edit_begin (self, &edit, error) && find_spot (self, document, span, &spot, error)
         && topos_edit_keep_place (self, gazetteer, place, error)
         && write_all (&edit, &spot, span, place, reach, report, error);
}

bool
topos_library_add_point (ToposLibrary *self, const ToposGazetteer *gazetteer,
                         const char *document, ToposSpan span, const char *name,
                         ToposPoint point, ToposPlaceId parent, ToposReach reach,
                         ToposEditReport *report, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (Spot) spot = { 0 };
  ToposPlaceId place = TOPOS_PLACE_NONE;

  return topos_edit_check_point (point, error) && topos_edit_begin (self, &edit, error)
         && find_spot (self, document, span, &spot, error)
         && topos_place_keep_own (self, gazetteer, name && *name ? name : spot.name, point, parent,
                                  &place, error)
         && write_all (&edit, &spot, span, place, reach, report, error);
}
