/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/svg.h"

#include "export/markup.h"

#include <string.h>

/* What cairo numbers over all surfaces of a process. */
static const char *const COUNTED[] = {
  "surface", "source", "mask", "image", "pattern", "filter"
};

/* Where an id or a reference to one begins between `at` and `end`, behind its quote or its hash;
 * NULL when there are no more. */
static const char *
next_id (const char *at, const char *end)
{
  for (; at < end; at++) {
    if (*at == '#')
      return at + 1;
    if (*at == 'i' && end - at > 4 && memcmp (at, "id=\"", 4) == 0)
      return at + 4;
  }
  return NULL;
}

/* The length of an id of a counted kind at `id`, 0 when it is another; `digits` is where its
 * number begins. */
static gsize
counted_length (const char *id, const char *end, gsize *digits)
{
  for (gsize i = 0; i < G_N_ELEMENTS (COUNTED); i++) {
    gsize n = strlen (COUNTED[i]);
    if ((gsize) (end - id) <= n || memcmp (id, COUNTED[i], n) != 0)
      continue;
    n += id[n] == '-';
    *digits = n;
    while (id + n < end && g_ascii_isdigit (id[n]))
      n++;
    return n > *digits ? n : 0;
  }
  return 0;
}

/* Numbers each id anew, the first that appears 1. */
static void
append_steadied (GString *to, const char *text, const char *end)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *at = text;

  for (const char *id = next_id (at, end); id != NULL; id = next_id (id, end)) {
    gsize digits = 0;
    const gsize length = counted_length (id, end, &digits);
    if (length == 0)
      continue;
    char *const old = g_strndup (id, length);
    gpointer number = g_hash_table_lookup (numbers, old);
    if (number == NULL) {
      number = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
      g_hash_table_insert (numbers, old, number);
    } else {
      g_free (old);
    }
    g_string_append_len (to, at, id + digits - at);
    g_string_append_printf (to, "%u", GPOINTER_TO_UINT (number));
    at = id + length;
  }
  g_string_append_len (to, at, end - at);
}

GBytes *
topos_svg_finish (const char *svg, gsize length, const char *title, const char *description,
                  const char *recipe)
{
  const char *const root = g_strstr_len (svg, (gssize) length, "<svg");
  const char *const tag_end
      = root != NULL ? memchr (root, '>', length - (gsize) (root - svg)) : NULL;
  GString *const whole = g_string_sized_new (length + 1024);
  const char *const rest = tag_end != NULL ? tag_end + 1 : svg;

  g_string_append_len (whole, svg, rest - svg);
  if (tag_end != NULL)
    topos_markup_printf (whole, "\n<title>%s</title>\n<desc>%s</desc>\n<metadata>%s</metadata>",
                         title, description, recipe);
  append_steadied (whole, rest, svg + length);
  return g_string_free_to_bytes (whole);
}
