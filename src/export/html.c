/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/html.h"

#include "export/html-days.h"
#include "export/html-map.h"
#include "export/markup.h"
#include "export/words.h"

static const char STYLE[]
    = ":root{color-scheme:light dark;--ink:#1f1f1f;--quiet:#55595e;--paper:#fff;--mark:#b3261e;"
      "--line:#d0d3d6;--glow:#fdeceb}"
      "@media(prefers-color-scheme:dark){:root{--ink:#f2f2f2;--quiet:#b0b5ba;--paper:#1e2124;"
      "--mark:#ff8a70;--line:#454b51;--glow:#3a2522}}"
      "body{font:16px/1.5 system-ui,'Noto "
      "Sans',sans-serif;color:var(--ink);background:var(--paper);"
      "max-width:1320px;margin:0 auto;padding:1rem}"
      "h1{margin:0;font-size:1.6rem}h2{font-size:1.1rem}p.sub{margin:.2rem 0 "
      "1rem;color:var(--quiet)}"
      "svg{max-width:100%;height:auto}.map{border:1px solid "
      "var(--line);display:block;width:100%}"
      ".cols{display:grid;grid-template-columns:minmax(14rem,1fr) 3fr;gap:1.5rem}"
      "@media(max-width:50rem){.cols{display:block}}"
      "a{color:inherit}ul.places{list-style:none;padding:0;margin:0}"
      "ul.places a{display:flex;justify-content:space-between;gap:1rem;text-decoration:none;"
      "padding:.15rem .4rem;border-radius:.3rem}"
      "ul.places a:hover,ul.places a.on,article.on{background:var(--glow)}"
      "ul.places small{color:var(--quiet)}article{padding:.3rem .6rem;margin:0 0 .8rem;"
      "border-left:3px solid "
      "var(--line);border-radius:.2rem}article.on{border-color:var(--mark)}"
      "article p{margin:0}article footer{color:var(--quiet);font-size:.85rem}"
      "article a.place{font-weight:600;text-decoration-color:var(--mark)}"
      ".m circle{fill:#b3261e;stroke:#fff;stroke-width:1.5}.m.hollow circle{fill:#fff;"
      "stroke:#b3261e;stroke-width:2.2;stroke-dasharray:3 2}"
      ".reach{fill:#b3261e;fill-opacity:.04;stroke:#b3261e;stroke-opacity:.55;stroke-width:1.1;"
      "pointer-events:none}.reach.vast{fill:none}.reach.on{fill-opacity:.16;stroke-opacity:1;stroke-width:2}"
      ".m.area circle{fill:#b3261e;fill-opacity:.07;stroke:#b3261e;stroke-width:1.4}"
      ".m text{font:600 12.5px system-ui,'Noto Sans',sans-serif;fill:#1f1f1f;stroke:#fff;"
      "stroke-width:3px;paint-order:stroke}"
      ".m.on circle{stroke:#000;stroke-width:4}.m.on text{font-weight:800}"
      ".m:focus{outline:none}.m:focus circle{stroke:#000;stroke-width:4}"
      ".bar{fill:var(--mark)}.bar.on,.bar:focus{fill:var(--ink)}.bar:hover{fill:var(--quiet)}"
      "button{font:inherit}[hidden]{display:none}.tell{color:var(--quiet)}"
      "@media print{.tell,.bars{display:none}article{break-inside:avoid}}";

/* Everything is there without it; the script only lights up and hides. */
static const char SCRIPT[]
    = "(()=>{const q=s=>[...document.querySelectorAll(s)],all=q('article'),"
      "tell=document.getElementById('tell'),clear=document.getElementById('clear');"
      "const show=(test,what)=>{let n=0;all.forEach(a=>{const y=test(a);a.hidden=!y;n+=y});"
      "tell.textContent=what?n+(n===1?' passage':' passages')+': '+what:'';clear.hidden=!what};"
      "const light=id=>{q('.on').forEach(e=>e.classList.remove('on'));"
      "if(id)q('[data-place=\"'+id+'\"]').forEach(e=>e.classList.add('on'))};"
      "const place=id=>{const a=document.querySelector('ul.places [data-place=\"'+id+'\"]');"
      "light(id);show(e=>e.dataset.places.split(' ').includes(id),a?a.dataset.name:'')};"
      "const pick=e=>{const t=e.target.closest('[data-place],[data-first],#clear');if(!t)return;"
      "if(e.type==='keydown'&&e.key!=='Enter'&&e.key!==' ')return;e.preventDefault();"
      "if(t.id==='clear'){light();show(()=>true,'')}else "
      "if(t.dataset.place)place(t.dataset.place);"
      "else{light();t.classList.add('on');const f=+t.dataset.first,l=+t.dataset.last;"
      "show(e=>e.dataset.from&&+e.dataset.from<=l&&f<=+e.dataset.to,t.dataset.name)}};"
      "document.addEventListener('click',pick);document.addEventListener('keydown',pick);"
      "all.forEach(a=>{const on=v=>()=>a.dataset.places.split(' ').forEach(id=>"
      "q('svg [data-place=\"'+id+'\"]').forEach(e=>e.classList.toggle('on',v)));"
      "a.addEventListener('mouseenter',on(true));a.addEventListener('mouseleave',on(false))});"
      "})();";

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
                                      "<meta name=\"generator\" content=\"Topos " TOPOS_VERSION
                                      "\">\n");
  const char *const title = gathered->title != NULL ? gathered->title : "Places in the articles";

  topos_markup_printf (html, "<title>%s</title>\n<meta name=\"description\" content=\"%s\">\n"
                             "<meta name=\"topos-recipe\" content=\"%s\">\n<style>",
                       title, gathered->summary, gathered->recipe);
  g_string_append (html, STYLE);
  topos_markup_printf (html, "</style>\n</head>\n<body>\n<h1 dir=\"auto\">%s</h1>\n"
                             "<p class=\"sub\">%s</p>\n", title, gathered->summary);
  if (!topos_html_add_map (html, gathered, job, report, error)) {
    g_string_free (html, TRUE);
    return NULL;
  }
  topos_html_add_days (html, gathered);
  g_string_append (html, "<div class=\"cols\">\n");
  add_places (html, gathered);
  g_string_append (html,
                   "<main><h2>Passages</h2><p class=\"tell\"><span id=\"tell\" role=\"status\">"
                   "</span> <button id=\"clear\" hidden>Show all</button></p>\n");
  for (guint i = 0; i < gathered->passages->len; i++)
    add_passage (html, gathered, i);
  g_string_append (html, "</main>\n</div>\n<script>");
  g_string_append (html, SCRIPT);
  g_string_append (html, "</script>\n</body>\n</html>\n");
  return g_string_free_to_bytes (html);
}
