/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/filters.h"
#include "engine/engine.h"
#include "export/export.h"
#include "library/copy.h"

#include <stdio.h>

typedef struct {
  char *size, *bbox, *center, *title, *subtitle, *basemap, *theme;
  double dpi, zoom, generalise;
  gboolean numbered, no_legend, graticule, no_labels;
  ToposFilterOptions filters;
} Options;

static void
options_clear (Options *options)
{
  char *const texts[] = { options->size,     options->bbox,    options->center, options->title,
                          options->subtitle, options->basemap, options->theme };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  topos_filter_options_clear (&options->filters);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Everything but the filter, as the picture wants it. --bbox says what to show here; places
 * outside it are left out by the picture's edge. */
static bool
apply (const Options *options, ToposPicture *picture, GError **error)
{
  if (options->dpi > 0)
    picture->dpi = options->dpi;
  if ((options->size && !topos_picture_set_size (picture, options->size, error))
      || (options->theme && !topos_picture_set_theme (picture, options->theme, error))
      || (options->bbox && !topos_cli_parse_box (options->bbox, &picture->box, error))
      || (options->center && !topos_cli_parse_point (options->center, &picture->centre, error)))
    return false;
  if ((options->center != NULL) != (options->zoom >= 0)) {
    topos_cli_usage (error, _ ("--center and --zoom go together."));
    return false;
  }
  picture->zoom = options->zoom;
  picture->title = g_strdup (options->title);
  picture->subtitle = g_strdup (options->subtitle);
  picture->basemap = g_strdup (options->basemap);
  picture->numbered = options->numbered;
  picture->legend = !options->no_legend;
  picture->graticule = options->graticule;
  if (options->no_labels)
    picture->labels = false;
  picture->generalise_km = options->generalise;
  return true;
}

/* A GeoPackage is the library itself with the filter applied; the others are made of it. */
static bool
export_as (const ToposExportJob *job, ToposReader *reader, ToposExportReport *report,
           GError **error)
{
  ToposCounts counts;

  if (!g_str_has_suffix (job->output, ".gpkg"))
    return topos_export (job, report, NULL, error);
  if (!topos_reader_counts (reader, job->filter, &counts, NULL, error))
    return false;
  *report = (ToposExportReport){ .places = counts.places, .passages = counts.passages };
  return topos_reader_copy_to (reader, job->output, job->filter, error);
}

static ToposExit
write_out (const Options *options, const char *library, const char *output)
{
  GError *error = NULL;
  g_auto (ToposFilter) filter = { 0 };
  g_auto (ToposPicture) picture = { 0 };
  ToposExportReport report = { 0 };
  g_autoptr (ToposReader) reader = topos_reader_open (library, &error);
  const ToposExportJob job = { .library = library, .filter = &filter, .output = output,
                               .data_dir = topos_data_dir (), .picture = &picture };

  topos_filter_init (&filter);
  topos_picture_init (&picture);
  if (reader == NULL || !apply (options, &picture, &error)
      || !topos_filter_options_apply (&options->filters, reader, &filter, &error)
      || !export_as (&job, reader, &report, &error))
    return topos_cli_fail (error);

  g_autofree char *places = g_strdup_printf (ngettext ("%d place", "%d places",
                                                       (gulong) report.places), report.places);
  g_autofree char *passages = g_strdup_printf (ngettext ("%d passage", "%d passages",
                                                         (gulong) report.passages),
                                               report.passages);

  topos_cli_say (_ ("%s written: %s, %s"), output, places, passages);
  if (report.beyond > 0)
    topos_cli_say (ngettext ("%d place lies beyond the picture's edge",
                             "%d places lie beyond the picture's edge", (gulong) report.beyond),
                   report.beyond);
  return TOPOS_EXIT_DONE;
}

static ToposExit
run (int argc, char **argv)
{
  g_auto (Options) options = { .zoom = -1 };
  const GOptionEntry entries[] = {
    { "size", 0, 0, G_OPTION_ARG_STRING, &options.size,
      N_ ("Pixels as 4000x3000, or a4, a3-landscape..."), "SIZE" },
    { "dpi", 0, 0, G_OPTION_ARG_DOUBLE, &options.dpi, N_ ("Pixels an inch"), "N" },
    { "view", 0, 0, G_OPTION_ARG_STRING, &options.bbox, N_ ("The stretch of map that the picture shows"),
      "W,S,E,N" },
    { "center", 0, 0, G_OPTION_ARG_STRING, &options.center, N_ ("The middle of the map"),
      "LAT,LON" },
    { "zoom", 0, 0, G_OPTION_ARG_DOUBLE, &options.zoom, N_ ("How near, from 0 to 19"), "Z" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, N_ ("A title above the map"),
      N_ ("TEXT") },
    { "subtitle", 0, 0, G_OPTION_ARG_STRING, &options.subtitle,
      N_ ("A line beneath the title (the filter in words)"), N_ ("TEXT") },
    { "basemap", 0, 0, G_OPTION_ARG_FILENAME, &options.basemap,
      N_ ("Another base map, or “none”"), N_ ("FILE|none") },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &options.theme, N_ ("Colours"), "light|dark|grey" },
    { "numbered", 0, 0, G_OPTION_ARG_NONE, &options.numbered,
      N_ ("Numbers on the markers, and an index"), NULL },
    { "no-legend", 0, 0, G_OPTION_ARG_NONE, &options.no_legend, N_ ("Without the legend"), NULL },
    { "no-labels", 0, 0, G_OPTION_ARG_NONE, &options.no_labels, N_ ("Without the places' names"),
      NULL },
    { "graticule", 0, 0, G_OPTION_ARG_NONE, &options.graticule,
      N_ ("With lines of latitude and longitude"), NULL },
    { "generalise", 0, 0, G_OPTION_ARG_DOUBLE, &options.generalise,
      N_ ("Round positions to a grid of so many kilometres"), "KM" },
    { NULL },
  };

  if (!topos_cli_parse (&topos_command_export, entries,
                        topos_filter_options_group (&options.filters), 2, 2, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  /* A picture's box is what it shows, and what it shows is what is asked for. */
  if (options.bbox == NULL)
    options.bbox = g_strdup (options.filters.bbox);
  return write_out (&options, argv[1], argv[2]);
}

const ToposCommand topos_command_export = {
  "export", "LIBRARY OUTPUT", N_ ("Writes a marked map or its data, by the ending of OUTPUT."),
  N_ ("Endings: .png .svg .pdf .geojson .kml .gpx .csv .html .gpkg. All follow the filters."), run
};
