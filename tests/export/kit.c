/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include "engine/ingest.h"

#include <stdlib.h>
#include <string.h>

/* One kit_library of the sample articles serves all tests. */
char *kit_folder;
char *kit_library;

const char *
kit_data_dir (void)
{
  return g_getenv ("TOPOS_DATA_DIR");
}

void
kit_open (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *samples = g_build_filename (kit_data_dir (), "samples", NULL);
  g_autoptr (ToposEngine) engine = topos_engine_open (kit_data_dir (), &error);
  g_assert_no_error (error);
  g_autoptr (ToposIngest) ingest = topos_ingest_new (engine);
  g_autoptr (GPtrArray) results = NULL;

  kit_folder = g_dir_make_tmp ("topos-export-XXXXXX", &error);
  kit_library = g_build_filename (kit_folder, "library.topos", NULL);
  g_autoptr (ToposLibrary) writer = topos_library_open (kit_library, &error);
  g_assert_no_error (error);
  static const char nasty[] = "Title: =HYPERLINK(\"x\",\"y\")\nSource: @Outlet & <Sons>\n"
                              "Date: 2021-09-05\n\nOn Sunday, \"heavy\" fighting reached Kabul; "
                              "</script><b>officials</b> in Kabul denied it.\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (nasty, strlen (nasty));

  topos_ingest_add (ingest, samples);
  topos_ingest_add_bytes (ingest, bytes, "nasty.txt");
  topos_ingest_run (ingest, writer, NULL, &results, &error);
  g_assert_no_error (error);
}

char *
kit_output (const char *name)
{
  return g_build_filename (kit_folder, name, NULL);
}

GBytes *
kit_export (const char *name, const ToposFilter *filter, const ToposPicture *picture,
        ToposExportReport *report)
{
  g_autofree char *path = kit_output (name);
  const ToposExportJob job = { kit_library, filter, path, kit_data_dir (), picture };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length = 0;

  topos_export (&job, report, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

const char *
kit_text (GBytes *file)
{
  static GString *copy;

  if (copy == NULL)
    copy = g_string_new (NULL);
  g_string_truncate (copy, 0);
  g_string_append_len (copy, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file));
  return copy->str;
}

int
kit_count (const char *text, const char *what)
{
  int n = 0;

  for (const char *at = strstr (text, what); at != NULL; at = strstr (at + 1, what))
    n++;
  return n;
}

ToposPicture
kit_picture (void)
{
  ToposPicture picture;

  topos_picture_init (&picture);
  picture.width = 900;
  picture.height = 640;
  picture.dpi = 96;
  return picture;
}

void
kit_close (void)
{
  g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", kit_folder);

  if (g_getenv ("TOPOS_PICTURES") != NULL)
    g_print ("# kept in %s\n", kit_folder);
  else if (system (remove) != 0)
    g_printerr ("%s could not be removed\n", kit_folder);
  g_free (kit_folder);
  g_free (kit_library);
}

double
kit_unit (uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double) (*state >> 11) / 9007199254740992.0;
}
