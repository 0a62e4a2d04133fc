/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/pattern.h"

#include "core/error.h"

#include <string.h>

#define NO_STATE UINT32_MAX
#define NO_SLOT (-1)

typedef enum { STATE_STEP, STATE_FORK, STATE_CORE_END, STATE_ACCEPT } StateKind;

/* A node of the patterns as written: Thompson's automaton. */
typedef struct {
  uint8_t kind;
  bool glued;
  int8_t slot;
  uint16_t symbol;
  uint32_t out;
  uint32_t other;    /* of a fork; of an accepting state its pattern */
} State;

typedef struct {
  uint32_t start;
  bool has_core_end;
  GArray *before;    /* uint16_t: symbols of which one stands before; NULL for anything */
} Pattern;

/* Where code (signature * 2 + glued) leads. */
typedef struct {
  uint32_t code;
  uint32_t next;
} Edge;

typedef struct {
  uint32_t first_edge;
  uint32_t n_edges;
  uint32_t first_accept;
  uint32_t n_accepts;
} Node;

struct ToposPatterns {
  GArray *states;    /* State */
  GArray *patterns;  /* Pattern */
  GArray *nodes;     /* Node; 0 is the start */
  GArray *edges;     /* Edge, sorted by code within a node */
  GArray *accepts;   /* uint32_t patterns */
  uint32_t *first;   /* by code: the node after the first item, or NO_STATE */
};

static void
pattern_clear (gpointer data)
{
  g_clear_pointer (&((Pattern *) data)->before, g_array_unref);
}

ToposPatterns *
topos_patterns_new (void)
{
  ToposPatterns *self = g_new0 (ToposPatterns, 1);

  self->states = g_array_new (FALSE, FALSE, sizeof (State));
  self->patterns = g_array_new (FALSE, FALSE, sizeof (Pattern));
  g_array_set_clear_func (self->patterns, pattern_clear);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  self->accepts = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  return self;
}

void
topos_patterns_free (ToposPatterns *self)
{
  g_array_unref (self->states);
  g_array_unref (self->patterns);
  g_array_unref (self->nodes);
  g_array_unref (self->edges);
  g_array_unref (self->accepts);
  g_free (self->first);
  g_free (self);
}

/* ------------------------------------------------------------------- patterns as written */

typedef struct {
  ToposPatterns *patterns;
  ToposLexicon *lexicon;
  const char *at;
  int depth;
  bool bad;
} Parser;

static uint32_t
add_state (ToposPatterns *self, State state)
{
  g_array_append_val (self->states, state);
  return self->states->len - 1;
}

static void
skip_blanks (Parser *parser)
{
  while (*parser->at == ' ')
    parser->at++;
}

static bool
is_class (const char *name)
{
  return g_ascii_isupper (name[0]) && (name[1] == '\0' || !g_ascii_islower (name[1]));
}

/* One item: "~slot:CLASS" or a literal. Leads to `next`. */
static uint32_t
parse_item (Parser *parser, uint32_t next)
{
  const size_t length = strcspn (parser->at, " ()|?");
  g_autofree char *text = g_strndup (parser->at, length);
  char *name = text, *colon;
  bool silent = false;
  State state = { .kind = STATE_STEP, .slot = NO_SLOT, .out = next };

  parser->at += length;
  if (name[0] == '~' && name[1] != '\0') {
    state.glued = true;
    name++;
  }
  colon = name[1] != '\0' ? strchr (name, ':') : NULL;
  if (colon != NULL && colon[1] != '\0') {
    *colon = '\0';
    state.slot = (int8_t) topos_slot_by_name (name);
    silent = g_str_equal (name, "no");
    parser->bad |= state.slot < 0 && !silent;
    name = colon + 1;
  }
  if (*name == '\0') {
    parser->bad = true;
    return next;
  }
  if (!is_class (name)) {
    state.symbol = topos_lexicon_add_literal (parser->lexicon, name);
  } else {
    state.symbol = topos_lexicon_symbol (parser->lexicon, name);
    if (state.slot == NO_SLOT && !silent)
      state.slot = (int8_t) topos_slot_by_name (name);
  }
  return add_state (parser->patterns, state);
}

/* Rows hold choices and choices rows, so one of the two must be named before it is written. A
 * row is built from its last item to its first, as each must know where it leads. */
static uint32_t parse_row (Parser *parser, const char *end, uint32_t next);

/* The bracket that closes the one at `open`, or NULL. */
static const char *
closing_bracket (const char *open, const char *end)
{
  int depth = 0;

  for (const char *p = open; p < end; p++) {
    depth += *p == '(';
    depth -= *p == ')';
    if (depth == 0)
      return p;
  }
  return NULL;
}

/* Alternatives apart by "|" in [at, end), each leading to `next`. */
static uint32_t
parse_choice (Parser *parser, const char *end, uint32_t next)
{
  const char *begin = parser->at;
  uint32_t start = NO_STATE;
  int depth = 0;

  for (const char *p = begin; p <= end; p++) {
    uint32_t branch;

    if (p < end) {
      depth += *p == '(';
      depth -= *p == ')';
      if (*p != '|' || depth > 0)
        continue;
    }
    parser->at = begin;
    branch = parse_row (parser, p, next);
    begin = p + 1;
    start = start == NO_STATE
                ? branch
                : add_state (parser->patterns,
                             (State){ .kind = STATE_FORK, .out = start, .other = branch });
  }
  parser->at = end;
  return start;
}

/* The items of [at, end) in a row. */
static uint32_t
parse_row (Parser *parser, const char *end, uint32_t next)
{
  const char *part, *part_end, *rest;
  bool optional;
  uint32_t after, start;

  skip_blanks (parser);
  if (parser->at >= end || parser->bad)
    return next;
  part = parser->at;
  if (*part == '(') {
    part_end = closing_bracket (part, end);
    if (part_end == NULL) {
      parser->bad = true;
      return next;
    }
    rest = part_end + 1;
  } else {
    part_end = part + strcspn (part, " ()|?");
    rest = part_end;
    if (part_end == part) {
      parser->bad = true;
      return next;
    }
  }
  optional = rest < end && *rest == '?';
  parser->at = rest + optional;
  after = parse_row (parser, end, next);
  parser->at = *part == '(' ? part + 1 : part;
  start = *part == '(' ? parse_choice (parser, part_end, after) : parse_item (parser, after);
  if (optional)
    start = add_state (parser->patterns,
                       (State){ .kind = STATE_FORK, .out = start, .other = after });
  parser->at = end;
  return start;
}

/* "in | since": the symbols that may stand before. */
static GArray *
parse_before (Parser *parser, const char *text, size_t length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) names = g_strsplit (copy, "|", -1);
  GArray *before = g_array_new (FALSE, FALSE, sizeof (uint16_t));

  for (char **name = names; *name != NULL; name++) {
    const char *word = g_strstrip (*name);
    const uint16_t symbol = is_class (word) ? topos_lexicon_symbol (parser->lexicon, word)
                                            : topos_lexicon_add_literal (parser->lexicon, word);

    g_array_append_val (before, symbol);
  }
  return before;
}

/* Adds to `set` the steps and acceptances that `state` stands for. */
static void
add_closed (const ToposPatterns *self, GArray *set, uint32_t state)
{
  const State *s = &g_array_index (self->states, State, state);

  switch ((StateKind) s->kind) {
  case STATE_FORK:
    add_closed (self, set, s->out);
    add_closed (self, set, s->other);
    return;
  case STATE_CORE_END:
    add_closed (self, set, s->out);
    return;
  default:
    g_array_append_val (set, state);
  }
}

/* True when the pattern matches nothing at all. */
static bool
is_empty (const ToposPatterns *self, uint32_t start)
{
  g_autoptr (GArray) set = g_array_new (FALSE, FALSE, sizeof (uint32_t));

  add_closed (self, set, start);
  for (guint i = 0; i < set->len; i++)
    if (g_array_index (self->states, State, g_array_index (set, uint32_t, i)).kind
        == STATE_ACCEPT)
      return true;
  return false;
}

bool
topos_patterns_add (ToposPatterns *self, ToposLexicon *lexicon, const char *text,
                    GError **error)
{
  Parser parser = { self, lexicon, text, 0, false };
  Pattern pattern = { 0 };
  const char *before = strstr (text, "<<"), *behind;
  const char *core = before ? before + 2 : text;
  uint32_t next = add_state (self, (State){ .kind = STATE_ACCEPT,
                                            .other = self->patterns->len });

  if (before != NULL)
    pattern.before = parse_before (&parser, text, (size_t) (before - text));
  behind = strstr (core, ">>");
  pattern.has_core_end = behind != NULL;
  if (behind != NULL) {
    parser.at = behind + 2;
    next = parse_choice (&parser, text + strlen (text), next);
    next = add_state (self, (State){ .kind = STATE_CORE_END, .out = next });
  }
  parser.at = core;
  pattern.start = parse_choice (&parser, behind ? behind : text + strlen (text), next);
  g_array_append_val (self->patterns, pattern);
  if (parser.bad || is_empty (self, pattern.start)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
                 "The pattern \"%s\" is not well formed: brackets, or a slot's name.", text);
    return false;
  }
  return true;
}

/* ----------------------------------------------------------------------------- automaton */

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
      add_closed (builder->patterns, builder->targets->pdata[code], state->out);
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
    add_closed (self, start, g_array_index (self->patterns, Pattern, i).start);
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

int
topos_patterns_states (const ToposPatterns *self)
{
  return (int) self->nodes->len;
}

/* ------------------------------------------------------------------------------ matching */

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
        || !topos_lexicon_bears (binding->lexicon, &binding->items[at], state->symbol, &value))
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
