/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_JOBS = 256 };

static const ToposExit EXIT_OF[] = {
  [TOPOS_ERROR_INPUT] = TOPOS_EXIT_BAD_INPUT,   [TOPOS_ERROR_USAGE] = TOPOS_EXIT_USAGE,
  [TOPOS_ERROR_LIBRARY] = TOPOS_EXIT_UNUSABLE,  [TOPOS_ERROR_NEWER] = TOPOS_EXIT_UNUSABLE,
  [TOPOS_ERROR_BUSY] = TOPOS_EXIT_UNUSABLE,     [TOPOS_ERROR_OUTPUT] = TOPOS_EXIT_UNUSABLE,
  [TOPOS_ERROR_DATA] = TOPOS_EXIT_UNUSABLE,     [TOPOS_ERROR_NETWORK] = TOPOS_EXIT_BAD_INPUT,
  [TOPOS_ERROR_CANCELLED] = TOPOS_EXIT_BAD_INPUT,
};

void
topos_cli_say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fprintf (stderr, "toposctl: %s\n", text);
}

void
topos_cli_usage (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, TOPOS_ERROR, TOPOS_ERROR_USAGE, text);
}

void
topos_cli_replace (char **text, const char *given)
{
  if (given == NULL)
    return;
  g_free (*text);
  *text = g_strdup (given);
}

ToposExit
topos_cli_fail (GError *error)
{
  const ToposExit end = error->domain == TOPOS_ERROR ? EXIT_OF[error->code]
                                                     : TOPOS_EXIT_UNUSABLE;

  topos_cli_say ("%s", error->message);
  g_error_free (error);
  return end;
}

bool
topos_cli_check_jobs (int jobs, GError **error)
{
  if (jobs >= 0 && jobs <= MOST_JOBS)
    return true;
  topos_cli_usage (error, _ ("--jobs takes a number from 1 to %d."), MOST_JOBS);
  return false;
}

ToposExit
topos_cli_end_output (void)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TOPOS_EXIT_DONE;
  topos_cli_say (_ ("Standard output cannot be written: %s."), g_strerror (errno));
  return TOPOS_EXIT_UNUSABLE;
}

/* The command's own options come first, then the group that it shares with others. */
static GOptionContext *
context_of (const ToposCommand *command, const GOptionEntry *entries, GOptionGroup *group)
{
  GOptionContext *context = g_option_context_new (command->parameters);
  g_autofree char *name = g_strdup_printf ("toposctl %s", command->name);

  g_set_prgname (name);
  g_option_context_set_summary (context, _ (command->summary));
  if (command->more)
    g_option_context_set_description (context, _ (command->more));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries->long_name) {
    GOptionGroup *own = g_option_group_new ("options", _ ("Options:"), "", NULL, NULL);

    g_option_group_add_entries (own, entries);
    g_option_group_set_translation_domain (own, GETTEXT_PACKAGE);
    g_option_context_add_group (context, own);
  }
  if (group)
    g_option_context_add_group (context, group);
  g_option_context_set_help_enabled (context, false);
  return context;
}

/* --help is answered by hand, because GLib would end the process on the spot. */
static bool
asks_for_help (int argc, char **argv)
{
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
      return true;
  return false;
}

bool
topos_cli_parse (const ToposCommand *command, const GOptionEntry *entries, GOptionGroup *group,
                 int least, int most, int *argc, char ***argv)
{
  g_autoptr (GOptionContext) context = context_of (command, entries, group);
  g_autoptr (GError) error = NULL;

  if (asks_for_help (*argc, *argv)) {
    g_autofree char *help = g_option_context_get_help (context, false, NULL);

    fputs (help, stdout);
    g_clear_pointer (&help, g_free);
    g_clear_pointer (&context, g_option_context_free);
    exit ((int) topos_cli_end_output ());
  }
  if (!g_option_context_parse (context, argc, argv, &error)) {
    if (error->domain == G_CONVERT_ERROR) {
      g_clear_error (&error);
      g_set_error_literal (&error, TOPOS_ERROR, TOPOS_ERROR_USAGE, _ ("The value of an option is not written in UTF-8"));
    }
    topos_cli_say (_ ("%s. “toposctl %s --help” tells more."), error->message, command->name);
    return false;
  }
  /* GLib leaves a "--" in place. */
  for (int i = 1; i < *argc; i++)
    if (g_str_equal ((*argv)[i], "--")) {
      for (int j = i; j < *argc; j++)
        (*argv)[j] = (*argv)[j + 1];
      (*argc)--;
      break;
    }
  if (*argc - 1 >= least && (most < 0 || *argc - 1 <= most))
    return true;
  topos_cli_say (_ ("Usage: toposctl %s %s\n“toposctl %s --help” tells more."), command->name,
                 command->parameters, command->name);
  return false;
}
