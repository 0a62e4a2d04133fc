/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdbool.h>

/* How a run ends, for scripts. */
typedef enum {
  TOPOS_EXIT_DONE = 0,
  TOPOS_EXIT_BAD_INPUT = 1,  /* some input was bad, each named with its reason; the rest is done */
  TOPOS_EXIT_USAGE = 2,
  TOPOS_EXIT_UNUSABLE = 3,   /* library, gazetteer or output cannot be used */
} ToposExit;

/* One command of toposctl; main.c has the table of them. */
typedef struct {
  const char *name;
  const char *parameters;   /* "LIBRARY [PLACE]" */
  const char *summary;      /* a line */
  const char *more;         /* what --help says beneath the options, or NULL */
  ToposExit (*run) (int argc, char **argv);
  bool takes_filters;       /* a question (cli/question.h) about a part of the library */
} ToposCommand;

extern const ToposCommand topos_command_import, topos_command_documents, topos_command_places,
    topos_command_passages, topos_command_search, topos_command_unplaced, topos_command_why,
    topos_command_correct, topos_command_add, topos_command_merge, topos_command_rename,
    topos_command_move, topos_command_hide, topos_command_describe, topos_command_remove,
    topos_command_rules, topos_command_review, topos_command_undo, topos_command_redo,
    topos_command_history, topos_command_export, topos_command_annotate,
    topos_command_gazetteer, topos_command_verify;

/* Takes the command's options out of argc and argv, and leaves what remains: between `least` and
 * `most` (-1: any number) parameters after argv[0]. `group` may be NULL. Answers --help itself.
 * False with the complaint on standard error: end with TOPOS_EXIT_USAGE. */
bool topos_cli_parse (const ToposCommand *command, const GOptionEntry *entries,
                      GOptionGroup *group, int least, int most, int *argc, char ***argv);

/* Writes the error to standard error, and says how to end. Takes the error. */
ToposExit topos_cli_fail (GError *error);

/* False with TOPOS_ERROR_USAGE when nobody can work in so many threads; 0 leaves it to the program. */
bool topos_cli_check_jobs (int jobs, GError **error);

/* What stood on standard output is written. Says how to end. */
ToposExit topos_cli_end_output (void);

/* The text becomes a copy of `given`; NULL, an option not given, leaves it as it is. */
void topos_cli_replace (char **text, const char *given);

/* A line on standard error. */
void topos_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* TOPOS_ERROR_USAGE with a sentence. */
void topos_cli_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
