/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/filters.h"
#include "engine/engine.h"
#include "export/export.h"

#include <stdio.h>

#define NOT_GIVEN -G_MAXDOUBLE

typedef struct {
  char *size, *bbox, *center, *title, *subtitle, *basemap, *theme, *like;
  char **maps, **without_places, **without_outlets;
  double dpi, zoom, generalise;
  gboolean numbered, no_legend, graticule, no_labels;
  ToposFilterOptions filters;
} Options;

static void
options_clear (Options *options)
{
  char *const texts[] = { options->size,    options->bbox,  options->center, options->title,
                          options->subtitle, options->basemap, options->theme, options->like };
  char **const lists[] = { options->maps, options->without_places, options->without_outlets };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (lists[i]);
  topos_filter_options_clear (&options->filters);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
replace_list (char ***list, char **given)
{
  if (given == NULL)
    return;
  g_strfreev (*list);
  *list = g_strdupv (given);
}

static bool
apply_numbers (const Options *options, ToposPicture *picture, GError **error)
{
  const struct {
    const char *name;
    double given, least, most;
    double *number;
  } NUMBERS[] = {
    { "--dpi", options->dpi, 10, 10000, &picture->dpi },
    { "--zoom", options->zoom, 0, 19, &picture->zoom },
    { "--generalise", options->generalise, 0, 1000, &picture->generalise_km },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (NUMBERS); i++) {
    if (NUMBERS[i].given == NOT_GIVEN)
      continue;
    if (!(NUMBERS[i].given >= NUMBERS[i].least && NUMBERS[i].given <= NUMBERS[i].most)) {
      topos_cli_usage (error, _ ("%s takes a number from %g to %g."), NUMBERS[i].name,
                       NUMBERS[i].least, NUMBERS[i].most);
      return false;
    }
    *NUMBERS[i].number = NUMBERS[i].given;
  }
  return true;
}

/* Everything but the filter, as the picture wants it; what is not given stays as it is. --bbox is
 * what the picture shows, unless --view says otherwise. */
static bool
apply (const Options *options, ToposPicture *picture, GError **error)
{
  if (!apply_numbers (options, picture, error))
    return false;
  if ((options->size && !topos_picture_set_size (picture, options->size, error))
      || (options->theme && !topos_picture_set_theme (picture, options->theme, error))
      || (options->bbox && !topos_cli_parse_box (options->bbox, &picture->box, error))
      || (options->center && !topos_cli_parse_point (options->center, &picture->centre, error)))
    return false;
  if ((options->center != NULL) != (options->zoom != NOT_GIVEN)) {
    topos_cli_usage (error, _ ("--center and --zoom go together."));
    return false;
  }
  if (options->zoom != NOT_GIVEN)
    picture->box = topos_box_empty ();
  topos_cli_replace (&picture->title, options->title);
  topos_cli_replace (&picture->subtitle, options->subtitle);
  topos_cli_replace (&picture->basemap, options->basemap);
  replace_list (&picture->user_maps, options->maps);
  replace_list (&picture->without_places, options->without_places);
  replace_list (&picture->without_outlets, options->without_outlets);
  picture->numbered |= options->numbered;
  picture->legend &= !options->no_legend;
  picture->graticule |= options->graticule;
  picture->labels &= !options->no_labels;
  return true;
}

/* What the old picture was made with; the other options then alter it. What was left out of it
 * must be named again: it does not tell, and without it the new one would. */
static bool
recall (const Options *options, ToposPicture *picture, ToposFilter *filter, GError **error)
{
  int withheld = 0;

  if (options->like == NULL)
    return true;
  if (!topos_export_recall (options->like, picture, filter, &withheld, error))
    return false;
  if (withheld == 0 || options->without_places != NULL || options->without_outlets != NULL)
    return true;
  topos_cli_usage (error, ngettext ("%s left out %d place or source on purpose and does not say"
                                    " which: name it again with --without-place or"
                                    " --without-outlet.",
                                    "%s left out %d places or sources on purpose and does not say"
                                    " which: name them again with --without-place or"
                                    " --without-outlet.", (gulong) withheld),
                   options->like, withheld);
  return false;
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
  if (reader == NULL || !recall (options, &picture, &filter, &error)
      || !apply (options, &picture, &error)
      || !topos_filter_options_apply (&options->filters, reader, &filter, &error)
      || !topos_export (&job, &report, NULL, &error))
    return topos_cli_fail (error);

  g_autofree char *places = g_strdup_printf (ngettext ("%d place", "%d places",
                                                       (gulong) report.places), report.places);
  g_autofree char *passages = g_strdup_printf (ngettext ("%d passage", "%d passages",
                                                         (gulong) report.passages),
                                               report.passages);

  topos_cli_say (_ ("%s written: %s, %s"), output, places, passages);
  if (report.beyond > 0)
    topos_cli_say (ngettext ("%d place lies beyond the picture’s edge",
                             "%d places lie beyond the picture’s edge", (gulong) report.beyond),
                   report.beyond);
  if (report.without_outlines)
    topos_cli_say (_ ("The outlines of areas cannot be read: rings stand in their place. "
                      "Install Topos again."));
  return TOPOS_EXIT_DONE;
}

static ToposExit
run (int argc, char **argv)
{
  g_auto (Options) options = { .dpi = NOT_GIVEN, .zoom = NOT_GIVEN,
                             .generalise = NOT_GIVEN };
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
    { "no-labels", 0, 0, G_OPTION_ARG_NONE, &options.no_labels, N_ ("Without the places’ names"),
      NULL },
    { "graticule", 0, 0, G_OPTION_ARG_NONE, &options.graticule,
      N_ ("With lines of latitude and longitude"), NULL },
    { "like", 0, 0, G_OPTION_ARG_FILENAME, &options.like,
      N_ ("As this earlier export was made; other options alter that"), N_ ("FILE") },
    { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.maps,
      N_ ("Tiles of your own (MBTiles) over the base map; may be repeated"), N_ ("FILE") },
    { "without-place", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.without_places,
      N_ ("Leave out a place and all passages that name it; may be repeated"), N_ ("ID|NAME") },
    { "without-outlet", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.without_outlets,
      N_ ("Leave out what this outlet wrote; may be repeated"), N_ ("NAME") },
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
