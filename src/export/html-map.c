/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/html-map.h"

#include "draw/fonts.h"
#include "draw/labels.h"
#include "draw/sheet-map.h"
#include "export/ground.h"
#include "export/markup.h"

#include <math.h>

#define MAP_WIDTH 840
#define MAP_HEIGHT 540
#define MAP_SCALE 2.0      /* pixels of the pictures a unit of the map */
#define NAMED_MOST 300
#define STEP 0.8           /* an outline's points that are nearer than that are one */

static cairo_surface_t *
picture_of (const ToposBaseView *view, cairo_format_t format)
{
  return cairo_image_surface_create (format, (int) (view->width * MAP_SCALE),
                                     (int) (view->height * MAP_SCALE));
}

static cairo_status_t
append_cb (void *into, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (into, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* The surface, which it takes, as a picture inside the page. */
static void
add_picture (GString *html, cairo_surface_t *surface, const ToposBaseView *view)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();

  cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_surface_destroy (surface);
  g_autofree char *base64 = g_base64_encode (png->data, png->len);
  g_string_append_printf (html, "<image width=\"%d\" height=\"%d\" href=\"data:image/png;base64,",
                          (int) view->width, (int) view->height);
  g_string_append (html, base64);
  g_string_append (html, "\"/>\n");
}

static void
add_ground (GString *html, ToposBaseMap *base, const ToposBaseView *view)
{
  cairo_surface_t *const surface = picture_of (view, CAIRO_FORMAT_RGB24);
  cairo_t *const cr = cairo_create (surface);
  ToposBaseView fine = *view;

  fine.scale = MAP_SCALE;
  fine.width *= MAP_SCALE;
  fine.height *= MAP_SCALE;
  topos_base_map_paint (base, cr, &fine);
  cairo_destroy (cr);
  add_picture (html, surface, view);
}

/* The names of the base map, which lie over the outlines of areas. */
static void
add_names (GString *html, ToposBaseMap *base, PangoContext *fonts, const ToposBaseView *view,
           GArray *obstacles, const char *const *taken)
{
  cairo_surface_t *const surface = picture_of (view, CAIRO_FORMAT_ARGB32);
  cairo_t *const cr = cairo_create (surface);

  cairo_scale (cr, MAP_SCALE, MAP_SCALE);
  g_autoptr (ToposLabels) labels = topos_labels_place (
      base, view, fonts, (ToposRect){ 4, 4, view->width - 8, view->height - 8 },
      (ToposRect *) (void *) obstacles->data, obstacles->len, taken);
  topos_labels_paint (labels, cr);
  cairo_destroy (cr);
  add_picture (html, surface, view);
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
  topos_markup_number (html, "cx", x);
  topos_markup_number (html, "cy", y);
  topos_markup_number (html, "r", radius);
  g_string_append (html, "/>");
  if (callout->placed) {
    g_string_append (html, "<text");
    topos_markup_number (html, "x", callout->text.x);
    topos_markup_number (html, "y", callout->text.y + callout->text.height * 0.8);
    topos_markup_printf (html, ">%s</text>", marker->name);
  }
  g_string_append (html, "</a>\n");
}

/* One ring as a path, as fine as can be seen; false when none of it lies in the view. */
static bool
add_ring (GString *path, const ToposOutline *outline, uint32_t first, uint32_t end,
          const ToposBaseView *view, double shift)
{
  const double world = topos_base_view_world (view);
  double last_x = -INFINITY, last_y = -INFINITY;
  bool seen = false;

  for (uint32_t i = first; i < end; i++) {
    const double x = view->width / 2 + (outline->points[i].x + shift - view->centre.x) * world;
    const double y = view->height / 2 + (outline->points[i].y - view->centre.y) * world;
    char from[G_ASCII_DTOSTR_BUF_SIZE], down[G_ASCII_DTOSTR_BUF_SIZE];
    if (hypot (x - last_x, y - last_y) < STEP)
      continue;
    seen |= x >= 0 && x <= view->width && y >= 0 && y <= view->height;
    g_string_append_printf (path, "%s%s %s", i == first ? "M" : "L",
                            g_ascii_formatd (from, sizeof from, "%.1f", x),
                            g_ascii_formatd (down, sizeof down, "%.1f", y));
    last_x = x;
    last_y = y;
  }
  g_string_append_c (path, 'Z');
  return seen;
}

/* Countries and provinces as what they are, where their line can be seen. */
static void
add_outline (GString *html, const ToposOutlines *outlines, const ToposMarker *marker,
             const ToposBaseView *view)
{
  g_autoptr (ToposOutline) outline = topos_outlines_find (outlines, marker->id);
  g_autoptr (GString) path = g_string_new (NULL);
  bool seen = false;

  if (outline == NULL)
    return;
  const double middle = (outline->low.x + outline->high.x) / 2 - view->centre.x;
  for (uint32_t ring = 0, first = 0; ring < outline->n_rings; first = outline->ends[ring++])
    seen |= add_ring (path, outline, first, outline->ends[ring], view, -round (middle));
  const bool vast = topos_symbol_is_vast (marker->kind);
  if (seen && !vast)  /* covers the line that the picture beneath has for it */
    g_string_append_printf (html, "<path class=\"clear\" d=\"%s\"/>\n", path->str);
  if (seen)
    g_string_append_printf (html, "<path class=\"reach%s\" data-place=\"p%" G_GUINT64_FORMAT
                                  "\" d=\"%s\"/>\n",
                            vast ? " vast" : "", marker->id, path->str);
}

/* ---------------------------------------------------------------------------- the map */

typedef struct {
  GArray *markers;
  ToposBaseMap *base;
  ToposOutlines *outlines;
  PangoContext *fonts;
  ToposBaseView view;
  ToposCallout *callouts;
  int beyond;
} Map;

static void
map_clear (Map *self)
{
  g_clear_pointer (&self->markers, g_array_unref);
  g_clear_pointer (&self->base, topos_base_map_unref);
  g_clear_pointer (&self->outlines, topos_outlines_unref);
  g_clear_object (&self->fonts);
  g_free (self->callouts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Map, map_clear)

static bool
in_view (const Map *self, guint i)
{
  const ToposCallout *const c = &self->callouts[i];

  return c->x >= 0 && c->x <= self->view.width && c->y >= 0 && c->y <= self->view.height;
}

/* Each place has its own marker here; names where there is room. */
static void
place_markers (Map *self)
{
  self->callouts = g_new0 (ToposCallout, self->markers->len + 1);
  for (guint i = 0; i < self->markers->len; i++) {
    const ToposMarker *const marker = &g_array_index (self->markers, ToposMarker, i);
    ToposCallout *const callout = &self->callouts[i];
    g_autoptr (PangoLayout) layout = topos_fonts_layout (self->fonts, marker->name, 12.5, true);
    int width, height;
    pango_layout_get_pixel_size (layout, &width, &height);
    *callout = (ToposCallout){ .width = width + 2, .height = height,
                               .radius = topos_symbol_radius (TOPOS_SYMBOL_CERTAIN,
                                                              marker->passages),
                               .priority = marker->passages, .wanted = i < NAMED_MOST };
    topos_base_view_place (&self->view, topos_mercator_from_point (marker->point), &callout->x,
                           &callout->y);
    self->beyond += !in_view (self, i);
  }
  topos_callouts_place (self->callouts, self->markers->len, NULL, 0,
                        (ToposRect){ 2, 2, self->view.width - 4, self->view.height - 4 }, false);
}

static GArray *
obstacles_of (const Map *self)
{
  GArray *const obstacles = g_array_new (FALSE, FALSE, sizeof (ToposRect));

  for (guint i = 0; i < self->markers->len; i++) {
    const double r = self->callouts[i].radius;
    const ToposRect symbol
        = { self->callouts[i].x - r, self->callouts[i].y - r, 2 * r, 2 * r };
    g_array_append_val (obstacles, symbol);
    if (self->callouts[i].placed)
      g_array_append_val (obstacles, self->callouts[i].text);
  }
  return obstacles;
}

/* The names that the ground need not tell, as they stand beside a marker. */
static GPtrArray *
names_told (const Map *self)
{
  GPtrArray *const names = g_ptr_array_new ();

  for (guint i = 0; i < self->markers->len; i++)
    if (self->callouts[i].placed)
      g_ptr_array_add (names, (char *) g_array_index (self->markers, ToposMarker, i).name);
  g_ptr_array_add (names, NULL);
  return names;
}

static bool
map_open (Map *self, const ToposGathered *gathered, const ToposExportJob *job, GError **error)
{
  ToposPicture plain;

  topos_picture_init (&plain);
  const ToposPicture *const picture = job->picture != NULL ? job->picture : &plain;
  if (!topos_export_base_map (picture, job->data_dir, &self->base, error))
    return false;
  self->markers = topos_export_markers (gathered);
  self->outlines = topos_export_outlines (job->data_dir);
  self->fonts = topos_fonts_context_new (job->data_dir);
  const ToposSheet sheet = { .width = MAP_WIDTH, .height = MAP_HEIGHT, .scale = 1,
                             .markers = (ToposMarker *) (void *) self->markers->data,
                             .n_markers = self->markers->len, .box = picture->box,
                             .centre = picture->centre, .zoom = picture->zoom };
  self->view = topos_sheet_view (&sheet, MAP_WIDTH, MAP_HEIGHT);
  place_markers (self);
  return true;
}

static void
add_notes (GString *html, const Map *map, const ToposGathered *gathered)
{
  g_string_append (html, "<p class=\"sub\"><small>");
  if (map->beyond > 0)
    topos_markup_printf (html, "%d %s beyond the edge of the map. ", map->beyond,
                         map->beyond == 1 ? "place lies" : "places lie");
  if (gathered->note != NULL)
    topos_markup_printf (html, "%s ", gathered->note);
  if (map->base != NULL)
    topos_markup_printf (html, "%s. ", topos_base_map_credits (map->base));
  g_string_append (html, "Places: GeoNames, CC BY 4.0.</small></p>\n");
}

bool
topos_html_add_map (GString *html, const ToposGathered *gathered, const ToposExportJob *job,
                    ToposExportReport *report, GError **error)
{
  g_auto (Map) map = { 0 };

  if (!map_open (&map, gathered, job, error))
    return false;
  g_autoptr (GArray) obstacles = obstacles_of (&map);
  g_autoptr (GPtrArray) told = names_told (&map);
  g_string_append_printf (html, "<div class=\"pan\"><svg class=\"map\" role=\"group\" "
                                "aria-label=\"Map\" viewBox=\"0 0 %d %d\">\n",
                          (int) map.view.width, (int) map.view.height);
  if (map.base != NULL)
    add_ground (html, map.base, &map.view);
  for (guint i = 0; i < map.markers->len; i++)
    add_outline (html, map.outlines, &g_array_index (map.markers, ToposMarker, i), &map.view);
  if (map.base != NULL)
    add_names (html, map.base, map.fonts, &map.view, obstacles, (const char *const *) told->pdata);
  for (guint i = 0; i < map.markers->len; i++) {
    const ToposMarker *const marker = &g_array_index (map.markers, ToposMarker, i);
    const ToposCallout *const c = &map.callouts[i];
    if (in_view (&map, i))
      add_marker (html, marker, c->x, c->y, c->radius, topos_place_kind_is_area (marker->kind), c);
  }
  g_string_append (html, "</svg></div>\n");
  add_notes (html, &map, gathered);
  if (report != NULL)
    report->beyond = map.beyond;
  return true;
}
