/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/geonames.h"

#include <string.h>

static const struct {
  char feature_class;
  ToposPlaceKind kind;
} CLASSES[] = {
  { 'A', TOPOS_PLACE_SUBDISTRICT }, { 'P', TOPOS_PLACE_TOWN },     { 'H', TOPOS_PLACE_OTHER },
  { 'L', TOPOS_PLACE_REGION },      { 'R', TOPOS_PLACE_ROAD },     { 'S', TOPOS_PLACE_BUILDING },
  { 'T', TOPOS_PLACE_MOUNTAIN },    { 'U', TOPOS_PLACE_OTHER },    { 'V', TOPOS_PLACE_FOREST },
};

/* A code that ends in * stands for all that begin so; the first that fits decides. */
static const struct {
  const char *code;
  ToposPlaceKind kind;
  int rank;
} CODES[] = {
  { "PCLD", TOPOS_PLACE_TERRITORY, -1 },   { "PCLS", TOPOS_PLACE_TERRITORY, -1 },
  { "PCLH", TOPOS_PLACE_FORMER_COUNTRY, -1 }, { "PCL*", TOPOS_PLACE_COUNTRY, -1 },
  { "TERR", TOPOS_PLACE_TERRITORY, -1 },   { "ADM1*", TOPOS_PLACE_PROVINCE, -1 },
  { "ADM2*", TOPOS_PLACE_DISTRICT, -1 },   { "ADM*", TOPOS_PLACE_SUBDISTRICT, -1 },
  { "ZN*", TOPOS_PLACE_REGION, 10 },       { "PPLX", TOPOS_PLACE_NEIGHBOURHOOD, -1 },
  { "CONT", TOPOS_PLACE_CONTINENT, 0 },    { "RGN*", TOPOS_PLACE_REGION, 8 },
  { "AREA", TOPOS_PLACE_REGION, 10 },      { "PRK", TOPOS_PLACE_PARK, -1 },
  { "RES*", TOPOS_PLACE_PARK, -1 },        { "OCN", TOPOS_PLACE_OCEAN, 0 },
  { "SEA", TOPOS_PLACE_SEA, 3 },           { "GULF", TOPOS_PLACE_SEA, 5 },
  { "BAY*", TOPOS_PLACE_SEA, 9 },          { "COVE", TOPOS_PLACE_SEA, 12 },
  { "STRT", TOPOS_PLACE_STRAIT, -1 },      { "CHN*", TOPOS_PLACE_STRAIT, 10 },
  { "CNL*", TOPOS_PLACE_STRAIT, 10 },      { "SD", TOPOS_PLACE_STRAIT, 9 },
  { "LK*", TOPOS_PLACE_LAKE, -1 },         { "RSV*", TOPOS_PLACE_LAKE, 11 },
  { "LGN*", TOPOS_PLACE_LAKE, 11 },        { "STM*", TOPOS_PLACE_RIVER, -1 },
  { "WAD*", TOPOS_PLACE_RIVER, 12 },       { "ISL*", TOPOS_PLACE_ISLAND, -1 },
  { "ATOL", TOPOS_PLACE_ISLAND, -1 },      { "PEN*", TOPOS_PLACE_PENINSULA, -1 },
  { "CAPE", TOPOS_PLACE_PENINSULA, 10 },   { "PT", TOPOS_PLACE_PENINSULA, 12 },
  { "MTS", TOPOS_PLACE_MOUNTAINS, -1 },    { "RDGE", TOPOS_PLACE_MOUNTAINS, 11 },
  { "PASS", TOPOS_PLACE_PASS, -1 },        { "GAP", TOPOS_PLACE_PASS, 11 },
  { "VAL*", TOPOS_PLACE_VALLEY, -1 },      { "PLN*", TOPOS_PLACE_PLAIN, -1 },
  { "PLAT*", TOPOS_PLACE_PLAIN, -1 },      { "UPLD", TOPOS_PLACE_PLAIN, -1 },
  { "DSRT", TOPOS_PLACE_DESERT, -1 },      { "ERG", TOPOS_PLACE_DESERT, 10 },
  { "FRST*", TOPOS_PLACE_FOREST, -1 },     { "AIRP", TOPOS_PLACE_AIRPORT, -1 },
  { "AIRB", TOPOS_PLACE_AIRPORT, -1 },     { "AIRF", TOPOS_PLACE_AIRPORT, 13 },
};

/* Former divisions and settlements stay: texts about the past name them. */
static const char *const LEFT_OUT[] = { "ADMS", "ZNB", "ZNF", "PRSH", "LTER", "ADMF" };

static bool
fits (const char *pattern, const char *code)
{
  const size_t length = strlen (pattern);

  if (pattern[length - 1] == '*')
    return strncmp (pattern, code, length - 1) == 0;
  return strcmp (pattern, code) == 0;
}

ToposPlaceKind
geonames_kind (const char *feature_class, const char *code, int *rank)
{
  *rank = -1;
  for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++)
    if (fits (CODES[i].code, code)) {
      *rank = CODES[i].rank;
      return CODES[i].kind;
    }
  for (size_t i = 0; i < sizeof CLASSES / sizeof CLASSES[0]; i++)
    if (CLASSES[i].feature_class == *feature_class)
      return CLASSES[i].kind;
  return TOPOS_PLACE_OTHER;
}

bool
geonames_is_left_out (const char *code)
{
  for (size_t i = 0; i < sizeof LEFT_OUT / sizeof LEFT_OUT[0]; i++)
    if (strcmp (LEFT_OUT[i], code) == 0)
      return true;
  return false;
}
