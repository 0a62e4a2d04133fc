/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/gazetteer.h"
#include "text/fold.h"

#include <string.h>

static ToposGazetteer *gazetteer;

static guint
find (const char *name, ToposNameHit *hits, guint most)
{
  g_autofree char *key = topos_fold (name, -1);

  return topos_gazetteer_find (gazetteer, key, strlen (key), hits, most);
}

/* One row: name; latitude; longitude; tolerance in km; kind, or empty. The first place found must
 * lie there. Gives NULL when it does, else what is wrong. */
static char *
try_row (const char *row)
{
  g_auto (GStrv) cells = g_strsplit (row, ";", -1);
  ToposNameHit hits[1];
  ToposPlace place;
  ToposPoint wanted;
  double off;

  if (g_strv_length (cells) != 5)
    return g_strdup_printf ("a row needs five cells: %s", row);
  wanted = (ToposPoint) { g_ascii_strtod (cells[1], NULL), g_ascii_strtod (cells[2], NULL) };
  if (find (cells[0], hits, 1) == 0)
    return g_strdup_printf ("%s is not known", cells[0]);
  topos_gazetteer_get (gazetteer, hits[0].place, &place);
  off = topos_geo_distance_km (place.point, wanted);
  if (off > g_ascii_strtod (cells[3], NULL))
    return g_strdup_printf ("%s: found %s (%s) at %.4f, %.4f, %.0f km off", cells[0], place.name,
                            topos_place_kind_word (place.kind), place.point.lat, place.point.lon, off);
  if (*cells[4] != '\0' && !g_str_equal (cells[4], topos_place_kind_word (place.kind)))
    return g_strdup_printf ("%s: found a %s, not a %s", cells[0],
                            topos_place_kind_word (place.kind), cells[4]);
  return NULL;
}

/* A file of rows, how many it must have at least, and how many need not be found. */
typedef struct {
  const char *file;
  guint rows;
  guint may_miss;
} Table;

static void
test_table (const void *data)
{
  const Table *table = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "gazetteer", table->file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;
  guint wrong = 0;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  rows = g_strsplit (text, "\n", -1);
  for (char **row = rows; *row != NULL; row++) {
    g_autofree char *why = NULL;

    if (**row == '#' || **row == '\0')
      continue;
    n++;
    why = try_row (*row);
    if (why != NULL) {
      g_test_message ("%s", why);
      wrong++;
    }
  }
  g_test_message ("%u of %u rows found first", n - wrong, n);
  g_assert_cmpuint (n, >=, table->rows);
  g_assert_cmpuint (wrong, <=, table->may_miss);
}

/* What contains the place of a hit, and the quick record of it, against a plain walk by ids. */
static void
check_hit (uint32_t hit)
{
  ToposContainer above[12];
  ToposPlace place, quick, outer;
  const guint n = topos_gazetteer_containers (gazetteer, hit, above, G_N_ELEMENTS (above));
  uint32_t same;

  topos_gazetteer_get (gazetteer, hit, &place);
  topos_gazetteer_glance (gazetteer, hit, &quick);
  g_assert_true (topos_gazetteer_seek (gazetteer, place.id, &same));
  g_assert_cmpuint (same, ==, hit);
  g_assert_cmpuint (quick.id, ==, place.id);
  g_assert_true (quick.name == place.name);
  g_assert_cmpint (quick.kind, ==, place.kind);
  g_assert_cmpuint (quick.parent, ==, place.parent);
  g_assert_cmpint (quick.population, ==, place.population);
  outer = place;
  for (guint i = 0; i < n; i++) {
    g_assert_true (topos_gazetteer_place (gazetteer, outer.parent, &outer));
    g_assert_cmpuint (above[i].id, ==, outer.id);
    g_assert_cmpint (above[i].kind, ==, outer.kind);
    g_assert_true (topos_gazetteer_is_inside (gazetteer, place.id, above[i].id));
  }
  g_assert_cmpuint (outer.parent, ==, TOPOS_PLACE_NONE);
}

static void
test_containers (void)
{
  static const char *const NAMES[] = { "San José", "Georgia", "Victoria", "Paris", "Ali", "Asia" };
  ToposNameHit hits[200];

  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++) {
    const guint n = find (NAMES[i], hits, G_N_ELEMENTS (hits));

    g_assert_cmpuint (n, >, 0);
    for (guint h = 0; h < MIN (n, G_N_ELEMENTS (hits)); h++)
      check_hit (hits[h].place);
  }
}

int
main (int argc, char **argv)
{
  static const Table TABLES[] = {
    { "panjshir.txt", 19, 0 }, { "capitals.txt", 197, 0 }, { "cities.txt", 500, 0 },
    { "states.txt", 50, 0 },   { "regions.txt", 100, 0 },  { "words.txt", 40, 0 },
    { "second.txt", 100, 7 },  { "divisions.txt", 30, 0 },
  };
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  gazetteer = topos_gazetteer_open_bundled (g_getenv ("TOPOS_DATA_DIR"), &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (TABLES); i++) {
    g_autofree char *name = g_strconcat ("/gazetteer/table/", TABLES[i].file, NULL);

    g_test_add_data_func (name, &TABLES[i], test_table);
  }
  g_test_add_func ("/gazetteer/containers", test_containers);
  status = g_test_run ();
  topos_gazetteer_unref (gazetteer);
  return status;
}
