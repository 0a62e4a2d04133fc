/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/decisions.h"

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
}

void
topos_decisions_free (ToposDecisions *decisions)
{
  g_array_unref (decisions->all);
  g_free (decisions);
}

ToposDecisions *
topos_decisions_of (ToposLibrary *self, int64_t document, GError **error)
{
  g_autoptr (ToposDecisions) decisions = g_new0 (ToposDecisions, 1);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT m.key, (SELECT count (*) FROM mention AS o WHERE"
      " o.document = m.document AND o.key = m.key AND o.start < m.start), m.standing, m.decided,"
      " m.place, l.origin, l.name, l.lat, l.lon, l.parent FROM mention AS m"
      " LEFT JOIN place AS l ON l.id = m.place WHERE m.document = ? AND m.decided > 0"
      " ORDER BY m.decided, m.start", "i", document);

  decisions->all = g_array_new (false, false, sizeof (Decision));
  g_array_set_clear_func (decisions->all, decision_clear);
  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed)) {
    const Decision decision = {
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

    g_array_append_val (decisions->all, decision);
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&decisions);
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
