/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/translate.h"
#include "export/pages-private.h"

#include "core/error.h"
#include "draw/fonts.h"
#include "export/ground.h"
#include "export/picture.h"
#include "export/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SOURCES_MOST 5   /* of a place, in a line of the index */

/* "The Independent, 5 September 2021". */
static char *
source_text (const ToposPassageRow *passage)
{
  g_autofree char *day = topos_export_day (passage->published);
  const char *const name = passage->outlet != NULL ? passage->outlet : passage->title;

  return *day != '\0' ? g_strdup_printf ("%s, %s", name, day) : g_strdup (name);
}

/* "Bazarak — 4 passages: The Independent, 5 September 2021; CNN, 6 September 2021; and 3 more". A
 * source of a day is told once. */
static char *
index_line (const ToposGathered *gathered, guint i)
{
  const ToposPlaceRow *const row = gathered->places->pdata[i];
  const GArray *const passages = gathered->of_place->pdata[i];
  g_autofree char *count = topos_export_count (row->passages, "passage", "passages");
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *const line = g_string_new (row->name);

  g_string_append_printf (line, " — %s", count);
  for (guint p = 0; p < passages->len; p++) {
    char *const source
        = source_text (gathered->passages->pdata[g_array_index (passages, guint, p)]);
    const guint n = g_hash_table_size (told);
    if (n < SOURCES_MOST && !g_hash_table_contains (told, source))
      g_string_append_printf (line, "%s%s", n == 0 ? ": " : "; ", source);
    g_hash_table_add (told, source);
  }
  if (g_hash_table_size (told) > SOURCES_MOST)
    g_string_append_printf (line, "; and %u more", g_hash_table_size (told) - SOURCES_MOST);
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

/* What the sheet borrows. */
static void
dress_sheet (ToposPages *self)
{
  const ToposPicture *const picture = &self->picture;
  const double scale = topos_picture_dpi (picture) / 96;

  self->sheet = (ToposSheet){
    .width = picture->width / scale, .height = picture->height / scale, .scale = scale,
    .theme = picture->theme, .title = picture->title,
    .subtitle = picture->subtitle != NULL ? picture->subtitle : self->gathered->summary,
    .credits = "Places: GeoNames, CC BY 4.0 · Drawn by Topos", .note = self->gathered->note,
    .markers = (ToposMarker *) (void *) self->markers->data, .n_markers = self->markers->len,
    .index = (const char *const *) self->index, .box = picture->box, .centre = picture->centre,
    .zoom = picture->zoom, .legend = picture->legend, .labels = picture->labels,
    .graticule = picture->graticule, .base = self->base, .outlines = self->outlines,
  };
}

ToposPages *
topos_pages_of (const ToposGathered *gathered, const ToposPicture *picture, const char *data_dir,
                GError **error)
{
  g_autoptr (ToposPages) self = g_new0 (ToposPages, 1);

  topos_picture_init (&self->kept);
  if (picture != NULL)
    self->picture = *picture;
  else
    topos_picture_init (&self->picture);
  self->gathered = gathered;
  if (!topos_picture_check_size (self->picture.width, self->picture.height, false, error)
      || !topos_export_base_map (&self->picture, data_dir, &self->base, error))
    return NULL;
  self->fonts = topos_fonts_context_new (data_dir);
  self->outlines = topos_export_outlines (data_dir);
  self->markers = topos_export_markers (gathered);
  if (self->picture.numbered && self->markers->len <= TOPOS_NUMBERED_MOST)
    self->index = index_lines (gathered);
  self->report = (ToposExportReport){ .places = (int) gathered->places->len,
                                      .passages = gathered->n_passages,
                                      .without_outlines = self->outlines == NULL };
  dress_sheet (self);
  return g_steal_pointer (&self);
}

/* The articles, for their sources, where the passages do not tell those. */
static bool
ask_for_articles (const ToposExportJob *job, const ToposGathered *gathered, GPtrArray **articles,
                  GCancellable *cancellable, GError **error)
{
  ToposFilter everything;

  if ((int) gathered->passages->len == gathered->n_passages)
    return true;

  g_autoptr (ToposReader) reader = topos_reader_open (job->library, error);

  topos_filter_init (&everything);
  *articles = reader ? topos_reader_documents (reader, job->filter ? job->filter : &everything,
                                               cancellable, error)
                     : NULL;
  return *articles != NULL;
}

ToposPages *
topos_pages_new (const ToposExportJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (ToposGathered) gathered = topos_gather (job, TOPOS_GATHER_INDEX, cancellable, error);
  g_autoptr (GPtrArray) articles = NULL;
  ToposPicture kept;

  if (gathered == NULL || !ask_for_articles (job, gathered, &articles, cancellable, error))
    return NULL;
  topos_picture_init (&kept);
  if (job->picture != NULL)
    topos_picture_copy (&kept, job->picture);
  ToposPages *const self = topos_pages_of (gathered, &kept, job->data_dir, error);
  if (self == NULL) {
    topos_picture_clear (&kept);
    return NULL;
  }
  self->kept = kept;
  self->articles = g_steal_pointer (&articles);
  self->own = g_steal_pointer (&gathered);
  return self;
}

void
topos_pages_free (ToposPages *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->fonts);
  g_clear_pointer (&self->base, topos_base_map_unref);
  g_clear_pointer (&self->outlines, topos_outlines_unref);
  g_clear_pointer (&self->markers, g_array_unref);
  g_clear_pointer (&self->firsts, g_array_unref);
  g_clear_pointer (&self->articles, g_ptr_array_unref);
  g_strfreev (self->index);
  topos_picture_clear (&self->kept);
  topos_gathered_free (self->own);
  g_free (self);
}

double
topos_pages_width (const ToposPages *self)
{
  return self->sheet.width;
}

double
topos_pages_height (const ToposPages *self)
{
  return self->sheet.height;
}

void
topos_pages_resize (ToposPages *self, double width, double height)
{
  self->sheet.width = width;
  self->sheet.height = height;
  g_clear_pointer (&self->firsts, g_array_unref);
}

/* Finds where each following page begins. */
static void
lay_out (ToposPages *self)
{
  ToposSheetResult result;

  if (self->firsts != NULL)
    return;
  self->firsts = g_array_new (FALSE, FALSE, sizeof (size_t));
  topos_sheet_paint (NULL, self->fonts, &self->sheet, &result);
  self->report.beyond = result.beyond;
  for (size_t left = result.index_left; self->index != NULL && left < self->sheet.n_markers;) {
    const size_t next = topos_sheet_paint_index (NULL, self->fonts, &self->sheet, left,
                                                 (int) self->firsts->len + 2);
    g_array_append_val (self->firsts, left);
    if (next == left)
      break;
    left = next;
  }
}

int
topos_pages_count (ToposPages *self)
{
  lay_out (self);
  return 1 + (int) self->firsts->len;
}

const ToposExportReport *
topos_pages_report (ToposPages *self)
{
  lay_out (self);
  return &self->report;
}

/* Each name once. */
static void
add_name (GStrvBuilder *names, GHashTable *seen, const char *name)
{
  if (g_hash_table_add (seen, (char *) name))
    g_strv_builder_add (names, name);
}

char **
topos_pages_places (const ToposPages *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->gathered->places->len; i++)
    add_name (names, seen, ((ToposPlaceRow *) self->gathered->places->pdata[i])->name);
  return g_strv_builder_end (names);
}

static int
by_letters (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
topos_pages_sources (const ToposPages *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->gathered->passages->len; i++) {
    const ToposPassageRow *const row = self->gathered->passages->pdata[i];
    add_name (names, seen, row->outlet != NULL ? row->outlet : row->title);
  }
  for (guint i = 0; self->articles != NULL && i < self->articles->len; i++) {
    const ToposDocumentRow *const row = self->articles->pdata[i];
    if (row->passages > 0)
      add_name (names, seen, row->outlet != NULL ? row->outlet : row->title);
  }
  char **const sources = g_strv_builder_end (names);
  qsort (sources, g_strv_length (sources), sizeof *sources, by_letters);
  return sources;
}

void
topos_pages_paint (ToposPages *self, int page, cairo_t *cr, double scale)
{
  lay_out (self);
  self->sheet.scale = scale;
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  if (page == 0)
    topos_sheet_paint (cr, self->fonts, &self->sheet, NULL);
  else
    topos_sheet_paint_index (cr, self->fonts, &self->sheet,
                             g_array_index (self->firsts, size_t, page - 1), page + 1);
  cairo_restore (cr);
}

cairo_surface_t *
topos_pages_image (ToposPages *self, int most, GError **error)
{
  const int longer = MAX (self->picture.width, self->picture.height);
  const double shrink = most > 0 ? MIN ((double) most / longer, 1) : 1;
  const int width = (int) MAX (round (self->picture.width * shrink), 1);
  const int height = (int) MAX (round (self->picture.height * shrink), 1);

  if (most == 0 && !topos_picture_check_size (width, height, true, error))
    return NULL;
  cairo_surface_t *const surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *const cr = cairo_create (surface);
  self->sheet.one_page = true;
  topos_pages_paint (self, 0, cr, topos_picture_dpi (&self->picture) / 96 * shrink);
  self->sheet.one_page = false;
  const cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_destroy (surface);
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT, _ ("The picture could not be drawn: %s."),
               cairo_status_to_string (status));
  return NULL;
}
