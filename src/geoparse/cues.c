/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/cues.h"

#include <string.h>

#define MOST_LISTED 12  /* tokens of a list of names that are walked over */

/* Words that say "this is a place" of the name beside them. */
static const char *const KIND_AFTER[] = {
  "province", "district", "districts", "provinces", "valley", "river", "county", "governorate",
  "oblast", "prefecture", "pass", "region", "village", "villages", "towns", "area",
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

static const char *const NUMBERS[] = {
  "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
};

static bool
is_one_of (const char *const *words, size_t n, const ToposTokens *tokens, int64_t at,
           uint32_t passage)
{
  if (at < 0 || at >= (int64_t) tokens->tokens->len)
    return false;
  const ToposToken *token = topos_token (tokens, (uint32_t) at);
  const char *key = tokens->keys->str + token->key;
  for (size_t i = 0; i < n && token->passage == passage; i++)
    if (words[i][0] == key[0] && strlen (words[i]) == token->key_length
        && memcmp (words[i], key, token->key_length) == 0)
      return true;
  return false;
}

#define IS_ONE_OF(words, tokens, at, passage) \
  is_one_of (words, G_N_ELEMENTS (words), tokens, at, passage)

bool
topos_cue_is_and (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  static const char *const AND[] = { "and", "or" };

  return IS_ONE_OF (AND, tokens, at, passage);
}

static bool
is_mark (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  return at >= 0 && at < (int64_t) tokens->tokens->len
         && topos_token (tokens, (uint32_t) at)->passage == passage
         && topos_token (tokens, (uint32_t) at)->kind == TOPOS_WORD_MARK
         && topos_token (tokens, (uint32_t) at)->key_length == 0;
}

static bool
is_capital (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  return at >= 0 && at < (int64_t) tokens->tokens->len
         && topos_token (tokens, (uint32_t) at)->passage == passage
         && topos_token (tokens, (uint32_t) at)->capital;
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
  if (!is_mark (tokens, mark, passage) || !IS_ONE_OF (NUMBERS, tokens, mark - 1, passage))
    return false;
  for (int64_t at = mark - 2; at >= 0 && at > mark - 20; at--)
    if (IS_ONE_OF (KINDS, tokens, at, passage))
      return true;
  return false;
}

/* "The provinces of X and Y", "X, Y and Z districts", "two, X and Y". */
static bool
is_listed (const ToposTokens *tokens, uint32_t i, uint32_t passage)
{
  static const char *const OF[] = { "of" };
  const int64_t after = list_end (tokens, i, 1, passage);
  const int64_t before = list_end (tokens, i, -1, passage);

  if (IS_ONE_OF (KINDS, tokens, after, passage) || is_counted (tokens, before, passage))
    return true;
  return (IS_ONE_OF (OF, tokens, before, passage) || is_mark (tokens, before, passage))
         && IS_ONE_OF (KINDS, tokens, before - 1, passage);
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
  static const char *const OF[] = { "of" };
  static const char *const NEAR[] = { "neighbouring", "neighboring", "nearby" };
  static const char *const THE[] = { "the", "a" };
  const int64_t at = i;
  const uint32_t p = topos_token (tokens, i)->passage;

  if (IS_ONE_OF (KIND_AFTER, tokens, at + 1, p)
      || (topos_cue_is_and (tokens, at + 1, p) && IS_ONE_OF (KIND_AFTER, tokens, at + 3, p)))
    return true;
  if (IS_ONE_OF (THE, tokens, at + 2, p) && topos_token (tokens, i + 1)->key_length == 0
      && IS_ONE_OF (KIND_BEFORE, tokens, at + 3, p))
    return true;
  if (IS_ONE_OF (NEAR, tokens, at - 1, p))
    return true;
  if ((IS_ONE_OF (OF, tokens, at - 1, p) || is_mark (tokens, at - 1, p))
      && IS_ONE_OF (KIND_BEFORE, tokens, at - 2, p))
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

  while (at < (int64_t) i + 6 && IS_ONE_OF (BEFORE, tokens, at, passage))
    at++;
  return IS_ONE_OF (FATES, tokens, at, passage);
}

bool
topos_cue_is_in_area (const ToposTokens *tokens, uint32_t i)
{
  static const char *const IN[] = { "in" };
  const uint32_t passage = topos_token (tokens, i)->passage;

  if ((gsize) i + 3 >= tokens->tokens->len || topos_token (tokens, i + 1)->kind != TOPOS_WORD_MARK
      || !IS_ONE_OF (IN, tokens, (int64_t) i + 2, passage))
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
