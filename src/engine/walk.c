/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/walk.h"

#include "core/error.h"
#include "core/translate.h"
#include "import/import.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

enum { MOST_DEPTH = 64 };

typedef struct {
  ToposWalkFolder folder;
  ToposWalkFound found;
  void *data;
  GHashTable *seen;  /* "device:inode" of folders */
} Walk;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The names in a folder, sorted. NULL when it cannot be opened. */
static GPtrArray *
names_in (const char *path, GError **error)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const int failure = errno;

  if (dir == NULL) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 _ ("The folder “%s” cannot be opened: %s."), path, g_strerror (failure));
    return NULL;
  }

  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir))
    if (name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_dir_close (dir);
  g_ptr_array_sort (names, compare_names);
  return names;
}

static bool
first_visit (Walk *walk, const char *path)
{
  GStatBuf about;

  if (g_stat (path, &about) != 0)
    return true;
  return g_hash_table_add (walk->seen, g_strdup_printf ("%" G_GUINT64_FORMAT ":%"
                                                        G_GUINT64_FORMAT,
                                                        (guint64) about.st_dev,
                                                        (guint64) about.st_ino));
}

static void
walk_folder (Walk *walk, const char *path, int depth)
{
  g_autoptr (GError) error = NULL;

  if (depth > MOST_DEPTH || !first_visit (walk, path))
    return;

  g_autoptr (GPtrArray) names = names_in (path, &error);

  if (names == NULL) {
    walk->found (path, error, walk->data);
    return;
  }
  if (walk->folder)
    walk->folder (path, walk->data);
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      walk_folder (walk, child, depth + 1);
    else if (topos_import_takes_name (name))
      walk->found (child, NULL, walk->data);
  }
}

void
topos_walk (const char *path, ToposWalkFolder folder, ToposWalkFound found, void *data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk walk = { folder, found, data, seen };

  walk_folder (&walk, path, 0);
}
