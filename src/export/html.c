/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/html.h"

#include "export/html-days.h"
#include "export/html-map.h"
#include "export/html-page.h"
#include "export/markup.h"
#include "export/words.h"

static char *
place_key (const ToposGathered *gathered, guint i)
{
  const ToposPlaceRow *const row = gathered->places->pdata[i];

  return g_strdup_printf ("p%" G_GUINT64_FORMAT, row->id);
}

/* ------------------------------------------------------------------------------ texts */

static void
add_places (GString *html, const ToposGathered *gathered)
{
  g_string_append (html, "<nav aria-label=\"Places\"><h2>Places</h2><ul class=\"places\">\n");
  for (guint i = 0; i < gathered->places->len; i++) {
    const ToposPlaceRow *const row = gathered->places->pdata[i];
    const GArray *const passages = gathered->of_place->pdata[i];
    g_autofree char *key = place_key (gathered, i);
    topos_markup_printf (
        html,
        "<li id=\"%s\"><a data-place=\"%s\" data-name=\"%s\" href=\"#t%d\">"
        "<span>%s <small>%s%s%s</small></span><span>%d</span></a></li>\n",
        key, key, row->name, passages->len > 0 ? (int)g_array_index (passages, guint, 0) : 0,
        row->name, row->where, row->standing != TOPOS_STANDING_PLACED ? " · " : "",
        row->standing != TOPOS_STANDING_PLACED ? topos_standing_word (row->standing) : "",
        row->passages);
  }
  g_string_append (html, "</ul></nav>\n");
}

typedef struct {
  const ToposGathered *gathered;
  GString *keys;
} Keys;

static void
key_cb (int place, const ToposMentionRow *mention, void *data)
{
  const Keys *const keys = data;
  g_autofree char *key = place_key (keys->gathered, place);

  g_string_append_printf (keys->keys, "%s%s", keys->keys->len > 0 ? " " : "", key);
}

/* The passage with its places as links; a mention inside another is part of that. */
static void
add_text (GString *html, const ToposGathered *gathered, const ToposPassageRow *row)
{
  uint32_t at = row->span.start;

  for (guint i = 0; i < row->mentions->len; i++) {
    const ToposMentionRow *const mention = &g_array_index (row->mentions, ToposMentionRow, i);
    const int place = topos_gathered_find (gathered, mention->place);
    if (place < 0 || mention->span.start < at || mention->span.end > row->span.end)
      continue;
    g_autofree char *before = g_strndup (row->text + (at - row->span.start),
                                         mention->span.start - at);
    g_autofree char *name = g_strndup (row->text + (mention->span.start - row->span.start),
                                       topos_span_length (mention->span));
    g_autofree char *key = place_key (gathered, place);
    topos_markup_printf (html, "%s<a class=\"place\" data-place=\"%s\" href=\"#%s\">%s</a>",
                         before, key, key, name);
    at = mention->span.end;
  }
  topos_markup_append (html, row->text + (at - row->span.start));
}

static void
add_passage (GString *html, const ToposGathered *gathered, guint i)
{
  const ToposPassageRow *const row = gathered->passages->pdata[i];
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *days = topos_export_days (row->days);
  g_autofree char *published = topos_export_day (row->published);
  Keys keys = { gathered, places };

  topos_gathered_places_in (gathered, row, key_cb, &keys);
  g_autofree char *iso = topos_day_to_iso (row->published);
  g_string_append_printf (html, "<article id=\"t%u\" data-places=\"%s\" data-start=\"%u\"", i,
                          places->str, row->char_start);
  topos_markup_printf (html, " data-document=\"%s\" data-title=\"%s\" data-outlet=\"%s\" "
                             "data-published=\"%s\"", row->document, row->title, row->outlet, iso);
  if (topos_html_is_dated (row))
    g_string_append_printf (html, " data-from=\"%d\" data-to=\"%d\"", row->days.first,
                            row->days.last);
  g_string_append (html, "><p dir=\"auto\">");
  add_text (html, gathered, row);
  topos_markup_printf (html, "</p><footer>%s%s%s%s%s%s%s</footer></article>\n",
                       row->outlet, row->outlet != NULL ? ", " : "", row->title,
                       *published != '\0' ? ", " : "", published,
                       *days != '\0' ? " · speaks of " : "", days);
}

GBytes *
topos_export_html (const ToposGathered *gathered, const ToposExportJob *job,
                   ToposExportReport *report, GError **error)
{
  GString *const html = g_string_new ("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                                      "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                                      "content=\"width=device-width,initial-scale=1\">\n"
                                      "<meta http-equiv=\"Content-Security-Policy\" content=\""
                                      "default-src 'none'; img-src data:; "
                                      "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
                                      "<meta name=\"generator\" content=\"Topos " TOPOS_VERSION
                                      "\">\n");
  const char *const title = gathered->title != NULL ? gathered->title : "Places in the articles";

  topos_markup_printf (html, "<title>%s</title>\n<meta name=\"description\" content=\"%s\">\n"
                             "<meta name=\"topos-recipe\" content=\"%s\">\n<style>",
                       title, gathered->summary, gathered->recipe);
  g_string_append (html, topos_page_style);
  topos_markup_printf (html, "</style>\n</head>\n<body>\n<header><h1 dir=\"auto\">%s</h1>\n"
                             "<p class=\"sub\">%s</p></header>\n<div class=\"cols\">\n"
                             "<section class=\"look\" aria-label=\"Map\">\n",
                       title, gathered->summary);
  if (!topos_html_add_map (html, gathered, job, report, error)) {
    g_string_free (html, TRUE);
    return NULL;
  }
  topos_html_add_days (html, gathered);
  g_string_append (html, "</section>\n<div>\n");
  add_places (html, gathered);
  g_string_append (html,
                   "<main><h2>Passages</h2><p class=\"tell\"><span id=\"tell\" role=\"status\">"
                   "</span> <button id=\"clear\" hidden>Show all</button></p>\n");
  for (guint i = 0; i < gathered->passages->len; i++)
    add_passage (html, gathered, i);
  g_string_append (html, "</main>\n</div>\n</div>\n<script>");
  g_string_append (html, topos_page_script);
  g_string_append (html, "</script>\n</body>\n</html>\n");
  return g_string_free_to_bytes (html);
}
