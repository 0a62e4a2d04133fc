/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/options.h"

#include "geoparse/company.h"
#include "geoparse/links.h"
#include "geoparse/near-names.h"
#include "geoparse/waters.h"
#include "text/fold.h"

#include <string.h>

#define CITY " City"
#define RIVER " river"
#define SEAT_SQUARE 1107500000000  /* 400 km */
#define MOST_LEANINGS 8 /* places that the user gave one name */

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

ToposOption *
topos_options_add (ToposOptions *self, uint32_t hit_place, ToposNameKind name_kind, guint order)
{
  g_array_set_size (self->options, self->options->len + 1);
  ToposOption *option = &g_array_index (self->options, ToposOption, self->options->len - 1);

  *option = (ToposOption){ .name_kind = name_kind, .order = (uint16_t) order };
  topos_gazetteer_glance (self->gazetteer, hit_place, &option->place);
  option->class = (uint8_t) topos_name_class_of (&option->place);
  option->spot = topos_spot_from_point (option->place.point);
  if (option->class == TOPOS_NAME_REGION)  /* how large it is, which a glance does not tell */
    topos_gazetteer_get (self->gazetteer, hit_place, &option->place);
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
      topos_options_add (self, hit_place, TOPOS_NAME_ALTERNATE, o - group->first_option);
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
    ToposOption *option = topos_options_add (self, hit->place, hit->kind,
                                             self->options->len - group->first_option);
    if (hit->kind == TOPOS_NAME_ALTERNATE
        && is_main_in_full (option->place.name, self->names->keys->str + name->key,
                            name->key_length))
      option->name_kind = TOPOS_NAME_MAIN;
    group->n_main += option->name_kind == TOPOS_NAME_MAIN;
    group->most_people = MAX (group->most_people, option->place.population);
  }
  group->n_options = self->options->len - group->first_option;
}

/* Where nothing is called "Marawi" plainly, Marawi City is. */
static void
find_cities (ToposOptions *self, ToposGroup *group, const ToposName *name)
{
  const char *key = self->names->keys->str + name->key;

  if (group->n_main > 0)
    return;
  for (uint32_t o = 0; o < group->n_options; o++) {
    ToposOption *option = topos_option (self, group, o);
    const char *main_name = option->place.name;

    if (option->place.kind == TOPOS_PLACE_TOWN && option->name_kind == TOPOS_NAME_ALTERNATE
        && strlen (main_name) == name->key_length + strlen (CITY)
        && g_ascii_strncasecmp (main_name, key, name->key_length) == 0
        && strcmp (main_name + name->key_length, CITY) == 0) {
      option->name_kind = TOPOS_NAME_MAIN;
      group->n_main++;
    }
  }
}

static bool
is_division (const ToposOption *option)
{
  return option->class == TOPOS_NAME_PROVINCE || option->class == TOPOS_NAME_DISTRICT;
}

/* Is the division named after the town? A large one may be a division of its own beside it. */
static bool
is_seat_of (const ToposOption *town, const ToposOption *division)
{
  if (town->place.kind != TOPOS_PLACE_TOWN || !is_division (division))
    return false;
  return topos_option_is_inside (town, division->place.id)
         || (town->class == TOPOS_NAME_CITY && town->name_kind == TOPOS_NAME_MAIN
             && town->country == division->country && town->country != TOPOS_PLACE_NONE
             && topos_spot_square (town->spot, division->spot) < SEAT_SQUARE);
}

/* Does the option bear as a lesser name what is the main name of the area round it: a valley whose
 * full name says more, a capital called like its country? */
static bool
is_within_name (const ToposOption *option, const ToposOption *area)
{
  const bool lesser = option->name_kind != TOPOS_NAME_MAIN;
  const bool of_nature = option->class == TOPOS_NAME_NATURE && is_division (area);
  const bool of_state = option->name_kind == TOPOS_NAME_ALTERNATE
                        && area->class == TOPOS_NAME_COUNTRY;

  return lesser && (of_nature || of_state) && topos_option_is_inside (option, area->place.id);
}

/* Which of the places of one name belong to each other. */
static void
find_namesakes (ToposOptions *self, const ToposGroup *group)
{
  for (uint32_t o = 0; o < group->n_options; o++) {
    ToposOption *option = topos_option (self, group, o);

    for (uint32_t i = 0; i < group->n_options; i++) {
      ToposOption *area = topos_option (self, group, i);

      if (area->name_kind != TOPOS_NAME_MAIN)
        continue;
      if (is_within_name (option, area))
        option->in_namesake = area->place.id;
      if (is_seat_of (option, area))
        area->seat = MAX (area->seat, MAX (option->place.population, 1));
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
    topos_options_add (self, hit_place, TOPOS_NAME_MAIN, 0);
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

    if (cut == 1 && topos_links_is_generic (self->tokens, (int64_t) found->end - 1, passage)
        && topos_names_get (self->names, front)->n_hits > 0)
      return front;
    if (cut == 1 && topos_names_get (self->names, back)->n_hits > 0
        && !topos_token (self->tokens, found->first)->capital)
      return back;
  }
  *partial = false;
  return whole_name;
}

static bool
has_river (const ToposOptions *self, const ToposName *name)
{
  ToposPlace place;

  for (uint32_t i = 0; i < name->n_hits; i++) {
    topos_gazetteer_glance (self->gazetteer, topos_names_hit (self->names, name->first_hit + i)->place,
                            &place);
    if (place.kind == TOPOS_PLACE_RIVER)
      return true;
  }
  return false;
}

/* The name in full of a river that is told by its bare name, "crossed the Niger"; or 0. What the user
 * decided of the bare name stands above it. */
static uint32_t
river_told (const ToposOptions *self, const ToposFound *found, const ToposRules *rules)
{
  ToposPlaceId place;
  unsigned times;

  if (!topos_waters_are_told (self->tokens, found))
    return 0;
  g_autoptr (GString) key = g_string_new (NULL);
  topos_tokens_key (self->tokens, found->first, found->end, key);
  if (rules != NULL && (topos_rules_find (rules, key->str, &place)
                        || topos_rules_leanings (rules, key->str, &place, &times, 1) > 0))
    return 0;
  g_string_append (key, RIVER);
  const uint32_t name = topos_names_find (self->names, key->str, key->len);
  return has_river (self, topos_names_get (self->names, name)) ? name : 0;
}

static uint32_t
group_of (ToposOptions *self, const ToposFound *found, GHashTable *by_name, uint32_t mention,
          uint32_t river, const ToposRules *rules)
{
  bool partial = false;
  const uint32_t name = river != 0 ? river : known_part (self, found, &partial);
  const gpointer key = GUINT_TO_POINTER (name * 4 + partial * 2 + found->demonym + 4);
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
    find_cities (self, &group, topos_names_get (self->names, name));
    add_leanings (self, &group, topos_names_get (self->names, name), rules);
    find_namesakes (self, &group);
  }
  g_array_append_val (self->groups, group);
  g_hash_table_insert (by_name, key, GUINT_TO_POINTER (self->groups->len));
  return self->groups->len - 1;
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
      if (topos_option_is_inside (option, home.id)
          || (name.class == TOPOS_NAME_CITY
              && topos_spot_square (spot, option->spot) < TOPOS_SQUARE_161_KM))
        option->outlet = home.id;
    }
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
    const uint32_t river = river_told (self, it, rules);
    meant.group = group_of (self, it, by_name, i, river, rules);
    meant.cue = river != 0 ? 1 + TOPOS_NAME_NATURE
                           : topos_links_kind_asked (tokens, it, meant.passage);
    meant.articled = topos_links_is_articled (tokens, it, meant.passage);
    g_array_append_val (self->meant, meant);
  }
  topos_links_tie (self);
  read_hints (self, found);
  mark_outlet (self, reading->article->outlet.value);
  topos_near_names_add (self);
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
