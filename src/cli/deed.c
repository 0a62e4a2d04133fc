/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deed.h"

#include "cli/filters.h"
#include "library/undo.h"

#include <stdio.h>

ToposLibrary *
topos_deed_library (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return topos_library_open (path, error);
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_LIBRARY,
               _ ("There is no library “%s”. Check the name."), path);
  return NULL;
}

bool
topos_deed_begin (ToposDeed *deed, const char *path, GError **error)
{
  deed->library = topos_deed_library (path, error);
  deed->reader = deed->library ? topos_reader_open (path, error) : NULL;
  deed->gazetteer = deed->reader ? topos_cli_gazetteer (error) : NULL;
  return deed->gazetteer != NULL;
}

void
topos_deed_clear (ToposDeed *deed)
{
  g_clear_pointer (&deed->gazetteer, topos_gazetteer_unref);
  g_clear_pointer (&deed->reader, topos_reader_close);
  g_clear_pointer (&deed->library, topos_library_close);
}

ToposExit
topos_deed_end (ToposDeed *deed, bool done, GError *error)
{
  g_autoptr (ToposStep) step = done ? topos_library_next_undo (deed->library, &error) : NULL;

  if (step == NULL)
    return error ? topos_cli_fail (error) : TOPOS_EXIT_DONE;

  g_autofree char *sentence = topos_step_in_words (step);

  puts (sentence);
  return TOPOS_EXIT_DONE;
}

void
topos_deed_target_clear (ToposDeedTarget *target)
{
  g_free (target->place);
  g_free (target->at);
  g_free (target->name);
  g_free (target->reach);
}

bool
topos_deed_reach (const ToposDeedTarget *target, ToposReach *reach)
{
  *reach = TOPOS_REACH_MENTION;
  if (target->reach == NULL || topos_reach_from_word (target->reach, reach))
    return true;
  topos_cli_say (_ ("--reach takes mention, document, library or always, not “%s”."),
                 target->reach);
  return false;
}
