/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/question.h"

void
topos_question_clear (ToposQuestion *question)
{
  g_free (question->format);
  topos_filter_options_clear (&question->options);
  g_clear_pointer (&question->reader, topos_reader_close);
  topos_filter_clear (&question->filter);
  g_clear_pointer (&question->output, topos_output_free);
}

bool
topos_question_begin (ToposQuestion *question, const ToposCommand *command, int most,
                      const char *const *columns, int *argc, char ***argv, ToposExit *end)
{
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &question->format,
      N_ ("Shape of the answer: table, json, jsonl or csv"), N_ ("FORMAT") },
    { NULL },
  };
  GError *error = NULL;

  *end = TOPOS_EXIT_USAGE;
  topos_filter_init (&question->filter);
  if (!topos_cli_parse (command, entries,
                        command->takes_filters ? topos_filter_options_group (&question->options)
                                               : NULL,
                        1, most, argc, argv))
    return false;
  question->output = topos_output_new (question->format, columns, &error);
  question->reader = error ? NULL : topos_reader_open ((*argv)[1], &error);
  if (question->reader
      && topos_filter_options_apply (&question->options, question->reader, &question->filter,
                                     &error))
    return true;
  *end = topos_cli_fail (error);
  return false;
}

ToposExit
topos_question_end (ToposQuestion *question, GError *error)
{
  if (error == NULL)
    topos_output_finish (question->output, &error);
  return error ? topos_cli_fail (error) : TOPOS_EXIT_DONE;
}
