/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"
#include "db/db.h"
#include "tiles/mbtiles.h"

#include <glib/gstdio.h>

static char *
world_path (void)
{
  return g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
}

static void
test_world (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = world_path ();
  g_autoptr (ToposMbtiles) world = topos_mbtiles_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (topos_mbtiles_kind (world), ==, TOPOS_TILES_VECTOR);
  g_assert_cmpint (topos_mbtiles_schema (world), ==, TOPOS_SCHEMA_TOPOS);
  g_assert_cmpint (topos_mbtiles_min_zoom (world), ==, 0);
  g_assert_cmpint (topos_mbtiles_max_zoom (world), ==, 6);
  g_assert_nonnull (strstr (topos_mbtiles_credits (world), "Natural Earth"));

  GStatBuf file;
  g_assert_cmpint (g_stat (path, &file), ==, 0);
  g_assert_cmpint (file.st_size, <=, 15 * 1000 * 1000);

  /* Kabul's tile at zoom 6 is there, and unzipped; beyond the world there is none. */
  g_autoptr (GBytes) tile = topos_mbtiles_read (world, 6, 44, 25, &error);
  g_assert_no_error (error);
  g_assert_cmphex (*(const unsigned char *) g_bytes_get_data (tile, NULL), ==, 0x1a);
  g_assert_null (topos_mbtiles_read (world, 6, 64, 0, &error));
  g_assert_null (topos_mbtiles_read (world, 7, 0, 0, &error));
  g_assert_null (topos_mbtiles_read (world, -1, 0, 0, &error));
  g_assert_no_error (error);
}

/* A file with one tile, as the test wishes it. */
static char *
small_file (const char *format, const void *tile, gsize length)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  g_close (g_file_open_tmp ("topos-XXXXXX.mbtiles", &path, NULL), NULL);
  g_unlink (path);
  g_autoptr (ToposDb) db = topos_db_open (path, TOPOS_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (topos_db_run (db,
    "CREATE TABLE metadata (name TEXT, value TEXT);"
    "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB);", NULL));
  if (format)
    g_assert_true (topos_db_exec (db, NULL, "INSERT INTO metadata VALUES ('format', ?)", "s",
                                  format));
  g_assert_true (topos_db_exec (db, NULL, "INSERT INTO tiles VALUES (1, 0, 1, ?)", "b", tile,
                                length));
  return path;
}

static void
remove_file (const char *path)
{
  static const char *const SUFFIXES[] = { "", "-wal", "-shm" };
  for (size_t i = 0; i < G_N_ELEMENTS (SUFFIXES); i++) {
    g_autofree char *file = g_strconcat (path, SUFFIXES[i], NULL);
    g_unlink (file);
  }
}

/* Row 1 of zoom 1 is the northern one: y is 0. */
static void
test_rows_from_the_north (void)
{
  g_autofree char *path = small_file ("png", "bytes", 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposMbtiles) file = topos_mbtiles_open (path, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) tile = topos_mbtiles_read (file, 1, 0, 0, &error);
  g_assert_cmpuint (g_bytes_get_size (tile), ==, 5);
  g_assert_null (topos_mbtiles_read (file, 1, 0, 1, &error));
  g_assert_no_error (error);
  remove_file (path);
}

static void
test_damaged_tile (void)
{
  g_autofree char *path = small_file ("pbf", "\x1f\x8b\x08 no zip at all", 17);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposMbtiles) file = topos_mbtiles_open (path, &error);
  g_assert_no_error (error);
  g_assert_null (topos_mbtiles_read (file, 1, 0, 0, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
  remove_file (path);
}

static void
test_refused (void)
{
  g_autofree char *strange = small_file ("gif", "bytes", 5);
  g_autofree char *silent = small_file (NULL, "bytes", 5);
  g_autofree char *text = NULL;
  g_close (g_file_open_tmp ("topos-XXXXXX.mbtiles", &text, NULL), NULL);
  g_assert_true (g_file_set_contents (text, "a letter, no tiles", -1, NULL));
  const char *const paths[] = { strange, silent, text, "/nowhere/at/all.mbtiles" };
  for (size_t i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (topos_mbtiles_open (paths[i], &error));
    g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
    g_assert_nonnull (strstr (error->message, paths[i]));
  }
  remove_file (strange);
  remove_file (silent);
  remove_file (text);
}

/* The bundled file with bytes changed at random: every read ends with a tile, none or an error. */
static void
test_damaged_file (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (11);
  g_autofree char *path = world_path ();
  g_autofree char *data = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  for (int turn = 0; turn < 4; turn++) {
    g_autofree char *broken = NULL;
    g_close (g_file_open_tmp ("topos-XXXXXX.mbtiles", &broken, NULL), NULL);
    for (int i = 0; i < 2000; i++)
      data[g_rand_int_range (chance, 200, (int) length)] ^= (char) g_rand_int (chance);
    g_assert_true (g_file_set_contents (broken, data, (gssize) length, NULL));
    g_autoptr (ToposMbtiles) file = topos_mbtiles_open (broken, NULL);
    for (int i = 0; file && i < 300; i++) {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) tile =
        topos_mbtiles_read (file, 6, g_rand_int_range (chance, 0, 64),
                            g_rand_int_range (chance, 0, 64), &error);
      g_assert_true (!tile || !error);
    }
    remove_file (broken);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mbtiles/world", test_world);
  g_test_add_func ("/mbtiles/rows-from-the-north", test_rows_from_the_north);
  g_test_add_func ("/mbtiles/damaged-tile", test_damaged_tile);
  g_test_add_func ("/mbtiles/refused", test_refused);
  g_test_add_func ("/mbtiles/damaged-file", test_damaged_file);
  return g_test_run ();
}
