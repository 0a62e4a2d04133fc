/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/grammar.h"

#include "core/error.h"

#include <string.h>

/* So many letters stand before an ending. */
#define LEAST_OF_STEM 3

typedef struct {
  char *letters;
  uint16_t symbol;
} Ending;

struct ToposGrammar {
  char language[4];
  ToposLexicon *lexicon;
  ToposPatterns *patterns;
  GArray *rules;        /* ToposDateRule, by pattern */
  GHashTable *macros;   /* "@month" -> "(MONTH | MAY)" */
  GArray *endings;      /* Ending */
  uint16_t classes[N_CLASSES];
  gsize prepared;
};

static const char *const CLASS_NAMES[N_CLASSES] = {
  [CLASS_STOP] = "STOP",         [CLASS_FUTURE] = "FUTURE",   [CLASS_PAST] = "PAST",
  [CLASS_COUNTED] = "COUNTED",   [CLASS_NUMBERED] = "NUMBERED", [CLASS_STREET] = "STREET",
  [CLASS_YEARPREP] = "YEARPREP", [CLASS_AHEAD] = "AHEAD",
  [CLASS_ON] = "ON",             [CLASS_PLEDGED] = "PLEDGED", [CLASS_BE] = "BE",
  [CLASS_TO] = "TO",             [CLASS_BEGIN] = "BEGIN",     [CLASS_UNDONE] = "UNDONE",
  [CLASS_MAYBE] = "MAYBE",       [CLASS_IS] = "IS",           [CLASS_LASTED] = "LASTED",
  [CLASS_FIRSTNAME] = "FIRSTNAME", [CLASS_YEARIN] = "YEARIN", [CLASS_BOUND] = "BOUND",
  [CLASS_HAD] = "HAD",           [CLASS_THE] = "THE",         [CLASS_LONG] = "LONG",
  [CLASS_RANGE] = "RANGE",       [CLASS_BETWEEN] = "BETWEEN", [CLASS_ONES] = "ONES",
  [CLASS_TENS] = "TENS",         [CLASS_MULT] = "MULT",       [CLASS_ORDW] = "ORDW",
  [CLASS_AND] = "AND",           [CLASS_HYPHEN] = "HYPHEN",
};

void
topos_grammar_free (ToposGrammar *self)
{
  g_clear_pointer (&self->lexicon, topos_lexicon_free);
  g_clear_pointer (&self->patterns, topos_patterns_free);
  g_array_unref (self->rules);
  g_hash_table_unref (self->macros);
  g_array_unref (self->endings);
  g_free (self);
}

/* A number in words is a count, an ordinal can be a day: spares the tables the telling. */
static void
add_implied (ToposGrammar *self, const char *class, const char *form, int value)
{
  ToposLexicon *lexicon = self->lexicon;

  if (g_str_equal (class, "ONES") || g_str_equal (class, "TENS")) {
    topos_lexicon_add (lexicon, form, NUMERIC_COUNT, value);
    if (value >= 1 && value <= 12)
      topos_lexicon_add (lexicon, form, NUMERIC_HOUR, value);
  }
  if (g_str_equal (class, "ORDW")) {
    topos_lexicon_add (lexicon, form, NUMERIC_NTH, value);
    if (value >= 1 && value <= 31)
      topos_lexicon_add (lexicon, form, NUMERIC_ORD, value);
  }
}

static bool
add_words (ToposGrammar *self, const char *what, const char *forms)
{
  g_auto (GStrv) parts = g_strsplit (what, "=", 2);
  g_auto (GStrv) words = g_strsplit (forms, " ", -1);
  const uint16_t symbol = topos_lexicon_symbol (self->lexicon, parts[0]);
  int value = 0;

  if (parts[1] != NULL && !topos_slot_value (parts[1], &value))
    return false;
  for (char **word = words; *word != NULL; word++) {
    if (**word == '\0')
      continue;
    topos_lexicon_add (self->lexicon, *word, symbol, value);
    add_implied (self, parts[0], *word, value);
  }
  return true;
}

static void
clear_ending (gpointer ending)
{
  g_free (((Ending *) ending)->letters);
}

static void
add_endings (ToposGrammar *self, const char *class, const char *endings)
{
  g_auto (GStrv) letters = g_strsplit (endings, " ", -1);

  for (char **each = letters; *each != NULL; each++) {
    const Ending ending = { g_strdup (*each), topos_lexicon_symbol (self->lexicon, class) };

    g_array_append_val (self->endings, ending);
  }
}

/* The pattern with its macros put in. */
static char *
expand (const ToposGrammar *self, const char *pattern)
{
  GString *text = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0';) {
    if (*p == '@') {
      const size_t length = strspn (p + 1, "abcdefghijklmnopqrstuvwxyz_") + 1;
      g_autofree char *name = g_strndup (p, length);
      const char *macro = g_hash_table_lookup (self->macros, name);

      /* A piece is not glued as a whole. */
      if (text->len > 0 && text->str[text->len - 1] == '~')
        g_string_truncate (text, text->len - 1);
      g_string_append (text, macro ? macro : "(");
      p += length;
    } else {
      g_string_append_c (text, *p++);
    }
  }
  return g_string_free (text, FALSE);
}

static bool
read_meaning (const char *text, ToposDateRule *rule)
{
  static const struct {
    const char *name;
    ToposTimexType type;
    unsigned flag;
  } names[] = {
    { "date", TOPOS_TIMEX_DATE, 0 }, { "time", TOPOS_TIMEX_TIME, 0 },
    { "duration", TOPOS_TIMEX_DURATION, 0 }, { "set", TOPOS_TIMEX_SET, 0 },
    { "not", TOPOS_TIMEX_DATE, RULE_NOT }, { "bare", 0, RULE_BARE },
    { "ancient", 0, RULE_ANCIENT }, { "deictic", 0, RULE_DEICTIC }, { "whentold", 0, RULE_TOLD },
    { "chained", 0, RULE_CHAINED }, { "habit", 0, RULE_HABIT },
    { "dayfirst", 0, RULE_DAY_FIRST }, { "monthfirst", 0, RULE_MONTH_FIRST },
    { "ahead", 0, RULE_AHEAD }, { "narrative", 0, RULE_NARRATIVE },
    { "aside", 0, RULE_ASIDE }, { "opening", 0, RULE_OPENING }, { "log", 0, RULE_LOG },
  };
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  memset (rule, 0, sizeof *rule);
  for (int i = 0; words[i] != NULL; i++) {
    char *equals = strchr (words[i], '=');
    bool known = false;
    int value;

    for (size_t k = 0; k < G_N_ELEMENTS (names) && !known; k++)
      if (g_str_equal (words[i], names[k].name)) {
        rule->flags |= names[k].flag;
        if (i == 0)
          rule->type = names[k].type;
        known = true;
      }
    if (known)
      continue;
    if (equals == NULL)
      return false;
    *equals = '\0';
    if (topos_slot_by_name (words[i]) < 0 || !topos_slot_value (equals + 1, &value))
      return false;
    topos_slots_set (&rule->slots, (ToposSlot) topos_slot_by_name (words[i]), value);
  }
  return true;
}

static bool
add_pattern (ToposGrammar *self, const char *meaning, const char *pattern, GError **error)
{
  g_autofree char *text = expand (self, pattern);
  ToposDateRule rule;

  if (!read_meaning (meaning, &rule)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA, "\"%s\" is no meaning of a date.",
                 meaning);
    return false;
  }
  g_array_append_val (self->rules, rule);
  return topos_patterns_add (self->patterns, self->lexicon, text, error);
}

static bool
read_line (ToposGrammar *self, char **columns, GError **error)
{
  const guint n = g_strv_length (columns);
  const char *kind = columns[0];

  if (g_str_equal (kind, "language") && n == 2) {
    g_strlcpy (self->language, columns[1], sizeof self->language);
    return true;
  }
  if (g_str_equal (kind, "stop") && n == 2)
    return add_words (self, "STOP", columns[1]);
  if (g_str_equal (kind, "prefix") && n == 2) {
    topos_lexicon_add_prefix (self->lexicon, columns[1]);
    return true;
  }
  if (g_str_equal (kind, "word") && n == 3 && add_words (self, columns[1], columns[2]))
    return true;
  if (g_str_equal (kind, "ending") && n == 3) {
    add_endings (self, columns[1], columns[2]);
    return true;
  }
  if (g_str_equal (kind, "macro") && n == 3) {
    g_autofree char *inner = expand (self, columns[2]);

    g_hash_table_replace (self->macros, g_strdup (columns[1]),
                          g_strdup_printf ("(%s)", inner));
    return true;
  }
  if (g_str_equal (kind, "pattern") && n == 3)
    return add_pattern (self, columns[1], columns[2], error);
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
               "\"%s\" is no line of a date table, or its columns are wrong.", kind);
  return false;
}

static ToposGrammar *
grammar_new (void)
{
  ToposGrammar *self = g_new0 (ToposGrammar, 1);

  self->lexicon = topos_lexicon_new ();
  self->patterns = topos_patterns_new ();
  self->rules = g_array_new (FALSE, FALSE, sizeof (ToposDateRule));
  self->macros = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->endings = g_array_new (FALSE, FALSE, sizeof (Ending));
  g_array_set_clear_func (self->endings, clear_ending);
  return self;
}

static bool
read_table (ToposGrammar *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
                 "The date table %s cannot be read. Install Topos again.", path);
    return false;
  }
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) columns = g_strsplit (g_strchomp (lines[i]), "\t", -1);

    if (columns[0] == NULL || columns[0][0] == '\0' || columns[0][0] == '#')
      continue;
    if (!read_line (self, columns, error)) {
      g_prefix_error (error, "Line %d of %s is wrong: ", i + 1, path);
      return false;
    }
  }
  return true;
}

ToposGrammar *
topos_grammar_read (const char *path, const char *common, GError **error)
{
  g_autoptr (ToposGrammar) self = grammar_new ();

  if (!read_table (self, path, error)
      || (common != NULL && !read_table (self, common, error)))
    return NULL;
  for (int i = 0; i < N_CLASSES; i++)
    self->classes[i] = topos_lexicon_symbol (self->lexicon, CLASS_NAMES[i]);
  topos_lexicon_close (self->lexicon);
  return g_steal_pointer (&self);
}

void
topos_grammar_prepare (ToposGrammar *self)
{
  if (g_once_init_enter (&self->prepared)) {
    topos_patterns_close (self->patterns, self->lexicon);
    g_once_init_leave (&self->prepared, 1);
  }
}

const char *
topos_grammar_language (const ToposGrammar *self)
{
  return self->language;
}

const ToposLexicon *
topos_grammar_lexicon (const ToposGrammar *self)
{
  return self->lexicon;
}

const ToposPatterns *
topos_grammar_patterns (const ToposGrammar *self)
{
  return self->patterns;
}

const ToposDateRule *
topos_grammar_rule (const ToposGrammar *self, uint32_t pattern)
{
  return &g_array_index (self->rules, ToposDateRule, pattern);
}

bool
topos_grammar_ends_as (const ToposGrammar *self, ToposGrammarClass which, const char *text,
                       size_t length)
{
  for (guint i = 0; i < self->endings->len; i++) {
    const Ending *ending = &g_array_index (self->endings, Ending, i);
    const size_t n = strlen (ending->letters);

    if (ending->symbol == self->classes[which] && length > n
        && memcmp (text + length - n, ending->letters, n) == 0)
      return g_utf8_strlen (text, (gssize) (length - n)) >= LEAST_OF_STEM;
  }
  return false;
}

uint16_t
topos_grammar_class (const ToposGrammar *self, ToposGrammarClass which)
{
  return self->classes[which];
}
