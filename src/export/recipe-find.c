/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/recipe.h"

#include "export/markup.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <zlib.h>

#define MOST_INFLATED (1 << 20)

typedef struct {
  const char *data;
  size_t length;
} Bytes;

static const char *
find (Bytes bytes, const char *what)
{
  return memmem (bytes.data, bytes.length, what, strlen (what));
}

/* What follows `at`. */
static Bytes
after (Bytes bytes, const char *at)
{
  return (Bytes){ at, bytes.length - (size_t) (at - bytes.data) };
}

/* -------------------------------------------------------------------------------- PNG */

/* An iTXt chunk of ours: "Topos", no compression, no language, no translated key, the text. */
static char *
find_in_png (Bytes file)
{
  static const char head[] = "Topos\0\0\0\0";   /* with its last zero ten bytes */

  for (size_t at = 8; at + 12 <= file.length;) {
    const unsigned char *const chunk = (const unsigned char *) file.data + at;
    const size_t length = (size_t) chunk[0] << 24 | (size_t) chunk[1] << 16
                          | (size_t) chunk[2] << 8 | chunk[3];
    if (length > file.length - at - 12)
      return NULL;
    if (memcmp (chunk + 4, "iTXt", 4) == 0 && length > sizeof head
        && memcmp (chunk + 8, head, sizeof head) == 0)
      return g_strndup ((const char *) chunk + 8 + sizeof head, length - sizeof head);
    at += 12 + length;
  }
  return NULL;
}

/* -------------------------------------------------------------------------------- PDF */

/* A string between brackets, backslashes before what would end it; a line's end in it behind a
 * backslash does not count. */
static char *
literal_string (Bytes at)
{
  GString *const text = g_string_new (NULL);
  int depth = 0;

  for (size_t i = 1; i < at.length; i++) {
    const char c = at.data[i];
    if (c == '\\' && i + 1 < at.length) {
      if (at.data[++i] != '\n' && at.data[i] != '\r')
        g_string_append_c (text, at.data[i]);
      continue;
    }
    if (c == ')' && depth-- == 0)
      break;
    depth += c == '(';
    if (c != '\n' && c != '\r')
      g_string_append_c (text, c);
  }
  return g_string_free (text, FALSE);
}

/* UTF-16 in hexadecimal digits, of which a recipe has only those below 128. */
static char *
hex_string (Bytes at)
{
  GString *const text = g_string_new (NULL);
  unsigned int unit = 0;
  int digits = 0;

  for (size_t i = 1; i < at.length && at.data[i] != '>'; i++) {
    if (!g_ascii_isxdigit (at.data[i]))
      continue;
    unit = unit << 4 | (unsigned int) g_ascii_xdigit_value (at.data[i]);
    if (++digits % 4 == 0 && (unit & 0xffff) < 0x80 && (unit & 0xffff) != 0)
      g_string_append_c (text, (char) (unit & 0x7f));
  }
  return g_string_free (text, FALSE);
}

static char *
find_keywords (Bytes bytes)
{
  const char *at = find (bytes, "/Keywords");

  if (at == NULL)
    return NULL;
  Bytes value = after (bytes, at + strlen ("/Keywords"));
  while (value.length > 0 && g_ascii_isspace (*value.data))
    value = after (value, value.data + 1);
  if (value.length == 0)
    return NULL;
  return *value.data == '(' ? literal_string (value) : hex_string (value);
}

/* A stream's beginning, as far as it can be unpacked. */
static char *
find_in_stream (Bytes stream)
{
  g_autofree char *room = g_malloc (MOST_INFLATED);
  z_stream z = { .next_in = (Bytef *) stream.data, .next_out = (Bytef *) room,
                 .avail_in = (uInt) MIN (stream.length, G_MAXINT32), .avail_out = MOST_INFLATED };

  if (inflateInit (&z) != Z_OK)
    return NULL;
  inflate (&z, Z_SYNC_FLUSH);  /* what came out before an error is all there is to search */
  const size_t length = z.total_out;
  inflateEnd (&z);
  return find_keywords ((Bytes){ room, length });
}

/* Cairo 1.16 writes the document's facts as they are, its successor packs them. */
static char *
find_in_pdf (Bytes file)
{
  char *found = find_keywords (file);

  for (const char *at = find (file, "stream"); found == NULL && at != NULL;) {
    Bytes rest = after (file, at + strlen ("stream"));
    while (rest.length > 0 && (*rest.data == '\r' || *rest.data == '\n'))
      rest = after (rest, rest.data + 1);
    found = rest.length > 2 && *rest.data == 0x78 ? find_in_stream (rest) : NULL;
    at = find (rest, "stream");
  }
  return found;
}

/* ------------------------------------------------------------------------------- text */

static char *
between (Bytes file, const char *before, const char *behind)
{
  const char *const start = find (file, before);

  if (start == NULL)
    return NULL;
  const Bytes rest = after (file, start + strlen (before));
  const char *const end = find (rest, behind);
  return end != NULL ? topos_markup_unescape (rest.data, (size_t) (end - rest.data)) : NULL;
}

static char *
find_in_svg (Bytes file)
{
  return between (file, "<metadata>", "</metadata>");
}

static char *
find_in_html (Bytes file)
{
  return between (file, "<meta name=\"topos-recipe\" content=\"", "\"");
}

static char *
find_in_geojson (Bytes file)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_data (parser, file.data, (gssize) file.length, NULL))
    return NULL;
  JsonNode *const root = json_parser_get_root (parser);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root)
                                                                     : NULL;
  JsonNode *const topos = object != NULL ? json_object_get_member (object, "topos") : NULL;
  object = topos != NULL && JSON_NODE_HOLDS_OBJECT (topos) ? json_node_get_object (topos) : NULL;
  JsonNode *const recipe = object != NULL ? json_object_get_member (object, "recipe") : NULL;
  return recipe != NULL ? json_to_string (recipe, FALSE) : NULL;
}

char *
topos_recipe_find (GBytes *file)
{
  static const struct {
    const char *begins;
    char *(*find) (Bytes file);
  } KINDS[] = {
    { "\x89PNG", find_in_png }, { "%PDF", find_in_pdf },
    { "<?xml", find_in_svg },   { "<!DOCTYPE html>", find_in_html },
    { "{", find_in_geojson },
  };
  gsize length;
  const char *const data = g_bytes_get_data (file, &length);

  for (size_t i = 0; i < G_N_ELEMENTS (KINDS); i++) {
    const size_t head = strlen (KINDS[i].begins);
    if (length > head && memcmp (data, KINDS[i].begins, head) == 0)
      return KINDS[i].find ((Bytes){ data, length });
  }
  return NULL;
}
