/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/html.h"

#include "draw/fonts.h"
#include "draw/labels.h"
#include "draw/png.h"
#include "draw/sheet-map.h"
#include "export/markup.h"
#include "export/ground.h"
#include "export/words.h"

#include <math.h>

#define MAP_WIDTH 1000
#define MAP_HEIGHT 620
#define MAP_SCALE 1.5      /* pixels of the picture beneath a unit of the map */
#define BARS_HEIGHT 60
#define BARS_MOST 2000     /* days; a longer stretch is drawn by months' ends only */

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
      "const pick=e=>{const t=e.target.closest('[data-place],[data-day],#clear');if(!t)return;"
      "if(e.type==='keydown'&&e.key!=='Enter'&&e.key!==' ')return;e.preventDefault();"
      "if(t.id==='clear'){light();show(()=>true,'')}else "
      "if(t.dataset.place)place(t.dataset.place);"
      "else{light();t.classList.add('on');const d=+t.dataset.day;"
      "show(e=>e.dataset.from&&+e.dataset.from<=d&&d<=+e.dataset.to,t.dataset.name)}};"
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

/* -------------------------------------------------------------------------------- map */

/* The base map with its names as a picture inside the page. */
static bool
add_ground (GString *html, ToposBaseMap *base, PangoContext *fonts, const ToposBaseView *view,
            GArray *obstacles, GError **error)
{
  cairo_surface_t *const surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) (view->width * MAP_SCALE), (int) (view->height * MAP_SCALE));
  cairo_t *const cr = cairo_create (surface);
  ToposBaseView fine = *view;

  fine.scale = MAP_SCALE;
  fine.width *= MAP_SCALE;
  fine.height *= MAP_SCALE;
  topos_base_map_paint (base, cr, &fine);
  cairo_scale (cr, MAP_SCALE, MAP_SCALE);
  g_autoptr (ToposLabels) labels = topos_labels_place (
      base, view, fonts, (ToposRect){ 4, 4, view->width - 8, view->height - 8 },
      (ToposRect *) (void *) obstacles->data, obstacles->len, NULL);
  topos_labels_paint (labels, cr);
  cairo_destroy (cr);
  g_autoptr (GBytes) png = topos_png_encode (surface, 96 * MAP_SCALE, NULL, 0, error);
  cairo_surface_destroy (surface);
  if (png == NULL)
    return false;

  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (png, NULL),
                                             g_bytes_get_size (png));
  g_string_append_printf (html, "<image width=\"%d\" height=\"%d\" href=\"data:image/png;base64,",
                          (int) view->width, (int) view->height);
  g_string_append (html, base64);
  g_string_append (html, "\"/>\n");
  return true;
}

static void
number (GString *html, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.1f", value);
  g_string_append_printf (html, " %s=\"%s\"", name, text);
}

/* One marker: a link to its place in the list, so that it works without script too. */
static void
add_marker (GString *html, const ToposMarker *marker, double x, double y, double radius,
            bool ring, const ToposCallout *callout)
{
  const bool sure = marker->standing == TOPOS_STANDING_PLACED;

  g_string_append_printf (html, "<a class=\"m%s%s\" href=\"#p%" G_GUINT64_FORMAT
                                "\" data-place=\"p%" G_GUINT64_FORMAT "\"><title>",
                          sure ? "" : " hollow", ring ? " area" : "", marker->id, marker->id);
  topos_markup_printf (html, "%s, %d %s</title><circle", marker->name, marker->passages,
                       marker->passages == 1 ? "passage" : "passages");
  number (html, "cx", x);
  number (html, "cy", y);
  number (html, "r", radius);
  g_string_append (html, "/>");
  if (callout->placed) {
    g_string_append (html, "<text");
    number (html, "x", callout->text.x);
    number (html, "y", callout->text.y + callout->text.height * 0.8);
    topos_markup_printf (html, ">%s</text>", marker->name);
  }
  g_string_append (html, "</a>\n");
}

/* Each place has its own marker here, large ones beneath; what is too wide for the frame is in the
 * list alone. */
static bool
add_map (GString *html, const ToposGathered *gathered, const ToposExportJob *job,
         ToposExportReport *report, GError **error)
{
  ToposPicture plain;
  const ToposPicture *picture = job->picture;
  g_autoptr (GArray) markers = topos_export_markers (gathered);
  g_autoptr (ToposBaseMap) base = NULL;
  g_autoptr (GArray) obstacles = g_array_new (FALSE, FALSE, sizeof (ToposRect));

  topos_picture_init (&plain);
  if (picture == NULL)
    picture = &plain;
  if (!topos_export_base_map (picture, job->data_dir, &base, error))
    return false;

  PangoContext *const fonts = topos_fonts_context_new (job->data_dir);
  const ToposSheet sheet = { .width = MAP_WIDTH, .height = MAP_HEIGHT, .scale = 1,
                             .markers = (ToposMarker *) (void *) markers->data,
                             .n_markers = markers->len, .box = picture->box,
                             .centre = picture->centre, .zoom = picture->zoom };
  const ToposBaseView view = topos_sheet_view (&sheet, MAP_WIDTH, MAP_HEIGHT);
  const double world = 256 * exp2 (view.zoom);
  g_autofree ToposCallout *callouts = g_new0 (ToposCallout, markers->len + 1);
  int beyond = 0;

  for (guint i = 0; i < markers->len; i++) {
    const ToposMarker *const marker = &g_array_index (markers, ToposMarker, i);
    const ToposMercator at = topos_mercator_from_point (marker->point);
    const double dx = at.x - view.centre.x - round (at.x - view.centre.x);
    g_autoptr (PangoLayout) layout = topos_fonts_layout (fonts, marker->name, 12.5, true);
    int width, height;
    pango_layout_get_pixel_size (layout, &width, &height);
    callouts[i] = (ToposCallout){ .x = view.width / 2 + dx * world,
                                  .y = view.height / 2 + (at.y - view.centre.y) * world,
                                  .radius = topos_symbol_radius (TOPOS_SYMBOL_CERTAIN,
                                                                 marker->passages),
                                  .width = width + 2, .height = height,
                                  .priority = marker->passages, .wanted = i < 300 };
    if (callouts[i].x < 0 || callouts[i].x > view.width || callouts[i].y < 0
        || callouts[i].y > view.height)
      beyond++;
  }
  topos_callouts_place (callouts, markers->len, NULL, 0,
                        (ToposRect){ 2, 2, view.width - 4, view.height - 4 }, false);
  for (guint i = 0; i < markers->len; i++) {
    const double r = callouts[i].radius;
    const ToposRect symbol = { callouts[i].x - r, callouts[i].y - r, 2 * r, 2 * r };
    g_array_append_val (obstacles, symbol);
    if (callouts[i].placed)
      g_array_append_val (obstacles, callouts[i].text);
  }

  g_string_append_printf (html, "<svg class=\"map\" role=\"group\" aria-label=\"Map\" "
                                "viewBox=\"0 0 %d %d\">\n", (int) view.width, (int) view.height);
  const bool painted = base == NULL || add_ground (html, base, fonts, &view, obstacles, error);
  for (guint i = 0; i < markers->len; i++) {
    const ToposCallout *const c = &callouts[i];
    if (c->x >= 0 && c->x <= view.width && c->y >= 0 && c->y <= view.height)
      add_marker (html, &g_array_index (markers, ToposMarker, i), c->x, c->y, c->radius,
                  topos_place_kind_is_area (g_array_index (markers, ToposMarker, i).kind), c);
  }
  g_string_append (html, "</svg>\n<p class=\"sub\"><small>");
  if (beyond > 0)
    topos_markup_printf (html, "%d %s beyond the edge of the map. ", beyond,
                         beyond == 1 ? "place lies" : "places lie");
  topos_markup_printf (html, "%s%s%s Places: GeoNames, CC BY 4.0.</small></p>\n",
                       gathered->note != NULL ? gathered->note : "",
                       base != NULL ? topos_base_map_credits (base) : "",
                       base != NULL ? "." : "");
  if (report != NULL)
    report->beyond = beyond;
  g_object_unref (fonts);
  return painted;
}

/* ------------------------------------------------------------------------------- days */

static bool
is_dated (const ToposPassageRow *passage)
{
  return !topos_date_span_is_none (passage->days) && passage->days.first != TOPOS_DAY_OPEN_START
         && passage->days.last != TOPOS_DAY_OPEN_END;
}

/* A bar a day, as high as passages that begin on it. */
static void
add_days (GString *html, const ToposGathered *gathered)
{
  ToposDay first = TOPOS_DAY_OPEN_END, last = TOPOS_DAY_OPEN_START;
  int most = 0;

  for (guint i = 0; i < gathered->passages->len; i++) {
    const ToposPassageRow *const row = gathered->passages->pdata[i];
    if (!is_dated (row))
      continue;
    first = MIN (first, row->days.first);
    last = MAX (last, row->days.first);
  }
  if (first >= last || last - first >= BARS_MOST)
    return;

  const int n = last - first + 1;
  g_autofree int *counts = g_new0 (int, n);
  for (guint i = 0; i < gathered->passages->len; i++) {
    const ToposPassageRow *const row = gathered->passages->pdata[i];
    if (is_dated (row))
      most = MAX (most, ++counts[row->days.first - first]);
  }
  g_autofree char *from = topos_export_day (first), *to = topos_export_day (last);
  g_string_append_printf (html, "<svg class=\"bars\" role=\"group\" aria-label=\"Days\" "
                                "viewBox=\"0 0 %d %d\">\n", MAP_WIDTH, BARS_HEIGHT + 18);
  for (int i = 0; i < n; i++) {
    const double width = (double) MAP_WIDTH / n, height = BARS_HEIGHT * (double) counts[i] / most;
    g_autofree char *day = topos_export_day (first + i);
    if (counts[i] == 0)
      continue;
    g_string_append_printf (html, "<rect class=\"bar\" tabindex=\"0\" role=\"button\" "
                                  "data-day=\"%d\" data-name=\"%s\"", first + i, day);
    number (html, "x", i * width);
    number (html, "y", BARS_HEIGHT - height);
    number (html, "width", MAX (width - 1, 0.7));
    number (html, "height", height);
    g_string_append_printf (html, "><title>%s: %d</title></rect>\n", day, counts[i]);
  }
  g_string_append_printf (html, "<text x=\"0\" y=\"%d\" font-size=\"13\" fill=\"currentColor\">%s"
                                "</text><text x=\"%d\" y=\"%d\" font-size=\"13\" "
                                "text-anchor=\"end\" fill=\"currentColor\">%s</text>\n</svg>\n",
                          BARS_HEIGHT + 15, from, MAP_WIDTH, BARS_HEIGHT + 15, to);
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
  g_string_append_printf (html, "<article id=\"t%u\" data-places=\"%s\"", i, places->str);
  if (is_dated (row))
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
  if (!add_map (html, gathered, job, report, error)) {
    g_string_free (html, TRUE);
    return NULL;
  }
  add_days (html, gathered);
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
