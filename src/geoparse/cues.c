/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/cues.h"

#include <string.h>

#define MOST_LISTED 12  /* tokens of a list of names that are walked over */

/* Words that say "this is a place" of the name beside them. */
static const char *const KIND_AFTER[] = {
  "province", "district", "districts", "provinces", "valley", "river", "county", "governorate",
  "oblast", "prefecture", "pass", "region", "village", "villages", "towns", "area", "territory",
  "territories", "camp", "municipality", "township", "island", "peninsula", "subdistrict",
  "neighbourhood", "neighborhood", "suburb", "commune", "tehsil", "upazila", "woreda", "massif",
};
static const char *const KIND_BEFORE[] = {
  "capital", "city", "town", "village", "district", "province", "port", "island", "suburb",
  "county", "region", "state", "towns", "villages", "districts", "provinces", "cities",
};

/* The same of several: "the provinces of X and Y", "X, Y and Z rivers". */
static const char *const KINDS[] = {
  "districts", "provinces", "counties", "regions", "states", "towns", "villages", "cities",
  "governorates", "prefectures", "rivers", "valleys", "islands", "mountains", "municipalities",
  "suburbs", "neighbourhoods", "neighborhoods", "ports", "oblasts", "cantons", "hamlets",
};

/* What a place follows: surely, and often. */
static const char *const PLACING[] = {
  "in", "near", "around", "outside", "towards", "toward", "throughout", "across",
};
static const char *const LEADING[] = {
  "from", "through", "between", "via", "above", "off", "on", "reached", "reaching", "into",
};

/* "North of X", "the outskirts of X". */
static const char *const WAYS[] = {
  "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
  "outskirts", "km", "miles", "kilometres", "kilometers", "city", "town", "village",
};

/* "Fled to X", "the road to X". */
static const char *const MOVING[] = {
  "went", "go", "goes", "going", "flew", "fly", "flies", "fled", "flee", "moved", "moves", "moving",
  "walk", "walked", "walks", "travel", "travels", "traveled", "travelled", "heading", "headed",
  "back", "way", "road", "roads", "highway", "bus", "train", "flight", "returned", "return", "sent",
  "shipped", "drove", "drive", "march", "marched", "came", "come", "route", "rushed", "bound",
  "extended", "spread", "railway", "visit", "trip", "north", "south", "east", "west", "close",
  "next", "as",
};

/* What has a capital behind a preposition and is no place: "at Christmas", "in March". */
static const char *const NO_PLACES[] = {
  "christmas", "easter", "spring", "summer", "autumn", "fall", "winter", "ramadan", "lent", "january",
  "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
  "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  "congress", "parliament", "internet", "god", "islam", "english", "dr", "mr", "mrs", "st",
};

/* Who has an office in a place or lives there; those that are written with a capital too. */
static const char *const OFFICES[] = {
  "police", "school", "schools", "resident", "residents", "man", "woman", "mayor", "council",
  "officials", "authorities", "court", "government", "governor", "native", "airport", "hospital",
  "firefighters", "businessman", "farmer", "farmers", "fishermen", "teenager", "couple", "family",
  "firm", "magistrate", "prosecutor", "prosecutors", "judge", "bishop", "mp", "senator", "sheriff",
  "fire", "market", "refinery", "traders",
};
static const char *const TITLES[] = {
  "governor", "mayor", "police", "senator", "mp", "sheriff", "bishop", "council",
};

/* Words with a capital before an office that name none: "City officials". */
static const char *const GENERIC[] = {
  "the", "city", "county", "state", "town", "school", "high", "fire", "police", "union", "park",
};

/* Kinds of ground that stand before its name, and behind. */
static const char *const GROUND_BEFORE[] = {
  "river", "lake", "mount", "mt", "loch", "lough", "cape", "jebel", "wadi", "isle", "strait", "gulf",
  "bay", "oued", "rio",
};
static const char *const GROUND_AFTER[] = {
  "river", "lake", "island", "islands", "mountains", "hills", "range", "valley", "peninsula", "bay",
  "strait", "falls", "glacier", "reservoir", "province", "district", "county", "governorate",
  "oblast", "region", "creek", "desert", "plateau", "delta", "archipelago", "reef", "plain", "camp",
  "dam", "pass",
};

/* And words before or behind which these tell other things: "Congressional District". */
static const char *const NO_GROUND[] = {
  "congressional", "school", "park", "police", "fire", "judicial", "the", "this", "medical",
  "business", "historic",
};

static const char *const NUMBERS[] = {
  "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
};

bool
topos_cue_is_and (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  static const char *const JOINTS[] = { "and", "or" };

  return TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, JOINTS);
}

static bool
is_mark (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  const ToposToken *token = topos_token_at (tokens, at, passage);

  return token != NULL && token->kind == TOPOS_WORD_MARK && token->key_length == 0;
}

static bool
is_capital (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  const ToposToken *token = topos_token_at (tokens, at, passage);

  return token != NULL && token->capital;
}

/* Walks from a name over the list that it is one of ("X, Y and Z"), forward or back: to the first
 * token that is neither a capital word nor a joint between two of them. */
static int64_t
list_end (const ToposTokens *tokens, int64_t at, int step, uint32_t passage)
{
  for (int i = 0; i < MOST_LISTED; i++) {
    int64_t next = at + step;

    if (!is_capital (tokens, next, passage)) {
      const bool comma = is_mark (tokens, next, passage);
      const bool both = comma && topos_cue_is_and (tokens, next + step, passage);

      if (!comma && !topos_cue_is_and (tokens, next, passage))
        return next;
      next += both ? 2 * step : step;
      if (!is_capital (tokens, next, passage))
        return both || !comma ? at + step : next - step;
    }
    at = next;
  }
  return at + step;
}

/* "All districts but two, X and Y". */
static bool
is_counted (const ToposTokens *tokens, int64_t mark, uint32_t passage)
{
  if (!is_mark (tokens, mark, passage)
      || !TOPOS_TOKEN_IS_ONE_OF (tokens, mark - 1, passage, NUMBERS))
    return false;
  for (int64_t at = mark - 2; at >= 0 && at > mark - 20; at--)
    if (TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, KINDS))
      return true;
  return false;
}

/* "The provinces of X and Y", "X, Y and Z districts", "two, X and Y". */
static bool
is_listed (const ToposTokens *tokens, uint32_t i, uint32_t passage)
{
  const int64_t after = list_end (tokens, i, 1, passage);
  const int64_t before = list_end (tokens, i, -1, passage);

  if (TOPOS_TOKEN_IS_ONE_OF (tokens, after, passage, KINDS)
      || is_counted (tokens, before, passage))
    return true;
  return (topos_token_is (tokens, before, passage, "of") || is_mark (tokens, before, passage))
         && TOPOS_TOKEN_IS_ONE_OF (tokens, before - 1, passage, KINDS);
}

bool
topos_cue_is_in_list (const ToposTokens *tokens, uint32_t i, uint32_t *first, uint32_t *end)
{
  const uint32_t passage = topos_token (tokens, i)->passage;

  *first = (uint32_t) (list_end (tokens, i, -1, passage) + 1);
  *end = (uint32_t) list_end (tokens, i, 1, passage);
  for (uint32_t at = *first; at < *end; at++)
    if (topos_cue_is_and (tokens, at, passage))
      return true;
  return false;
}

bool
topos_cue_is_called_place (const ToposTokens *tokens, uint32_t i)
{
  static const char *const NEAR[] = { "neighbouring", "neighboring", "nearby" };
  static const char *const THE[] = { "the", "a" };
  const int64_t at = i;
  const uint32_t p = topos_token (tokens, i)->passage;

  if (TOPOS_TOKEN_IS_ONE_OF (tokens, at + 1, p, KIND_AFTER)
      || (topos_cue_is_and (tokens, at + 1, p)
          && TOPOS_TOKEN_IS_ONE_OF (tokens, at + 3, p, KIND_AFTER)))
    return true;
  if (TOPOS_TOKEN_IS_ONE_OF (tokens, at + 2, p, THE)
      && topos_token (tokens, i + 1)->key_length == 0
      && TOPOS_TOKEN_IS_ONE_OF (tokens, at + 3, p, KIND_BEFORE))
    return true;
  if (TOPOS_TOKEN_IS_ONE_OF (tokens, at - 1, p, NEAR))
    return true;
  if ((topos_token_is (tokens, at - 1, p, "of") || is_mark (tokens, at - 1, p))
      && TOPOS_TOKEN_IS_ONE_OF (tokens, at - 2, p, KIND_BEFORE))
    return true;
  return is_listed (tokens, i, p);
}

bool
topos_cue_has_fate (const ToposTokens *tokens, uint32_t i)
{
  static const char *const FATES[] = {
    "falls", "fell", "fallen", "captured", "besieged", "shelled", "bombed", "liberated",
    "recaptured", "retaken", "encircled", "bombarded", "evacuated", "flooded", "overrun",
  };
  static const char *const BEFORE[] = {
    "said", "to", "have", "has", "been", "be", "reported", "reportedly", "is", "are", "was",
    "were",
  };
  const uint32_t passage = topos_token (tokens, i)->passage;
  int64_t at = (int64_t) i + 1;

  while (at < (int64_t) i + 6 && TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, BEFORE))
    at++;
  return TOPOS_TOKEN_IS_ONE_OF (tokens, at, passage, FATES);
}

bool
topos_cue_is_in_area (const ToposTokens *tokens, uint32_t i)
{
  const uint32_t passage = topos_token (tokens, i)->passage;

  if ((gsize) i + 3 >= tokens->tokens->len || topos_token (tokens, i + 1)->kind != TOPOS_WORD_MARK
      || !topos_token_is (tokens, (int64_t) i + 2, passage, "in"))
    return false;
  const ToposToken *area = topos_token (tokens, i + 3);
  return area->capital && area->passage == passage && area->class >= TOPOS_NAME_COUNTRY
         && area->class <= TOPOS_NAME_DISTRICT;
}

/* A dash with space before it, or a long one. */
static bool
is_dash (const ToposTokens *tokens, uint32_t i)
{
  static const char *const DASHES[] = { "-", "\xE2\x80\x93", "\xE2\x80\x94" };
  const ToposToken *token = topos_token (tokens, i);

  for (size_t d = 0; d < G_N_ELEMENTS (DASHES); d++)
    if (token->word == topos_mark_hash (DASHES[d], strlen (DASHES[d])))
      return d > 0 || token->span.start > topos_token (tokens, i - 1)->span.end;
  return false;
}

bool
topos_cue_is_dateline (const ToposTokens *tokens, uint32_t i)
{
  const ToposToken *token = topos_token (tokens, i);

  if (!token->first || token->part == TOPOS_PART_NONE)
    return false;
  for (int64_t at = (int64_t) i + 1; at < (int64_t) i + MOST_LISTED; at++) {
    const bool mark = is_mark (tokens, at, token->passage);

    if (mark && is_dash (tokens, (uint32_t) at))
      return true;
    if (!mark && !is_capital (tokens, at, token->passage))
      return false;
  }
  return false;
}

bool
topos_cue_is_no_place (const ToposTokens *tokens, uint32_t i)
{
  return TOPOS_TOKEN_IS_ONE_OF (tokens, i, topos_token (tokens, i)->passage, NO_PLACES);
}

int
topos_cue_leads_to_place (const ToposTokens *tokens, uint32_t i)
{
  const uint32_t passage = topos_token (tokens, i)->passage;
  const int64_t before = (int64_t) i - 1;

  if (topos_cue_is_no_place (tokens, i))
    return 0;
  if (TOPOS_TOKEN_IS_ONE_OF (tokens, before, passage, PLACING)
      || (topos_token_is (tokens, before, passage, "of")
          && TOPOS_TOKEN_IS_ONE_OF (tokens, before - 1, passage, WAYS)))
    return 2;
  return TOPOS_TOKEN_IS_ONE_OF (tokens, before, passage, LEADING)
         || (topos_token_is (tokens, before, passage, "to")
             && TOPOS_TOKEN_IS_ONE_OF (tokens, before - 1, passage, MOVING));
}

bool
topos_cue_stands_alone (const ToposTokens *tokens, uint32_t i)
{
  const ToposToken *token = topos_token (tokens, i);
  const uint32_t end = token->name != 0 ? token->name_end : i + 1;
  const ToposToken *next = topos_token_at (tokens, end, token->passage);
  const bool goes_on = is_capital (tokens, (int64_t) end + 1, token->passage);

  if (next == NULL)
    return true;
  if (next->kind != TOPOS_WORD_MARK)
    return !next->capital && next->kind != TOPOS_WORD_NUMBER;
  if (next->key_length > 0)
    return token->class != TOPOS_NAME_UNKNOWN && token->class <= TOPOS_NAME_CITY;
  return !(goes_on && next->word == topos_mark_hash (".", 1));
}

bool
topos_cue_has_office (const ToposTokens *tokens, uint32_t i)
{
  const ToposToken *token = topos_token (tokens, i);
  const uint32_t passage = token->passage;

  if (token->name == 0 || !TOPOS_TOKEN_IS_ONE_OF (tokens, token->name_end, passage, OFFICES))
    return false;
  if (topos_token (tokens, token->name_end)->capital)
    return TOPOS_TOKEN_IS_ONE_OF (tokens, token->name_end, passage, TITLES);
  return !token->first && !TOPOS_TOKEN_IS_ONE_OF (tokens, i, passage, GENERIC);
}

int
topos_cue_is_ground (const ToposTokens *tokens, uint32_t i)
{
  const ToposToken *token = topos_token (tokens, i);
  const uint32_t passage = token->passage;
  const ToposToken *before = topos_token_at (tokens, (int64_t) i - 1, passage);
  const bool second = before != NULL && before->capital && !before->first;
  const int64_t first = second ? (int64_t) i - 1 : i;

  if (token->kind != TOPOS_WORD_WORD || !is_capital (tokens, first + 1, passage)
      || is_capital (tokens, first - 1, passage) || is_capital (tokens, first + 2, passage)
      || topos_token (tokens, (uint32_t) first)->first
      || TOPOS_TOKEN_IS_ONE_OF (tokens, first, passage, NO_GROUND)
      || TOPOS_TOKEN_IS_ONE_OF (tokens, first + 1, passage, NO_GROUND))
    return 0;
  if (TOPOS_TOKEN_IS_ONE_OF (tokens, first, passage, GROUND_BEFORE))
    return 2;
  return TOPOS_TOKEN_IS_ONE_OF (tokens, first + 1, passage, GROUND_AFTER);
}
