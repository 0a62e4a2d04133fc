/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/filters.h"
#include "cli/output.h"
#include "engine/engine.h"
#include "gazetteer/build.h"
#include "gazetteer/layer.h"
#include "text/fold.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FOUND = 100 };

static const char *const INFO_COLUMNS[] = { "file", "places", "bytes", "credits", NULL };
static const char *const SEARCH_COLUMNS[] = { "id", "name", "kind", "admin", "population", "lat",
                                              "lon", NULL };

static bool
put_layer (ToposOutput *output, const char *path, GError **error)
{
  g_autoptr (GazetteerLayer) layer = gazetteer_layer_open (path, error);

  if (layer == NULL)
    return false;

  g_autofree char *credits = g_strndup (layer->credits ? layer->credits : "",
                                        layer->credits_length);

  topos_output_row (output);
  topos_output_text (output, "file", path);
  topos_output_int (output, "places", layer->n_places);
  topos_output_int (output, "bytes",
                    (int64_t) g_mapped_file_get_length (layer->file));
  topos_output_text (output, "credits", credits);
  topos_output_row_end (output);
  return true;
}

static ToposExit
info (ToposOutput *output, int argc, char **argv)
{
  GError *error = NULL;
  g_autofree char *world = g_build_filename (topos_data_dir (), TOPOS_GAZETTEER_BUNDLED, NULL);
  g_autofree char *own = topos_own_gazetteer_path ();

  if (!put_layer (output, world, &error)
      || (g_file_test (own, G_FILE_TEST_EXISTS) && !put_layer (output, own, &error))
      || !topos_output_finish (output, &error))
    return topos_cli_fail (error);
  return TOPOS_EXIT_DONE;
}

static void
put_hit (ToposOutput *output, const ToposGazetteer *gazetteer, const ToposPlace *place)
{
  g_autofree char *where = topos_gazetteer_where (gazetteer, place->id);

  topos_output_row (output);
  topos_output_int (output, "id", (int64_t) place->id);
  topos_output_text (output, "name", place->name);
  topos_output_text (output, "kind", topos_place_kind_word (place->kind));
  topos_output_text (output, "admin", where);
  topos_output_int (output, "population", place->population);
  topos_output_number (output, "lat", place->point.lat, 6);
  topos_output_number (output, "lon", place->point.lon, 6);
  if (place->geonameid)
    topos_output_int (output, "geonameid", place->geonameid);
  else
    topos_output_null (output, "geonameid");
  topos_output_text (output, "note", place->note);
  topos_output_row_end (output);
}

static ToposExit
search (ToposOutput *output, int argc, char **argv)
{
  GError *error = NULL;
  g_autofree char *name = g_strjoinv (" ", argv);
  g_autofree char *key = topos_fold (name, -1);
  g_autoptr (ToposGazetteer) gazetteer = topos_cli_gazetteer (&error);
  ToposNameHit hits[MOST_FOUND];

  if (gazetteer == NULL)
    return topos_cli_fail (error);

  const guint n = topos_gazetteer_find (gazetteer, key, strlen (key), hits, MOST_FOUND);

  for (guint i = 0; i < MIN (n, MOST_FOUND); i++) {
    ToposPlace place;

    topos_gazetteer_get (gazetteer, hits[i].place, &place);
    put_hit (output, gazetteer, &place);
  }
  return topos_output_finish (output, &error) ? TOPOS_EXIT_DONE : topos_cli_fail (error);
}

static ToposExit
build_to (const char *const *inputs, const char *path)
{
  GError *error = NULL;
  g_auto (ToposGazetteerReport) report = { 0 };

  if (!topos_gazetteer_build (inputs, path, &report, &error))
    return topos_cli_fail (error);
  for (int i = 0; report.bad && report.bad[i]; i++)
    topos_cli_say ("%s", report.bad[i]);
  topos_cli_say (_ ("%s: %ld places with %ld names from %ld rows; %ld rows left out."), path,
                 (glong) report.places, (glong) report.names, (glong) report.rows,
                 (glong) report.bad_rows);
  return report.bad_rows > 0 ? TOPOS_EXIT_BAD_INPUT : TOPOS_EXIT_DONE;
}

static ToposExit
build (ToposOutput *output, int argc, char **argv)
{
  return build_to ((const char *const *) argv + 1, argv[0]);
}

/* The user's tables are kept beside the gazetteer that is built of them, so that the next one
 * adds to them. */
static char **
own_tables (const char *folder)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GDir *dir = g_dir_open (folder, 0, NULL);

  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  if (dir)
    g_dir_close (dir);
  g_ptr_array_sort_with_data (names, (GCompareDataFunc) (void (*) (void)) g_strcmp0, NULL);
  for (guint i = 0; i < names->len; i++)
    g_strv_builder_add (paths, g_ptr_array_index (names, i));
  return g_strv_builder_end (paths);
}

static ToposExit
add (ToposOutput *output, int argc, char **argv)
{
  GError *error = NULL;
  g_autofree char *own = topos_own_gazetteer_path ();
  g_autofree char *parent = g_path_get_dirname (own);
  g_autofree char *folder = g_build_filename (parent, "names", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    topos_cli_say (_ ("The folder “%s” cannot be made: %s."), folder, g_strerror (errno));
    return TOPOS_EXIT_UNUSABLE;
  }
  for (int i = 0; i < argc; i++) {
    g_autofree char *base = g_path_get_basename (argv[i]);
    g_autofree char *copy = g_build_filename (folder, base, NULL);
    g_autoptr (GFile) from = g_file_new_for_path (argv[i]);
    g_autoptr (GFile) to = g_file_new_for_path (copy);

    if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error)) {
      topos_cli_say ("%s", error->message);
      g_error_free (error);
      return TOPOS_EXIT_BAD_INPUT;
    }
  }

  g_auto (GStrv) tables = own_tables (folder);

  return build_to ((const char *const *) tables, own);
}

/* What stands after "gazetteer", and how many parameters that takes at least. */
static const struct {
  const char *name;
  int least;
  const char *const *columns;
  ToposExit (*run) (ToposOutput *output, int argc, char **argv);
} VERBS[] = {
  { "info", 0, INFO_COLUMNS, info },
  { "search", 1, SEARCH_COLUMNS, search },
  { "build", 2, INFO_COLUMNS, build },
  { "add", 1, INFO_COLUMNS, add },
};

static ToposExit
run (int argc, char **argv)
{
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_ ("Shape of the answer: table, json, jsonl or csv"), N_ ("FORMAT") },
    { NULL },
  };
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_gazetteer, entries, NULL, 1, -1, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  for (size_t i = 0; i < G_N_ELEMENTS (VERBS); i++)
    if (strcmp (VERBS[i].name, argv[1]) == 0 && argc - 2 >= VERBS[i].least) {
      g_autoptr (ToposOutput) output = topos_output_new (format, VERBS[i].columns, &error);

      return output ? VERBS[i].run (output, argc - 2, argv + 2) : topos_cli_fail (error);
    }
  topos_cli_say (_ ("Usage: toposctl gazetteer %s."), topos_command_gazetteer.parameters);
  return TOPOS_EXIT_USAGE;
}

const ToposCommand topos_command_gazetteer = {
  "gazetteer", "info | search NAME | build OUT FILE... | add FILE...",
  N_ ("Looks into the gazetteer, builds one, or adds names of your own."),
  N_ ("build and add read GeoNames’ files, CSV with the columns name, lat and lon, and GeoJSON."), run
};
