/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/words.h"

#include <glib/gi18n.h>
#include <string.h>

char *
topos_passages_in_words (int passages)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d passage", "%d passages",
                                       (gulong) passages), passages);
}

const char *
topos_kind_in_words (ToposPlaceKind kind)
{
  static const char *const WORDS[TOPOS_PLACE_N_KINDS] = {
    [TOPOS_PLACE_COUNTRY] = N_("country"),
    [TOPOS_PLACE_TERRITORY] = N_("territory"),
    [TOPOS_PLACE_FORMER_COUNTRY] = N_("former country"),
    [TOPOS_PLACE_PROVINCE] = N_("province"),
    [TOPOS_PLACE_DISTRICT] = N_("district"),
    [TOPOS_PLACE_SUBDISTRICT] = N_("subdistrict"),
    [TOPOS_PLACE_TOWN] = N_("town"),
    [TOPOS_PLACE_NEIGHBOURHOOD] = N_("neighbourhood"),
    [TOPOS_PLACE_CONTINENT] = N_("continent"),
    [TOPOS_PLACE_REGION] = N_("region"),
    [TOPOS_PLACE_OCEAN] = N_("ocean"),
    [TOPOS_PLACE_SEA] = N_("sea"),
    [TOPOS_PLACE_STRAIT] = N_("strait"),
    [TOPOS_PLACE_LAKE] = N_("lake"),
    [TOPOS_PLACE_RIVER] = N_("river"),
    [TOPOS_PLACE_ISLAND] = N_("island"),
    [TOPOS_PLACE_PENINSULA] = N_("peninsula"),
    [TOPOS_PLACE_MOUNTAINS] = N_("mountains"),
    [TOPOS_PLACE_MOUNTAIN] = N_("mountain"),
    [TOPOS_PLACE_PASS] = N_("mountain pass"),
    [TOPOS_PLACE_VALLEY] = N_("valley"),
    [TOPOS_PLACE_PLAIN] = N_("plain"),
    [TOPOS_PLACE_DESERT] = N_("desert"),
    [TOPOS_PLACE_FOREST] = N_("forest"),
    [TOPOS_PLACE_PARK] = N_("park"),
    [TOPOS_PLACE_ROAD] = N_("road"),
    [TOPOS_PLACE_AIRPORT] = N_("airport"),
    [TOPOS_PLACE_BUILDING] = N_("building"),
  };

  return kind < TOPOS_PLACE_N_KINDS && WORDS[kind] != NULL ? _(WORDS[kind]) : "";
}

char *
topos_point_in_words (ToposPoint point)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (lat, sizeof lat, "%.4f", point.lat);
  g_ascii_formatd (lon, sizeof lon, "%.4f", point.lon);
  return g_strdup_printf ("%s, %s", lat, lon);
}

/* Escaped for markup, with line breaks as spaces. */
static void
append_plain (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_strdelimit (escaped, "\n\r\t", ' ');
  g_string_append (markup, escaped);
}

/* A search's snippet: what was found stands between U+0002 and U+0003. */
static char *
snippet_markup (const char *snippet)
{
  GString *markup = g_string_new (NULL);

  while (*snippet != '\0') {
    const gsize length = strcspn (snippet, "\002\003");
    append_plain (markup, snippet, length);
    snippet += length;
    if (*snippet == '\002')
      g_string_append (markup, "<b>");
    else if (*snippet == '\003')
      g_string_append (markup, "</b>");
    if (*snippet != '\0')
      snippet++;
  }
  return g_string_free (markup, FALSE);
}

char *
topos_passage_markup (const ToposPassageRow *row, ToposPlaceId place)
{
  if (row->snippet != NULL && place == TOPOS_PLACE_NONE)
    return snippet_markup (row->snippet);

  const gsize length = strlen (row->text);
  GString *markup = g_string_new (NULL);
  gsize at = 0;
  for (guint i = 0; i < row->mentions->len; i++) {
    const ToposMentionRow *mention = &g_array_index (row->mentions, ToposMentionRow, i);
    if (mention->place != place || place == TOPOS_PLACE_NONE || mention->span.start < row->span.start + at
        || mention->span.end - row->span.start > length)
      continue;
    const gsize start = mention->span.start - row->span.start;
    const gsize end = mention->span.end - row->span.start;
    append_plain (markup, row->text + at, start - at);
    g_string_append (markup, "<b>");
    append_plain (markup, row->text + start, end - start);
    g_string_append (markup, "</b>");
    at = end;
  }
  append_plain (markup, row->text + at, length - at);
  return g_string_free (markup, FALSE);
}
