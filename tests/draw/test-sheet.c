/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/fonts.h"
#include "draw/png.h"
#include "draw/sheet-degrees.h"
#include "draw/sheet-map.h"
#include "draw/sheet.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define PLACE(name, lat, lon, kind, radius, passages)                                            \
  { 0, name, { lat, lon }, TOPOS_PLACE_##kind, TOPOS_STANDING_PLACED, radius, passages, 5 }
#define HOLLOW(name, lat, lon, kind, standing, passages)                                         \
  { 0, name, { lat, lon }, TOPOS_PLACE_##kind, TOPOS_STANDING_##standing, 0, passages, 5 }

static const ToposMarker VALLEY[] = {
  PLACE ("Panjshir", 35.45, 69.75, PROVINCE, 48, 59),
  PLACE ("Afghanistan", 33.9, 66, COUNTRY, 620, 23),
  PLACE ("Kabul", 34.5281, 69.1723, TOWN, 0, 18),
  PLACE ("Bazarak", 35.3129, 69.5152, TOWN, 0, 4),
  PLACE ("Rokha", 35.2646, 69.4672, TOWN, 0, 2),
  PLACE ("Anaba", 35.2072, 69.4186, TOWN, 0, 3),
  PLACE ("Shutul", 35.2300, 69.3200, TOWN, 0, 2),
  PLACE ("Dara", 35.3500, 69.5900, TOWN, 0, 2),
  PLACE ("Paryan", 35.5900, 69.8600, TOWN, 0, 1),
  PLACE ("Charikar", 35.0133, 69.1714, TOWN, 0, 3),
  PLACE ("Bagram", 34.9440, 69.2580, TOWN, 0, 2),
  HOLLOW ("Khawak Pass", 35.6640, 69.8830, PASS, APPROXIMATE, 2),
  HOLLOW ("Darband", 35.1700, 69.3700, TOWN, AMBIGUOUS, 1),
  PLACE ("Kapisa", 34.98, 69.62, PROVINCE, 30, 4),
  PLACE ("Andarab", 35.6300, 69.2600, DISTRICT, 12, 2),
  PLACE ("Pakistan", 30, 70, COUNTRY, 640, 5),
  PLACE ("Australia", -25, 134, COUNTRY, 1900, 1),
  PLACE ("Doha", 25.2854, 51.5310, TOWN, 0, 1),
  PLACE ("Tehran", 35.6892, 51.3890, TOWN, 0, 1),
};

static const struct {
  const char *name;
  const char *title;
  int width;
  int height;
  double dpi;
  ToposTheme theme;
  int n;           /* of VALLEY; -1: a thousand strewn places */
  double zoom;     /* -1: fitted */
  bool numbered;
} SHEETS[] = {
  { "valley-a4-light", "Panjshir, September 2021", 1123, 794, 96, TOPOS_THEME_LIGHT, 19, -1, false },
  { "valley-dark", "Panjshir, September 2021", 1123, 794, 96, TOPOS_THEME_DARK, 19, -1, false },
  { "valley-grey", "Panjshir, September 2021", 1123, 794, 96, TOPOS_THEME_GREY, 19, -1, false },
  { "valley-numbered", "Panjshir, September 2021", 1123, 794, 96, TOPOS_THEME_LIGHT, 19, -1, true },
  { "valley-portrait", "پنجشیر، سپتامبر ۲۰۲۱", 794, 1123, 96, TOPOS_THEME_LIGHT, 19, -1, true },
  { "country", "Afghanistan", 1600, 1200, 0, TOPOS_THEME_LIGHT, 19, 5.5, false },
  { "world", "A thousand places", 1754, 1240, 150, TOPOS_THEME_LIGHT, -1, 0, false },
  { "one", "One place", 800, 600, 96, TOPOS_THEME_LIGHT, -2, -1, false },
  { "empty", "No place", 800, 600, 96, TOPOS_THEME_LIGHT, 0, -1, false },
  { "tiny", "Panjshir, September 2021: a title that is too long for its picture by far", 320, 240,
    96, TOPOS_THEME_LIGHT, 19, -1, false },
};

static double
next_unit (uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double) (*state >> 11) / 9007199254740992.0;
}

/* Pango's own type has no automatic cleanup. */
static GObject *
fonts_new (const char *data_dir)
{
  return G_OBJECT (topos_fonts_context_new (data_dir));
}

static GArray *
thousand (void)
{
  GArray *const markers = g_array_new (FALSE, FALSE, sizeof (ToposMarker));
  uint64_t seed = 7;

  for (int i = 0; i < 1000; i++) {
    const double lat = -50 + next_unit (&seed) * 115, lon = -175 + next_unit (&seed) * 350;
    const ToposMarker marker
        = { i + 1, "Somewhere", { lat, lon }, TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0,
            1 + (int) (pow (next_unit (&seed), 6) * 300), 5 };
    g_array_append_val (markers, marker);
  }
  return markers;
}

static ToposBaseMap *
bundled_map (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  g_autoptr (GError) error = NULL;
  ToposBaseMap *const base = topos_base_map_new (path, &error);

  g_assert_no_error (error);
  return base;
}

static ToposSheet
sheet_of (size_t i, const ToposMarker *markers, size_t n, ToposBaseMap *base,
          const char *const *index)
{
  const double dpi = SHEETS[i].dpi > 0 ? SHEETS[i].dpi
                                       : 96 * MIN (SHEETS[i].width, SHEETS[i].height) / 794.0;

  return (ToposSheet){ .width = SHEETS[i].width * 96 / dpi, .height = SHEETS[i].height * 96 / dpi,
                       .scale = dpi / 96, .theme = SHEETS[i].theme, .title = SHEETS[i].title,
                       .subtitle = "3 to 6 September 2021 · 19 places in 106 passages of 5 articles",
                       .credits = "Places: GeoNames, CC BY 4.0 · Made with Topos",
                       .markers = markers, .n_markers = n, .index = index,
                       .box = topos_box_empty (), .centre = { 34.5, 67 }, .zoom = SHEETS[i].zoom,
                       .legend = true, .labels = true, .graticule = i % 2 == 1, .base = base };
}

static GBytes *
paint (const ToposSheet *sheet, PangoContext *fonts, ToposSheetResult *result)
{
  cairo_surface_t *const surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) round (sheet->width * sheet->scale),
      (int) round (sheet->height * sheet->scale));
  cairo_t *const cr = cairo_create (surface);
  g_autoptr (GError) error = NULL;

  cairo_scale (cr, sheet->scale, sheet->scale);
  topos_sheet_paint (cr, fonts, sheet, result);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  const ToposPngText text = { "Title", sheet->title };
  GBytes *const png = topos_png_encode (surface, sheet->scale * 96, &text, 1, &error);
  g_assert_no_error (error);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return png;
}

/* Keeps the pictures for a look, where a folder is given. */
static void
keep (const char *name, GBytes *png)
{
  const char *const folder = g_getenv ("TOPOS_PICTURES");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;

  if (path != NULL)
    g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png), NULL);
}

static bool
inside (ToposRect inner, double width, double height)
{
  return inner.x >= 0 && inner.y >= 0 && inner.x + inner.width <= width + 0.5
         && inner.y + inner.height <= height + 0.5;
}

/* No part of the sheet lies over another or over the page's edge; the inset lies in the map. */
static void
check_parts (const char *name, const ToposSheet *sheet, const ToposSheetResult *result)
{
  const ToposRect *const parts = result->parts;

  for (int a = 0; a < TOPOS_PART_N; a++) {
    g_test_message ("%s part %d: %.1f, %.1f, %.1f x %.1f", name, a, parts[a].x, parts[a].y,
                    parts[a].width, parts[a].height);
    g_assert_true (inside (parts[a], sheet->width, sheet->height));
    for (int b = a + 1; b < TOPOS_PART_INSET; b++)
      g_assert_false (parts[a].width > 0 && parts[b].width > 0 && parts[b].height > 0
                      && topos_rects_overlap (parts[a], parts[b]));
  }
  const ToposRect map = parts[TOPOS_PART_MAP], inset = parts[TOPOS_PART_INSET];
  if (inset.width > 0)
    g_assert_true (inside ((ToposRect){ inset.x - map.x, inset.y - map.y, inset.width,
                                        inset.height }, map.width, map.height));
}

/* In the map: no name over another name, over a symbol, over the inset or over a degree, and no
 * leader through any of them. */
static void
check_names (const ToposSheet *sheet, PangoContext *fonts, const ToposSheetResult *result)
{
  g_autoptr (ToposSheetMap) map
      = topos_sheet_map_new (fonts, sheet, result->parts[TOPOS_PART_MAP].width,
                             result->parts[TOPOS_PART_MAP].height);
  const GArray *const items = map->items->items;

  for (guint i = 0; i < items->len; i++) {
    const ToposCallout *const one = &map->callouts[i];
    if (!one->placed || g_array_index (items, ToposSheetItem, i).hidden)
      continue;
    g_assert_false (topos_rects_overlap (one->text, map->inset));
    for (guint d = 0; d < map->degrees->len; d++)
      g_assert_false (topos_rects_overlap (one->text,
                                           g_array_index (map->degrees, ToposDegree, d).rect));
    for (guint j = 0; j < items->len; j++) {
      const ToposCallout *const other = &map->callouts[j];
      const ToposSheetItem *const item = &g_array_index (items, ToposSheetItem, j);
      if (j > i && other->placed)
        g_assert_false (topos_rects_overlap (one->text, other->text));
      if (j != i && !item->hidden && !item->banner && !item->ring) {
        const double x = CLAMP (item->x, one->text.x, one->text.x + one->text.width);
        const double y = CLAMP (item->y, one->text.y, one->text.y + one->text.height);
        g_assert_cmpfloat (hypot (x - item->x, y - item->y), >=, item->radius);
      }
    }
  }
}

static void
test_sheets (void)
{
  g_autoptr (ToposBaseMap) base = bundled_map ();
  g_autoptr (GObject) fonts = fonts_new (g_getenv ("TOPOS_DATA_DIR"));
  g_autoptr (GArray) many = thousand ();

  for (size_t i = 0; i < G_N_ELEMENTS (SHEETS); i++) {
    const bool strewn = SHEETS[i].n == -1, one = SHEETS[i].n == -2;
    const ToposMarker *const markers = strewn ? (ToposMarker *) (void *) many->data
                                       : one  ? &VALLEY[3] : VALLEY;
    const size_t n = strewn ? many->len : one ? 1 : (size_t) SHEETS[i].n;
    g_auto (GStrv) index = g_new0 (char *, n + 1);
    for (size_t m = 0; m < n; m++)
      index[m] = g_strdup_printf ("%s — %d passages: The Independent, 5 September 2021; CNN, 6 "
                                  "September 2021", markers[m].name, markers[m].passages);
    const ToposSheet sheet = sheet_of (i, markers, n, base,
                                       SHEETS[i].numbered ? (const char *const *) index : NULL);
    ToposSheetResult result;
    g_autoptr (GBytes) once = paint (&sheet, PANGO_CONTEXT (fonts), &result);
    g_autoptr (GObject) other_fonts = fonts_new (g_getenv ("TOPOS_DATA_DIR"));
    g_autoptr (GBytes) twice = paint (&sheet, PANGO_CONTEXT (other_fonts), NULL);
    g_test_message ("%s: %d shown, %d beyond", SHEETS[i].name, result.shown, result.beyond);
    g_assert_true (g_bytes_equal (once, twice));
    check_parts (SHEETS[i].name, &sheet, &result);
    check_names (&sheet, PANGO_CONTEXT (fonts), &result);
    g_assert_cmpint (result.shown + result.beyond, ==, (int) n);
    keep (SHEETS[i].name, once);
  }
}

/* Far places do not zoom the valley out, and are told. */
static void
test_bulk (void)
{
  g_autoptr (GObject) fonts = fonts_new (NULL);
  const ToposSheet sheet = sheet_of (0, VALLEY, G_N_ELEMENTS (VALLEY), NULL, NULL);
  ToposSheetResult result;
  g_autoptr (GBytes) png = paint (&sheet, PANGO_CONTEXT (fonts), &result);

  g_assert_nonnull (png);
  g_assert_cmpfloat (result.view.zoom, >, 7);
  g_assert_cmpint (result.beyond, ==, 3);
}

static gpointer
paint_thread (gpointer data)
{
  g_autoptr (GObject) fonts = fonts_new (g_getenv ("TOPOS_DATA_DIR"));

  return paint (data, PANGO_CONTEXT (fonts), NULL);
}

/* Two at once from one base map, and one alone: the same bytes. */
static void
test_threads (void)
{
  g_autoptr (ToposBaseMap) base = bundled_map ();
  ToposSheet sheet = sheet_of (0, VALLEY, G_N_ELEMENTS (VALLEY), base, NULL);
  g_autoptr (GBytes) alone = paint_thread (&sheet);
  GThread *const one = g_thread_new ("one", paint_thread, &sheet);
  GThread *const two = g_thread_new ("two", paint_thread, &sheet);
  g_autoptr (GBytes) first = g_thread_join (one), second = g_thread_join (two);

  g_assert_true (g_bytes_equal (alone, first));
  g_assert_true (g_bytes_equal (alone, second));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/sheets", test_sheets);
  g_test_add_func ("/sheet/bulk", test_bulk);
  g_test_add_func ("/sheet/threads", test_threads);
  return g_test_run ();
}
