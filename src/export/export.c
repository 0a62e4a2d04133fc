/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/export.h"

#include "core/error.h"
#include "export/data.h"
#include "export/picture.h"

#include <string.h>

typedef GString *(*Tell) (const ToposGathered *gathered);
typedef GBytes *(*Paint) (const ToposGathered *gathered, const ToposExportJob *job,
                          ToposExportReport *report, GError **error);

/* Longer endings stand before the shorter ones they end in. */
static const struct {
  const char *ending;
  Tell tell;
  Paint paint;
} FORMS[] = {
  { ".png", NULL, topos_export_png },
  { ".svg", NULL, topos_export_svg },
  { ".pdf", NULL, topos_export_pdf },
  { ".geojson", topos_export_geojson, NULL },
  { ".kml", topos_export_kml, NULL },
  { ".gpx", topos_export_gpx, NULL },
  { ".passages.csv", topos_export_csv_passages, NULL },
  { ".mentions.csv", topos_export_csv_mentions, NULL },
  { ".csv", topos_export_csv_places, NULL },
  { ".json", topos_export_geojson, NULL },
};

const char *const *
topos_export_endings (void)
{
  static const char *const endings[]
      = { "png", "svg", "pdf", "geojson", "kml", "gpx", "csv", NULL };

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
               "“%s” has no ending that says what to make: give one of .%s", path, known);
  return -1;
}

/* Into a temporary file beside it, which then takes its name: whatever goes wrong, the old file
 * stays as it was. */
static bool
write_whole (const char *path, GBytes *file, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gsize length;
  const char *const data = g_bytes_get_data (file, &length);

  if (g_file_set_contents_full (path, data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0666, &cause))
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
               "“%s” could not be written: %s. Choose another place, or free some space", path,
               cause->message);
  return false;
}

bool
topos_export (const ToposExportJob *job, ToposExportReport *report, GCancellable *cancellable,
              GError **error)
{
  const int form = form_of (job->output, error);
  g_autoptr (ToposGathered) gathered
      = form >= 0 ? topos_gather (job, cancellable, error) : NULL;
  g_autoptr (GBytes) file = NULL;

  if (gathered == NULL)
    return false;
  if (report != NULL)
    *report = (ToposExportReport){ (int) gathered->places->len, (int) gathered->passages->len, 0 };
  file = FORMS[form].paint != NULL ? FORMS[form].paint (gathered, job, report, error)
                                   : g_string_free_to_bytes (FORMS[form].tell (gathered));
  if (file == NULL)
    return false;
  if (g_cancellable_is_cancelled (cancellable)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED, "The export was stopped");
    return false;
  }
  return write_whole (job->output, file, error);
}
