/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/json.h"

#include <math.h>
#include <string.h>

void
topos_json_append_text (GString *json, const char *text, gsize length)
{
  g_autofree char *valid = NULL;

  if (!g_utf8_validate_len (text, length, NULL)) {
    valid = g_utf8_make_valid (text, (gssize) length);
    text = valid;
    length = strlen (valid);
  }
  g_string_append_c (json, '"');
  for (gsize i = 0; i < length; i++) {
    const unsigned char c = (unsigned char) text[i];

    if (c == '"' || c == '\\')
      g_string_append_printf (json, "\\%c", c);
    else if (c == '\n')
      g_string_append (json, "\\n");
    else if (c == '\r')
      g_string_append (json, "\\r");
    else if (c == '\t')
      g_string_append (json, "\\t");
    else if (c < 0x20 || c == 0x7F)
      g_string_append_printf (json, "\\u%04x", c);
    else
      g_string_append_c (json, (char) c);
  }
  g_string_append_c (json, '"');
}

void
topos_json_append_string (GString *json, const char *text)
{
  if (text == NULL)
    g_string_append (json, "null");
  else
    topos_json_append_text (json, text, strlen (text));
}

void
topos_json_append_number (GString *json, double number, int digits)
{
  char format[8], buffer[G_ASCII_DTOSTR_BUF_SIZE * 10];
  char *end;

  if (!isfinite (number)) {
    g_string_append (json, "null");
    return;
  }
  g_snprintf (format, sizeof format, "%%.%df", digits);
  g_ascii_formatd (buffer, sizeof buffer, format, number);
  if (strchr (buffer, '.') != NULL) {
    end = buffer + strlen (buffer);
    while (end[-1] == '0')
      *--end = '\0';
    if (end[-1] == '.')
      *--end = '\0';
  }
  g_string_append (json, strcmp (buffer, "-0") == 0 ? "0" : buffer);
}
