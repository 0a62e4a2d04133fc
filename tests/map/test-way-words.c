/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/way-words.h"

#include <locale.h>

/* The eight directions, both units, short ways, and over the date line. */
static const struct {
  ToposPoint from, to;
  int passages;
  bool imperial;
  const char *words;
} WAYS[] = {
  { { 0, 10 }, { 1, 10 }, 1, false, "There, 1 passage, 111 km to the north" },
  { { 0, 10 }, { 1, 11 }, 4, false, "There, 4 passages, 157 km to the north-east" },
  { { 0, 10 }, { 0, 11 }, 4, true, "There, 4 passages, 69 miles to the east" },
  { { 0, 10 }, { -1, 11 }, 4, false, "There, 4 passages, 157 km to the south-east" },
  { { 0, 10 }, { -0.02, 10 }, 4, false, "There, 4 passages, 2.2 km to the south" },
  { { 0, 10 }, { -1, 9 }, 4, false, "There, 4 passages, 157 km to the south-west" },
  { { 0, 10 }, { 0, 9 }, 4, false, "There, 4 passages, 111 km to the west" },
  { { 0, 10 }, { 1, 9 }, 4, false, "There, 4 passages, 157 km to the north-west" },
  { { 0, 10 }, { 10, 9.9 }, 4, false, "There, 4 passages, 1112 km to the north" },
  { { 0, 179.5 }, { 0, -179.5 }, 4, false, "There, 4 passages, 111 km to the east" },
};

static void
test_ways (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (WAYS); i++) {
    const ToposPin pin = { .point = WAYS[i].to, .passages = WAYS[i].passages, .name = (char *) "There" };
    g_autofree char *words = topos_way_in_words (&pin, WAYS[i].from, WAYS[i].imperial);
    g_assert_cmpstr (words, ==, WAYS[i].words);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/way-words", test_ways);
  return g_test_run ();
}
