/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/edit.h"

#include "library/ids.h"
#include "library/places-kept.h"
#include "library/step.h"
#include "text/fold.h"

#include <string.h>

static const char *const REACH_WORDS[] = { "mention", "document", "library", "always" };

/* A mention as the edits need it. */
typedef struct {
  int64_t id;
  int64_t document;
  char *key;
  char *name;       /* as written */
  ToposPlaceId place;
} Mention;

/* Which mentions a decision touches; all three are given the same values: the mention's row, its
 * document, its key, and the least `decided` that is spared by the reach. */
static const char *const TOUCHED[] = {
  [TOPOS_REACH_MENTION] = "id = ?1 AND ?2 = ?2 AND ?3 = ?3 AND ?4 = ?4",
  [TOPOS_REACH_DOCUMENT] = "(id = ?1 OR (document = ?2 AND key = ?3"
                           " AND (decided = 0 OR decided >= ?4)))",
  [TOPOS_REACH_LIBRARY] = "(id = ?1 OR (?2 = ?2 AND key = ?3"
                          " AND (decided = 0 OR decided >= ?4)))",
  [TOPOS_REACH_FROM_NOW_ON] = "(id = ?1 OR (?2 = ?2 AND key = ?3"
                              " AND (decided = 0 OR decided >= ?4)))",
};

const char *
topos_reach_word (ToposReach reach)
{
  return REACH_WORDS[reach];
}

bool
topos_reach_from_word (const char *word, ToposReach *reach)
{
  for (size_t i = 0; i < G_N_ELEMENTS (REACH_WORDS); i++)
    if (strcmp (REACH_WORDS[i], word) == 0) {
      *reach = (ToposReach) i;
      return true;
    }
  return false;
}

void
topos_edit_report_clear (ToposEditReport *report)
{
  g_clear_pointer (&report->name, g_free);
  g_clear_pointer (&report->to, g_free);
}

static void
mention_clear (Mention *mention)
{
  g_clear_pointer (&mention->key, g_free);
  g_clear_pointer (&mention->name, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mention, mention_clear)

static bool
no_such (const char *what, const char *which, GError **error)
{
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE, "The library has no %s “%s”.", what, which);
  return false;
}

static bool
find_mention (ToposLibrary *self, const char *id, Mention *mention, GError **error)
{
  char document[TOPOS_KEY_LENGTH + 1] = "";
  ToposSpan span = { 0 };
  g_autoptr (GError) failed = NULL;

  if (!topos_mention_id_parse (id, document, &span))
    return no_such ("mention", id, error);

  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT m.id, m.document, m.key, m.place,"
      " CAST (substr (CAST (p.text AS BLOB), m.start - p.start + 1, m.end - m.start) AS TEXT)"
      " FROM document AS d JOIN mention AS m ON m.document = d.id JOIN passage AS p"
      " ON p.id = m.passage WHERE d.key = ? AND m.start = ? AND m.end = ?", "sii", document,
      (int64_t) span.start, (int64_t) span.end);

  if (row == NULL)
    return false;
  if (!topos_statement_next (row, &failed)) {
    if (failed == NULL)
      return no_such ("mention", id, error);
    g_propagate_error (error, g_steal_pointer (&failed));
    return false;
  }
  mention->id = topos_statement_int (row, 0);
  mention->document = topos_statement_int (row, 1);
  mention->key = g_strdup (topos_statement_text (row, 2));
  mention->place = (ToposPlaceId) topos_statement_int (row, 3);
  mention->name = g_strdup (topos_statement_text (row, 4));
  return true;
}

/* The places of what a decision touches, to be dropped when nothing else speaks of them. */
static bool
places_touched (ToposLibrary *self, const Mention *mention, ToposReach reach, GArray *places,
                GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autofree char *sql = g_strconcat ("SELECT DISTINCT place FROM mention WHERE ",
                                      TOUCHED[reach], " AND place IS NOT NULL", NULL);
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, sql, "iisn", mention->id,
                                                 mention->document, mention->key,
                                                 (int) reach + 1);

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed)) {
    const ToposPlaceId place = (ToposPlaceId) topos_statement_int (row, 0);

    g_array_append_val (places, place);
  }
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  return failed == NULL;
}

static bool
count_touched (ToposLibrary *self, const Mention *mention, ToposReach reach,
               ToposEditReport *report, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*), count (DISTINCT document) FROM mention"
                                      " WHERE ", TOUCHED[reach], NULL);
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, sql, "iisn", mention->id,
                                                 mention->document, mention->key,
                                                 (int) reach + 1);

  if (row == NULL || !topos_statement_next (row, error))
    return false;
  report->mentions = (int) topos_statement_int (row, 0);
  report->documents = (int) topos_statement_int (row, 1);
  return true;
}

/* Sets what `set` says on all that is touched. Its values are numbered from ?5. */
static bool
update_touched (ToposLibrary *self, const Mention *mention, ToposReach reach, const char *set,
                ToposPlaceId place, GError **error)
{
  g_autofree char *sql = g_strconcat ("UPDATE mention SET ", set, " WHERE ", TOUCHED[reach], NULL);

  return topos_db_exec (self->db, error, sql, "iisnnp", mention->id, mention->document,
                        mention->key, (int) reach + 1, (int) reach + 1, place);
}

static bool
keep_rule (ToposLibrary *self, const Mention *mention, ToposReach reach, ToposPlaceId place,
           GError **error)
{
  return reach != TOPOS_REACH_FROM_NOW_ON
         || topos_db_exec (self->db, error, "INSERT INTO rule VALUES (?, ?, ?)"
                           " ON CONFLICT (key) DO UPDATE SET name = excluded.name,"
                           " place = excluded.place", "ssp", mention->key, mention->name, place);
}

/* Moves what was found out into the caller's report, or drops it. */
static void
hand_over (ToposEditReport *report, ToposEditReport *own)
{
  if (report)
    *report = *own;
  else
    topos_edit_report_clear (own);
  *own = (ToposEditReport){ 0 };
}

static const char SET_PLACE[] =
    "place = ?6, standing = 0, decided = ?5, confidence = 1000, unplaced_reason = 0,"
    " counts = max (counts, sense = 2 AND id = ?1)";
static const char SET_REJECTED[] =
    "place = ?6, standing = 4, decided = ?5, confidence = 1000, unplaced_reason = 0";
static const char SET_ACCEPTED[] = "decided = ?5 + 0 * coalesce (?6, 0), confidence = 1000";

/* The common part of correct, reject and accept, once the place has its row. */
static bool
decide (ToposEdit *edit, const Mention *mention, ToposStepVerb verb, const char *set,
        ToposPlaceId place, ToposReach reach, ToposEditReport *report, GError **error)
{
  ToposLibrary *self = edit->library;
  g_autoptr (GArray) before = g_array_new (false, false, sizeof (ToposPlaceId));
  g_auto (ToposEditReport) own = { .place = place };

  own.name = g_strdup (mention->name);
  own.to = place != TOPOS_PLACE_NONE ? topos_place_label (self, place) : NULL;
  if (!places_touched (self, mention, reach, before, error)
      || !count_touched (self, mention, reach, &own, error)
      || !update_touched (self, mention, reach, set, place, error)
      || !keep_rule (self, mention, reach, place, error)
      || !topos_place_drop_unused (self, before, error)
      || !topos_edit_commit (edit, verb, mention->name, own.to, own.mentions, error))
    return false;
  hand_over (report, &own);
  return true;
}

/* Sees to it that the library has the place; complains when nobody knows it. */
static bool
keep_place (ToposLibrary *self, const ToposGazetteer *gazetteer, ToposPlaceId place,
            GError **error)
{
  bool known = false;
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, place);

  return topos_place_keep (self, gazetteer, place, &known, error)
         && (known || no_such ("place", id, error));
}

bool
topos_library_correct_place (ToposLibrary *self, const ToposGazetteer *gazetteer,
                             const char *mention_id, ToposPlaceId place, ToposReach reach,
                             ToposEditReport *report, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (Mention) mention = { 0 };

  return topos_edit_begin (self, &edit, error)
         && find_mention (self, mention_id, &mention, error)
         && keep_place (self, gazetteer, place, error)
         && decide (&edit, &mention, TOPOS_STEP_PLACE, SET_PLACE, place, reach, report, error);
}

bool
topos_library_correct_point (ToposLibrary *self, const ToposGazetteer *gazetteer,
                             const char *mention_id, const char *name, ToposPoint point,
                             ToposPlaceId parent, ToposReach reach, ToposEditReport *report,
                             GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (Mention) mention = { 0 };
  ToposPlaceId place = TOPOS_PLACE_NONE;

  if (!topos_point_is_valid (point)) {
    g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                         "That point does not lie on the Earth.");
    return false;
  }
  return topos_edit_begin (self, &edit, error)
         && find_mention (self, mention_id, &mention, error)
         && topos_place_keep_own (self, gazetteer, name && *name ? name : mention.name, point,
                                  parent, &place, error)
         && decide (&edit, &mention, TOPOS_STEP_PLACE, SET_PLACE, place, reach, report, error);
}

bool
topos_library_reject (ToposLibrary *self, const char *mention_id, ToposReach reach,
                      ToposEditReport *report, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (Mention) mention = { 0 };

  return topos_edit_begin (self, &edit, error)
         && find_mention (self, mention_id, &mention, error)
         && decide (&edit, &mention, TOPOS_STEP_REJECT, SET_REJECTED, TOPOS_PLACE_NONE, reach,
                    report, error);
}

bool
topos_library_accept (ToposLibrary *self, const char *mention_id, ToposReach reach,
                      ToposEditReport *report, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (Mention) mention = { 0 };

  if (!topos_edit_begin (self, &edit, error) || !find_mention (self, mention_id, &mention, error))
    return false;
  if (mention.place == TOPOS_PLACE_NONE) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                 "“%s” has no place that could be right. Choose one.", mention.name);
    return false;
  }
  return decide (&edit, &mention, TOPOS_STEP_ACCEPT, SET_ACCEPTED, mention.place, reach, report,
                 error);
}

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
                         "A place's name must lie within one sentence. Select less.");
  return false;
}

static bool
insert_mention (ToposLibrary *self, const Spot *spot, ToposSpan span, ToposPlaceId place,
                GError **error)
{
  g_autofree char *key = topos_fold (spot->name, -1);

  return topos_db_exec (self->db, error,
                        "INSERT INTO mention (document, passage, start, end, key, place, counts,"
                        " sense, standing, demonym, confidence, unplaced_reason, decided,"
                        " first_day, last_day, stretches)"
                        " SELECT ?1, id, ?3, ?4, ?5, ?6, 1, 0, 0, 0, 1000, 0, 1, first_day,"
                        " last_day, stretches FROM passage WHERE id = ?2"
                        " ON CONFLICT (document, start, end) DO UPDATE SET place = ?6, counts = 1,"
                        " sense = 0, standing = 0, confidence = 1000, unplaced_reason = 0,"
                        " decided = 1", "iiiisp", spot->document, spot->passage,
                        (int64_t) span.start, (int64_t) span.end, key, place);
}

bool
topos_library_add_mention (ToposLibrary *self, const ToposGazetteer *gazetteer,
                           const char *document, ToposSpan span, ToposPlaceId place,
                           ToposEditReport *report, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (Spot) spot = { 0 };
  g_auto (ToposEditReport) own = { .place = place, .mentions = 1, .documents = 1 };

  if (!topos_edit_begin (self, &edit, error)
      || !find_spot (self, document, span, &spot, error)
      || !keep_place (self, gazetteer, place, error)
      || !insert_mention (self, &spot, span, place, error))
    return false;
  own.name = g_strdup (spot.name);
  own.to = topos_place_label (self, place);
  if (!topos_edit_commit (&edit, TOPOS_STEP_ADD, own.name, own.to, 1, error))
    return false;
  hand_over (report, &own);
  return true;
}

static void
rule_row_free (gpointer data)
{
  ToposRuleRow *row = data;

  g_free (row->key);
  g_free (row->name);
  g_free (row->to);
  g_free (row);
}

GPtrArray *
topos_library_list_rules (ToposLibrary *self, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (rule_row_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error,
                                                 "SELECT key, name, place FROM rule ORDER BY name"
                                                 " COLLATE NOCASE, key", "");

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    ToposRuleRow *rule = g_new0 (ToposRuleRow, 1);

    rule->key = g_strdup (topos_statement_text (row, 0));
    rule->name = g_strdup (topos_statement_text (row, 1));
    rule->place = (ToposPlaceId) topos_statement_int (row, 2);
    rule->to = rule->place ? topos_place_label (self, rule->place) : NULL;
    g_ptr_array_add (rules, rule);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&rules);
}

bool
topos_library_remove_rule (ToposLibrary *self, const char *key, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };

  if (!topos_edit_begin (self, &edit, error)
      || !topos_db_exec (self->db, error, "DELETE FROM rule WHERE key = ?", "s", key))
    return false;
  if (topos_db_changes (self->db) == 0)
    return no_such ("rule about", key, error);
  return topos_edit_commit (&edit, TOPOS_STEP_FORGET, key, NULL, 1, error);
}
