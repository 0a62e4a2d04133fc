/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "library/edit-private.h"
#include "library/ids.h"
#include "library/places-kept.h"

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

/* Which mentions a decision touches; all of them are given the same values: the mention's row, its
 * document, its key, and the least `decided` that is spared by the reach. */
enum { ALIKE = TOPOS_REACH_FROM_NOW_ON + 1 };

static const char *const TOUCHED[] = {
  [TOPOS_REACH_MENTION] = "id = ?1 AND ?2 = ?2 AND ?3 = ?3 AND ?4 = ?4",
  [TOPOS_REACH_DOCUMENT] = "(id = ?1 OR (document = ?2 AND key = ?3"
                           " AND (decided = 0 OR decided >= ?4)))",
  [TOPOS_REACH_LIBRARY] = "(id = ?1 OR (?2 = ?2 AND key = ?3"
                          " AND (decided = 0 OR decided >= ?4)))",
  [TOPOS_REACH_FROM_NOW_ON] = "(id = ?1 OR (?2 = ?2 AND key = ?3"
                              " AND (decided = 0 OR decided >= ?4)))",
  /* What a review shows as one line. */
  [ALIKE] = "(id = ?1 OR (document = ?2 AND key = ?3 AND decided = 0 AND ?4 = ?4"
            " AND place IS (SELECT place FROM mention WHERE id = ?1)))",
};

typedef struct {
  int touched;  /* of TOUCHED */
  int decided;  /* what the mentions keep: 1 + the reach */
} Scope;

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

bool
topos_edit_no_such (GError **error, const char *sentence, ...)
{
  va_list arguments;

  va_start (arguments, sentence);
  g_autofree char *words = g_strdup_vprintf (sentence, arguments);
  va_end (arguments);
  g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_USAGE, words);
  return false;
}

bool
topos_edit_check_point (ToposPoint point, GError **error)
{
  if (topos_point_is_valid (point))
    return true;
  g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                       _ ("That point does not lie on the Earth."));
  return false;
}

static bool
find_mention (ToposLibrary *self, const char *id, Mention *mention, GError **error)
{
  char document[TOPOS_KEY_LENGTH + 1] = "";
  ToposSpan span = { 0 };
  g_autoptr (GError) failed = NULL;

  if (!topos_mention_id_parse (id, document, &span))
    return topos_edit_no_such (error, _ ("The library has no mention “%s”."), id);

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
      return topos_edit_no_such (error, _ ("The library has no mention “%s”."), id);
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
places_touched (ToposLibrary *self, const Mention *mention, Scope scope, GArray *places,
                GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autofree char *sql = g_strconcat ("SELECT DISTINCT place FROM mention WHERE ",
                                      TOUCHED[scope.touched], " AND place IS NOT NULL", NULL);
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, sql, "iisn", mention->id,
                                                 mention->document, mention->key,
                                                 scope.decided);

  if (row == NULL)
    return false;
  while (topos_statement_next (row, &failed)) {
    const ToposPlaceId place = (ToposPlaceId) topos_statement_int (row, 0);

    g_array_append_val (places, place);
  }
  return topos_error_hand_on (&failed, error);
}

static bool
count_touched (ToposLibrary *self, const Mention *mention, Scope scope,
               ToposEditReport *report, GError **error)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*), count (DISTINCT document) FROM mention"
                                      " WHERE ", TOUCHED[scope.touched], NULL);
  g_autoptr (ToposStatement) row = topos_db_ask (self->db, error, sql, "iisn", mention->id,
                                                 mention->document, mention->key,
                                                 scope.decided);

  if (row == NULL || !topos_statement_next (row, error))
    return false;
  report->mentions = (int) topos_statement_int (row, 0);
  report->documents = (int) topos_statement_int (row, 1);
  return true;
}

/* Sets what `set` says on all that is touched. Its values are numbered from ?5. */
static bool
update_touched (ToposLibrary *self, const Mention *mention, Scope scope, const char *set,
                ToposPlaceId place, GError **error)
{
  g_autofree char *sql = g_strconcat ("UPDATE mention SET ", set, " WHERE ", TOUCHED[scope.touched], NULL);

  return topos_db_exec (self->db, error, sql, "iisnnp", mention->id, mention->document,
                        mention->key, scope.decided, scope.decided, place);
}

bool
topos_edit_keep_rule (ToposLibrary *self, const char *key, const char *name, ToposPlaceId place,
                      GError **error)
{
  return topos_db_exec (self->db, error, "INSERT INTO rule VALUES (?, ?, ?)"
                        " ON CONFLICT (key) DO UPDATE SET name = excluded.name,"
                        " place = excluded.place", "ssp", key, name, place);
}

void
topos_edit_report_hand_over (ToposEditReport *report, ToposEditReport *own)
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

/* The common part of correct, reject, accept and check, once the place has its row. */
static bool
decide (ToposEdit *edit, const Mention *mention, Scope scope, ToposStepVerb verb, const char *set,
        ToposPlaceId place, ToposEditReport *report, GError **error)
{
  ToposLibrary *self = edit->library;
  const bool from_now_on = scope.touched == TOPOS_REACH_FROM_NOW_ON;
  g_autoptr (GArray) before = g_array_new (false, false, sizeof (ToposPlaceId));
  g_auto (ToposEditReport) own = { .place = place };

  own.name = g_strdup (mention->name);
  own.to = place != TOPOS_PLACE_NONE ? topos_place_label (self, place) : NULL;
  if (!places_touched (self, mention, scope, before, error)
      || !count_touched (self, mention, scope, &own, error)
      || !update_touched (self, mention, scope, set, place, error)
      || (from_now_on
          && !topos_edit_keep_rule (self, mention->key, mention->name, place, error))
      || !topos_place_drop_unused (self, before, error)
      || !topos_edit_commit (edit, verb, mention->name, own.to, own.mentions, error))
    return false;
  topos_edit_report_hand_over (report, &own);
  return true;
}

static Scope
scope_of (ToposReach reach)
{
  return (Scope){ (int) reach, (int) reach + 1 };
}

bool
topos_edit_keep_place (ToposLibrary *self, const ToposGazetteer *gazetteer, ToposPlaceId place,
                       GError **error)
{
  bool known = false;
  g_autofree char *id = g_strdup_printf ("%" G_GUINT64_FORMAT, place);

  return topos_place_keep (self, gazetteer, place, &known, error)
         && (known || topos_edit_no_such (error, _ ("The library has no place “%s”."), id));
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
         && topos_edit_keep_place (self, gazetteer, place, error)
         && decide (&edit, &mention, scope_of (reach), TOPOS_STEP_PLACE, SET_PLACE, place, report,
                    error);
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

  return topos_edit_check_point (point, error) && topos_edit_begin (self, &edit, error)
         && find_mention (self, mention_id, &mention, error)
         && topos_place_keep_own (self, gazetteer, name && *name ? name : mention.name, point,
                                  parent, &place, error)
         && decide (&edit, &mention, scope_of (reach), TOPOS_STEP_PLACE, SET_PLACE, place, report,
                    error);
}

bool
topos_library_reject (ToposLibrary *self, const char *mention_id, ToposReach reach,
                      ToposEditReport *report, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_auto (Mention) mention = { 0 };

  return topos_edit_begin (self, &edit, error)
         && find_mention (self, mention_id, &mention, error)
         && decide (&edit, &mention, scope_of (reach), TOPOS_STEP_REJECT, SET_REJECTED,
                    TOPOS_PLACE_NONE, report, error);
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
                 _ ("“%s” has no place that could be right. Choose one."), mention.name);
    return false;
  }
  return decide (&edit, &mention, scope_of (reach), TOPOS_STEP_ACCEPT, SET_ACCEPTED, mention.place,
                 report, error);
}

bool
topos_library_check (ToposLibrary *self, const ToposGazetteer *gazetteer, const char *mention_id,
                     ToposPlaceId place, ToposEditReport *report, GError **error)
{
  const Scope alike = { ALIKE, TOPOS_REACH_DOCUMENT + 1 };
  g_auto (ToposEdit) edit = { 0 };
  g_auto (Mention) mention = { 0 };

  if (!topos_edit_begin (self, &edit, error) || !find_mention (self, mention_id, &mention, error))
    return false;
  if (place == TOPOS_PLACE_NONE)
    return decide (&edit, &mention, alike, TOPOS_STEP_CHECK_REJECT, SET_REJECTED, place, report,
                   error);
  if (place == mention.place)
    return decide (&edit, &mention, alike, TOPOS_STEP_CHECK_RIGHT, SET_ACCEPTED, place, report,
                   error);
  return topos_edit_keep_place (self, gazetteer, place, error)
         && decide (&edit, &mention, alike, TOPOS_STEP_CHECK_PLACE, SET_PLACE, place, report, error);
}
