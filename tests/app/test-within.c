/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/within.h"
#include "core/view.h"
#include "engine/engine.h"

#include <string.h>

/* The place of that key and kind. */
static ToposPlaceId
id_of (ToposGazetteer *gazetteer, const char *key, ToposPlaceKind kind)
{
  ToposNameHit hits[32];
  const guint n = topos_gazetteer_find (gazetteer, key, strlen (key), hits, G_N_ELEMENTS (hits));

  for (guint i = 0; i < MIN (n, G_N_ELEMENTS (hits)); i++) {
    ToposPlace place;
    topos_gazetteer_get (gazetteer, hits[i].place, &place);
    if (place.kind == kind)
      return place.id;
  }
  g_assert_not_reached ();
}

static void
add (GArray *pins, ToposPlaceId id, ToposPlaceKind kind)
{
  const ToposPin pin = { .id = id, .kind = kind, .name = g_strdup ("") };

  g_array_append_val (pins, pin);
}

static void
test_within (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposEngine) engine = topos_engine_open (topos_data_dir (), &error);
  g_assert_no_error (error);
  ToposGazetteer *gazetteer = topos_engine_gazetteer (engine);
  const ToposPlaceId country = id_of (gazetteer, "afghanistan", TOPOS_PLACE_COUNTRY);
  const ToposPlaceId province = id_of (gazetteer, "panjshir", TOPOS_PLACE_PROVINCE);
  const ToposPoint bazarak = { 35.31, 69.52 }, kabul = { 34.53, 69.17 }, paris = { 48.86, 2.35 };
  g_autoptr (GArray) pins = topos_pins_new ();

  g_assert_cmpuint (topos_within (NULL, bazarak), ==, TOPOS_PLACE_NONE);
  g_assert_cmpuint (topos_within (pins, bazarak), ==, TOPOS_PLACE_NONE);
  add (pins, country, TOPOS_PLACE_COUNTRY);
  g_assert_cmpuint (topos_within (pins, bazarak), ==, country);
  add (pins, province, TOPOS_PLACE_PROVINCE);
  add (pins, country, TOPOS_PLACE_COUNTRY);  /* in whichever order */
  g_assert_cmpuint (topos_within (pins, bazarak), ==, province);
  g_assert_cmpuint (topos_within (pins, kabul), ==, country);
  g_assert_cmpuint (topos_within (pins, paris), ==, TOPOS_PLACE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/within", test_within);
  return g_test_run ();
}
