/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static const ToposCommand *const COMMANDS[] = {
  &topos_command_import,  &topos_command_documents, &topos_command_places,
  &topos_command_passages, &topos_command_search,   &topos_command_unplaced,
  &topos_command_why,     &topos_command_correct,   &topos_command_add,
  &topos_command_merge,   &topos_command_rename,    &topos_command_move,
  &topos_command_hide,    &topos_command_describe,  &topos_command_remove,
  &topos_command_rules,   &topos_command_review,    &topos_command_undo,
  &topos_command_redo,    &topos_command_history,   &topos_command_export,
  &topos_command_annotate, &topos_command_gazetteer, &topos_command_verify,
};

static void
print_help (FILE *to)
{
  fputs (_ ("Usage: toposctl COMMAND [OPTION...]\n\n"
            "Reads articles, finds the places and days they name, and answers questions about them.\n\n"
            "Commands:\n"), to);
  for (size_t i = 0; i < G_N_ELEMENTS (COMMANDS); i++)
    fprintf (to, "  %-10s  %s\n", COMMANDS[i]->name, _ (COMMANDS[i]->summary));
  fputs (_ ("\n“toposctl COMMAND --help” tells more about one. --version prints the version.\n"
            "Exit status: 0 done, 1 some input was bad, 2 wrong usage, 3 the library, gazetteer or\n"
            "output cannot be used.\n"), to);
}

static bool
has_word (int argc, char **argv, const char *word)
{
  for (int i = 1; i < argc && strcmp (argv[i], "--") != 0; i++)
    if (strcmp (argv[i], word) == 0)
      return true;
  return false;
}

/* Messages follow the locale; numbers and sorting never do. */
static void
set_language (void)
{
  const char *dir = g_getenv ("TOPOS_LOCALE_DIR"), *charset = NULL;

  /* No locale, or one that is not installed, knows ASCII alone; arguments are UTF-8 even so. */
  setlocale (LC_CTYPE, "");
  g_get_charset (&charset);
  if (strstr (charset, "ASCII") != NULL || g_str_has_prefix (charset, "ANSI_X3"))
    setlocale (LC_CTYPE, "C.UTF-8");
  setlocale (LC_MESSAGES, "");
  bindtextdomain (GETTEXT_PACKAGE, dir ? dir : TOPOS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char **argv)
{
  set_language ();
  if (has_word (argc, argv, "--version")) {
    puts ("toposctl (Topos) " TOPOS_VERSION);
    return TOPOS_EXIT_DONE;
  }
  if (argc > 1 && argv[1][0] != '-')
    for (size_t i = 0; i < G_N_ELEMENTS (COMMANDS); i++)
      if (strcmp (COMMANDS[i]->name, argv[1]) == 0)
        return (int) COMMANDS[i]->run (argc - 1, argv + 1);
  if (has_word (argc, argv, "--help") || has_word (argc, argv, "-h")) {
    print_help (stdout);
    return TOPOS_EXIT_DONE;
  }
  if (argc > 1)
    topos_cli_say (_ ("There is no command “%s”."), argv[1]);
  print_help (stderr);
  return TOPOS_EXIT_USAGE;
}
