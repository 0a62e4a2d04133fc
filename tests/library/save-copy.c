/* SPDX-License-Identifier: GPL-3.0-or-later */
/* save-copy LIBRARY COPY: the whole library as one file, as the window saves it. */
#include "library/copy.h"

#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposReader) reader = argc == 3 ? topos_reader_open (argv[1], &error) : NULL;

  if (reader != NULL && topos_reader_back_up (reader, argv[2], &error))
    return 0;
  fprintf (stderr, "%s\n", error != NULL ? error->message : "usage: save-copy LIBRARY COPY");
  return 1;
}
