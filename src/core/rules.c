/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rules.h"

typedef struct {
  ToposPlaceId place;
  unsigned times;
} Leaning;

struct ToposRules {
  GHashTable *places;    /* folded name -> ToposPlaceId* */
  GHashTable *leanings;  /* folded name -> GArray of Leaning */
};

ToposRules *
topos_rules_new (void)
{
  ToposRules *rules = g_atomic_rc_box_new0 (ToposRules);

  rules->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  rules->leanings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) g_array_unref);
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
  g_hash_table_unref (((ToposRules *) data)->leanings);
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

void
topos_rules_lean (ToposRules *rules, const char *key, ToposPlaceId place, unsigned times)
{
  const Leaning leaning = { place, times };
  GArray *known = g_hash_table_lookup (rules->leanings, key);

  if (known == NULL) {
    known = g_array_new (FALSE, FALSE, sizeof (Leaning));
    g_hash_table_insert (rules->leanings, g_strdup (key), known);
  }
  g_array_append_val (known, leaning);
}

unsigned
topos_rules_leanings (const ToposRules *rules, const char *key, ToposPlaceId *places,
                      unsigned *times, unsigned most)
{
  const GArray *known = rules ? g_hash_table_lookup (rules->leanings, key) : NULL;
  const unsigned n = known ? MIN (known->len, most) : 0;

  for (unsigned i = 0; i < n; i++) {
    places[i] = g_array_index (known, Leaning, i).place;
    times[i] = g_array_index (known, Leaning, i).times;
  }
  return n;
}
