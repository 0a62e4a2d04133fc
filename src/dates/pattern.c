/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/pattern.h"

#include "core/error.h"
#include "dates/pattern-private.h"

#include <string.h>

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
  return g_ascii_isupper (name[0])
         && (name[1] == '\0' || g_ascii_isupper (name[1]) || g_ascii_isdigit (name[1]));
}

/* One item: "~slot:CLASS" or a literal. Leads to `next`. */
static uint32_t
parse_item (Parser *parser, uint32_t next)
{
  const size_t length = strcspn (parser->at, " ()|?");
  g_autofree char *text = g_strndup (parser->at, length);
  char *name = text, *colon;
  bool silent = false;
  State state = { .kind = STATE_STEP, .slot = NO_SLOT, .want = NO_VALUE, .out = next };

  parser->at += length;
  if (name[0] == '~' && name[1] != '\0') {
    state.glued = true;
    name++;
  }
  colon = name[1] != '\0' ? strchr (name, ':') : NULL;
  if (colon != NULL && colon[1] != '\0') {
    *colon = '\0';
    state.slot = (int8_t) topos_slot_by_name (name);
    silent = g_str_equal (name, "no")
             || (g_ascii_isdigit (name[0]) && topos_slot_value (name, &state.want));
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

void
topos_patterns_add_closed (const ToposPatterns *self, GArray *set, uint32_t state)
{
  const State *s = &g_array_index (self->states, State, state);

  switch ((StateKind) s->kind) {
  case STATE_FORK:
    topos_patterns_add_closed (self, set, s->out);
    topos_patterns_add_closed (self, set, s->other);
    return;
  case STATE_CORE_END:
    topos_patterns_add_closed (self, set, s->out);
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

  topos_patterns_add_closed (self, set, start);
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
