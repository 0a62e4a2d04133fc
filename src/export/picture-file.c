/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "export/picture.h"

#include "core/error.h"
#include "draw/png.h"
#include "export/pages-private.h"
#include "export/svg.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

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

static void
fill_report (ToposExportReport *report, ToposPages *pages)
{
  if (report == NULL)
    return;
  report->beyond = topos_pages_report (pages)->beyond;
  report->without_outlines = topos_pages_report (pages)->without_outlines;
}

GBytes *
topos_export_png (const ToposGathered *gathered, const ToposExportJob *job,
                  ToposExportReport *report, GError **error)
{
  g_autoptr (ToposPages) pages = topos_pages_of (gathered, job->picture, job->data_dir, error);
  g_autofree char *date = build_date ();
  cairo_surface_t *const surface = pages != NULL ? topos_pages_image (pages, 0, error) : NULL;

  if (surface == NULL)
    return NULL;
  const ToposPngText texts[] = {
    { "Title", pages->sheet.title },
    { "Description", pages->sheet.subtitle },
    { "Copyright", pages->base != NULL ? topos_base_map_credits (pages->base) : NULL },
    { "Software", "Topos " TOPOS_VERSION },
    { "Creation Time", date },
    { "Topos", gathered->recipe },
  };
  GBytes *const file = topos_png_encode (surface, topos_picture_dpi (&pages->picture), texts,
                                         G_N_ELEMENTS (texts), error);
  cairo_surface_destroy (surface);
  fill_report (report, pages);
  return file;
}

static cairo_status_t
append_cb (void *into, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (into, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Paints pages onto a surface that writes them, and closes it. False on error. */
static bool
write_pages (ToposPages *pages, cairo_surface_t *surface, int n, double scale, GError **error)
{
  cairo_t *const cr = cairo_create (surface);

  for (int page = 0; page < n; page++) {
    topos_pages_paint (pages, page, cr, scale);
    cairo_show_page (cr);
  }
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT, _ ("The picture could not be drawn: %s."),
               cairo_status_to_string (status));
  return false;
}

GBytes *
topos_export_svg (const ToposGathered *gathered, const ToposExportJob *job,
                  ToposExportReport *report, GError **error)
{
  g_autoptr (ToposPages) pages = topos_pages_of (gathered, job->picture, job->data_dir, error);
  g_autoptr (GByteArray) file = g_byte_array_new ();

  if (pages == NULL)
    return NULL;
  pages->sheet.one_page = true;
  cairo_surface_t *const surface = cairo_svg_surface_create_for_stream (
      append_cb, file, topos_pages_width (pages), topos_pages_height (pages));
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  if (!write_pages (pages, surface, 1, 1, error))
    return NULL;
  fill_report (report, pages);
  return topos_svg_finish ((const char *) file->data, file->len, pages->sheet.title,
                           pages->sheet.subtitle, gathered->recipe);
}

GBytes *
topos_export_pdf (const ToposGathered *gathered, const ToposExportJob *job,
                  ToposExportReport *report, GError **error)
{
  const double points = 0.75;  /* 1/72 inch in 1/96 inch */
  g_autoptr (ToposPages) pages = topos_pages_of (gathered, job->picture, job->data_dir, error);
  g_autofree char *date = build_date ();
  g_autoptr (GByteArray) file = g_byte_array_new ();

  if (pages == NULL)
    return NULL;
  cairo_surface_t *const surface = cairo_pdf_surface_create_for_stream (
      append_cb, file, topos_pages_width (pages) * points, topos_pages_height (pages) * points);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, pages->sheet.title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, pages->sheet.subtitle);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS, gathered->recipe);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Topos " TOPOS_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  if (!write_pages (pages, surface, topos_pages_count (pages), points, error))
    return NULL;
  fill_report (report, pages);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}
