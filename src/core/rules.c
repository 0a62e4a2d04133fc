/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rules.h"

struct ToposRules {
  GHashTable *places;  /* folded name -> ToposPlaceId* */
};

ToposRules *
topos_rules_new (void)
{
  ToposRules *rules = g_atomic_rc_box_new0 (ToposRules);

  rules->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return rules;
}

ToposRules *
topos_rules_ref (ToposRules *rules)
{
  return g_atomic_rc_box_acquire (rules);
}

static void
rules_clear (gpointer data)
{
  g_hash_table_unref (((ToposRules *) data)->places);
}

void
topos_rules_unref (ToposRules *rules)
{
  g_atomic_rc_box_release_full (rules, rules_clear);
}

void
topos_rules_add (ToposRules *rules, const char *key, ToposPlaceId place)
{
  g_hash_table_replace (rules->places, g_strdup (key), g_memdup2 (&place, sizeof place));
}

bool
topos_rules_find (const ToposRules *rules, const char *key, ToposPlaceId *place)
{
  const ToposPlaceId *found = rules ? g_hash_table_lookup (rules->places, key) : NULL;

  if (found == NULL)
    return false;
  *place = *found;
  return true;
}
