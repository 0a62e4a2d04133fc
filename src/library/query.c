/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/where.h"

#include <string.h>

typedef enum { PART_TERM, PART_AND, PART_OR, PART_NOT, PART_END } Kind;

static const struct {
  const char *word;
  Kind kind;
} OPERATORS[] = { { "AND", PART_AND }, { "OR", PART_OR }, { "NOT", PART_NOT } };

static bool
holds_a_letter (const char *text, gsize length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return true;
  return false;
}

/* One quoted FTS5 string of `length` bytes; a star after it asks for a prefix. */
static char *
quote (const char *text, gsize length, bool prefix)
{
  GString *term = g_string_new ("\"");

  for (gsize i = 0; i < length; i++)
    if (text[i] == '"')
      g_string_append (term, "\"\"");
    else
      g_string_append_c (term, text[i]);
  g_string_append (term, prefix ? "\"*" : "\"");
  return g_string_free (term, false);
}

/* Takes the next part at `*at`: an operator, a phrase or a word; `term` is set for the last two
 * unless there is no letter or digit in it. */
static Kind
next_part (const char **at, char **term)
{
  *term = NULL;
  while (**at && g_unichar_isspace (g_utf8_get_char (*at)))
    *at = g_utf8_next_char (*at);
  if (**at == '\0')
    return PART_END;

  const bool phrase = **at == '"';
  const char *start = *at + phrase;
  const char *end = phrase ? strchr (start, '"') : NULL;

  if (phrase && end == NULL)
    end = start + strlen (start);
  for (const char *c = start; !end; c = g_utf8_next_char (c))
    if (*c == '\0' || *c == '"' || g_unichar_isspace (g_utf8_get_char (c)))
      end = c;
  *at = phrase && *end == '"' ? end + 1 : end;
  for (gsize i = 0; !phrase && i < G_N_ELEMENTS (OPERATORS); i++)
    if (strlen (OPERATORS[i].word) == (gsize) (end - start)
        && strncmp (OPERATORS[i].word, start, (gsize) (end - start)) == 0)
      return OPERATORS[i].kind;

  const bool star = phrase ? **at == '*' : end > start && end[-1] == '*';

  if (phrase && star)
    (*at)++;
  else if (star)
    end--;
  if (holds_a_letter (start, (gsize) (end - start)))
    *term = quote (start, (gsize) (end - start), star);
  return PART_TERM;
}

/* An operator is taken at its word only between two terms; what else it could mean would be a
 * syntax error. */
char *
topos_search_query (const char *typed)
{
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  GString *query = g_string_new (NULL);
  const char *at = valid;
  char *term = NULL;
  Kind joint = PART_AND;

  for (Kind kind = next_part (&at, &term); kind != PART_END; kind = next_part (&at, &term)) {
    g_autofree char *owned = term;

    if (kind != PART_TERM) {
      joint = kind;
      continue;
    }
    if (owned == NULL)
      continue;
    if (query->len > 0)
      g_string_append (query, joint == PART_OR ? " OR " : joint == PART_NOT ? " NOT " : " AND ");
    g_string_append (query, owned);
    joint = PART_AND;
  }
  return g_string_free (query, query->len == 0);
}
