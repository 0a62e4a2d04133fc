/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/picture.h"

#include "core/error.h"
#include "draw/fonts.h"
#include "draw/png.h"
#include "export/svg.h"
#include "export/words.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#define MOST_PIXELS 100e6
#define MOST_SIDE 32767
#define NUMBERED_MOST 2000

static const struct {
  const char *name;
  double width_mm;
  double height_mm;
} PAGES[] = {
  { "a4", 210, 297 },           { "a4-landscape", 297, 210 },
  { "a3", 297, 420 },           { "a3-landscape", 420, 297 },
  { "letter", 215.9, 279.4 },   { "letter-landscape", 279.4, 215.9 },
  { "slide", 338.7, 190.5 },    { "square", 200, 200 },
  { "poster", 594, 841 },       { "poster-landscape", 841, 594 },
};

static const char *const THEMES[]
    = { [TOPOS_THEME_LIGHT] = "light", [TOPOS_THEME_DARK] = "dark", [TOPOS_THEME_GREY] = "grey" };

void
topos_picture_init (ToposPicture *picture)
{
  *picture = (ToposPicture){ .width = 3508, .height = 2480, .box = topos_box_empty (),
                             .zoom = -1, .legend = true, .labels = true };
}

void
topos_picture_clear (ToposPicture *picture)
{
  g_free (picture->title);
  g_free (picture->subtitle);
  g_free (picture->basemap);
  g_strfreev (picture->user_maps);
  g_strfreev (picture->without_places);
  g_strfreev (picture->without_outlets);
  topos_picture_init (picture);
}

/* PDF and SVG have no pixels to hold; their limit is that of the side. */
static bool
check_size (int width, int height, bool pixels, GError **error)
{
  if (width < 64 || height < 64) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                 "A picture of %d × %d pixels is too small for a map; the least is 64 × 64",
                 width, height);
    return false;
  }
  if (width > MOST_SIDE || height > MOST_SIDE
      || (pixels && (double) width * height > MOST_PIXELS)) {
    g_set_error (
        error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
        "A picture of %d × %d pixels is too large; the most is 100 million pixels. Make "
        "it smaller, or export PDF or SVG, which are sharp at any size",
        width, height);
    return false;
  }
  return true;
}

static bool
parse_pixels (const char *size, int *width, int *height)
{
  char *end;
  const gint64 w = g_ascii_strtoll (size, &end, 10);

  if (end == size || g_ascii_tolower (*end) != 'x')
    return false;
  const char *const second = end + 1;
  const gint64 h = g_ascii_strtoll (second, &end, 10);
  if (end == second || *end != '\0' || w <= 0 || h <= 0 || w > G_MAXINT || h > G_MAXINT)
    return false;
  *width = (int) w;
  *height = (int) h;
  return true;
}

bool
topos_picture_set_size (ToposPicture *picture, const char *size, GError **error)
{
  const double dpi = picture->dpi > 0 ? picture->dpi : 300;

  for (size_t i = 0; i < G_N_ELEMENTS (PAGES); i++)
    if (g_ascii_strcasecmp (size, PAGES[i].name) == 0) {
      picture->dpi = dpi;
      picture->width = (int) round (PAGES[i].width_mm / 25.4 * dpi);
      picture->height = (int) round (PAGES[i].height_mm / 25.4 * dpi);
      return check_size (picture->width, picture->height, false, error);
    }
  if (!parse_pixels (size, &picture->width, &picture->height)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                 "“%s” is no size: give pixels as 4000x3000, or a4, a3, letter (each also "
                 "-landscape), slide, square, poster", size);
    return false;
  }
  return check_size (picture->width, picture->height, false, error);
}

bool
topos_picture_set_theme (ToposPicture *picture, const char *theme, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (THEMES); i++)
    if (g_ascii_strcasecmp (theme, THEMES[i]) == 0) {
      picture->theme = i;
      return true;
    }
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
               "“%s” is no theme: there are light, dark and grey", theme);
  return false;
}

/* Without a resolution a picture is taken to be looked at as a whole: its shorter side as high as
 * a sheet of A4 is wide. */
static double
dpi_of (const ToposPicture *picture)
{
  return picture->dpi > 0 ? picture->dpi
                          : round (96 * MAX (1, MIN (picture->width, picture->height) / 794.0));
}

bool
topos_export_base_map (const ToposPicture *picture, const char *data_dir, ToposBaseMap **base,
                       GError **error)
{
  g_autofree char *bundled = g_build_filename (data_dir, "basemap", "world.mbtiles", NULL);

  *base = NULL;
  if (picture->basemap != NULL && g_str_equal (picture->basemap, "none"))
    return true;
  g_autoptr (ToposBaseMap) map
      = topos_base_map_new (picture->basemap != NULL ? picture->basemap : bundled, error);
  if (map == NULL)
    return false;
  for (char **path = picture->user_maps; path != NULL && *path != NULL; path++)
    if (!topos_base_map_add (map, *path, error))
      return false;
  *base = g_steal_pointer (&map);
  return true;
}

ToposOutlines *
topos_export_outlines (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, TOPOS_OUTLINES_BUNDLED, NULL);

  return topos_outlines_open (path, NULL);
}

GArray *
topos_export_markers (const ToposGathered *gathered)
{
  GArray *const markers = g_array_new (FALSE, FALSE, sizeof (ToposMarker));

  for (guint i = 0; i < gathered->places->len; i++) {
    const ToposPlaceRow *const row = gathered->places->pdata[i];
    const ToposMarker marker = { row->id, row->name, row->point, row->kind, row->standing,
                                 row->radius_km, row->passages, row->rank };
    if (row->marked > 0)
      g_array_append_val (markers, marker);
  }
  return markers;
}

/* "Bazarak: 4 passages: The Independent, 5 September 2021; CNN, 6 September 2021". A source
 * is told once. */
static char *
index_line (const ToposGathered *gathered, guint i)
{
  const ToposPlaceRow *const row = gathered->places->pdata[i];
  const GArray *const passages = gathered->of_place->pdata[i];
  g_autofree char *count = topos_export_count (row->passages, "passage", "passages");
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  GString *const line = g_string_new (row->name);
  int sources = 0;

  g_string_append_printf (line, " — %s", count);
  for (guint p = 0; p < passages->len; p++) {
    const ToposPassageRow *const passage
        = gathered->passages->pdata[g_array_index (passages, guint, p)];
    g_autofree char *day = topos_export_day (passage->published);
    if (!g_hash_table_add (told, passage->document))
      continue;
    g_string_append (line, sources++ == 0 ? ": " : "; ");
    g_string_append (line, passage->outlet != NULL ? passage->outlet : passage->title);
    if (*day != '\0')
      g_string_append_printf (line, ", %s", day);
  }
  return g_string_free (line, FALSE);
}

static char **
index_lines (const ToposGathered *gathered)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < gathered->places->len; i++) {
    g_autofree char *line = NULL;
    if (((ToposPlaceRow *) gathered->places->pdata[i])->marked == 0)
      continue;
    line = index_line (gathered, i);
    g_strv_builder_add (lines, line);
  }
  return g_strv_builder_end (lines);
}

/* $SOURCE_DATE_EPOCH as ISO 8601, or NULL: never the clock. */
static char *
build_date (void)
{
  const char *const text = g_getenv ("SOURCE_DATE_EPOCH");
  char *end;

  if (text == NULL || *text == '\0')
    return NULL;
  const gint64 seconds = g_ascii_strtoll (text, &end, 10);
  g_autoptr (GDateTime) time = *end == '\0' ? g_date_time_new_from_unix_utc (seconds) : NULL;
  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/* Everything a sheet borrows, made once for whichever form of picture. */
typedef struct {
  ToposPicture picture;
  ToposSheet sheet;
  PangoContext *fonts;
  ToposBaseMap *base;
  ToposOutlines *outlines;
  GArray *markers;
  char **index;
  const char *recipe;
  char *date;
} Studio;

static void
studio_clear (Studio *self)
{
  g_clear_object (&self->fonts);
  g_clear_pointer (&self->base, topos_base_map_unref);
  g_clear_pointer (&self->outlines, topos_outlines_unref);
  g_clear_pointer (&self->markers, g_array_unref);
  g_strfreev (self->index);
  g_free (self->date);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Studio, studio_clear)

static bool
studio_open (Studio *self, const ToposGathered *gathered, const ToposExportJob *job, bool pixels,
             GError **error)
{
  if (job->picture != NULL)
    self->picture = *job->picture;
  else
    topos_picture_init (&self->picture);

  const ToposPicture *const picture = &self->picture;
  const double scale = dpi_of (picture) / 96;

  if (!check_size (picture->width, picture->height, pixels, error)
      || !topos_export_base_map (picture, job->data_dir, &self->base, error))
    return false;
  self->fonts = topos_fonts_context_new (job->data_dir);
  self->outlines = topos_export_outlines (job->data_dir);
  self->markers = topos_export_markers (gathered);
  if (picture->numbered && self->markers->len <= NUMBERED_MOST)
    self->index = index_lines (gathered);
  self->recipe = gathered->recipe;
  self->date = build_date ();
  self->sheet = (ToposSheet){
    .width = picture->width / scale, .height = picture->height / scale, .scale = scale,
    .theme = picture->theme, .title = picture->title,
    .subtitle = picture->subtitle != NULL ? picture->subtitle : gathered->summary,
    .credits = "Places: GeoNames, CC BY 4.0 · Drawn by Topos", .note = gathered->note,
    .markers = (ToposMarker *) (void *) self->markers->data, .n_markers = self->markers->len,
    .index = (const char *const *) self->index, .box = picture->box, .centre = picture->centre,
    .zoom = picture->zoom, .legend = picture->legend, .labels = picture->labels,
    .graticule = picture->graticule, .base = self->base,
    .outlines = self->outlines,
  };
  return true;
}

static void
fill_report (ToposExportReport *report, const ToposSheetResult *result)
{
  if (report != NULL)
    report->beyond = result->beyond;
}

static bool
cairo_worked (cairo_t *cr, cairo_surface_t *surface, GError **error)
{
  cairo_status_t status = cairo_status (cr);

  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT, "The picture could not be drawn: %s",
               cairo_status_to_string (status));
  return false;
}

GBytes *
topos_export_png (const ToposGathered *gathered, const ToposExportJob *job,
                  ToposExportReport *report, GError **error)
{
  g_auto (Studio) studio = { 0 };
  ToposSheetResult result;
  GBytes *file = NULL;

  if (!studio_open (&studio, gathered, job, true, error))
    return NULL;

  cairo_surface_t *const surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, studio.picture.width, studio.picture.height);
  cairo_t *const cr = cairo_create (surface);
  const ToposPngText texts[] = {
    { "Title", studio.sheet.title },
    { "Description", studio.sheet.subtitle },
    { "Copyright", studio.base != NULL ? topos_base_map_credits (studio.base) : NULL },
    { "Software", "Topos " TOPOS_VERSION },
    { "Creation Time", studio.date },
    { "Topos", studio.recipe },
  };

  studio.sheet.one_page = true;
  cairo_scale (cr, studio.sheet.scale, studio.sheet.scale);
  topos_sheet_paint (cr, studio.fonts, &studio.sheet, &result);
  fill_report (report, &result);
  if (cairo_worked (cr, surface, error))
    file = topos_png_encode (surface, dpi_of (&studio.picture), texts, G_N_ELEMENTS (texts),
                             error);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return file;
}

static cairo_status_t
append_cb (void *into, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (into, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
topos_export_svg (const ToposGathered *gathered, const ToposExportJob *job,
                  ToposExportReport *report, GError **error)
{
  g_auto (Studio) studio = { 0 };
  GByteArray *const file = g_byte_array_new ();
  ToposSheetResult result;

  if (!studio_open (&studio, gathered, job, false, error)) {
    g_byte_array_unref (file);
    return NULL;
  }
  studio.sheet.scale = 1;
  studio.sheet.one_page = true;

  cairo_surface_t *const surface = cairo_svg_surface_create_for_stream (
      append_cb, file, studio.sheet.width, studio.sheet.height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  cairo_t *const cr = cairo_create (surface);
  topos_sheet_paint (cr, studio.fonts, &studio.sheet, &result);
  fill_report (report, &result);
  const bool worked = cairo_worked (cr, surface, error);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  if (!worked) {
    g_byte_array_unref (file);
    return NULL;
  }
  GBytes *const whole = topos_svg_finish ((const char *)file->data, file->len,
                                          studio.sheet.title, studio.sheet.subtitle,
                                          studio.recipe);
  g_byte_array_unref (file);
  return whole;
}

GBytes *
topos_export_pdf (const ToposGathered *gathered, const ToposExportJob *job,
                  ToposExportReport *report, GError **error)
{
  const double points = 0.75;  /* 1/72 inch in 1/96 inch */
  g_auto (Studio) studio = { 0 };
  GByteArray *const file = g_byte_array_new ();
  ToposSheetResult result;

  if (!studio_open (&studio, gathered, job, false, error)) {
    g_byte_array_unref (file);
    return NULL;
  }
  studio.sheet.scale = points;

  cairo_surface_t *const surface = cairo_pdf_surface_create_for_stream (
      append_cb, file, studio.sheet.width * points, studio.sheet.height * points);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, studio.sheet.title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, studio.sheet.subtitle);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS, studio.recipe);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Topos " TOPOS_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, studio.date);
  cairo_t *const cr = cairo_create (surface);
  cairo_scale (cr, points, points);
  topos_sheet_paint (cr, studio.fonts, &studio.sheet, &result);
  fill_report (report, &result);
  cairo_show_page (cr);
  int page = 2;
  for (size_t left = result.index_left; studio.index != NULL && left < studio.sheet.n_markers;) {
    const size_t next = topos_sheet_paint_index (cr, studio.fonts, &studio.sheet, left, page++);
    cairo_show_page (cr);
    if (next == left)
      break;
    left = next;
  }
  const bool worked = cairo_worked (cr, surface, error);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  if (!worked) {
    g_byte_array_unref (file);
    return NULL;
  }
  return g_byte_array_free_to_bytes (file);
}
