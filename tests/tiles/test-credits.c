/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/fetcher.h"

static void
test_credits (void)
{
  static const struct {
    const char *address;
    const char *wished;
    const char *credits;
  } CASES[] = {
    { NULL, NULL, TOPOS_OSM_CREDITS },
    { TOPOS_OSM_ADDRESS, TOPOS_OSM_CREDITS, TOPOS_OSM_CREDITS },
    { TOPOS_OSM_ADDRESS, "", TOPOS_OSM_CREDITS },
    { TOPOS_OSM_ADDRESS, "none of your business", TOPOS_OSM_CREDITS },
    { TOPOS_OSM_ADDRESS, "© OpenStreetMap, and thanks", "© OpenStreetMap, and thanks" },
    { "https://a.tile.openstreetmap.org/{z}/{x}/{y}.png", "", TOPOS_OSM_CREDITS },
    { "https://tiles.example.org/{z}/{x}/{y}.png", TOPOS_OSM_CREDITS, "tiles.example.org" },
    { "https://tiles.example.org/{z}/{x}/{y}.png", "", "tiles.example.org" },
    { "https://tiles.example.org/{z}/{x}/{y}.png", "© The Survey", "© The Survey" },
    { "https://notopenstreetmap.org/{z}/{x}/{y}.png", NULL, "notopenstreetmap.org" },
    { "http://127.0.0.1:8080/{z}/{x}/{y}.png?key=a", NULL, "127.0.0.1:8080" },
    { "nonsense", NULL, "" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autofree char *credits = topos_tiles_credits (CASES[i].address, CASES[i].wished);
    g_test_message ("%s, “%s”", CASES[i].address, CASES[i].wished);
    g_assert_cmpstr (credits, ==, CASES[i].credits);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credits", test_credits);
  return g_test_run ();
}
