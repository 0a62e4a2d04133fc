/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"
#include "cli/filters.h"
#include "cli/output.h"

/* What every command that asks a library has: its options, the opened reader, the filter and
 * the output. */
typedef struct {
  char *format;
  ToposFilterOptions options;
  ToposReader *reader;
  ToposFilter filter;
  ToposOutput *output;
} ToposQuestion;

void topos_question_clear (ToposQuestion *question);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ToposQuestion, topos_question_clear)

/* Parses the options (the filters among them where the command takes them), opens the library
 * argv[1], makes filter and output. False with `end` set:
 * what is wrong has been said. `columns` as in topos_output_new. */
bool topos_question_begin (ToposQuestion *question, const ToposCommand *command, int most,
                           const char *const *columns, int *argc, char ***argv, ToposExit *end);

/* Finishes the output; `error` (taken, may be NULL) is what went wrong before. */
ToposExit topos_question_end (ToposQuestion *question, GError *error);
