/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"
#include "cli/filters.h"
#include "cli/output.h"
#include "engine/ingest.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static const char *const COLUMNS[] = { "status", "passages", "places", "file", "reason", NULL };

typedef struct {
  char *published;
  char *manifest;
  char *format;
  int jobs;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->published);
  g_free (options->manifest);
  g_free (options->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
show_progress (int done, int total, const char *file, void *unused)
{
  fprintf (stderr, "\r\033[K%d / %d  %.60s", done, total, file);
  if (done == total)
    fputs ("\r\033[K", stderr);
}

/* All of standard input. */
static GBytes *
read_stdin (GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  guint8 part[65536];
  ssize_t n = 0;

  while ((n = read (STDIN_FILENO, part, sizeof part)) > 0)
    g_byte_array_append (bytes, part, (guint) n);
  if (n < 0)
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT, _ ("Standard input cannot be read: %s."),
                 g_strerror (errno));
  return g_byte_array_free_to_bytes (bytes);
}

static bool
gather (ToposIngest *ingest, const Options *options, int argc, char **argv, GError **error)
{
  ToposDateSpan days;

  if (!topos_cli_check_jobs (options->jobs, error))
    return false;
  topos_ingest_set_jobs (ingest, options->jobs);
  if (isatty (STDERR_FILENO))
    topos_ingest_set_progress (ingest, show_progress, NULL);
  if (options->published) {
    if (!topos_cli_parse_days (options->published, &days, error))
      return false;
    if (days.first != days.last) {
      topos_cli_usage (error, _ ("--published takes one day, as 2021-09-05."));
      return false;
    }
    topos_ingest_set_published (ingest, days.first);
  }
  if (options->manifest
      && !topos_ingest_add_manifest (ingest, options->manifest, argc == 2, error))
    return false;
  for (int i = 2; i < argc; i++) {
    if (!g_str_equal (argv[i], "-")) {
      topos_ingest_add (ingest, argv[i]);
      continue;
    }

    g_autoptr (GBytes) bytes = read_stdin (error);

    if (*error)
      return false;
    topos_ingest_add_bytes (ingest, bytes, "-");
  }
  return true;
}

static void
put_result (ToposOutput *output, const ToposIngestResult *result)
{
  topos_output_row (output);
  topos_output_text (output, "file", result->file);
  topos_output_text (output, "status", topos_ingest_status_word (result->status));
  topos_output_text (output, "document", *result->document ? result->document : NULL);
  topos_output_int (output, "passages", result->passages);
  topos_output_int (output, "places", result->places);
  topos_output_text (output, "reason", result->reason);
  topos_output_row_end (output);
}

static ToposExit
put_results (ToposOutput *output, const GPtrArray *results, GError *error)
{
  int failed = 0;

  for (guint i = 0; i < results->len; i++) {
    const ToposIngestResult *result = g_ptr_array_index (results, i);

    put_result (output, result);
    failed += result->status == TOPOS_INGEST_FAILED;
    if (result->status == TOPOS_INGEST_FAILED && !isatty (STDOUT_FILENO))
      topos_cli_say ("%s: %s", result->file, result->reason);
  }
  if (error) {
    topos_output_finish (output, NULL);
    return topos_cli_fail (error);
  }
  if (!topos_output_finish (output, &error))
    return topos_cli_fail (error);
  return failed ? TOPOS_EXIT_BAD_INPUT : TOPOS_EXIT_DONE;
}

static ToposExit
import (const Options *options, int argc, char **argv)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (ToposOutput) output = topos_output_new (options->format, COLUMNS, &error);
  g_autoptr (ToposEngine) engine = output ? topos_engine_open (topos_data_dir (), &error) : NULL;

  if (engine == NULL)
    return topos_cli_fail (error);

  g_autoptr (ToposIngest) ingest = topos_ingest_new (engine);

  if (!gather (ingest, options, argc, argv, &error))
    return topos_cli_fail (error);

  g_autoptr (ToposLibrary) library = topos_library_open (argv[1], &error);

  if (library == NULL)
    return topos_cli_fail (error);
  topos_ingest_run (ingest, library, NULL, &results, &error);
  return put_results (output, results, error);
}

static ToposExit
run (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "published", 0, 0, G_OPTION_ARG_STRING, &options.published,
      N_ ("The day on which they were published"), N_ ("DATE") },
    { "manifest", 0, 0, G_OPTION_ARG_FILENAME, &options.manifest,
      N_ ("Titles, outlets, authors and dates of the files"), "CSV" },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &options.jobs,
      N_ ("How many files to read at a time (one a core)"), "N" },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options.format,
      N_ ("Shape of the answer: table, json, jsonl or csv"), N_ ("FORMAT") },
    { NULL },
  };

  if (!topos_cli_parse (&topos_command_import, entries, NULL, 1, -1, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  if (argc == 2 && options.manifest == NULL) {
    topos_cli_say (_ ("Say what to import: files, folders, or “-” for standard input."));
    return TOPOS_EXIT_USAGE;
  }
  return import (&options, argc, argv);
}

const ToposCommand topos_command_import = {
  "import", "LIBRARY FILE...", N_ ("Reads articles into a library, which is made when it is not there."),
  N_ ("A FILE may be a folder, or - for standard input. Without FILE, the files of the manifest are\n"
      "read. A file that is there already is known by its content."), run
};
