/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/repair.h"

#include "geoparse/cues.h"
#include "geoparse/links.h"
#include "geoparse/people.h"
#include "geoparse/sense.h"

#include <string.h>

#define SURE 120           /* the margin of what a rule found, in model units */
#define MOST_RULE_TOKENS 5
#define MOST_ABBREVIATED 5  /* letters of a word that keeps its full stop: "Calif." */

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

  if (found->end < found->first + 2
      || !topos_token_is (tokens, found->first, first->passage, "the"))
    return false;
  for (uint32_t i = found->first + 1; i < found->end; i++)
    if (topos_token (tokens, i)->capital)
      return false;
  return true;
}

/* Places whose names begin with the article. */
static const char *const WITH_ARTICLE[] = { "hague", "dalles", "woodlands" };

/* "Northern Alliance": two words and more that no gazetteer has, of which the last is a body's. */
static bool
is_body (const ToposTokens *tokens, const ToposFound *found)
{
  static const char *const BODIES[] = {
    "alliance", "league", "movement", "coalition", "party", "brigade", "army", "network", "front",
    "militia", "association", "committee", "ministry", "federation",
  };
  const ToposToken *first = topos_token (tokens, found->first);

  return found->end > found->first + 1 && !found->demonym && first->name_end != found->end
         && TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) found->end - 1, first->passage, BODIES);
}

static bool
is_possessive (const ToposTokens *tokens, const ToposToken *token)
{
  return token->kind == TOPOS_WORD_MARK && token->key_length == 1
         && tokens->keys->str[token->key] == 's';
}

/* Names end before a possessive, before a full stop that no abbreviation asks for, before a word of
 * their kind that is written small, and begin after the article: "Angola's", "Mersa Matruh.",
 * "Anaba district", "The Azores". */
static void
trim (const ToposTokens *tokens, ToposFound *found)
{
  const ToposToken *first = topos_token (tokens, found->first);

  while (found->end > found->first + 1) {
    const ToposToken *last = topos_token (tokens, found->end - 1);
    const bool stop = last->kind == TOPOS_WORD_MARK && last->key_length == 0
                      && topos_span_length (last->span) == 1;

    const bool small = last->kind == TOPOS_WORD_WORD && !last->capital;
    const bool known = first->name_end == found->end
                       && (!small || first->class == TOPOS_NAME_NATURE
                           || first->class == TOPOS_NAME_BUILT);

    if (known
        || !(small || is_possessive (tokens, last)
             || (stop && topos_token (tokens, found->end - 2)->key_length > MOST_ABBREVIATED)))
      break;
    found->end--;
  }
  if (found->end > found->first + 1 && first->capital
      && topos_token_is (tokens, found->first, first->passage, "the")
      && topos_token (tokens, found->first + 1)->capital
      && !TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) found->first + 1, first->passage, WITH_ARTICLE))
    found->first++;
}

/* Is the name [first, end) one that the gazetteer has, of a place that is more than a village? */
static bool
is_well_known (const ToposTokens *tokens, uint32_t first, uint32_t end)
{
  const ToposToken *token = topos_token (tokens, first);

  return token->name != 0 && token->name_end == end && token->capital
         && token->class != TOPOS_NAME_UNKNOWN && token->class != TOPOS_NAME_VILLAGE;
}

/* Is the token a dash without space around it? */
static bool
is_tight_dash (const ToposTokens *tokens, uint32_t i)
{
  static const char *const DASHES[] = { "-", "\xE2\x80\x93" };
  const ToposToken *token = topos_token (tokens, i);

  for (size_t d = 0; d < G_N_ELEMENTS (DASHES) && i + 1 < tokens->tokens->len; d++)
    if (token->word == topos_mark_hash (DASHES[d], strlen (DASHES[d])))
      return topos_token (tokens, i - 1)->span.end == token->span.start
             && topos_token (tokens, i + 1)->span.start == token->span.end;
  return false;
}

/* Where "Nairobi-Mombasa" has its dash: between two names that each is a place, where no gazetteer has
 * the whole, and of which both or the first was found. 0 when there is none. */
static uint32_t
dash_between (const ToposTokens *tokens, const ToposFound *found)
{
  const ToposToken *first = topos_token (tokens, found->first);

  if (first->name == 0 || first->name_end > found->end || found->demonym
      || first->name_end + 1 >= tokens->tokens->len || !is_tight_dash (tokens, first->name_end)
      || !is_well_known (tokens, found->first, first->name_end))
    return 0;
  const ToposToken *second = topos_token (tokens, first->name_end + 1);
  if (second->name_end < found->end || second->passage != first->passage
      || (second->name_end > found->end && found->end != first->name_end)
      || !is_well_known (tokens, first->name_end + 1, second->name_end))
    return 0;
  const ToposToken *after = topos_token_at (tokens, second->name_end, first->passage);
  const bool sure = second->class <= TOPOS_NAME_CITY && (after == NULL || !after->capital);
  return found->end > first->name_end || sure ? first->name_end : 0;
}

/* "Jammu and Kashmir": two names that the gazetteer has as one of a country, province or district. */
static bool
is_one_name (const ToposTokens *tokens, const ToposFound *one, const ToposFound *other)
{
  const ToposToken *token = topos_token (tokens, one->first);

  return token->name != 0 && token->name_end == other->end && one->end + 1 == other->first
         && token->class >= TOPOS_NAME_COUNTRY && token->class <= TOPOS_NAME_DISTRICT
         && topos_token_is (tokens, one->end, token->passage, "and");
}

/* Two names that were found as one, which no gazetteer has: parted at a dash, at the "and" of
 * "Oppdal and Sunndal", at the kind in "Anaba district of Panjshir". False when it is one name. */
static bool
part (const ToposTokens *tokens, const ToposFound *found, ToposFound *head, ToposFound *tail)
{
  const ToposToken *first = topos_token (tokens, found->first);
  const uint32_t passage = first->passage, dash = dash_between (tokens, found);

  *head = *tail = *found;
  if (dash != 0) {
    head->end = dash;
    tail->first = dash + 1;
    tail->end = topos_token (tokens, dash + 1)->name_end;
    return true;
  }
  if (first->name_end == found->end)
    return false;
  for (uint32_t at = found->first + 1; at + 1 < found->end; at++) {
    const bool joint = topos_cue_is_and (tokens, at, passage);
    const bool kind = !topos_token (tokens, at)->capital && at + 2 < found->end
                      && topos_links_is_generic (tokens, at, passage)
                      && topos_token_is (tokens, (int64_t) at + 1, passage, "of");

    if (!joint && !kind)
      continue;
    head->end = at;
    tail->first = at + (joint ? 1 : 2);
    return topos_token (tokens, tail->first)->capital;
  }
  return false;
}

/* Parts what are two names, and joins what is one. */
static void
regroup (const ToposTokens *tokens, GArray *found)
{
  g_autoptr (GArray) out = g_array_sized_new (FALSE, FALSE, sizeof (ToposFound), found->len + 8);

  for (uint32_t i = 0; i < found->len; i++) {
    ToposFound it = g_array_index (found, ToposFound, i), head, tail;

    if (i + 1 < found->len
        && is_one_name (tokens, &it, &g_array_index (found, ToposFound, i + 1))) {
      it.end = g_array_index (found, ToposFound, ++i).end;
      add (out, it);
    } else if (part (tokens, &it, &head, &tail)) {
      add (out, head);
      if (tail.first < it.end || !overlaps_any (found, tail.first, tail.end))
        add (out, tail);
    } else {
      add (out, it);
    }
  }
  g_array_set_size (found, 0);
  g_array_append_vals (found, out->data, out->len);
}

static void
mend (const ToposTokens *tokens, const GArray *found, GArray *out)
{
  g_autoptr (GHashTable) persons = topos_people_told (tokens);
  uint32_t reached = 0;

  for (uint32_t i = 0; i < found->len; i++) {
    ToposFound it = g_array_index (found, ToposFound, i);
    bool built;

    trim (tokens, &it);
    if (is_no_name (tokens, &it) || is_body (tokens, &it) || topos_people_is_person (tokens, &it)
        || topos_people_is_told_person (tokens, persons, &it))
      continue;
    const uint32_t end = longer_end (tokens, &it, &built);

    if (it.first >= reached)
      add_plain (tokens, found, reached, it.first, out);
    if (it.sense == TOPOS_SENSE_LITERAL && topos_sense_is_embedded (tokens, &it))
      it.sense = TOPOS_SENSE_EMBEDDED;
    if (it.sense == TOPOS_SENSE_LITERAL && topos_sense_is_metonymic (tokens, &it))
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

  regroup (tokens, found);
  if (rules != NULL)
    obey (tokens, rules, found);
  mend (tokens, found, out);
  g_array_set_size (found, 0);
  g_array_append_vals (found, out->data, out->len);
}
