/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/shelf.h"

#include <glib/gstdio.h>

static char *folder;

static char *
shelf_file (void)
{
  return g_build_filename (folder, "libraries.ini", NULL);
}

static char *
some_words (GRand *rand)
{
  static const char *const WORDS[] = { NULL, "flag", "road OR \"Dara pass\"", " ", "a;b=c\nd", "ولسوالی درّه" };

  return g_strdup (WORDS[g_rand_int_range (rand, 0, G_N_ELEMENTS (WORDS))]);
}

static void
make_look (GRand *rand, ToposLook *look)
{
  topos_look_init (look);
  look->middle = (ToposPoint){ g_rand_double_range (rand, -85, 85), g_rand_double_range (rand, -180, 180) };
  look->zoom = g_rand_double_range (rand, 1, 18);
  if (g_rand_boolean (rand))
    look->filter.days = (ToposDateSpan){ g_rand_int_range (rand, 1, 2000), g_rand_int_range (rand, 2000, 3000000) };
  look->filter.undated = g_rand_boolean (rand);
  look->filter.known_by = g_rand_int_range (rand, 1, 3000000);
  look->filter.place = ((ToposPlaceId) g_rand_int (rand) << 32) | g_rand_int (rand);
  look->filter.document = some_words (rand);
  look->filter.search = some_words (rand);
  look->in_view = g_rand_boolean (rand);
  look->place = g_rand_int (rand);
  look->document = some_words (rand);
  look->list = some_words (rand);
  look->left = g_rand_int_range (rand, 0, 900);
  look->right = g_rand_int_range (rand, 0, 900);
}

static void
assert_same (const ToposLook *one, const ToposLook *two)
{
  g_assert_cmpfloat (one->middle.lat, ==, two->middle.lat);
  g_assert_cmpfloat (one->middle.lon, ==, two->middle.lon);
  g_assert_cmpfloat (one->zoom, ==, two->zoom);
  g_assert_true (topos_filter_equal (&one->filter, &two->filter));
  g_assert_cmpint (one->in_view, ==, two->in_view);
  g_assert_cmpuint (one->place, ==, two->place);
  g_assert_cmpstr (one->document, ==, two->document);
  g_assert_cmpstr (one->list, ==, two->list);
  g_assert_cmpint (one->left, ==, two->left);
  g_assert_cmpint (one->right, ==, two->right);
}

/* Whatever a look is, it is found again by another run, and one look leaves nothing in the next. */
static void
test_looks (void)
{
  static const char *const PATHS[] = { "/home/a/My articles.topos", "/home/b/[x]=1; ünï.topos" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autofree char *file = shelf_file ();

  for (int i = 0; i < 200; i++) {
    const char *path = PATHS[i % 2];
    g_autoptr (ToposShelf) shelf = topos_shelf_new (file);
    g_auto (ToposLook) kept = { 0 }, found = { 0 };
    make_look (rand, &kept);
    topos_shelf_put_first (shelf, path);
    topos_shelf_keep_look (shelf, path, &kept);
    g_autoptr (ToposShelf) next = topos_shelf_new (file);
    g_assert_true (topos_shelf_look (next, path, &found));
    assert_same (&kept, &found);
    g_auto (GStrv) paths = topos_shelf_paths (next);
    g_assert_cmpstr (paths[0], ==, path);
  }
}

/* The last twelve are kept, each once, and one that is taken off is gone with its look. */
static void
test_paths (void)
{
  g_autofree char *file = shelf_file ();
  g_autoptr (ToposShelf) shelf = topos_shelf_new (file);
  g_auto (ToposLook) look = { 0 };

  for (int i = 0; i < 40; i++) {
    g_autofree char *path = g_strdup_printf ("/home/a/%d.topos", i % 20);
    topos_shelf_put_first (shelf, path);
  }
  g_auto (GStrv) paths = topos_shelf_paths (shelf);
  g_assert_cmpuint (g_strv_length (paths), ==, 12);
  for (int i = 0; i < 12; i++) {
    g_autofree char *path = g_strdup_printf ("/home/a/%d.topos", 19 - i);
    g_assert_cmpstr (paths[i], ==, path);
  }
  look.zoom = 3;
  topos_shelf_keep_look (shelf, paths[4], &look);
  topos_shelf_forget (shelf, paths[4]);
  g_assert_false (topos_shelf_look (shelf, paths[4], &look));
  topos_shelf_keep_look (shelf, paths[4], &look);
  g_assert_false (topos_shelf_look (shelf, paths[4], &look));
}

/* A file that cannot be read is an empty shelf. */
static void
test_damaged (void)
{
  g_autofree char *file = shelf_file ();

  g_assert_true (g_file_set_contents (file, "no [key file", -1, NULL));
  g_autoptr (ToposShelf) shelf = topos_shelf_new (file);
  g_auto (GStrv) paths = topos_shelf_paths (shelf);
  g_assert_cmpuint (g_strv_length (paths), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("topos-shelf-XXXXXX", NULL);
  g_test_add_func ("/shelf/looks", test_looks);
  g_test_add_func ("/shelf/paths", test_paths);
  g_test_add_func ("/shelf/damaged", test_damaged);
  const int failed = g_test_run ();
  g_autofree char *file = shelf_file ();
  g_remove (file);
  g_rmdir (folder);
  g_free (folder);
  return failed;
}
