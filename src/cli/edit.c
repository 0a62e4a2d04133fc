/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deed.h"
#include "cli/filters.h"
#include "cli/output.h"
#include "library/undo.h"
#include "text/offsets.h"

#include <stdio.h>

/* The commands that change what a library says: correct, add, undo, redo, history. */

typedef struct {
  ToposDeedTarget target;
  gboolean reject;
  gboolean accept;
} Options;

static void
options_clear (Options *options)
{
  topos_deed_target_clear (&options->target);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static bool
correct (const Options *options, const ToposDeed *deed, const char *mention, ToposReach reach,
         GError **error)
{
  ToposLibrary *library = deed->library;
  const ToposDeedTarget *target = &options->target;
  ToposPoint point;
  ToposPlaceId place = TOPOS_PLACE_NONE;

  if (options->reject)
    return topos_library_reject (library, mention, reach, NULL, error);
  if (options->accept)
    return topos_library_accept (library, mention, reach, NULL, error);
  if (target->at)
    return topos_cli_parse_point (target->at, &point, error)
           && topos_library_correct_point (library, deed->gazetteer, mention, target->name, point,
                                           TOPOS_PLACE_NONE, reach, NULL, error);
  return topos_cli_find_place (deed->reader, target->place, &place, error)
         && topos_library_correct_place (library, deed->gazetteer, mention, place, reach, NULL,
                                         error);
}

static ToposExit
run_correct (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.target.place, N_ ("It means this place"),
      N_ ("ID|NAME") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options.target.at, N_ ("It means a place of your own at this point"),
      "LAT,LON" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.target.name, N_ ("What the place of your own is called"),
      N_ ("NAME") },
    { "reject", 0, 0, G_OPTION_ARG_NONE, &options.reject, N_ ("It is no place"), NULL },
    { "accept", 0, 0, G_OPTION_ARG_NONE, &options.accept, N_ ("It is right as it stands"), NULL },
    { "reach", 0, 0, G_OPTION_ARG_STRING, &options.target.reach,
      N_ ("How far this holds for the same name (mention)"), "mention|document|library|always" },
    { NULL },
  };
  g_auto (ToposDeed) deed = { 0 };
  ToposReach reach;
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_correct, entries, NULL, 2, 2, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  if ((options.target.place != NULL) + (options.target.at != NULL) + options.reject + options.accept
      != 1) {
    topos_cli_say (_ ("Say one of --place, --at, --reject and --accept."));
    return TOPOS_EXIT_USAGE;
  }
  if (!topos_deed_reach (&options.target, &reach))
    return TOPOS_EXIT_USAGE;

  const bool done = topos_deed_begin (&deed, argv[1], &error)
                    && correct (&options, &deed, argv[2], reach, &error);

  return topos_deed_end (&deed, done, error);
}

const ToposCommand topos_command_correct = {
  "correct", "LIBRARY MENTION", N_ ("Says what a name means, for one mention or for many."),
  N_ ("MENTION is an id as “toposctl passages --format json” or “unplaced” prints it. “always” is the\n"
      "whole library and what will be imported."), run_correct
};

/* The bytes of a document from one code point, as written by the user, up to another. */
static bool
find_span (ToposReader *reader, const char *document, const char *start, const char *end,
           ToposSpan *span, GError **error)
{
  guint64 first = 0, last = 0;
  g_autoptr (ToposDocument) whole = NULL;

  if (!g_ascii_string_to_unsigned (start, 10, 0, G_MAXUINT32, &first, NULL)
      || !g_ascii_string_to_unsigned (end, 10, 0, G_MAXUINT32, &last, NULL)) {
    topos_cli_usage (error, _ ("“%s %s” is no stretch of the text. Write two numbers."), start, end);
    return false;
  }
  whole = topos_reader_document (reader, document, error);
  if (whole == NULL)
    return false;

  g_autoptr (ToposOffsets) offsets = topos_offsets_new (whole->body, whole->length);

  *span = (ToposSpan){ topos_offsets_to_bytes (offsets, (uint32_t) first),
                       topos_offsets_to_bytes (offsets, (uint32_t) last) };
  return true;
}

static bool
add (const ToposDeedTarget *target, const ToposDeed *deed, const char *document, ToposSpan span,
     ToposReach reach, GError **error)
{
  ToposPoint point;
  ToposPlaceId place = TOPOS_PLACE_NONE;

  if (target->at)
    return topos_cli_parse_point (target->at, &point, error)
           && topos_library_add_point (deed->library, deed->gazetteer, document, span, target->name,
                                       point, TOPOS_PLACE_NONE, reach, NULL, error);
  return topos_cli_find_place (deed->reader, target->place, &place, error)
         && topos_library_add_mention (deed->library, deed->gazetteer, document, span, place, reach,
                                       NULL, error);
}

static ToposExit
run_add (int argc, char **argv)
{
  g_auto (ToposDeedTarget) target = { 0 };
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &target.place, N_ ("It means this place"), N_ ("ID|NAME") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &target.at, N_ ("It means a place of your own at this point"),
      "LAT,LON" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &target.name, N_ ("What the place of your own is called"),
      N_ ("NAME") },
    { "reach", 0, 0, G_OPTION_ARG_STRING, &target.reach,
      N_ ("How far this holds for the same name (mention)"), "mention|document|library|always" },
    { NULL },
  };
  g_auto (ToposDeed) deed = { 0 };
  ToposReach reach;
  ToposSpan span = { 0 };
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_add, entries, NULL, 4, 4, &argc, &argv)
      || !topos_deed_reach (&target, &reach))
    return TOPOS_EXIT_USAGE;
  if ((target.place != NULL) == (target.at != NULL)) {
    topos_cli_say (_ ("Say one of --place and --at."));
    return TOPOS_EXIT_USAGE;
  }

  const bool done = topos_deed_begin (&deed, argv[1], &error)
                    && find_span (deed.reader, argv[2], argv[3], argv[4], &span, &error)
                    && add (&target, &deed, argv[2], span, reach, &error);

  return topos_deed_end (&deed, done, error);
}

const ToposCommand topos_command_add = {
  "add", "LIBRARY DOCUMENT START END", N_ ("Places a name that was missed."),
  N_ ("START and END are code points of the document’s text, as “toposctl passages” prints them."),
  run_add
};

static ToposExit
turn (const ToposCommand *command, ToposStep *(*step) (ToposLibrary *, GError **), int argc,
      char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  GError *error = NULL;

  if (!topos_cli_parse (command, entries, NULL, 1, 1, &argc, &argv))
    return TOPOS_EXIT_USAGE;

  g_autoptr (ToposLibrary) library = topos_deed_library (argv[1], &error);
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
  "undo", "LIBRARY", N_ ("Takes back what was done last: an import or a change."), NULL, run_undo
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
  g_autoptr (ToposLibrary) library = output ? topos_deed_library (argv[1], &error) : NULL;
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
