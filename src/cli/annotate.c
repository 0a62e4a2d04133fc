/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/annotate-json.h"
#include "cli/command.h"
#include "cli/filters.h"
#include "core/error.h"
#include "engine/engine.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { AHEAD_PER_JOB = 16 };

typedef struct {
  char *published;
  char *only;
  char *format;
  int jobs;
  gboolean phrases;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->published);
  g_free (options->only);
  g_free (options->format);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* One text on its way through: a file's name or a line of JSON in, a line of JSON out. */
typedef struct {
  char *input;
  ToposAnnotation output;  /* unless it failed */
  GError *error;
  bool ready;
} Piece;

/* What reader, workers and writer share. Pieces lie in a ring; piece n is at n % size. */
typedef struct {
  const ToposEngine *engine;
  ToposAnalyse what;
  ToposDay published;
  bool files;
  Piece *ring;
  guint size;
  GMutex mutex;
  GCond moved;
  guint64 filled;    /* pieces put in */
  guint64 taken;     /* pieces that a worker has */
  bool closed;       /* nothing more comes */
} Line;

static void
annotate_file (const Line *line, Piece *piece)
{
  g_autoptr (ToposArticle) article = topos_engine_read_file (piece->input, line->published,
                                                             &piece->error);

  if (article == NULL)
    return;

  g_autofree char *id = g_path_get_basename (piece->input);

  topos_annotation_init (&piece->output, id, line->engine, article, line->what);
}

static void
annotate_line (const Line *line, Piece *piece)
{
  g_autofree char *id = NULL;
  g_autoptr (ToposArticle) article = topos_annotation_parse (piece->input, line->published, &id,
                                                             &piece->error);

  if (article == NULL)
    return;

  g_clear_pointer (&piece->input, g_free);  /* it may be as large as the text */
  topos_annotation_init (&piece->output, id, line->engine, article, line->what);
}

static void
annotate_piece (const Line *line, Piece *piece)
{
  if (line->files)
    annotate_file (line, piece);
  else
    annotate_line (line, piece);
}

static gpointer
worker (gpointer data)
{
  Line *line = data;

  g_mutex_lock (&line->mutex);
  for (;;) {
    while (line->taken == line->filled && !line->closed)
      g_cond_wait (&line->moved, &line->mutex);
    if (line->taken == line->filled)
      break;

    Piece *piece = &line->ring[line->taken++ % line->size];

    g_mutex_unlock (&line->mutex);
    annotate_piece (line, piece);
    g_mutex_lock (&line->mutex);
    piece->ready = true;
    g_cond_broadcast (&line->moved);
  }
  g_mutex_unlock (&line->mutex);
  return NULL;
}

/* Where pieces come from: the files named, or the lines of standard input. */
typedef struct {
  char **files;
  char *buffer;
  size_t room;
} Source;

/* The next input, or NULL at the end. Returns: (transfer full). */
static char *
next_input (Source *source)
{
  if (source->files)
    return *source->files ? g_strdup (*source->files++) : NULL;
  for (;;) {
    const ssize_t length = getline (&source->buffer, &source->room, stdin);

    if (length < 0)
      return NULL;
    if (source->buffer[strspn (source->buffer, " \t\r\n")] == '\0')
      continue;
    source->room = 0;
    return g_steal_pointer (&source->buffer);
  }
}

static void
put_piece (Piece *piece, guint64 number, bool files, bool *bad)
{
  if (piece->error == NULL && !topos_annotation_write (&piece->output, stdout))
    g_set_error (&piece->error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("what was found was put aside in “%s” and cannot be read back. Free some room "
                    "there."), g_get_tmp_dir ());
  if (piece->error) {
    *bad = true;
    if (files)
      topos_cli_say ("%s", piece->error->message);
    else
      topos_cli_say (_ ("Line %lu: %s"), (gulong) number + 1, piece->error->message);
  }
  topos_annotation_clear (&piece->output);
  g_clear_error (&piece->error);
  g_clear_pointer (&piece->input, g_free);
  *piece = (Piece){ 0 };
}

/* Fills the ring ahead and writes what is ready, in the order in which it came. */
static bool
feed_and_write (Line *line, Source *source)
{
  bool bad = false, more = true;
  guint64 written = 0;

  while (more || written < line->filled) {
    while (more && line->filled - written < line->size) {
      char *input = next_input (source);

      more = input != NULL;
      g_mutex_lock (&line->mutex);
      if (input)
        line->ring[line->filled++ % line->size] = (Piece){ .input = input };
      line->closed = !more;
      g_cond_broadcast (&line->moved);
      g_mutex_unlock (&line->mutex);
    }
    if (written == line->filled)
      break;

    Piece *piece = &line->ring[written % line->size];

    g_mutex_lock (&line->mutex);
    while (!piece->ready)
      g_cond_wait (&line->moved, &line->mutex);
    g_mutex_unlock (&line->mutex);
    put_piece (piece, written++, line->files, &bad);
  }
  return !bad;
}

/* One thread reads, works and writes by itself. */
static bool
work_alone (Line *line, Source *source)
{
  bool bad = false;
  guint64 number = 0;

  for (char *input = next_input (source); input; input = next_input (source)) {
    Piece piece = { .input = input };

    annotate_piece (line, &piece);
    put_piece (&piece, number++, line->files, &bad);
  }
  return !bad;
}

static bool
work_together (Line *line, Source *source, int jobs)
{
  g_autofree GThread **threads = g_new (GThread *, jobs);

  line->size = (guint) jobs * AHEAD_PER_JOB;
  line->ring = g_new0 (Piece, line->size);
  g_mutex_init (&line->mutex);
  g_cond_init (&line->moved);
  for (int i = 0; i < jobs; i++)
    threads[i] = g_thread_new ("annotate", worker, line);

  const bool good = feed_and_write (line, source);

  for (int i = 0; i < jobs; i++)
    g_thread_join (threads[i]);
  g_mutex_clear (&line->mutex);
  g_cond_clear (&line->moved);
  g_free (line->ring);
  return good;
}

static bool
apply_options (const Options *options, Line *line, GError **error)
{
  ToposDateSpan days;

  line->what = TOPOS_ANALYSE_ALL;
  line->published = TOPOS_DAY_NONE;
  if (options->only) {
    const bool places = strstr (options->only, "places"), dates = strstr (options->only, "dates");

    line->what = (places ? TOPOS_ANALYSE_PLACES : 0) | (dates ? TOPOS_ANALYSE_DATES : 0);
    if (line->what == 0) {
      topos_cli_usage (error, _ ("--only takes “places” or “dates”, not “%s”."), options->only);
      return false;
    }
  }
  if (options->phrases && (line->what & TOPOS_ANALYSE_PLACES) == 0) {
    topos_cli_usage (error, _ ("--phrases are places: it cannot be with --only=dates."));
    return false;
  }
  line->what |= options->phrases ? TOPOS_ANALYSE_PHRASES : 0;
  if (options->format && !g_str_equal (options->format, "jsonl")
      && !g_str_equal (options->format, "json")) {
    topos_cli_usage (error, _ ("annotate writes jsonl, not “%s”."), options->format);
    return false;
  }
  if (options->published) {
    if (!topos_cli_parse_days (options->published, &days, error))
      return false;
    line->published = days.first;
  }
  return true;
}

static ToposExit
annotate (const Options *options, char **files)
{
  Line line = { .files = files != NULL };
  Source source = { .files = files };
  GError *error = NULL;
  g_autoptr (ToposEngine) engine = NULL;
  const int jobs = options->jobs > 0 ? options->jobs : (int) g_get_num_processors ();

  if (!topos_cli_check_jobs (options->jobs, &error) || !apply_options (options, &line, &error))
    return topos_cli_fail (error);
  line.engine = engine = topos_engine_open (topos_data_dir (), &error);
  if (engine == NULL
      || (options->phrases && !topos_engine_open_phrases (engine, topos_data_dir (), &error)))
    return topos_cli_fail (error);

  const bool good = jobs == 1 ? work_alone (&line, &source)
                              : work_together (&line, &source, jobs);

  free (source.buffer);

  const ToposExit written = topos_cli_end_output ();

  return written != TOPOS_EXIT_DONE || good ? written : TOPOS_EXIT_BAD_INPUT;
}

static ToposExit
run (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "published", 0, 0, G_OPTION_ARG_STRING, &options.published,
      N_ ("The day on which they were published"), N_ ("DATE") },
    { "only", 0, 0, G_OPTION_ARG_STRING, &options.only, N_ ("Only places, or only dates"),
      "places|dates" },
    { "phrases", 0, 0, G_OPTION_ARG_NONE, &options.phrases,
      N_ ("Also phrases that stand for a place: “the city”, “northern Iraq”"), NULL },
    { "jobs", 'j', 0, G_OPTION_ARG_INT, &options.jobs,
      N_ ("How many texts to read at a time (one a core)"), "N" },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options.format, N_ ("jsonl: one object a line"),
      N_ ("FORMAT") },
    { NULL },
  };

  if (!topos_cli_parse (&topos_command_annotate, entries, NULL, 0, -1, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  return annotate (&options, argc > 1 ? argv + 1 : NULL);
}

const ToposCommand topos_command_annotate = {
  "annotate", "[FILE...]", N_ ("Finds places and dates in texts, without a library."),
  N_ ("Without FILE, each line of standard input is an object {\"id\", \"text\", \"published\"}. One object a\n"
      "text comes out, in the order in which they came in. Offsets count code points."), run
};
