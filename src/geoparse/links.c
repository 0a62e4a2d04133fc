/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/links.h"

#include <string.h>

#define MOST_BETWEEN 6  /* tokens between a name and the one that says where it is */

/* Generic words that tell the kind of the name beside them. `before`: also "district of X". */
static const struct {
  const char *word;
  ToposNameClass class;
  bool before;
} CUES[] = {
  { "province", TOPOS_NAME_PROVINCE, true },   { "state", TOPOS_NAME_PROVINCE, true },
  { "governorate", TOPOS_NAME_PROVINCE, true },{ "oblast", TOPOS_NAME_PROVINCE, true },
  { "prefecture", TOPOS_NAME_PROVINCE, true }, { "region", TOPOS_NAME_PROVINCE, false },
  { "district", TOPOS_NAME_DISTRICT, true },   { "county", TOPOS_NAME_DISTRICT, true },
  { "subdistrict", TOPOS_NAME_DISTRICT, true }, { "districts", TOPOS_NAME_DISTRICT, false },
  { "department", TOPOS_NAME_DISTRICT, false },{ "parish", TOPOS_NAME_DISTRICT, true },
  { "city", TOPOS_NAME_CITY, true },           { "town", TOPOS_NAME_SMALL_TOWN, true },
  { "village", TOPOS_NAME_VILLAGE, true },     { "suburb", TOPOS_NAME_VILLAGE, true },
  { "township", TOPOS_NAME_VILLAGE, true },    { "hamlet", TOPOS_NAME_VILLAGE, true },
  { "capital", TOPOS_NAME_CITY, true },        { "river", TOPOS_NAME_NATURE, false },
  { "lake", TOPOS_NAME_NATURE, true },         { "island", TOPOS_NAME_NATURE, true },
  { "islands", TOPOS_NAME_NATURE, false },     { "mountain", TOPOS_NAME_NATURE, false },
  { "mountains", TOPOS_NAME_NATURE, false },   { "valley", TOPOS_NAME_NATURE, true },
  { "pass", TOPOS_NAME_NATURE, false },        { "desert", TOPOS_NAME_NATURE, false },
  { "peninsula", TOPOS_NAME_NATURE, false },   { "creek", TOPOS_NAME_NATURE, false },
};

/* Words that may stand between a name and the one that contains it. */
static const char *const LINKS[] = {
  ",", "(", "in", "of", "the", "province", "district", "districts", "county", "area", "city",
  "town", "village", "region", "state", "near", "eastern", "western", "northern", "southern",
  "central", "northeastern", "northwestern", "southeastern", "southwestern", "'s", "\xE2\x80\x99s",
  "valley", "suburb", "capital", "neighborhood", "neighbourhood", "outside", "north", "south",
  "east", "west", "'", "\xE2\x80\x99",
};

static uint8_t
cue_at (const ToposTokens *tokens, int64_t at, uint32_t passage, bool before)
{
  for (size_t i = 0; i < G_N_ELEMENTS (CUES); i++)
    if ((!before || CUES[i].before) && topos_token_is (tokens, at, passage, CUES[i].word))
      return (uint8_t) (1 + CUES[i].class);
  return 0;
}

bool
topos_links_is_generic (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  return cue_at (tokens, at, passage, false) != 0;
}

uint8_t
topos_links_kind_asked (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  uint8_t cue = 0;

  if (found->end - found->first > 1)
    cue = cue_at (tokens, found->end - 1, passage, false);
  if (cue == 0)
    cue = cue_at (tokens, found->end, passage, false);
  if (cue == 0 && topos_token_is (tokens, (int64_t) found->first - 1, passage, "of"))
    cue = cue_at (tokens, (int64_t) found->first - 2, passage, true);
  return cue;
}

/* What may stand behind a whole phrase. */
static const char *const GOES_ON[] = {
  "a", "about", "above", "after", "against", "also", "although", "an", "and", "are", "as", "at",
  "because", "before", "below", "between", "but", "by", "can", "did", "do", "does", "during", "for",
  "from", "had", "has", "have", "here", "if", "in", "into", "is", "it", "its", "last", "like",
  "may", "might", "near", "nor", "not", "of", "off", "on", "or", "over", "since", "so", "than",
  "that", "the", "their", "then", "there", "these", "they", "this", "through", "till", "to",
  "toward", "towards", "under", "until", "up", "upon", "was", "were", "when", "where", "which",
  "while", "who", "will", "with", "within", "without", "would", "yesterday", "today",
};

bool
topos_links_is_articled (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
{
  const ToposToken *behind = topos_token_at (tokens, found->end, passage);

  return topos_token_is (tokens, (int64_t) found->first - 1, passage, "the")
         && (behind == NULL || behind->kind == TOPOS_WORD_MARK
             || TOPOS_TOKEN_IS_ONE_OF (tokens, found->end, passage, GOES_ON));
}

static bool
is_link (const ToposOptions *self, uint32_t at)
{
  const ToposToken *token = topos_token (self->tokens, at);
  const char *text = topos_reading_body (self->reading) + token->span.start;
  const uint32_t length = topos_span_length (token->span);

  for (size_t i = 0; i < G_N_ELEMENTS (LINKS); i++)
    if (strlen (LINKS[i]) == length && g_ascii_strncasecmp (LINKS[i], text, length) == 0)
      return true;
  return false;
}

/* "in Y", "(the) capital of Y", "a village of Y"; not "near Y", nor "north of Y". */
static bool
says_in (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  return topos_token_is (tokens, at, passage, "in")
         || (topos_token_is (tokens, at, passage, "of") && cue_at (tokens, at - 1, passage, true) != 0);
}

/* Ties "X, Y", "X in Y", "X (Y" and "Y's X" together. */
static void
link_neighbours (ToposOptions *self)
{
  for (uint32_t i = 0; i + 1 < self->meant->len; i++) {
    ToposMeant *here = topos_meant (self, i), *there = topos_meant (self, i + 1);
    const uint32_t from = here->found.end, to = there->found.first;
    const bool adjacent = to > from && to - from <= MOST_BETWEEN && here->passage == there->passage;
    bool links = adjacent;

    for (uint32_t at = from; links && at < to; at++)
      links = is_link (self, at)
              || (topos_token (self->tokens, at)->kind == TOPOS_WORD_MARK && at == from
                  && topos_reading_body (self->reading)[topos_token (self->tokens, at)->span.start]
                       == '.');
    if (!links)
      continue;
    const char first = topos_reading_body (self->reading)[
      topos_token (self->tokens, from)->span.start];
    const bool possessive = first == '\'' || first == '\xE2';
    if (possessive) {
      there->next = (int32_t) i;
      here->previous = (int32_t) i + 1;
    } else {
      here->next = (int32_t) i + 1;
      there->previous = (int32_t) i;
      here->by_comma = to - from == 1 && first == ',';
      here->says_in = here->by_comma;
      for (uint32_t at = from; at < to; at++)
        here->says_in |= says_in (self->tokens, at, here->passage);
    }
  }
}

/* The class of what is best known by the name of a mention, when that is an area. */
static ToposNameClass
area_class (const ToposOptions *self, uint32_t m)
{
  const ToposGroup *group = topos_group (self, topos_meant (self, m)->group);
  const ToposNameClass class =
    group->n_options ? topos_option (self, group, 0)->class : TOPOS_NAME_UNKNOWN;

  return class == TOPOS_NAME_COUNTRY || class == TOPOS_NAME_PROVINCE ? class : TOPOS_NAME_UNKNOWN;
}

/* The comma behind mention `m` is one of a list and says nothing about what lies where. */
static void
part (ToposOptions *self, uint32_t m)
{
  topos_meant (self, m)->next = -1;
  topos_meant (self, m)->by_comma = false;
  topos_meant (self, m)->says_in = false;
  topos_meant (self, m + 1)->previous = -1;
}

/* "Arizona, California, Nevada": three areas of one class that follow each other are a list. */
static void
part_areas (ToposOptions *self)
{
  for (uint32_t i = 0; i + 1 < self->meant->len;) {
    const ToposNameClass class = area_class (self, i);
    uint32_t end = i;

    while (class != TOPOS_NAME_UNKNOWN && topos_meant (self, end)->by_comma
           && area_class (self, end + 1) == class)
      end++;
    for (uint32_t m = i; end - i >= 2 && m < end; m++)
      part (self, m);
    i = MAX (end, i + 1);
  }
}

/* May the name of mention `m` mean a place inside one that the next mention may mean? */
static bool
may_lie_in_next (const ToposOptions *self, uint32_t m)
{
  const ToposGroup *inner = topos_group (self, topos_meant (self, m)->group);
  const ToposGroup *outer = topos_group (self, topos_meant (self, m + 1)->group);

  for (uint32_t i = 0; i < inner->n_options; i++)
    for (uint32_t o = 0; o < outer->n_options; o++)
      if (topos_option_is_inside (topos_option (self, inner, i),
                                  topos_option (self, outer, o)->place.id))
        return true;
  return false;
}

/* Does "and" or "or" join the mention to the next one, with or without a comma before? */
static bool
is_joined_to_next (const ToposOptions *self, uint32_t m)
{
  static const char *const JOINTS[] = { "and", "or" };
  const ToposMeant *here = topos_meant (self, m), *there = topos_meant (self, m + 1);
  const int64_t last = (int64_t) there->found.first - 1;

  return here->passage == there->passage && last - here->found.end <= 1
         && last >= (int64_t) here->found.end
         && TOPOS_TOKEN_IS_ONE_OF (self->tokens, last, here->passage, JOINTS);
}

/* "Surigao City, Bohol, Cebu and Manila": where commas lead up to an "and", those between names of
 * which the first cannot lie in the next are a list's, unless the next itself says where it lies
 * ("Darband, Anaba, Panjshir and Kabul"). */
static void
part_joined (ToposOptions *self)
{
  for (uint32_t i = 0; i + 2 < self->meant->len;) {
    uint32_t end = i;
    bool inside_next = false;

    while (end + 1 < self->meant->len && topos_meant (self, end)->by_comma)
      end++;
    const bool joined = end > i && end + 1 < self->meant->len && is_joined_to_next (self, end);
    for (uint32_t m = end; joined && m-- > i;) {
      const bool inside = may_lie_in_next (self, m);

      if (!inside && !inside_next)
        part (self, m);
      inside_next = inside;
    }
    i = MAX (end, i + 1);
  }
}

void
topos_links_tie (ToposOptions *options)
{
  link_neighbours (options);
  part_areas (options);
  part_joined (options);
}
