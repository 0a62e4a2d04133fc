/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/place.h"

#include <glib.h>

static const struct {
  const char *word;
  bool is_area;
} KINDS[TOPOS_PLACE_N_KINDS] = {
  [TOPOS_PLACE_OTHER] = { "other", false },
  [TOPOS_PLACE_COUNTRY] = { "country", true },
  [TOPOS_PLACE_TERRITORY] = { "territory", true },
  [TOPOS_PLACE_FORMER_COUNTRY] = { "former-country", true },
  [TOPOS_PLACE_PROVINCE] = { "province", true },
  [TOPOS_PLACE_DISTRICT] = { "district", true },
  [TOPOS_PLACE_SUBDISTRICT] = { "subdistrict", false },
  [TOPOS_PLACE_TOWN] = { "town", false },
  [TOPOS_PLACE_NEIGHBOURHOOD] = { "neighbourhood", false },
  [TOPOS_PLACE_CONTINENT] = { "continent", true },
  [TOPOS_PLACE_REGION] = { "region", true },
  [TOPOS_PLACE_OCEAN] = { "ocean", true },
  [TOPOS_PLACE_SEA] = { "sea", true },
  [TOPOS_PLACE_STRAIT] = { "strait", false },
  [TOPOS_PLACE_LAKE] = { "lake", true },
  [TOPOS_PLACE_RIVER] = { "river", false },
  [TOPOS_PLACE_ISLAND] = { "island", true },
  [TOPOS_PLACE_PENINSULA] = { "peninsula", true },
  [TOPOS_PLACE_MOUNTAINS] = { "mountains", true },
  [TOPOS_PLACE_MOUNTAIN] = { "mountain", false },
  [TOPOS_PLACE_PASS] = { "pass", false },
  [TOPOS_PLACE_VALLEY] = { "valley", true },
  [TOPOS_PLACE_PLAIN] = { "plain", true },
  [TOPOS_PLACE_DESERT] = { "desert", true },
  [TOPOS_PLACE_FOREST] = { "forest", true },
  [TOPOS_PLACE_PARK] = { "park", false },
  [TOPOS_PLACE_ROAD] = { "road", false },
  [TOPOS_PLACE_AIRPORT] = { "airport", false },
  [TOPOS_PLACE_BUILDING] = { "building", false },
};

const char *
topos_place_kind_word (ToposPlaceKind kind)
{
  g_assert (kind < TOPOS_PLACE_N_KINDS);
  return KINDS[kind].word;
}

ToposPlaceKind
topos_place_kind_from_word (const char *word)
{
  for (int i = 0; i < TOPOS_PLACE_N_KINDS; i++)
    if (g_str_equal (KINDS[i].word, word))
      return i;
  return TOPOS_PLACE_OTHER;
}

bool
topos_place_kind_is_country (ToposPlaceKind kind)
{
  return kind == TOPOS_PLACE_COUNTRY || kind == TOPOS_PLACE_TERRITORY
         || kind == TOPOS_PLACE_FORMER_COUNTRY;
}

bool
topos_place_kind_is_area (ToposPlaceKind kind)
{
  g_assert (kind < TOPOS_PLACE_N_KINDS);
  return KINDS[kind].is_area;
}
