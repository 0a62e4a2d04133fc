/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/fit.h"

#define TOWN(lat, lon, passages)                                                                 \
  { 1, "", { lat, lon }, TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0, passages, 5 }
#define COUNTRY(lat, lon, passages)                                                              \
  { 2, "", { lat, lon }, TOPOS_PLACE_COUNTRY, TOPOS_STANDING_PLACED, 500, passages, 1 }

/* What each set of places must show, and whether far ones may drag the map out. */
static const struct {
  const char *what;
  ToposMarker markers[12];
  int n;
  ToposBox least;    /* must lie inside the answer */
  ToposBox most;     /* and the answer inside this */
} CASES[] = {
  { "a valley, with Sydney and New York mentioned once",
    { TOWN (35.31, 69.52, 4), TOWN (35.26, 69.47, 2), TOWN (35.2, 69.42, 3),
      TOWN (35.66, 69.88, 1), TOWN (35.0, 69.17, 5), TOWN (34.53, 69.17, 18),
      TOWN (-33.9, 151.2, 1), TOWN (40.7, -74, 1) },
    8, { 69.17, 34.53, 69.88, 35.66 }, { 68, 33, 71, 37 } },
  { "countries count only where nothing better is known",
    { TOWN (35.31, 69.52, 4), TOWN (35.26, 69.47, 2), COUNTRY (33, 66, 23), COUNTRY (-25, 134, 1) },
    4, { 69.47, 35.26, 69.52, 35.31 }, { 69, 35, 70, 35.6 } },
  { "countries alone", { COUNTRY (33, 66, 5), COUNTRY (30, 70, 5) }, 2, { 66, 30, 70, 33 },
    { 60, 25, 75, 38 } },
  { "evenly spread towns are all shown",
    { TOWN (50, 0, 1), TOWN (48, 4, 1), TOWN (52, 8, 1), TOWN (46, 12, 1), TOWN (53, 16, 1),
      TOWN (47, 20, 1) },
    6, { 0, 46, 20, 53 }, { -1, 45, 21, 54 } },
  { "one place", { TOWN (35.31, 69.52, 4) }, 1, { 69.4, 35.2, 69.6, 35.4 },
    { 69, 35, 70, 35.7 } },
};

static void
test_cases (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++) {
    ToposBox box;
    g_test_message ("%s", CASES[i].what);
    g_assert_true (topos_fit_markers (CASES[i].markers, CASES[i].n, &box));
    g_test_message ("west %f south %f east %f north %f", box.west, box.south, box.east, box.north);
    g_assert_cmpfloat (box.west, <=, CASES[i].least.west + 1e-6);
    g_assert_cmpfloat (box.south, <=, CASES[i].least.south + 1e-6);
    g_assert_cmpfloat (box.east, >=, CASES[i].least.east - 1e-6);
    g_assert_cmpfloat (box.north, >=, CASES[i].least.north - 1e-6);
    g_assert_cmpfloat (box.west, >=, CASES[i].most.west);
    g_assert_cmpfloat (box.south, >=, CASES[i].most.south);
    g_assert_cmpfloat (box.east, <=, CASES[i].most.east);
    g_assert_cmpfloat (box.north, <=, CASES[i].most.north);
  }
}

/* A land of so many towns, one in fifty of which lies anywhere: the answer is the land, and holds
 * nearly all of it, however many there are. */
static void
test_many (void)
{
  static const size_t NUMBERS[] = { 500, 9999, 10001, 25000, 100000 };
  const ToposBox land = { 60, 30, 75, 38 };

  for (size_t i = 0; i < G_N_ELEMENTS (NUMBERS); i++) {
    const size_t n = NUMBERS[i];
    g_autoptr (GRand) rand = g_rand_new_with_seed (7);
    g_autofree ToposMarker *towns = g_new0 (ToposMarker, n);
    ToposBox box;
    for (size_t j = 0; j < n; j++)
      towns[j] = j % 50 == 0 ? (ToposMarker) TOWN (g_rand_double_range (rand, -50, 65),
                                                   g_rand_double_range (rand, -180, 180), 1)
                             : (ToposMarker) TOWN (g_rand_double_range (rand, land.south, land.north),
                                                   g_rand_double_range (rand, land.west, land.east),
                                                   g_rand_int_range (rand, 1, 30));
    g_assert_true (topos_fit_markers (towns, n, &box));
    g_test_message ("%zu: west %f south %f east %f north %f", n, box.west, box.south, box.east, box.north);
    g_assert_cmpfloat (box.west, <, land.west + 1);
    g_assert_cmpfloat (box.east, >, land.east - 1);
    g_assert_cmpfloat (box.south, <, land.south + 1);
    g_assert_cmpfloat (box.north, >, land.north - 1);
    g_assert_cmpfloat (box.east - box.west, <, 3 * (land.east - land.west));
    g_assert_cmpfloat (box.north - box.south, <, 4 * (land.north - land.south));
  }
}

static void
test_empty (void)
{
  ToposBox box;

  g_assert_false (topos_fit_markers (NULL, 0, &box));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fit/cases", test_cases);
  g_test_add_func ("/fit/many", test_many);
  g_test_add_func ("/fit/empty", test_empty);
  return g_test_run ();
}
