/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-line.h"

#include <string.h>

enum { MOST_DEPTH = 64, REPLACEMENT = 0xfffd };

static void
skip_space (const char **at)
{
  *at += strspn (*at, " \t\r\n");
}

static bool
skip (const char **at, char expected)
{
  skip_space (at);
  if (**at != expected)
    return false;
  (*at)++;
  return true;
}

/* Four hexadecimal digits. */
static bool
read_unit (const char **at, gunichar *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++, (*at)++) {
    const int digit = g_ascii_xdigit_value (**at);

    if (digit < 0)
      return false;
    *unit = *unit * 16 + (gunichar) digit;
  }
  return true;
}

/* What follows "\u": one letter, of two halves where need be. */
static bool
read_letter (const char **at, GString *text)
{
  gunichar high = 0, low = 0;

  if (!read_unit (at, &high))
    return false;
  if (high >= 0xd800 && high < 0xdc00 && (*at)[0] == '\\' && (*at)[1] == 'u') {
    const char *after = *at + 2;

    if (!read_unit (&after, &low))
      return false;
    if (low >= 0xdc00 && low < 0xe000) {
      *at = after;
      high = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    }
  }
  g_string_append_unichar (text, high == 0 || (high >= 0xd800 && high < 0xe000) ? REPLACEMENT
                                                                                : high);
  return true;
}

static bool
read_escape (const char **at, GString *text)
{
  static const char NAMES[] = "\"\\/bfnrt", MEANINGS[] = "\"\\/\b\f\n\r\t";
  const char name = **at;
  const char *found = name ? strchr (NAMES, name) : NULL;

  if (name == '\0')
    return false;
  (*at)++;
  if (name == 'u')
    return read_letter (at, text);
  if (found)
    g_string_append_c (text, MEANINGS[found - NAMES]);
  return found != NULL;
}

static bool
read_string (const char **at, GString *text)
{
  g_string_truncate (text, 0);
  if (!skip (at, '"'))
    return false;
  for (;;) {
    const size_t plain = strcspn (*at, "\"\\");

    g_string_append_len (text, *at, (gssize) plain);
    *at += plain;
    if (**at == '\0')
      return false;
    if (*(*at)++ == '"')
      return true;
    if (!read_escape (at, text))
      return false;
  }
}

/* Passes over any value. */
static bool
skip_value (const char **at, GString *scratch)
{
  int depth = 0;

  do {
    skip_space (at);
    if (**at == '\0' || depth > MOST_DEPTH)
      return false;
    if (**at == '"') {
      if (!read_string (at, scratch))
        return false;
    } else if (**at == '[' || **at == '{') {
      depth++;
      (*at)++;
    } else if (**at == ']' || **at == '}') {
      depth--;
      (*at)++;
    } else if (**at == ',' || **at == ':') {
      (*at)++;
    } else {
      const size_t word = strcspn (*at, " \t\r\n,:]}[{\"");

      *at += word;
    }
  } while (depth > 0);
  return depth == 0;
}

static bool
read_value (const char **at, GString *value, bool *plain)
{
  skip_space (at);
  *plain = **at == '"' || **at == '-' || g_ascii_isdigit (**at);
  if (**at == '"')
    return read_string (at, value);
  if (*plain) {
    const size_t length = strspn (*at, "0123456789+-.eE");

    g_string_truncate (value, 0);
    g_string_append_len (value, *at, (gssize) length);
    *at += length;
    return true;
  }
  return skip_value (at, value);
}

static bool
read_members (const char **at, GString *key, GString *value, ToposJsonMember member, void *data)
{
  bool plain = false;

  if (!skip (at, '{'))
    return false;
  if (skip (at, '}'))
    return true;
  do {
    if (!read_string (at, key) || !skip (at, ':') || !read_value (at, value, &plain))
      return false;
    member (key->str, plain ? value : NULL, data);
  } while (skip (at, ','));
  return skip (at, '}');
}

bool
topos_json_object_read (const char *line, ToposJsonMember member, void *data)
{
  g_autoptr (GString) key = g_string_new (NULL), value = g_string_new (NULL);
  g_autofree char *mended = g_utf8_validate (line, -1, NULL) ? NULL
                                                             : g_utf8_make_valid (line, -1);
  const char *at = mended ? mended : line;

  if (!read_members (&at, key, value, member, data))
    return false;
  skip_space (&at);
  return *at == '\0';
}
