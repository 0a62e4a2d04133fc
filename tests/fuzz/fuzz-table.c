/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables and lists: a manifest, an export that is read again, a gazetteer's source. They are read
 * from a file of this process. */

#include "fuzz.h"
#include "gazetteer/build.h"
#include "import/manifest.h"
#include "import/unpack.h"

#include <gio/gio.h>
#include <unistd.h>

static char *
in_folder (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
read_manifest (const char *path)
{
  g_autoptr (ToposManifest) manifest = topos_manifest_open (path, NULL);

  for (unsigned i = 0; manifest != NULL && i < topos_manifest_n_rows (manifest); i++) {
    const ToposManifestRow *row = topos_manifest_row (manifest, i);

    g_assert ((row->path == NULL) == (row->broken != NULL));
  }
}

static void
build_gazetteer (const char *source, const char *built)
{
  const char *const inputs[] = { source, NULL };
  g_auto (ToposGazetteerReport) report = { 0 };

  if (!topos_gazetteer_build (inputs, built, &report, NULL))
    return;
  g_autoptr (ToposGazetteer) gazetteer = topos_gazetteer_open (built, NULL);
  g_assert (gazetteer != NULL && topos_gazetteer_verify (gazetteer, 0));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static char *folder = NULL;

  if (folder == NULL)
    folder = g_dir_make_tmp ("topos-fuzz-XXXXXX", NULL);
  g_autofree char *table = in_folder (folder, "table.csv");
  g_autofree char *built = in_folder (folder, "built.gaz");
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) articles = topos_import_unpack (bytes, "x");

  g_assert (g_file_set_contents_full (table, (const char *) data, (gssize) size,
                                      G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  read_manifest (table);
  build_gazetteer (table, built);
  return 0;
}
