/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/json.h"

#include <math.h>
#include <stdbool.h>
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

/* The same by whole numbers, many times as fast, for what is neither huge nor so near the middle
 * between two roundings that a double cannot tell. False when it is. */
static bool
append_plain (GString *json, double number, int digits)
{
  static const double POWERS[] = { 1, 10, 100, 1e3, 1e4, 1e5, 1e6 };
  const double least = number < 0 ? -number : number;
  char buffer[32], *at = buffer + sizeof buffer;
  int left = digits;

  if (digits < 0 || digits >= (int) G_N_ELEMENTS (POWERS) || least > 1e9)
    return false;
  const double scaled = least * POWERS[digits];
  int64_t whole = (int64_t) scaled;
  const double rest = scaled - (double) whole;
  if (rest > 0.4999 && rest < 0.5001)
    return false;
  whole += rest >= 0.5;
  const bool negative = number < 0 && whole > 0;
  for (; left > 0 && whole % 10 == 0; left--)
    whole /= 10;
  for (int shown = 0; whole > 0 || shown <= left; shown++) {
    if (shown == left && left > 0)
      *--at = '.';
    *--at = (char) ('0' + whole % 10);
    whole /= 10;
  }
  if (negative)
    *--at = '-';
  g_string_append_len (json, at, buffer + sizeof buffer - at);
  return true;
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
  if (append_plain (json, number, digits))
    return;
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
