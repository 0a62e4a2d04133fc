/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/export.h"

#include "core/error.h"
#include "core/translate.h"
#include "export/data.h"
#include "export/html.h"
#include "export/picture.h"
#include "export/recipe.h"
#include "export/whole-file.h"
#include "library/copy.h"

#include <string.h>

typedef GString *(*Tell) (const ToposGathered *gathered);
typedef GBytes *(*Paint) (const ToposGathered *gathered, const ToposExportJob *job,
                          ToposExportReport *report, GError **error);

/* Longer endings stand before the shorter ones they end in. */
static const struct {
  const char *ending;
  ToposGatherDepth depth;
  Tell tell;
  Paint paint;
} FORMS[] = {
  { ".png", TOPOS_GATHER_INDEX, NULL, topos_export_png },
  { ".svg", TOPOS_GATHER_INDEX, NULL, topos_export_svg },
  { ".pdf", TOPOS_GATHER_INDEX, NULL, topos_export_pdf },
  { ".geojson", TOPOS_GATHER_PASSAGES, topos_export_geojson, NULL },
  { ".kml", TOPOS_GATHER_PASSAGES, topos_export_kml, NULL },
  { ".gpx", TOPOS_GATHER_COUNTS, topos_export_gpx, NULL },
  { ".passages.csv", TOPOS_GATHER_PASSAGES, topos_export_csv_passages, NULL },
  { ".mentions.csv", TOPOS_GATHER_PASSAGES, topos_export_csv_mentions, NULL },
  { ".csv", TOPOS_GATHER_COUNTS, topos_export_csv_places, NULL },
  { ".html", TOPOS_GATHER_PASSAGES, NULL, topos_export_html },
  { ".htm", TOPOS_GATHER_PASSAGES, NULL, topos_export_html },
  { ".json", TOPOS_GATHER_PASSAGES, topos_export_geojson, NULL },
};

const char *const *
topos_export_endings (void)
{
  static const char *const endings[]
      = { "png", "svg", "pdf", "geojson", "kml", "gpx", "csv", "html", "gpkg", NULL };

  return endings;
}

static bool
has_ending (const char *path, const char *ending)
{
  const size_t length = strlen (path), tail = strlen (ending);

  return length > tail && g_ascii_strcasecmp (path + length - tail, ending) == 0;
}

static int
form_of (const char *path, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (FORMS); i++)
    if (has_ending (path, FORMS[i].ending))
      return (int) i;

  g_autofree char *known = g_strjoinv (" .", (char **) topos_export_endings ());
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
               _ ("“%s” has no ending that says what to make: give one of .%s"), path, known);
  return -1;
}

/* A GeoPackage is the library itself with the filter applied: whole documents with exact positions,
 * so it cannot keep a secret. */
static bool
copy_library (const ToposExportJob *job, ToposExportReport *report, GCancellable *cancellable,
              GError **error)
{
  const ToposPicture *const picture = job->picture;
  g_autoptr (ToposReader) reader = topos_reader_open (job->library, error);
  ToposFilter everything;
  const ToposFilter *const filter = job->filter != NULL ? job->filter : &everything;
  g_autoptr (GError) cause = NULL;
  ToposCounts counts;
  g_autofree char *target = reader ? topos_whole_file_target (job->output, error) : NULL;

  topos_filter_init (&everything);
  if (target == NULL)
    return false;
  if (picture != NULL
      && (picture->generalise_km > 0 || picture->without_places || picture->without_outlets)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                 _ ("A GeoPackage holds the documents whole and the positions as they are: nothing "
                 "can be generalised or left out in “%s”. Choose GeoJSON, KML, CSV or HTML."),
                 job->output);
    return false;
  }
  if (!topos_reader_counts (reader, filter, &counts, cancellable, error))
    return false;
  if (report != NULL)
    *report = (ToposExportReport){ .places = counts.places, .passages = counts.passages };
  if (topos_reader_copy_to (reader, target, filter, &cause))
    return true;
  if (g_error_matches (cause, TOPOS_ERROR, TOPOS_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&cause));
  else  /* SQLite knows that something went wrong, and not with which of the two files */
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
                 _ ("“%s” could not be written. Check that its folder is there, that you may write "
                 "there, and that the disk has room."), job->output);
  return false;
}

bool
topos_export_recall (const char *path, ToposPicture *picture, ToposFilter *filter, int *withheld,
                     GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path), *json = NULL;
  char *data = NULL;
  gsize length = 0;
  g_autoptr (GError) cause = NULL;

  if (!g_file_get_contents (path, &data, &length, &cause)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("“%s” could not be read: %s."), path,
                 g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                     ? _ ("there is no such file. Check the name") : topos_whole_file_remedy (path, cause));
    return false;
  }
  g_autoptr (GBytes) file = g_bytes_new_take (data, length);
  json = topos_recipe_find (file);
  if (json != NULL && topos_recipe_read (json, folder, picture, filter, withheld, NULL))
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
               _ ("“%s” does not tell how it was made: give a PNG, SVG, PDF, HTML or GeoJSON file "
               "that Topos exported and no other program has altered since."),
               path);
  return false;
}

bool
topos_export (const ToposExportJob *job, ToposExportReport *report, GCancellable *cancellable,
              GError **error)
{
  if (has_ending (job->output, ".gpkg"))
    return copy_library (job, report, cancellable, error);

  const int form = form_of (job->output, error);
  g_autoptr (ToposGathered) gathered
      = form >= 0 ? topos_gather (job, FORMS[form].depth, cancellable, error) : NULL;
  g_autoptr (GBytes) file = NULL;

  if (gathered == NULL)
    return false;
  if (report != NULL)
    *report = (ToposExportReport){ (int) gathered->places->len, gathered->n_passages, 0 };
  file = FORMS[form].paint != NULL ? FORMS[form].paint (gathered, job, report, error)
                                   : g_string_free_to_bytes (FORMS[form].tell (gathered));
  if (file == NULL)
    return false;
  if (g_cancellable_is_cancelled (cancellable)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED, _ ("The export was stopped."));
    return false;
  }
  return topos_whole_file_write (job->output, file, error);
}
