/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/repair.h"

#include <string.h>

#define SURE 120           /* the margin of what a rule found, in model units */
#define MOST_RULE_TOKENS 5

/* What governments do, and the ground does not. */
static const char *const DEEDS[] = {
  "said", "says", "rejected", "rejects", "accused", "accuses", "announced", "denied", "denies",
  "warned", "warns", "vowed", "insisted", "insists", "urged", "urges", "condemned", "condemns",
  "refused", "refuses", "agreed", "agrees", "wants", "demanded", "demands", "claims", "claimed",
  "recognised", "recognized", "signed", "hopes", "believes", "blamed", "blames", "imposed",
  "threatened", "threatens", "welcomed", "proposed", "pledged", "expelled", "retaliated",
  "sanctioned", "criticised", "criticized", "summoned", "protested", "voted", "decided",
};

static bool
is_deed (const ToposTokens *tokens, uint32_t at, uint32_t passage)
{
  if (at >= tokens->tokens->len)
    return false;
  const ToposToken *token = topos_token (tokens, at);
  const char *key = tokens->keys->str + token->key;

  for (size_t i = 0; token->passage == passage && i < G_N_ELEMENTS (DEEDS); i++)
    if (strlen (DEEDS[i]) == token->key_length && memcmp (DEEDS[i], key, token->key_length) == 0)
      return true;
  return false;
}

/* "Kabul rejected the offer", but not "a man from Kabul said". */
static bool
is_metonymic (const ToposTokens *tokens, const ToposFound *found)
{
  const ToposToken *token = topos_token (tokens, found->first);
  const uint32_t passage = token->passage;

  if (found->demonym || (token->class != TOPOS_NAME_COUNTRY && token->class != TOPOS_NAME_CITY)
      || !is_deed (tokens, found->end, passage))
    return false;
  if (token->first)
    return true;
  const ToposToken *before = topos_token (tokens, found->first - 1);
  return before->kind == TOPOS_WORD_MARK
         || (before->key_length == 4 && memcmp (tokens->keys->str + before->key, "that", 4) == 0);
}

static bool
overlaps_any (const GArray *found, uint32_t first, uint32_t end)
{
  for (uint32_t low = 0, high = found->len; low < high;) {
    const uint32_t middle = low + (high - low) / 2;
    const ToposFound *it = &g_array_index (found, ToposFound, middle);

    if (it->first < end && first < it->end)
      return true;
    if (it->end <= first)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

/* The longer name of the gazetteer that begins where a found one does, when what it adds
 * makes another thing of it: a pass, a river, an airport. */
static uint32_t
longer_end (const ToposTokens *tokens, const ToposFound *found, bool *built)
{
  const ToposToken *token = topos_token (tokens, found->first);
  const bool longer = !found->demonym && token->name != 0 && token->name_end > found->end;

  *built = token->class == TOPOS_NAME_BUILT;
  return longer && (*built || token->class == TOPOS_NAME_NATURE) ? token->name_end : 0;
}

static void
add (GArray *out, ToposFound it)
{
  g_array_append_val (out, it);
}

/* A name that is hardly anything but a place: three words and more of something built, two and
 * more of a mountain range or a sea, all with capitals and nothing with a capital beside them. */
static bool
is_plain_name (const ToposTokens *tokens, uint32_t i)
{
  const ToposToken *token = topos_token (tokens, i);
  const uint32_t end = token->name_end;

  if (token->class == TOPOS_NAME_BUILT)
    return end >= i + 3;
  if ((token->class != TOPOS_NAME_NATURE && token->class != TOPOS_NAME_REGION) || end < i + 2
      || token->demonym)
    return false;
  for (uint32_t at = i; at < end; at++)
    if (!topos_token (tokens, at)->capital || topos_token (tokens, at)->shape != token->shape)
      return false;
  if (i > 0 && topos_token (tokens, i - 1)->capital && !token->first)
    return false;
  return end >= tokens->tokens->len || !topos_token (tokens, end)->capital;
}

static void
add_plain (const ToposTokens *tokens, const GArray *found, uint32_t from, uint32_t to,
           GArray *out)
{
  for (uint32_t i = from; i < to; i++) {
    const ToposToken *token = topos_token (tokens, i);
    const bool usable = token->name != 0 && token->capital && is_plain_name (tokens, i)
                        && token->zone != TOPOS_ZONE_CREDIT
                        && token->zone != TOPOS_ZONE_FURNITURE;

    if (!usable || token->name_end > to
        || overlaps_any (found, i, token->name_end))
      continue;
    add (out, (ToposFound){ .first = i, .end = token->name_end, .margin = SURE,
                            .sense = TOPOS_SENSE_LITERAL });
    i = token->name_end - 1;
  }
}

/* "The valley": a gazetteer may have a town of that name, a text means the valley. */
static bool
is_no_name (const ToposTokens *tokens, const ToposFound *found)
{
  const ToposToken *first = topos_token (tokens, found->first);

  if (found->end < found->first + 2 || first->key_length != 3
      || memcmp (tokens->keys->str + first->key, "the", 3) != 0)
    return false;
  for (uint32_t i = found->first + 1; i < found->end; i++)
    if (topos_token (tokens, i)->capital)
      return false;
  return true;
}

static const char *const TITLES[] = {
  "mr", "mrs", "ms", "dr", "sir", "sen", "rep", "lt", "sgt", "capt", "col", "maj", "prof", "rev",
  "miss", "madam", "lord", "judge", "detective", "officer", "coach", "senator", "professor",
};

static const char *const KIN[] = {
  "son", "daughter", "brother", "sister", "wife", "husband", "father", "nephew", "niece", "cousin",
  "grandson", "granddaughter", "stepson", "girlfriend", "boyfriend", "fiance", "fiancee",
};

/* What people do, and neither the ground nor its governments. */
static const char *const HUMAN_DEEDS[] = {
  "laughed", "laughs", "smiled", "smiles", "wept", "nodded", "nods", "shrugged", "sighed",
  "grinned", "whispered", "giggled", "frowned", "blushed",
};

/* The same of a name of two words that no gazetteer knows. */
static const char *const NAMED_DEEDS[] = {
  "said", "says", "told", "scored", "scores", "pleaded", "wrote", "writes", "recalled", "added",
  "testified", "married", "sang", "sings", "laughed", "smiled", "joked", "explained", "tweeted",
};

/* Given names that are names of well-known places too. */
static const char *const GIVEN_NAMES[] = {
  "adelaide", "asia", "austin", "brooklyn", "camden", "carolina", "chad", "charlotte", "chelsea",
  "clayton", "dakota", "dallas", "devon", "eden", "florence", "geneva", "georgia", "hamilton",
  "houston", "india", "israel", "jackson", "jordan", "kent", "kenya", "kingston", "lincoln",
  "logan", "london", "lorraine", "madison", "marion", "milan", "nancy", "odessa", "orlando",
  "paris", "phoenix", "preston", "regina", "santiago", "savannah", "sharon", "siena", "sofia",
  "sydney", "trenton", "troy", "tyler", "valencia", "verona", "victoria", "vienna", "virginia",
};

static bool
is_word_of (const char *const *words, size_t n, const ToposTokens *tokens, uint32_t at)
{
  if (at >= tokens->tokens->len)
    return false;
  const ToposToken *token = topos_token (tokens, at);
  for (size_t i = 0; i < n; i++)
    if (strlen (words[i]) == token->key_length
        && memcmp (words[i], tokens->keys->str + token->key, token->key_length) == 0)
      return true;
  return false;
}

/* "Mrs. Paris", "her brother Dallas". */
static bool
has_title (const ToposTokens *tokens, const ToposFound *found)
{
  uint32_t before = found->first;

  if (before == 0 || topos_token (tokens, before)->first)
    return false;
  if (is_word_of (KIN, G_N_ELEMENTS (KIN), tokens, before - 1))
    return true;
  if (topos_token (tokens, before - 1)->key_length == 0)
    before--;
  return before > 0 && !topos_token (tokens, before)->first
         && topos_token (tokens, before - 1)->capital
         && is_word_of (TITLES, G_N_ELEMENTS (TITLES), tokens, before - 1);
}

/* ", 34," behind a name. */
static bool
has_age (const ToposTokens *tokens, uint32_t end, uint32_t passage)
{
  if (end + 2 >= tokens->tokens->len || topos_token (tokens, end + 2)->passage != passage)
    return false;
  const ToposToken *age = topos_token (tokens, end + 1);
  return topos_token (tokens, end)->kind == TOPOS_WORD_MARK && age->kind == TOPOS_WORD_NUMBER
         && topos_span_length (age->span) <= 2
         && topos_token (tokens, end + 2)->kind == TOPOS_WORD_MARK;
}

/* "Mrs. Paris", "Georgia Miller, 34,", "Phoenix Wells scored", "Savannah laughed": people,
 * whatever the gazetteer has. */
static bool
is_person (const ToposTokens *tokens, const ToposFound *found)
{
  const ToposToken *first = topos_token (tokens, found->first);
  const bool given = is_word_of (GIVEN_NAMES, G_N_ELEMENTS (GIVEN_NAMES), tokens, found->first);
  const bool single = found->end == found->first + 1;
  const bool unknown = found->end == found->first + 2 && first->name_end < found->end;
  const uint32_t n = tokens->tokens->len;
  uint32_t end = found->end;

  if (has_title (tokens, found))
    return true;
  while (end < n && end < found->end + 2 && topos_token (tokens, end)->capital
         && topos_token (tokens, end)->passage == first->passage)
    end++;
  if ((end > found->end || (given && (single || unknown)))
      && has_age (tokens, end, first->passage))
    return true;
  if (end >= n || topos_token (tokens, end)->passage != first->passage || !given)
    return false;
  if (single && end == found->end)
    return is_word_of (HUMAN_DEEDS, G_N_ELEMENTS (HUMAN_DEEDS), tokens, end);
  return ((single && end == found->end + 1) || (unknown && end == found->end))
         && is_word_of (NAMED_DEEDS, G_N_ELEMENTS (NAMED_DEEDS), tokens, end);
}

static void
mend (const ToposTokens *tokens, const GArray *found, GArray *out)
{
  uint32_t reached = 0;

  for (uint32_t i = 0; i < found->len; i++) {
    ToposFound it = g_array_index (found, ToposFound, i);
    bool built;

    if (is_no_name (tokens, &it) || is_person (tokens, &it))
      continue;
    const uint32_t end = longer_end (tokens, &it, &built);

    if (it.first >= reached)
      add_plain (tokens, found, reached, it.first, out);
    if (is_metonymic (tokens, &it) && it.sense == TOPOS_SENSE_LITERAL)
      it.sense = TOPOS_SENSE_METONYMIC;
    if (it.first < reached) {
      it.sense = TOPOS_SENSE_EMBEDDED;
    } else if (end != 0) {
      ToposFound outer = it;
      outer.end = end;
      outer.sense = TOPOS_SENSE_LITERAL;
      add (out, outer);
      reached = end;
      it.sense = TOPOS_SENSE_EMBEDDED;
      if (!built)
        continue;
    }
    if (it.end <= reached || it.first >= reached)
      add (out, it);
    reached = MAX (reached, it.end);
  }
  add_plain (tokens, found, reached, tokens->tokens->len, out);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const ToposFound *x = a, *y = b;

  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return (x->end < y->end) - (x->end > y->end);
}

/* The user's own names are found wherever they stand, whatever the taggers think. */
static void
obey (const ToposTokens *tokens, const ToposRules *rules, GArray *found)
{
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (ToposFound));

  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);
    uint32_t longest = 0;

    if (!token->capital)
      continue;
    g_string_truncate (key, 0);
    for (uint32_t n = 1; n <= MOST_RULE_TOKENS && i + n <= tokens->tokens->len; n++) {
      ToposPlaceId place;

      if (topos_token (tokens, i + n - 1)->passage != token->passage)
        break;
      g_string_truncate (key, 0);
      topos_tokens_key (tokens, i, i + n, key);
      if (topos_rules_find (rules, key->str, &place) && place != TOPOS_PLACE_NONE)
        longest = n;
    }
    if (longest == 0)
      continue;
    const ToposFound it = { .first = i, .end = i + longest, .margin = SURE,
                            .sense = TOPOS_SENSE_LITERAL };
    if (!overlaps_any (found, it.first, it.end))
      add (added, it);
    i += longest - 1;
  }
  g_array_append_vals (found, added->data, added->len);
  g_array_sort (found, compare_found);
}

void
topos_repair (const ToposTokens *tokens, const ToposRules *rules, GArray *found)
{
  g_autoptr (GArray) out = g_array_sized_new (FALSE, FALSE, sizeof (ToposFound), found->len + 8);

  if (rules != NULL)
    obey (tokens, rules, found);
  mend (tokens, found, out);
  g_array_set_size (found, 0);
  g_array_append_vals (found, out->data, out->len);
}
