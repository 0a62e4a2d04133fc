/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/pattern.h"

#include "dates/pattern-private.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const ToposPatterns *patterns;
  const ToposLexicon *lexicon;
  const ToposItem *items;
  uint32_t end;          /* the items must be used up here; NO_STATE: anywhere */
  uint32_t n;
  uint32_t core_end;     /* where the core ended, NO_STATE before */
  uint32_t used;         /* where it was accepted */
} Binding;

/* Walks the pattern as written from `number` over the items from `at`, filling the slots; true
 * when it is accepted. The way first written is tried first. */
static bool
bind (Binding *binding, uint32_t number, uint32_t at, ToposSlots *slots)
{
  const State *state = &g_array_index (binding->patterns->states, State, number);
  ToposSlots trial;
  int value;

  switch ((StateKind) state->kind) {
  case STATE_ACCEPT:
    binding->used = at;
    return binding->end == NO_STATE || at == binding->end;
  case STATE_CORE_END:
    binding->core_end = at;
    if (bind (binding, state->out, at, slots))
      return true;
    binding->core_end = NO_STATE;
    return false;
  case STATE_FORK:
    trial = *slots;
    if (bind (binding, state->out, at, &trial)) {
      *slots = trial;
      return true;
    }
    return bind (binding, state->other, at, slots);
  case STATE_STEP:
  default:
    if (at >= binding->n || (state->glued && !binding->items[at].glued)
        || !topos_lexicon_bears (binding->lexicon, &binding->items[at], state->symbol, &value)
        || (state->want != NO_VALUE && value != state->want))
      return false;
    if (state->slot != NO_SLOT)
      topos_slots_set (slots, (ToposSlot) state->slot, value);
    return bind (binding, state->out, at + 1, slots);
  }
}

static bool
before_fits (const ToposPatterns *self, const ToposLexicon *lexicon, const Pattern *pattern,
             const ToposItem *items, uint32_t first)
{
  int value;

  if (pattern->before == NULL)
    return true;
  if (first == 0)
    return false;
  for (guint i = 0; i < pattern->before->len; i++)
    if (topos_lexicon_bears (lexicon, &items[first - 1],
                             g_array_index (pattern->before, uint16_t, i), &value))
      return true;
  return false;
}

/* Longest first; of those as long the one that saw more, and then the first pattern. */
static int
compare_matches (const void *a, const void *b)
{
  const ToposMatch *x = a, *y = b;

  if (x->end != y->end)
    return x->end > y->end ? -1 : 1;
  if (x->reach != y->reach)
    return x->reach > y->reach ? -1 : 1;
  return (x->pattern > y->pattern) - (x->pattern < y->pattern);
}

static int
keep_match (const ToposPatterns *self, const ToposLexicon *lexicon, const ToposItem *items,
            uint32_t first, uint32_t n, uint32_t end, uint32_t number, ToposMatch *match)
{
  const Pattern *pattern = &g_array_index (self->patterns, Pattern, number);
  Binding binding = { self, lexicon, items, end, n, NO_STATE, 0 };

  if (!before_fits (self, lexicon, pattern, items, first))
    return 0;
  memset (match, 0, sizeof *match);
  if (!bind (&binding, pattern->start, first, &match->slots))
    return 0;
  match->pattern = number;
  match->first = first;
  match->end = binding.core_end != NO_STATE ? binding.core_end : binding.used;
  match->reach = end;
  return match->end > first;
}

static uint32_t
follow (const ToposPatterns *self, uint32_t number, uint32_t code)
{
  const Node *node = &g_array_index (self->nodes, Node, number);
  const Edge *edges = &g_array_index (self->edges, Edge, node->first_edge);
  uint32_t low = 0, high = node->n_edges;

  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (edges[middle].code < code)
      low = middle + 1;
    else
      high = middle;
  }
  return low < node->n_edges && edges[low].code == code ? edges[low].next : NO_STATE;
}

int
topos_patterns_match (const ToposPatterns *self, const ToposLexicon *lexicon,
                      const ToposItem *items, uint32_t first, uint32_t n,
                      ToposMatch *matches, int most)
{
  uint32_t at = first;
  uint32_t node = self->first[items[first].signature * 2u + items[first].glued];
  int found = 0;

  while (node != NO_STATE) {
    const Node *here = &g_array_index (self->nodes, Node, node);

    at++;
    for (uint32_t i = 0; i < here->n_accepts && found < most; i++)
      found += keep_match (self, lexicon, items, first, n, at,
                           g_array_index (self->accepts, uint32_t, here->first_accept + i),
                           &matches[found]);
    if (at >= n || items[at].signature == 0)
      break;
    node = follow (self, node, items[at].signature * 2u + items[at].glued);
  }
  qsort (matches, (size_t) found, sizeof *matches, compare_matches);
  return found;
}

int
topos_patterns_match_plainly (const ToposPatterns *self, const ToposLexicon *lexicon,
                              const ToposItem *items, uint32_t first, uint32_t n,
                              ToposMatch *matches, int most)
{
  int found = 0;

  for (uint32_t pattern = 0; pattern < self->patterns->len; pattern++)
    for (uint32_t end = first + 1; end <= n && end <= first + 32 && found < most; end++)
      found += keep_match (self, lexicon, items, first, n, end, pattern, &matches[found]);
  qsort (matches, (size_t) found, sizeof *matches, compare_matches);
  return found;
}
