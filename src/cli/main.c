/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/command.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

/* By what one wants to do. */
static const struct {
  const char *heading;
  const ToposCommand *commands[12];
} SECTIONS[] = {
  { N_ ("Articles:"),
    { &topos_command_import, &topos_command_documents, &topos_command_describe,
      &topos_command_remove, &topos_command_verify } },
  { N_ ("Questions:"),
    { &topos_command_places, &topos_command_passages, &topos_command_search,
      &topos_command_unplaced, &topos_command_why } },
  { N_ ("Corrections:"),
    { &topos_command_review, &topos_command_correct, &topos_command_add, &topos_command_merge,
      &topos_command_rename, &topos_command_move, &topos_command_hide, &topos_command_rules,
      &topos_command_undo, &topos_command_redo, &topos_command_history } },
  { N_ ("For others:"), { &topos_command_export, &topos_command_annotate } },
  { N_ ("Places that are known:"), { &topos_command_gazetteer } },
};

static void
print_help (FILE *to)
{
  fputs (_ ("Usage: toposctl COMMAND [OPTION...]\n\n"
            "Reads articles, finds the places and days they name, and answers questions about them.\n"),
         to);
  for (size_t i = 0; i < G_N_ELEMENTS (SECTIONS); i++) {
    fprintf (to, "\n%s\n", _ (SECTIONS[i].heading));
    for (const ToposCommand *const *c = SECTIONS[i].commands; *c; c++)
      fprintf (to, "  %-10s  %s\n", (*c)->name, _ ((*c)->summary));
  }
  fputs (_ ("\n“toposctl COMMAND --help” tells more about one. --version prints the version.\n"
            "Exit status: 0 done, 1 some input was bad, 2 wrong usage, 3 the library, gazetteer or\n"
            "output cannot be used.\n"), to);
}

/* The command that `name` begins most like, by as many letters as `alike`; NULL when none begins
 * like it at all. */
static const ToposCommand *
find_command (const char *name, size_t *alike)
{
  const ToposCommand *found = NULL;

  *alike = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (SECTIONS); i++)
    for (const ToposCommand *const *c = SECTIONS[i].commands; *c; c++) {
      size_t n = 0;

      while (name[n] && name[n] == (*c)->name[n])
        n++;
      if (strcmp ((*c)->name, name) == 0)
        n++;  /* the end is alike too */
      if (n > *alike) {
        *alike = n;
        found = *c;
      }
    }
  return found;
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
    return (int) topos_cli_end_output ();
  }

  size_t alike = 0;
  const ToposCommand *command = argc > 1 ? find_command (argv[1], &alike) : NULL;

  if (command && alike > strlen (command->name))
    return (int) command->run (argc - 1, argv + 1);
  if (has_word (argc, argv, "--help") || has_word (argc, argv, "-h")) {
    print_help (stdout);
    return (int) topos_cli_end_output ();
  }
  if (argc < 2)
    print_help (stderr);
  else if (command && alike >= 2)
    topos_cli_say (_ ("There is no command “%s”. Do you mean “%s”?"), argv[1], command->name);
  else
    topos_cli_say (_ ("There is no command “%s”. “toposctl --help” lists them."), argv[1]);
  return TOPOS_EXIT_USAGE;
}
