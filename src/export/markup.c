/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/markup.h"

#include "text/json.h"

#include <string.h>

static const char *
entity (gunichar c)
{
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\'':
    return "&#39;";
  default:
    return NULL;
  }
}

/* The characters of XML 1.0. */
static gboolean
is_allowed (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff)
         || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
}

void
topos_markup_append (GString *to, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  for (const char *at = valid; at != NULL && *at != '\0'; at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);
    const char *const escaped = entity (c);
    if (escaped != NULL)
      g_string_append (to, escaped);
    else if (is_allowed (c))
      g_string_append_unichar (to, c);
  }
}

void
topos_markup_printf (GString *to, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  for (const char *at = format; *at != '\0'; at++) {
    if (at[0] == '%' && at[1] == 's') {
      topos_markup_append (to, va_arg (args, const char *));
      at++;
    } else if (at[0] == '%' && at[1] == 'd') {
      g_string_append_printf (to, "%d", va_arg (args, int));
      at++;
    } else {
      g_string_append_c (to, *at);
    }
  }
  va_end (args);
}

char *
topos_markup_unescape (const char *markup, gsize length)
{
  static const struct {
    const char *entity;
    char letter;
  } ENTITIES[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' },
                   { "&#39;", '\'' } };
  GString *const text = g_string_sized_new (length);

  for (gsize i = 0; i < length;) {
    gsize taken = 1;
    char letter = markup[i];
    for (gsize e = 0; e < G_N_ELEMENTS (ENTITIES) && markup[i] == '&'; e++) {
      const gsize n = strlen (ENTITIES[e].entity);
      if (i + n <= length && memcmp (markup + i, ENTITIES[e].entity, n) == 0) {
        letter = ENTITIES[e].letter;
        taken = n;
      }
    }
    g_string_append_c (text, letter);
    i += taken;
  }
  return g_string_free (text, FALSE);
}

void
topos_markup_number (GString *to, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.1f", value);
  g_string_append_printf (to, " %s=\"%s\"", name, text);
}

void
topos_markup_degrees (GString *to, double degrees)
{
  topos_json_append_number (to, degrees, 6);
}
