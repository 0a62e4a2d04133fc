/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/links.h"

#include <string.h>

#define MOST_BETWEEN 4  /* tokens between a name and the one that says where it is */

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
  { "subdistrict", TOPOS_NAME_DISTRICT, true },{ "districts", TOPOS_NAME_DISTRICT, true },
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
        here->says_in |= topos_token_is (self->tokens, at, here->passage, "in");
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

/* "Arizona, California, Nevada": where three areas of one class follow each other, the commas
 * are those of a list and say nothing about what lies where. */
static void
part_lists (ToposOptions *self)
{
  for (uint32_t i = 0; i + 1 < self->meant->len;) {
    const ToposNameClass class = area_class (self, i);
    uint32_t end = i;

    while (class != TOPOS_NAME_UNKNOWN && topos_meant (self, end)->by_comma
           && area_class (self, end + 1) == class)
      end++;
    for (uint32_t m = i; end - i >= 2 && m < end; m++) {
      topos_meant (self, m)->next = -1;
      topos_meant (self, m)->by_comma = false;
      topos_meant (self, m)->says_in = false;
      topos_meant (self, m + 1)->previous = -1;
    }
    i = MAX (end, i + 1);
  }
}

void
topos_links_tie (ToposOptions *options)
{
  link_neighbours (options);
  part_lists (options);
}
