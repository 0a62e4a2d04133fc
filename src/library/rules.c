/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/rules.h"

#include "core/translate.h"
#include "library/edit-private.h"
#include "library/places-kept.h"

#include <inttypes.h>

static void
rule_row_free (gpointer data)
{
  ToposRuleRow *row = data;

  g_free (row->key);
  g_free (row->name);
  g_free (row->to);
  g_free (row);
}

static ToposRuleRow *
read_rule (ToposLibrary *self, ToposStatement *row)
{
  ToposRuleRow *rule = g_new0 (ToposRuleRow, 1);

  rule->key = g_strdup (topos_statement_text (row, 0));
  rule->name = g_strdup (topos_statement_text (row, 1));
  rule->merged = (ToposPlaceId) topos_statement_int (row, 2);
  rule->place = (ToposPlaceId) topos_statement_int (row, 3);
  rule->to = rule->place ? topos_place_label (self, rule->place) : NULL;
  if (rule->name == NULL)
    rule->name = topos_place_label (self, rule->merged);
  if (rule->name == NULL)
    rule->name = g_strdup_printf ("%" PRIu64, rule->merged);
  return rule;
}

GPtrArray *
topos_library_list_rules (ToposLibrary *self, GError **error)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (rule_row_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row = topos_db_ask (
      self->db, error, "SELECT r.key, r.name, NULL, r.place FROM rule AS r UNION ALL"
      " SELECT NULL, p.name, m.place, m.into_place FROM place_merge AS m"
      " LEFT JOIN place AS p ON p.id = m.place ORDER BY 2 COLLATE NOCASE, 1, 3", "");

  if (row == NULL)
    return NULL;
  while (topos_statement_next (row, &failed))
    g_ptr_array_add (rules, read_rule (self, row));
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return NULL;
  }
  return g_steal_pointer (&rules);
}

/* The name that the rule is about, as written; NULL and an error when there is no such rule. */
static char *
rule_name (ToposLibrary *self, const char *key, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (ToposStatement) row
      = topos_db_ask (self->db, error, "SELECT name FROM rule WHERE key = ?", "s", key);

  if (row == NULL)
    return NULL;
  if (topos_statement_next (row, &failed))
    return g_strdup (topos_statement_text (row, 0));
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    topos_edit_no_such (error, _ ("The library has no rule about “%s”."), key);
  return NULL;
}

bool
topos_library_remove_rule (ToposLibrary *self, const char *key, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };

  if (!topos_edit_begin (self, &edit, error))
    return false;

  g_autofree char *name = rule_name (self, key, error);

  return name && topos_db_exec (self->db, error, "DELETE FROM rule WHERE key = ?", "s", key)
         && topos_edit_commit (&edit, TOPOS_STEP_FORGET, name, NULL, 1, error);
}

bool
topos_library_remove_merge (ToposLibrary *self, ToposPlaceId merged, GError **error)
{
  g_auto (ToposEdit) edit = { 0 };
  g_autofree char *id = g_strdup_printf ("%" PRIu64, merged);
  g_autofree char *name = topos_place_label (self, merged);
  g_autoptr (GArray) one = g_array_new (false, false, sizeof (ToposPlaceId));

  g_array_append_val (one, merged);
  if (!topos_edit_begin (self, &edit, error)
      || !topos_db_exec (self->db, error, "DELETE FROM place_merge WHERE place = ?", "p", merged))
    return false;
  if (topos_db_changes (self->db) == 0)
    return topos_edit_no_such (error, _ ("No place “%s” was merged into another."), id);
  if (!topos_place_drop_unused (self, one, error)
      || !topos_edit_commit (&edit, TOPOS_STEP_FORGET, name ? name : id, NULL, 1, error))
    return false;
  g_clear_pointer (&self->merges, g_hash_table_unref);
  return true;
}
