/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/filters.h"
#include "cli/output.h"
#include "library/edit.h"
#include "library/undo.h"

#include <stdio.h>

/* The commands that change what a library says: correct, undo, redo, history. */

typedef struct {
  char *place;
  char *at;
  char *name;
  char *reach;
  gboolean reject;
  gboolean accept;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->place);
  g_free (options->at);
  g_free (options->name);
  g_free (options->reach);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Opens a library that must be there: these commands make none. */
static ToposLibrary *
open_library (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return topos_library_open (path, error);
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY,
               _ ("There is no library “%s”. Check the name."), path);
  return NULL;
}

static bool
correct (const Options *options, ToposLibrary *library, const ToposGazetteer *gazetteer,
         const char *mention, ToposReach reach, ToposEditReport *report, GError **error)
{
  ToposPoint point;
  ToposPlaceId place = TOPOS_PLACE_NONE;

  if (options->reject)
    return topos_library_reject (library, mention, reach, report, error);
  if (options->accept)
    return topos_library_accept (library, mention, reach, report, error);
  if (options->at)
    return topos_cli_parse_point (options->at, &point, error)
           && topos_library_correct_point (library, gazetteer, mention, options->name, point,
                                           TOPOS_PLACE_NONE, reach, report, error);

  g_autoptr (ToposReader) reader = topos_reader_open (topos_library_path (library), error);

  return reader && topos_cli_find_place (reader, options->place, &place, error)
         && topos_library_correct_place (library, gazetteer, mention, place, reach, report,
                                         error);
}

static ToposExit
correct_with (const Options *options, const char *path, const char *mention, ToposReach reach)
{
  GError *error = NULL;
  g_auto (ToposEditReport) report = { 0 };
  g_autoptr (ToposLibrary) library = open_library (path, &error);
  g_autoptr (ToposGazetteer) gazetteer = library ? topos_cli_gazetteer (&error) : NULL;

  if (gazetteer == NULL
      || !correct (options, library, gazetteer, mention, reach, &report, &error))
    return topos_cli_fail (error);

  const ToposStep step = { .verb = options->reject   ? TOPOS_STEP_REJECT
                                   : options->accept ? TOPOS_STEP_ACCEPT
                                                     : TOPOS_STEP_PLACE,
                           .subject = report.name, .object = report.to,
                           .count = report.mentions };
  g_autofree char *sentence = topos_step_in_words (&step);

  puts (sentence);
  return TOPOS_EXIT_DONE;
}

static ToposExit
run_correct (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, N_ ("It means this place"),
      N_ ("ID|NAME") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, N_ ("It means a place of your own at this point"),
      "LAT,LON" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("What the place of your own is called"),
      N_ ("NAME") },
    { "reject", 0, 0, G_OPTION_ARG_NONE, &options.reject, N_ ("It is no place"), NULL },
    { "accept", 0, 0, G_OPTION_ARG_NONE, &options.accept, N_ ("It is right as it stands"), NULL },
    { "reach", 0, 0, G_OPTION_ARG_STRING, &options.reach,
      N_ ("How far this holds for the same name (mention)"), "mention|document|library|always" },
    { NULL },
  };
  ToposReach reach = TOPOS_REACH_MENTION;

  if (!topos_cli_parse (&topos_command_correct, entries, NULL, 2, 2, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  if ((options.place != NULL) + (options.at != NULL) + options.reject + options.accept != 1) {
    topos_cli_say (_ ("Say one of --place, --at, --reject and --accept."));
    return TOPOS_EXIT_USAGE;
  }
  if (options.reach && !topos_reach_from_word (options.reach, &reach)) {
    topos_cli_say (_ ("--reach takes mention, document, library or always, not “%s”."),
                   options.reach);
    return TOPOS_EXIT_USAGE;
  }
  return correct_with (&options, argv[1], argv[2], reach);
}

const ToposCommand topos_command_correct = {
  "correct", "LIBRARY MENTION", N_ ("Says what a name means, for one mention or for many."),
  N_ ("MENTION is an id as “toposctl passages --format json” or “unplaced” prints it. “always” is the\n"
      "whole library and what will be imported."), run_correct
};

static ToposExit
turn (const ToposCommand *command, ToposStep *(*step) (ToposLibrary *, GError **), int argc,
      char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  GError *error = NULL;

  if (!topos_cli_parse (command, entries, NULL, 1, 1, &argc, &argv))
    return TOPOS_EXIT_USAGE;

  g_autoptr (ToposLibrary) library = open_library (argv[1], &error);
  g_autoptr (ToposStep) done = library ? step (library, &error) : NULL;

  if (done == NULL)
    return topos_cli_fail (error);

  g_autofree char *sentence = topos_step_in_words (done);

  printf (done->undone ? _ ("undone: %s\n") : _ ("done again: %s\n"), sentence);
  return TOPOS_EXIT_DONE;
}

static ToposExit
run_undo (int argc, char **argv)
{
  return turn (&topos_command_undo, topos_library_undo, argc, argv);
}

static ToposExit
run_redo (int argc, char **argv)
{
  return turn (&topos_command_redo, topos_library_redo, argc, argv);
}

const ToposCommand topos_command_undo = {
  "undo", "LIBRARY", N_ ("Takes back the last import or correction."), NULL, run_undo
};

const ToposCommand topos_command_redo = {
  "redo", "LIBRARY", N_ ("Does again what was undone last."), NULL, run_redo
};

static const char *const HISTORY_COLUMNS[] = { "id", "undone", "what", NULL };

static ToposExit
run_history (int argc, char **argv)
{
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &format,
      N_ ("Shape of the answer: table, json, jsonl or csv"), N_ ("FORMAT") },
    { NULL },
  };
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_history, entries, NULL, 1, 1, &argc, &argv))
    return TOPOS_EXIT_USAGE;

  g_autoptr (ToposOutput) output = topos_output_new (format, HISTORY_COLUMNS, &error);
  g_autoptr (ToposLibrary) library = output ? open_library (argv[1], &error) : NULL;
  g_autoptr (GPtrArray) steps = library ? topos_library_history (library, &error) : NULL;

  for (guint i = 0; steps && i < steps->len; i++) {
    const ToposStep *step = g_ptr_array_index (steps, i);
    g_autofree char *what = topos_step_in_words (step);

    topos_output_row (output);
    topos_output_int (output, "id", step->id);
    topos_output_text (output, "verb", topos_step_verb_word (step->verb));
    topos_output_text (output, "subject", step->subject);
    topos_output_text (output, "object", step->object);
    topos_output_int (output, "count", step->count);
    topos_output_parts (output, "undone", step->undone ? "true" : "false",
                        step->undone ? _ ("undone") : "");
    topos_output_text (output, "what", what);
    topos_output_row_end (output);
  }
  if (steps == NULL || !topos_output_finish (output, &error))
    return topos_cli_fail (error);
  return TOPOS_EXIT_DONE;
}

const ToposCommand topos_command_history = {
  "history", "LIBRARY", N_ ("Lists what was done to a library, oldest first."), NULL, run_history
};
