/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/waters.h"

/* What is done to rivers, and to no country. */
static const char *const CROSSING[] = {
  "crossed", "crosses", "crossing", "cross", "forded", "fording", "bridged", "swam", "navigated",
  "dredged", "dammed", "paddled", "down", "up",
};

/* What lies or moves by water, and the words between that and its name: "ferries on the X". */
static const char *const BY_WATER[] = {
  "bridge", "bridges", "ferry", "ferries", "barge", "barges", "boat", "boats", "canoe", "canoes",
  "steamer", "steamers", "gunboat", "gunboats", "raft", "rafts", "bank", "banks", "mouth", "source",
  "waters", "headwaters", "tributary", "tributaries", "estuary", "course", "dam", "dams", "dyke",
  "ford", "lock", "locks", "drowned", "sank", "sunk", "swam", "swim", "swimming", "swum", "drifted",
  "sailed", "sailing", "rafted", "fished", "fishing", "capsized", "flows", "flowed", "salmon",
  "floods", "oil",
};
static const char *const BETWEEN[] = {
  "down", "up", "along", "across", "over", "on", "of", "in", "into", "from", "off", "back", "reached",
};

/* What rivers do, and what they are. */
static const char *const DEEDS[] = {
  "burst", "overflowed", "overflows", "flooded", "froze", "swelled", "flows", "flowed", "meanders",
  "empties", "silted",
};
static const char *const BEING[] = { "is", "was", "has", "had", "been", "are", "were" };
static const char *const STATES[] = {
  "rising", "risen", "flooding", "swollen", "frozen", "navigable", "silting", "brown",
};

#define MOST_BETWEEN 3

static bool
is_done_to (const ToposTokens *tokens, int64_t article, uint32_t passage)
{
  int64_t at = article - 1;

  if (TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, CROSSING))
    return true;
  for (int i = 0; i < MOST_BETWEEN && TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, BETWEEN); i++)
    at--;
  return at < article - 1 && TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, BY_WATER);
}

static bool
does (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  if (TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, DEEDS))
    return true;
  if (!TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, BEING))
    return false;
  while (TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, BEING))
    at++;
  return TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, STATES);
}

bool
topos_waters_are_told (const ToposTokens *tokens, const ToposFound *found)
{
  const uint32_t passage = topos_token (tokens, found->first)->passage;
  const int64_t article = (int64_t) found->first - 1;

  return !found->demonym && topos_token_is (tokens, article, passage, "the")
         && (is_done_to (tokens, article, passage) || does (tokens, found->end, passage));
}
