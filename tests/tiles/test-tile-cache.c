/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/tile-cache.h"

#include <glib/gstdio.h>

static char *
fresh_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("topos-tiles-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_unlink (path);
  }
  g_rmdir (folder);
}

static GBytes *
find (ToposTileCache *cache, const char *address)
{
  g_autofree char *etag = NULL;
  int64_t expires;
  return topos_tile_cache_find (cache, address, &etag, &expires);
}

static void
test_keeps (void)
{
  g_autofree char *folder = fresh_folder ();
  g_autoptr (GBytes) tile = g_bytes_new_static ("tile", 4);
  for (int session = 0; session < 2; session++) {
    g_autoptr (ToposTileCache) cache = topos_tile_cache_open (folder, 1000, NULL);
    g_autofree char *etag = NULL;
    int64_t expires = 0;
    if (session == 0)
      topos_tile_cache_keep (cache, "a", tile, "\"1\"", 50);
    topos_tile_cache_renew (cache, "a", 60);
    g_autoptr (GBytes) found = topos_tile_cache_find (cache, "a", &etag, &expires);
    g_assert_true (g_bytes_equal (found, tile));
    g_assert_cmpstr (etag, ==, "\"1\"");
    g_assert_cmpint (expires, ==, 60);
    g_assert_null (find (cache, "b"));
  }
  remove_folder (folder);
}

/* Whatever is put in, the limit holds, and what was used last is still there. */
static void
test_limit (void)
{
  g_autofree char *folder = fresh_folder ();
  g_autoptr (ToposTileCache) cache = topos_tile_cache_open (folder, 10000, NULL);
  g_autoptr (GRand) chance = g_rand_new_with_seed (3);
  for (int i = 0; i < 400; i++) {
    const gsize length = (gsize) g_rand_int_range (chance, 1, 900);
    g_autoptr (GBytes) tile = g_bytes_new_take (g_malloc0 (length), length);
    g_autofree char *address = g_strdup_printf ("tile %d", g_rand_int_range (chance, 0, 60));
    topos_tile_cache_keep (cache, address, tile, NULL, 0);
    g_assert_cmpint (topos_tile_cache_size (cache), <=, 10000);
    g_autoptr (GBytes) found = find (cache, address);
    g_assert_nonnull (found);
    g_assert_cmpuint (g_bytes_get_size (found), ==, length);
  }
  remove_folder (folder);
}

static void
test_damaged (void)
{
  g_autofree char *folder = fresh_folder ();
  g_autofree char *path = g_build_filename (folder, "tiles.sqlite", NULL);
  g_assert_true (g_file_set_contents (path, "this is no database, and never was one", -1, NULL));
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposTileCache) cache = topos_tile_cache_open (folder, 10000, &error);
  g_assert_no_error (error);
  g_assert_cmpint (topos_tile_cache_size (cache), ==, 0);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-cache/keeps", test_keeps);
  g_test_add_func ("/tile-cache/limit", test_limit);
  g_test_add_func ("/tile-cache/damaged", test_damaged);
  return g_test_run ();
}
