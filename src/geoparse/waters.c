/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/waters.h"

/* What is done to rivers, and to no country. */
static const char *const CROSSING[] = {
  "crossed", "crosses", "crossing", "cross", "forded", "fording", "bridged", "swam", "navigated",
  "dredged", "dammed", "paddled", "down", "up",
};

/* What lies or moves by water, and the words between that and its name: "ferries on the X". Not "in",
 * nor "from": ferries in the Gambia are the country's. */
static const char *const BY_WATER[] = {
  "bridge", "bridges", "ferry", "ferries", "barge", "barges", "boat", "boats", "canoe", "canoes",
  "steamer", "steamers", "gunboat", "gunboats", "raft", "rafts", "bank", "banks", "mouth", "source",
  "waters", "headwaters", "tributary", "tributaries", "estuary", "course", "dam", "dams", "dyke",
  "ford", "lock", "locks", "sailed", "sailing", "rafted", "fishing", "flows", "flowed", "floods",
};
static const char *const BY[] = { "down", "up", "along", "across", "over", "on", "of" };

/* What happens in the water itself: "drowned in the X". */
static const char *const IN_WATER[] = {
  "drowned", "sank", "sunk", "swam", "swim", "swimming", "swum", "drifted", "fished", "capsized",
};
static const char *const IN[] = {
  "in", "into", "from", "off", "back", "down", "up", "along", "across", "over", "on",
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

/* Do one to three of `between`, ended by one of `ends`, stand before `at`? Read backwards. */
static bool
is_led_by (const ToposTokens *tokens, int64_t at, uint32_t passage, const char *const *ends,
           size_t n_ends, const char *const *between, size_t n_between)
{
  int n = 0;

  while (n < MOST_BETWEEN && topos_token_is_one_of (tokens, at - n, passage, between, n_between))
    n++;
  return n > 0 && topos_token_is_one_of (tokens, at - n, passage, ends, n_ends);
}

static bool
is_done_to (const ToposTokens *tokens, int64_t article, uint32_t passage)
{
  const int64_t at = article - 1;

  return TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, CROSSING)
         || is_led_by (tokens, at, passage, BY_WATER, G_N_ELEMENTS (BY_WATER), BY, G_N_ELEMENTS (BY))
         || is_led_by (tokens, at, passage, IN_WATER, G_N_ELEMENTS (IN_WATER), IN, G_N_ELEMENTS (IN));
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
