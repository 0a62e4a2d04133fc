/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/question.h"
#include "library/verify.h"

#include <string.h>

static const char *const COLUMNS[] = { "state", "title", "source", NULL };

/* SHA-256 of a file in hex, NULL when it cannot be read. */
static char *
hash_file (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, false, NULL);
  g_autoptr (GBytes) bytes = file ? g_mapped_file_get_bytes (file) : NULL;

  return bytes ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}

/* "OK", "changed", "missing"; "-" for what came from no file. */
static const char *
state_of (const ToposSource *source)
{
  if (source->source == NULL || source->hash == NULL || strcmp (source->source, "-") == 0)
    return "-";

  g_autofree char *path = g_str_has_prefix (source->source, "file:")
                              ? g_filename_from_uri (source->source, NULL, NULL)
                              : g_strdup (source->source);
  g_autofree char *hash = path ? hash_file (path) : NULL;

  if (hash == NULL)
    return "missing";
  return strcmp (hash, source->hash) == 0 ? "OK" : "changed";
}

static ToposExit
tell_damages (const ToposCheck *check)
{
  for (guint i = 0; i < check->damages->len; i++)
    topos_cli_say ("%s", (const char *) g_ptr_array_index (check->damages, i));
  if (check->damages->len == 0)
    return TOPOS_EXIT_DONE;
  topos_cli_say (ngettext ("The library is damaged. %d document can still be read whole: restore the "
                           "library from a copy, or import the originals into a new one.",
                           "The library is damaged. %d documents can still be read whole: restore the "
                           "library from a copy, or import the originals into a new one.",
                           (gulong) check->documents), check->documents);
  return TOPOS_EXIT_UNUSABLE;
}

static ToposExit
run (int argc, char **argv)
{
  g_auto (ToposQuestion) q = { 0 };
  g_auto (ToposCheck) check = { 0 };
  g_autoptr (GPtrArray) sources = NULL;
  GError *error = NULL;
  ToposExit end;
  bool moved = false;

  if (!topos_question_begin (&q, &topos_command_verify, 1, COLUMNS, &argc, &argv, &end))
    return end;
  if (topos_reader_check (q.reader, &check, NULL, &error))
    sources = topos_reader_sources (q.reader, &error);
  for (guint i = 0; sources && i < sources->len; i++) {
    const ToposSource *source = g_ptr_array_index (sources, i);
    const char *state = state_of (source);

    moved |= strcmp (state, "changed") == 0 || strcmp (state, "missing") == 0;
    topos_output_row (q.output);
    topos_output_text (q.output, "document", source->id);
    topos_output_text (q.output, "title", source->title);
    topos_output_text (q.output, "source", source->source);
    topos_output_text (q.output, "state", state);
    topos_output_row_end (q.output);
  }
  end = topos_question_end (&q, error);
  if (end != TOPOS_EXIT_DONE)
    return end;
  end = tell_damages (&check);
  return end == TOPOS_EXIT_DONE && moved ? TOPOS_EXIT_BAD_INPUT : end;
}

const ToposCommand topos_command_verify = {
  "verify", "LIBRARY", N_ ("Checks a library, and whether its originals have changed."),
  N_ ("Says OK, changed or missing for each original; exit status 3 when the library itself is\n"
      "damaged."), run
};
