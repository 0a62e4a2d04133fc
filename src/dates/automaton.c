/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/pattern.h"

#include "dates/pattern-private.h"

typedef struct {
  ToposPatterns *patterns;
  GHashTable *node_of;     /* set of states as bytes -> node */
  GPtrArray *sets;         /* GArray of uint32_t states, by node */
  GPtrArray *with_symbol;  /* by symbol: GArray of signatures */
  GPtrArray *targets;      /* by code: GArray of states, or NULL */
  GArray *touched;         /* codes with targets */
} Builder;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const uint32_t x = *(const uint32_t *) a, y = *(const uint32_t *) b;

  return (x > y) - (x < y);
}

static uint32_t
node_for (Builder *builder, GArray *set)
{
  g_autoptr (GBytes) key = NULL;
  gpointer found;
  guint kept = 0;

  g_array_sort (set, compare_numbers);
  for (guint i = 0; i < set->len; i++) {
    const uint32_t state = g_array_index (set, uint32_t, i);

    if (kept == 0 || g_array_index (set, uint32_t, kept - 1) != state)
      g_array_index (set, uint32_t, kept++) = state;
  }
  g_array_set_size (set, kept);
  key = g_bytes_new (set->data, set->len * sizeof (uint32_t));
  if (g_hash_table_lookup_extended (builder->node_of, key, NULL, &found))
    return GPOINTER_TO_UINT (found);
  g_hash_table_insert (builder->node_of, g_steal_pointer (&key),
                       GUINT_TO_POINTER (builder->sets->len));
  g_ptr_array_add (builder->sets, g_array_ref (set));
  return builder->sets->len - 1;
}

static void
collect_targets (Builder *builder, const State *state)
{
  const GArray *signatures = builder->with_symbol->pdata[state->symbol];

  for (guint i = 0; i < signatures->len; i++)
    for (uint32_t glued = state->glued; glued < 2; glued++) {
      const uint32_t code = g_array_index (signatures, uint16_t, i) * 2u + glued;

      if (builder->targets->pdata[code] == NULL) {
        builder->targets->pdata[code] = g_array_new (FALSE, FALSE, sizeof (uint32_t));
        g_array_append_val (builder->touched, code);
      }
      topos_patterns_add_closed (builder->patterns, builder->targets->pdata[code], state->out);
    }
}

static void
build_node (Builder *builder, uint32_t number)
{
  ToposPatterns *self = builder->patterns;
  const GArray *set = builder->sets->pdata[number];
  Node node = { self->edges->len, 0, self->accepts->len, 0 };

  g_array_set_size (builder->touched, 0);
  for (guint i = 0; i < set->len; i++) {
    const State *state
        = &g_array_index (self->states, State, g_array_index (set, uint32_t, i));

    if (state->kind == STATE_ACCEPT)
      g_array_append_val (self->accepts, state->other);
    else
      collect_targets (builder, state);
  }
  node.n_accepts = self->accepts->len - node.first_accept;
  g_array_sort (builder->touched, compare_numbers);
  for (guint i = 0; i < builder->touched->len; i++) {
    const uint32_t code = g_array_index (builder->touched, uint32_t, i);
    g_autoptr (GArray) targets = g_steal_pointer (&builder->targets->pdata[code]);
    const Edge edge = { code, node_for (builder, targets) };

    g_array_append_val (self->edges, edge);
  }
  node.n_edges = self->edges->len - node.first_edge;
  g_array_append_val (self->nodes, node);
}

static GPtrArray *
signatures_by_symbol (const ToposLexicon *lexicon)
{
  GPtrArray *with_symbol = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (int signature = 0; signature < topos_lexicon_signatures (lexicon); signature++) {
    int n;
    const uint16_t *symbols = topos_lexicon_signature (lexicon, signature, &n);
    const uint16_t number = (uint16_t) signature;

    for (int i = 0; i < n; i++) {
      while (with_symbol->len <= symbols[i])
        g_ptr_array_add (with_symbol, g_array_new (FALSE, FALSE, sizeof (uint16_t)));
      g_array_append_val ((GArray *) with_symbol->pdata[symbols[i]], number);
    }
  }
  return with_symbol;
}

/* A class that no word bears yet still has its place. */
static void
fill_up (const ToposPatterns *self, GPtrArray *with_symbol)
{
  for (guint i = 0; i < self->states->len; i++)
    while (with_symbol->len <= g_array_index (self->states, State, i).symbol)
      g_ptr_array_add (with_symbol, g_array_new (FALSE, FALSE, sizeof (uint16_t)));
}

void
topos_patterns_close (ToposPatterns *self, const ToposLexicon *lexicon)
{
  const guint n_codes = (guint) topos_lexicon_signatures (lexicon) * 2;
  g_autoptr (GHashTable) node_of = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                          (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) with_symbol = signatures_by_symbol (lexicon);
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  g_autoptr (GArray) start = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  Builder builder = { self, node_of, sets, with_symbol, targets, touched };

  fill_up (self, with_symbol);
  g_ptr_array_set_size (targets, (int) n_codes);
  for (guint i = 0; i < self->patterns->len; i++)
    topos_patterns_add_closed (self, start, g_array_index (self->patterns, Pattern, i).start);
  node_for (&builder, start);
  for (uint32_t i = 0; i < sets->len; i++)
    build_node (&builder, i);

  self->first = g_new (uint32_t, n_codes);
  for (guint i = 0; i < n_codes; i++)
    self->first[i] = NO_STATE;
  for (uint32_t i = 0; i < g_array_index (self->nodes, Node, 0).n_edges; i++) {
    const Edge *edge = &g_array_index (self->edges, Edge, i);

    self->first[edge->code] = edge->next;
  }
}
