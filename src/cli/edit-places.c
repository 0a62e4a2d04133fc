/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/deed.h"
#include "cli/filters.h"

/* The commands that change a place of a library: merge, rename, move, hide. */

static ToposExit
run_merge (int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (ToposDeed) deed = { 0 };
  ToposPlaceId place = TOPOS_PLACE_NONE, into = TOPOS_PLACE_NONE;
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_merge, entries, NULL, 3, 3, &argc, &argv))
    return TOPOS_EXIT_USAGE;

  const bool done = topos_deed_begin (&deed, argv[1], &error)
                    && topos_cli_find_place (deed.reader, argv[2], &place, &error)
                    && topos_cli_find_place (deed.reader, argv[3], &into, &error)
                    && topos_library_merge (deed.library, deed.gazetteer, place, into, NULL, &error);

  return topos_deed_end (&deed, done, error);
}

static ToposExit
run_rename (int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (ToposDeed) deed = { 0 };
  ToposPlaceId place = TOPOS_PLACE_NONE;
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_rename, entries, NULL, 3, 3, &argc, &argv))
    return TOPOS_EXIT_USAGE;
  if (*argv[3] == '\0' || !g_utf8_validate (argv[3], -1, NULL)) {
    topos_cli_say (*argv[3] == '\0' ? _ ("A place needs a name.")
                                    : _ ("The name is not written in UTF-8."));
    return TOPOS_EXIT_USAGE;
  }

  const bool done = topos_deed_begin (&deed, argv[1], &error)
                    && topos_cli_find_place (deed.reader, argv[2], &place, &error)
                    && topos_library_rename (deed.library, place, argv[3], &error);

  return topos_deed_end (&deed, done, error);
}

static ToposExit
run_move (int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (ToposDeed) deed = { 0 };
  ToposPlaceId place = TOPOS_PLACE_NONE;
  ToposPoint point = { 0 };
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_move, entries, NULL, 3, 3, &argc, &argv))
    return TOPOS_EXIT_USAGE;

  const bool done = topos_cli_parse_point (argv[3], &point, &error)
                    && topos_deed_begin (&deed, argv[1], &error)
                    && topos_cli_find_place (deed.reader, argv[2], &place, &error)
                    && topos_library_move (deed.library, place, point, &error);

  return topos_deed_end (&deed, done, error);
}

static ToposExit
run_hide (int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (ToposDeed) deed = { 0 };
  ToposPlaceId place = TOPOS_PLACE_NONE;
  GError *error = NULL;

  if (!topos_cli_parse (&topos_command_hide, entries, NULL, 2, 2, &argc, &argv))
    return TOPOS_EXIT_USAGE;

  const bool done = topos_deed_begin (&deed, argv[1], &error)
                    && topos_cli_find_place (deed.reader, argv[2], &place, &error)
                    && topos_library_hide (deed.library, place, NULL, &error);

  return topos_deed_end (&deed, done, error);
}

const ToposCommand topos_command_merge = {
  "merge", "LIBRARY PLACE INTO", N_ ("Says that two places are one, now and for what comes."),
  N_ ("PLACE and INTO are ids or names. What was said of PLACE is said of INTO."), run_merge
};

const ToposCommand topos_command_rename = {
  "rename", "LIBRARY PLACE NAME", N_ ("Shows a place under another name."), NULL, run_rename
};

const ToposCommand topos_command_move = {
  "move", "LIBRARY PLACE LAT,LON", N_ ("Puts a place at another point."), NULL, run_move
};

const ToposCommand topos_command_hide = {
  "hide", "LIBRARY PLACE", N_ ("Says that a place is none, wherever it is mentioned."), NULL, run_hide
};
