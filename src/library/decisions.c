/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/decisions.h"

#include "library/edit-private.h"
#include "library/occurrences.h"
#include "library/places-kept.h"

enum { FROM_USER = 2, DECIDED_ONE = 1 };

/* One decision. The place's facts are kept too: one of the user's own may be gone by then. */
typedef struct {
  char *key;
  int nth;
  int standing;
  int decided;
  ToposPlaceId place;
  int place_origin;
  char *place_name;
  ToposPoint point;
  ToposPlaceId parent;
  char *added;     /* as written, when the user had found the name; or NULL */
  char *sentence;  /* in which it stood, and where */
  uint32_t offset;
  uint32_t start;  /* in the document */
} Decision;

struct ToposDecisions {
  GArray *all;  /* Decision */
};

static void
decision_clear (gpointer data)
{
  Decision *decision = data;

  g_free (decision->key);
  g_free (decision->place_name);
  g_free (decision->added);
  g_free (decision->sentence);
}

void
topos_decisions_free (ToposDecisions *decisions)
{
  g_array_unref (decisions->all);
  g_free (decisions);
}

/* A mention without evidence is one that the user found. */
static void
read_added (ToposStatement *row, Decision *decision)
{
  const uint32_t end = (uint32_t) topos_statement_int (row, 11);
  const uint32_t sentence = (uint32_t) topos_statement_int (row, 12);

  decision->start = (uint32_t) topos_statement_int (row, 10);
  decision->offset = decision->start - sentence;
  decision->sentence = g_strdup (topos_statement_text (row, 13));
  decision->added = g_strndup (decision->sentence + decision->offset, end - decision->start);
}

/* For such a one, `nth` tells how often the name, as written, stands before it. */
static bool
count_added (ToposDecisions *decisions, ToposLibrary *self, int64_t document, GError **error)
{
  for (guint i = 0; i < decisions->all->len; i++) {
    Decision *decision = &g_array_index (decisions->all, Decision, i);
    if (decision->added == NULL)
      continue;
    g_autoptr (GArray) found = topos_occurrences (self, document, decision->added, error);

    if (found == NULL)
      return false;
    decision->nth = 0;
    for (guint j = 0; j < found->len; j++)
      decision->nth += g_array_index (found, ToposOccurrence, j).span.start < decision->start;
  }
  return true;
}

ToposDecisions *
topos_decisions_of (ToposLibrary *self, int64_t document, GError **error)
{
  g_autoptr (ToposDecisions) decisions = g_new0 (ToposDecisions, 1);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT m.key, (SELECT count (*) FROM mention AS o WHERE"
      " o.document = m.document AND o.key = m.key AND o.start < m.start), m.standing, m.decided,"
      " m.place, l.origin, l.name, l.lat, l.lon, l.parent, m.start, m.end, p.start, p.text,"
      " m.evidence IS NULL FROM mention AS m JOIN passage AS p ON p.id = m.passage"
      " LEFT JOIN place AS l ON l.id = m.place WHERE m.document = ? AND m.decided > 0"
      " ORDER BY m.decided, m.start", "i", document);

  decisions->all = g_array_new (false, false, sizeof (Decision));
  g_array_set_clear_func (decisions->all, decision_clear);
  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    Decision decision = {
      .key = g_strdup (topos_statement_text (row, 0)),
      .nth = (int) topos_statement_int (row, 1),
      .standing = (int) topos_statement_int (row, 2),
      .decided = (int) topos_statement_int (row, 3),
      .place = (ToposPlaceId) topos_statement_int (row, 4),
      .place_origin = (int) topos_statement_int (row, 5),
      .place_name = g_strdup (topos_statement_text (row, 6)),
      .point = { topos_statement_double (row, 7), topos_statement_double (row, 8) },
      .parent = (ToposPlaceId) topos_statement_int (row, 9),
    };

    if (topos_statement_int (row, 14) != 0)
      read_added (row, &decision);
    g_array_append_val (decisions->all, decision);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return count_added (decisions, self, document, error) ? g_steal_pointer (&decisions) : NULL;
}

/* Among the places at which the name stands now: in the sentence that it stood in, else as often
 * as it stood before. */
static bool
find_again (const Decision *decision, ToposLibrary *self, const GArray *found,
            ToposOccurrence *spot, GError **error)
{
  for (guint i = 0; i < found->len; i++) {
    const ToposOccurrence *at = &g_array_index (found, ToposOccurrence, i);
    int64_t sentence = 0;

    if (!topos_db_ask_int (self->db, &sentence, -1, error,
                           "SELECT start FROM passage WHERE id = ? AND text = ?", "is",
                           at->passage, decision->sentence))
      return false;
    if (sentence >= 0 && at->span.start == sentence + decision->offset) {
      *spot = *at;
      return true;
    }
  }
  if ((guint) decision->nth < found->len)
    *spot = g_array_index (found, ToposOccurrence, decision->nth);
  return true;
}

/* A name that the user had found is found again where it stands now. */
static bool
add_again (const Decision *decision, ToposLibrary *self, int64_t document, ToposPlaceId place,
           GError **error)
{
  g_autoptr (GArray) found = topos_occurrences (self, document, decision->added, error);
  ToposOccurrence spot = { 0 };

  return found != NULL && find_again (decision, self, found, &spot, error)
         && (spot.passage == 0
             || topos_edit_write_mention (self, document, spot.passage, spot.span, decision->added,
                                          place, (ToposReach) (decision->decided - 1), error));
}

/* Sees to it that the place has its row again; none is left when nobody knows it. */
static bool
keep_place (const Decision *decision, ToposLibrary *self, const ToposGazetteer *gazetteer,
            ToposPlaceId *place, bool *known, GError **error)
{
  *place = decision->place;
  *known = true;
  if (*place == TOPOS_PLACE_NONE)
    return true;
  if (decision->place_origin == FROM_USER)
    return topos_place_keep_own (self, gazetteer, decision->place_name, decision->point,
                                 decision->parent, place, error);
  return topos_place_keep (self, gazetteer, *place, known, error);
}

#define DECIDE "UPDATE mention SET place = ?1, standing = ?2, decided = ?3, confidence = 1000," \
               " unplaced_reason = 0 WHERE document = ?4 AND key = ?5 AND "

static bool
apply (const Decision *decision, ToposLibrary *self, const ToposGazetteer *gazetteer,
       int64_t document, GError **error)
{
  ToposPlaceId place = TOPOS_PLACE_NONE;
  bool known = false;

  if (!keep_place (decision, self, gazetteer, &place, &known, error))
    return false;
  if (!known)
    return true;
  if (decision->added != NULL)
    return add_again (decision, self, document, place, error);
  if (decision->decided > DECIDED_ONE)
    return topos_db_exec (self->db, error, DECIDE "decided = 0", "pnnis", place,
                          decision->standing, decision->decided, document, decision->key);
  return topos_db_exec (self->db, error,
                        DECIDE "id = (SELECT id FROM mention WHERE document = ?4 AND key = ?5"
                               " ORDER BY start LIMIT 1 OFFSET ?6)", "pnnisn", place,
                        decision->standing, decision->decided, document, decision->key,
                        decision->nth);
}

/* Those about one mention come first, and the others spare them. */
bool
topos_decisions_apply (const ToposDecisions *decisions, ToposLibrary *self,
                       const ToposGazetteer *gazetteer, int64_t document, GError **error)
{
  for (guint i = 0; i < decisions->all->len; i++)
    if (!apply (&g_array_index (decisions->all, Decision, i), self, gazetteer, document, error))
      return false;
  return true;
}
