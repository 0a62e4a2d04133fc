/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/options.h"

#include "geoparse/company.h"
#include "text/fold.h"

#include <string.h>

#define SPHERE (1 << 24)
#define MOST_NEAR_NAMES 4      /* in a text: looking them up takes time */
#define SURE_LETTERS 3         /* at the beginning, which misspellings leave alone */
#define MOST_NEAR_HITS 4
#define SHORTEST_NEAR_NAME 6   /* in bytes of its key */
#define MOST_LEANINGS 8 /* places that the user gave one name */
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

/* ------------------------------------------------------------------------- geometry */

/* Sine of 0 to 90 degrees by sums and products alone, the same to the last bit everywhere. */
static double
sine (double degrees)
{
  const double x = degrees * 0.017453292519943295, square = x * x;
  double term = x, sum = x;

  for (int i = 1; i <= 9; i++) {
    term *= -square / ((2 * i) * (2 * i + 1));
    sum += term;
  }
  return sum;
}

static int32_t
whole (double x)
{
  return (int32_t) (x * SPHERE + (x < 0 ? -0.5 : 0.5));
}

ToposSpot
topos_spot_from_point (ToposPoint point)
{
  const double lon = point.lon < 0 ? -point.lon : point.lon;
  const double lat = point.lat < 0 ? -point.lat : point.lat;
  const double cos_lat = sine (90 - lat);
  const double cos_lon = lon <= 90 ? sine (90 - lon) : -sine (lon - 90);
  const double sin_lon = lon <= 90 ? sine (lon) : sine (180 - lon);

  return (ToposSpot){ .x = whole (cos_lat * cos_lon),
                      .y = whole (cos_lat * (point.lon < 0 ? -sin_lon : sin_lon)),
                      .z = whole (point.lat < 0 ? -sine (lat) : sine (lat)) };
}

int64_t
topos_spot_square_of_km (int km)
{
  const double half_degrees = km / 111.195 / 2;
  const double chord = 2 * sine (half_degrees) * SPHERE;

  return (int64_t) (chord * chord);
}

int
topos_spot_km (int64_t square)
{
  double x = __builtin_sqrt ((double) MAX (square, 0)) / 2 / SPHERE;

  /* The arc sine: halving the angle four times, until a few terms of its series are enough. Only
   * what rounds alike on every machine is used. */
  x = MIN (x, 1);
  for (int i = 0; i < 4; i++)
    x = x / __builtin_sqrt (2 + 2 * __builtin_sqrt (1 - x * x));
  const double y = x * x;
  const double angle = 16 * x * (1 + y * (1.0 / 6 + y * (3.0 / 40 + y * 15.0 / 336)));
  return (int) (2 * angle * 6371.0088 + 0.5);
}

bool
topos_option_is_inside (const ToposOption *inner, ToposPlaceId outer)
{
  for (int i = 0; i < inner->n_above; i++)
    if (inner->above[i] == outer)
      return true;
  return false;
}

/* -------------------------------------------------------------------------- options */

/* What lies above it, which of that is the country, and which the province; above the country
 * may be a continent, below the province districts. */
static void
find_areas (const ToposOptions *self, uint32_t hit_place, ToposOption *option)
{
  ToposContainer above[TOPOS_MOST_ABOVE];
  const guint n = topos_gazetteer_containers (self->gazetteer, hit_place, above,
                                              TOPOS_MOST_ABOVE);
  guint country = 0;

  while (country < n && !topos_place_kind_is_country (above[country].kind))
    country++;
  for (guint i = 0; i < n; i++)
    option->above[i] = above[i].id;
  option->n_above = (uint8_t) n;
  if (option->class == TOPOS_NAME_COUNTRY)
    option->country = option->place.id;
  else if (country < n)
    option->country = above[country].id;
  if (option->place.kind == TOPOS_PLACE_PROVINCE)
    option->province = option->place.id;
  else if (country < n && country >= 1)
    option->province = above[country - 1].id;
  option->n_below = (uint8_t) (option->province == option->place.id || country < 1 ? 0
                                                                                   : country - 1);
}

/* Adds the place of a hit, for the caller to complete. */
static ToposOption *
add_option (ToposOptions *self, uint32_t hit_place, ToposNameKind name_kind, guint order)
{
  g_array_set_size (self->options, self->options->len + 1);
  ToposOption *option = &g_array_index (self->options, ToposOption, self->options->len - 1);

  *option = (ToposOption){ .name_kind = name_kind, .order = (uint16_t) order };
  topos_gazetteer_glance (self->gazetteer, hit_place, &option->place);
  option->class = (uint8_t) topos_name_class_of (&option->place);
  option->spot = topos_spot_from_point (option->place.point);
  find_areas (self, hit_place, option);
  return option;
}

/* "Saint Louis" is the main name of what is shown as "St. Louis", and the other way round. */
static bool
is_main_in_full (const char *main_name, const char *key, gsize length)
{
  static const struct { const char *shown; const char *key; } FORMS[] = {
    { "St. ", "saint " }, { "Saint ", "st " }, { "Mount ", "mt " }, { "Mt. ", "mount " },
    { "Fort ", "ft " },   { "Ft. ", "fort " },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (FORMS); i++) {
    const gsize shown = strlen (FORMS[i].shown), form = strlen (FORMS[i].key);
    if (strncmp (main_name, FORMS[i].shown, shown) == 0 && length > form
        && strncmp (key, FORMS[i].key, form) == 0 && strlen (main_name + shown) == length - form
        && g_ascii_strncasecmp (main_name + shown, key + form, length - form) == 0)
      return true;
  }
  return false;
}

/* What the user placed mentions of the name at weighs more; even what does not bear it. */
static void
add_leanings (ToposOptions *self, ToposGroup *group, const ToposName *name,
              const ToposRules *rules)
{
  ToposPlaceId places[MOST_LEANINGS];
  unsigned times[MOST_LEANINGS];
  uint32_t hit_place;

  if (rules == NULL || group->demonym)
    return;
  g_autofree char *key = g_strndup (self->names->keys->str + name->key, name->key_length);
  const unsigned n = topos_rules_leanings (rules, key, places, times, MOST_LEANINGS);
  for (unsigned i = 0; i < n; i++) {
    uint32_t o = group->first_option;

    while (o < self->options->len && g_array_index (self->options, ToposOption, o).place.id
                                       != places[i])
      o++;
    if (o == self->options->len) {
      if (o - group->first_option >= TOPOS_NAME_MOST_HITS
          || !topos_gazetteer_seek (self->gazetteer, places[i], &hit_place))
        continue;
      add_option (self, hit_place, TOPOS_NAME_ALTERNATE, o - group->first_option);
    }
    g_array_index (self->options, ToposOption, o).confirmed = (uint16_t) MIN (times[i], 999);
  }
  group->n_options = self->options->len - group->first_option;
}

static void
add_hits (ToposOptions *self, ToposGroup *group, const ToposName *name)
{
  for (uint32_t i = 0; i < name->n_hits; i++) {
    const ToposNameHit *hit = topos_names_hit (self->names, name->first_hit + i);

    if ((hit->kind == TOPOS_NAME_DEMONYM) != group->demonym)
      continue;
    ToposOption *option = add_option (self, hit->place, hit->kind,
                                      self->options->len - group->first_option);
    if (hit->kind == TOPOS_NAME_ALTERNATE
        && is_main_in_full (option->place.name, self->names->keys->str + name->key,
                            name->key_length))
      option->name_kind = TOPOS_NAME_MAIN;
    group->has_main |= option->name_kind == TOPOS_NAME_MAIN;
    group->most_people = MAX (group->most_people, option->place.population);
  }
  group->n_options = self->options->len - group->first_option;
}

/* A valley whose full name says more than the text does, in an area whose name is just this. */
static void
find_namesakes (ToposOptions *self, const ToposGroup *group)
{
  for (uint32_t o = 0; o < group->n_options; o++) {
    ToposOption *option = topos_option (self, group, o);

    if (option->class != TOPOS_NAME_NATURE || option->name_kind == TOPOS_NAME_MAIN)
      continue;
    for (uint32_t i = 0; i < group->n_options; i++) {
      const ToposOption *area = topos_option (self, group, i);
      if ((area->class == TOPOS_NAME_PROVINCE || area->class == TOPOS_NAME_DISTRICT)
          && area->name_kind == TOPOS_NAME_MAIN
          && topos_option_is_inside (option, area->place.id))
        option->in_namesake = area->place.id;
    }
  }
}

static bool
obey_rules (ToposOptions *self, ToposGroup *group, const ToposName *name, const ToposRules *rules)
{
  g_autofree char *key = NULL;
  ToposPlaceId id = TOPOS_PLACE_NONE;
  uint32_t hit_place;

  if (rules == NULL)
    return false;
  key = g_strndup (self->names->keys->str + name->key, name->key_length);
  if (!topos_rules_find (rules, key, &id))
    return false;
  group->rejected = id == TOPOS_PLACE_NONE;
  if (!group->rejected && !topos_gazetteer_seek (self->gazetteer, id, &hit_place))
    return false;
  group->by_user = true;
  if (!group->rejected)
    add_option (self, hit_place, TOPOS_NAME_MAIN, 0);
  group->n_options = self->options->len - group->first_option;
  return true;
}

/* The name as written, else without its generic last word or its first ("Orange County",
 * "Mount X", "northern X"), else with its letters a little different. */
static uint32_t
known_part (const ToposOptions *self, const ToposFound *found, bool *partial)
{
  const uint32_t n = found->end - found->first;
  const uint32_t passage = topos_token (self->tokens, found->first)->passage;
  const uint32_t whole_name =
    topos_tokens_name (self->tokens, found->first, found->end, self->names);

  *partial = false;
  if (n < 2 || topos_names_get (self->names, whole_name)->n_hits > 0)
    return whole_name;
  *partial = true;
  for (uint32_t cut = 1; cut < MIN (n, 3); cut++) {
    const uint32_t front =
      topos_tokens_name (self->tokens, found->first, found->end - cut, self->names);
    const uint32_t back =
      topos_tokens_name (self->tokens, found->first + cut, found->end, self->names);

    for (size_t i = 0; i < G_N_ELEMENTS (CUES); i++)
      if (cut == 1
          && topos_token_is (self->tokens, (int64_t) found->end - 1, passage, CUES[i].word)
          && topos_names_get (self->names, front)->n_hits > 0)
        return front;
    if (cut == 1 && topos_names_get (self->names, back)->n_hits > 0
        && !topos_token (self->tokens, found->first)->capital)
      return back;
  }
  *partial = false;
  return whole_name;
}

static uint32_t
group_of (ToposOptions *self, const ToposFound *found, GHashTable *by_name, uint32_t mention,
          const ToposRules *rules)
{
  bool partial;
  const uint32_t name = known_part (self, found, &partial);
  const gpointer key = GUINT_TO_POINTER (name * 2 + found->demonym + 2);
  gpointer known = g_hash_table_lookup (by_name, key);
  ToposGroup group = { .name = name, .demonym = found->demonym, .partial = partial,
                       .first_option = self->options->len, .first_mention = mention,
                       .last_mention = mention };

  if (known != NULL) {
    ToposGroup *old = topos_group (self, GPOINTER_TO_UINT (known) - 1);
    topos_meant (self, old->last_mention)->alike = (int32_t) mention;
    old->last_mention = mention;
    old->n_mentions++;
    return GPOINTER_TO_UINT (known) - 1;
  }
  group.n_mentions = 1;
  if (!obey_rules (self, &group, topos_names_get (self->names, name), rules)) {
    add_hits (self, &group, topos_names_get (self->names, name));
    add_leanings (self, &group, topos_names_get (self->names, name), rules);
    find_namesakes (self, &group);
  }
  g_array_append_val (self->groups, group);
  g_hash_table_insert (by_name, key, GUINT_TO_POINTER (self->groups->len));
  return self->groups->len - 1;
}

/* ---------------------------------------------------------------- words beside a name */

static uint8_t
cue_at (const ToposTokens *tokens, int64_t at, uint32_t passage, bool before)
{
  for (size_t i = 0; i < G_N_ELEMENTS (CUES); i++)
    if ((!before || CUES[i].before) && topos_token_is (tokens, at, passage, CUES[i].word))
      return (uint8_t) (1 + CUES[i].class);
  return 0;
}

/* "X district", "district of X"; within the name as well ("Orange County"). */
static uint8_t
cue_of (const ToposTokens *tokens, const ToposFound *found, uint32_t passage)
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

static bool
has_company (const ToposOptions *self)
{
  uint32_t placed = 0;

  for (uint32_t g = 0; g < self->groups->len && placed < 2; g++)
    placed += topos_group (self, g)->n_options > 0;
  return placed >= 2;
}

static void
read_hints (ToposOptions *self, const GArray *found)
{
  g_autofree uint8_t *taken = g_new0 (uint8_t, self->tokens->tokens->len + 1);

  for (uint32_t i = 0; i < found->len; i++) {
    const ToposFound *it = &g_array_index (found, ToposFound, i);
    memset (taken + it->first, 1, it->end - it->first);
  }
  topos_hints_read (&self->hints, self->tokens, self->names, taken);
}

/* ------------------------------------------------------------------ beyond the text's names */

/* Marks what lies in or near a place that the newspaper is named after. */
static void
mark_outlet (ToposOptions *self, const char *outlet)
{
  g_autofree char *key = outlet ? topos_fold (outlet, -1) : NULL;
  g_auto (GStrv) words = key ? g_strsplit (key, " ", 12) : NULL;

  for (guint i = 0; words && words[i] != NULL; i++) {
    const uint32_t number = topos_names_find (self->names, words[i], strlen (words[i]));
    const ToposName name = *topos_names_get (self->names, number);
    ToposPlace home;

    if (number == 0 || name.n_hits == 0 || name.class > TOPOS_NAME_CITY
        || topos_names_hit (self->names, name.first_hit)->kind > TOPOS_NAME_ALTERNATE)
      continue;
    topos_gazetteer_glance (self->gazetteer, topos_names_hit (self->names, name.first_hit)->place,
                         &home);
    const ToposSpot spot = topos_spot_from_point (home.point);
    for (guint o = 0; o < self->options->len; o++) {
      ToposOption *option = &g_array_index (self->options, ToposOption, o);
      option->outlet |= topos_option_is_inside (option, home.id)
                        || (name.class == TOPOS_NAME_CITY
                            && topos_spot_square (spot, option->spot) < TOPOS_SQUARE_161_KM);
    }
  }
}

/* The country that more than half of the best known places of the text's names lie in, when
 * these are three and more; a country that is named itself counts twice. */
static ToposPlaceId
country_of_text (const ToposOptions *self)
{
  ToposHint counts[TOPOS_HINTS_MOST];
  uint32_t n = 0, all = 0, most = 0;

  for (uint32_t g = 0; g < self->groups->len; g++) {
    const ToposGroup *group = topos_group (self, g);
    const ToposOption *first = group->n_options ? topos_option (self, group, 0) : NULL;
    const uint32_t weight = first && first->class == TOPOS_NAME_COUNTRY ? 2 : 1;
    uint32_t at = 0;

    if (first == NULL || first->country == TOPOS_PLACE_NONE)
      continue;
    all += weight;
    while (at < n && counts[at].place != first->country)
      at++;
    if (at == TOPOS_HINTS_MOST)
      continue;
    if (at == n)
      counts[n++] = (ToposHint){ .place = first->country };
    counts[at].count += weight;
    most = counts[at].count > counts[most].count ? at : most;
  }
  return n > 0 && counts[most].count >= 3 && counts[most].count * 2 > all ? counts[most].place
                                                                        : TOPOS_PLACE_NONE;
}

/* True when one letter more, less or other makes `b` of `a`, and not the first one. */
static bool
is_letter_apart (const char *a, gsize a_length, const char *b)
{
  gsize b_length = strlen (b), head = 0, tail = 0;

  while (head < a_length && head < b_length && a[head] == b[head])
    head++;
  while (tail < a_length - head && tail < b_length - head
         && a[a_length - 1 - tail] == b[b_length - 1 - tail])
    tail++;
  return head > 0 && MAX (a_length, b_length) - head - tail == 1;
}

/* Places of the text's country whose names are a letter away from one that nothing bears. */
static void
add_near_names (ToposOptions *self)
{
  const ToposPlaceId country = country_of_text (self);
  int left = MOST_NEAR_NAMES;

  for (uint32_t g = 0; country != TOPOS_PLACE_NONE && g < self->groups->len && left > 0; g++) {
    ToposGroup *group = topos_group (self, g);
    const ToposName *name = topos_names_get (self->names, group->name);
    ToposNameHit hits[MOST_NEAR_HITS];
    ToposPlace place;

    if (group->n_options > 0 || group->demonym || group->by_user || group->rejected
        || name->key_length < SHORTEST_NEAR_NAME)
      continue;
    left--;
    const guint n = topos_gazetteer_find_near (self->gazetteer,
                                               self->names->keys->str + name->key,
                                               name->key_length, country, SURE_LETTERS, hits,
                                               MOST_NEAR_HITS);
    group->first_option = self->options->len;
    for (guint i = 0; i < n; i++) {
      if (hits[i].kind > TOPOS_NAME_ALTERNATE)
        continue;
      topos_gazetteer_glance (self->gazetteer, hits[i].place, &place);
      g_autofree char *main_key = topos_fold (place.name, -1);
      if (!is_letter_apart (self->names->keys->str + name->key, name->key_length, main_key))
        continue;
      add_option (self, hits[i].place, TOPOS_NAME_ALTERNATE,
                  self->options->len - group->first_option)->apart = 1;
    }
    group->n_options = self->options->len - group->first_option;
  }
}

void
topos_options_init (ToposOptions *self, const ToposReading *reading, const ToposTokens *tokens,
                    ToposNames *names, const GArray *found, const ToposRules *rules)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (NULL, NULL);

  *self = (ToposOptions){ .gazetteer = names->gazetteer, .reading = reading, .tokens = tokens,
                          .names = names };
  self->meant = g_array_new (FALSE, FALSE, sizeof (ToposMeant));
  self->groups = g_array_new (FALSE, FALSE, sizeof (ToposGroup));
  self->options = g_array_new (FALSE, FALSE, sizeof (ToposOption));
  for (uint32_t i = 0; i < found->len; i++) {
    const ToposFound *it = &g_array_index (found, ToposFound, i);
    ToposMeant meant = { .found = *it, .next = -1, .previous = -1, .alike = -1 };

    meant.passage = topos_token (tokens, it->first)->passage;
    meant.group = group_of (self, it, by_name, i, rules);
    meant.cue = cue_of (tokens, it, meant.passage);
    g_array_append_val (self->meant, meant);
  }
  link_neighbours (self);
  part_lists (self);
  read_hints (self, found);
  mark_outlet (self, reading->article->outlet.value);
  add_near_names (self);
  topos_company_count (self);
  self->alone = !has_company (self);
}

void
topos_options_clear (ToposOptions *self)
{
  g_array_unref (self->meant);
  g_array_unref (self->groups);
  g_array_unref (self->options);
}
