/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/variants.h"

#include <string.h>

/* Words that stand for each other. */
static const struct {
  const char *word;
  const char *other;
} SHORT_WORDS[] = {
  { "saint", "st" }, { "st", "saint" }, { "sainte", "ste" }, { "ste", "sainte" },
  { "fort", "ft" },  { "ft", "fort" },  { "mount", "mt" },   { "mt", "mount" },
};

/* Where names are Arabic, Persian or Urdu. */
static const char ORIENT[][3] = {
  "AE", "AF", "BH", "DJ", "DZ", "EG", "EH", "ER", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MR",
  "OM", "PK", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TJ", "TN", "TR", "YE", "IL",
};

static const char *const ARTICLES[] = {
  "al", "ad", "adh", "an", "ar", "as", "ash", "at", "ath", "az", "el", "es", "er", "ed", "en",
};

static const char *const EZAFE[] = { "e", "i", "ye", "yi" };

/* The words for what a division is, that its name is often told without, where they end it. */
static const char *const GENERICS[] = {
  "province", "provincia", "governorate", "district", "municipality", "county", "region",
  "oblast", "prefecture", "department", "emirate", "canton", "parish", "division", "raion",
  "wilayat", "regency", "voivodeship", "autonomous region", "autonomous okrug", "krai", "state",
  "city", "township", "town", "borough", "village", "republic", "city county", "muhafazah",
  "barrio", "barrio pueblo", "diqu", "gun", "ilcesi", "jaras", "kommun", "kommune", "linn",
  "novads", "okrug", "pagasts", "rayon", "shi", "sub prefecture", "subregion", "vald", "zizhizhou",
};

/* The same where they begin it, with or without "of" after them. */
static const char *const LEADING_GENERICS[] = {
  "amphoe", "arrondissement", "bashkia", "bezirk", "borough", "canton", "city", "commune", "comuna",
  "comunidad autonoma", "county", "daira", "departamento", "department", "district", "distrito",
  "gemeente", "grad", "huyen", "kabupaten", "komuna", "kota", "kreis", "landkreis", "municipality",
  "municipio", "municipiul", "nomos", "obshtina", "okres", "opcina", "opstina", "oras", "partido",
  "politischer bezirk", "powiat", "prefecture", "province", "provincia", "quan", "raionul", "region",
  "regierungsbezirk", "shahrestan", "srok", "state", "the", "union territory",
};

static const char *const OF[] = { "of", "de", "du", "des", "del", "di", "da", "do", "d", "e" };

/* Points of the compass, which English names of divisions begin with in either form. */
static const char *const COMPASS[][2] = {
  { "north", "northern" },         { "south", "southern" },         { "east", "eastern" },
  { "west", "western" },           { "northeast", "northeastern" }, { "northwest", "northwestern" },
  { "southeast", "southeastern" }, { "southwest", "southwestern" },
};

typedef struct {
  void (*each) (const char *variant, int farther, void *data);
  void *data;
} Sink;

static bool
is_among (const char *word, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (words[i], word))
      return true;
  return false;
}

static bool
is_oriental (uint16_t country)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ORIENT); i++)
    if (country == (uint16_t) ((uint8_t) ORIENT[i][0] << 8 | (uint8_t) ORIENT[i][1]))
      return true;
  return false;
}

static void
tell (const Sink *sink, char **words, int farther)
{
  g_autofree char *key = g_strjoinv (" ", words);

  if (*key != '\0')
    sink->each (key, farther, sink->data);
}

static void
swap_short_words (const Sink *sink, char **words)
{
  for (char **word = words; *word != NULL; word++)
    for (gsize i = 0; i < G_N_ELEMENTS (SHORT_WORDS); i++)
      if (g_str_equal (*word, SHORT_WORDS[i].word)) {
        char *kept = *word;

        *word = (char *) SHORT_WORDS[i].other;
        tell (sink, words, 0);
        *word = kept;
        break;
      }
}

static bool
ends_in_ah (const char *key)
{
  const gsize length = strlen (key);

  return length > 4 && g_str_has_suffix (key, "ah") && (guint8) key[length - 3] < 0x80
         && key[length - 3] != ' ';
}

static void
tell_both_ends (const Sink *sink, const char *key)
{
  g_autofree char *shorter = NULL;

  sink->each (key, 0, sink->data);
  if (ends_in_ah (key)) {
    shorter = g_strndup (key, strlen (key) - 1);
    sink->each (shorter, 0, sink->data);
  }
}

static void
without_ezafe (const Sink *sink, char **words)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (char **word = words; *word != NULL; word++)
    if (word == words || !is_among (*word, EZAFE, G_N_ELEMENTS (EZAFE)))
      g_ptr_array_add (kept, *word);
  if (kept->len == g_strv_length (words))
    return;
  g_ptr_array_add (kept, NULL);
  g_autofree char *key = g_strjoinv (" ", (char **) kept->pdata);

  tell_both_ends (sink, key);
}

static void
oriental_variants (const Sink *sink, const char *key, char **words)
{
  if (ends_in_ah (key)) {
    g_autofree char *shorter = g_strndup (key, strlen (key) - 1);

    sink->each (shorter, 0, sink->data);
  }
  without_ezafe (sink, words);
  if (words[1] != NULL && is_among (words[0], ARTICLES, G_N_ELEMENTS (ARTICLES))) {
    g_autofree char *bare = g_strjoinv (" ", words + 1);
    g_autofree char *with_al = g_strconcat ("al ", bare, NULL);

    tell_both_ends (sink, with_al);
    if (strlen (bare) >= 4)
      tell_both_ends (sink, bare);
  }
}

static void
without_generic (const Sink *sink, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (GENERICS); i++) {
    const gsize length = strlen (key);
    const gsize tail = strlen (GENERICS[i]);
    g_autofree char *bare = NULL;

    if (length < tail + 4 || !g_str_has_suffix (key, GENERICS[i])
        || key[length - tail - 1] != ' ')
      continue;
    bare = g_strndup (key, length - tail - 1);
    sink->each (bare, 1, sink->data);
  }
}

static void
without_leading_generic (const Sink *sink, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (LEADING_GENERICS); i++) {
    const gsize head = strlen (LEADING_GENERICS[i]);
    const char *bare = key + head + 1;

    if (!g_str_has_prefix (key, LEADING_GENERICS[i]) || key[head] != ' ')
      continue;
    for (gsize j = 0; j < G_N_ELEMENTS (OF); j++) {
      const gsize of = strlen (OF[j]);

      if (g_str_has_prefix (bare, OF[j]) && bare[of] == ' ') {
        bare += of + 1;
        break;
      }
    }
    if (strlen (bare) >= 3)
      sink->each (bare, 1, sink->data);
  }
}

static void
turn_compass (const Sink *sink, char **words)
{
  char *kept = words[0];

  if (words[0] == NULL || words[1] == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (COMPASS); i++)
    for (gsize form = 0; form < 2; form++)
      if (g_str_equal (kept, COMPASS[i][form])) {
        words[0] = (char *) COMPASS[i][1 - form];
        tell (sink, words, 0);
        words[0] = kept;
      }
}

void
gazetteer_variants (const char *key, ToposPlaceKind kind, uint16_t country,
                    void (*each) (const char *variant, int farther, void *data), void *data)
{
  const Sink sink = { each, data };
  g_auto (GStrv) words = g_strsplit (key, " ", -1);

  swap_short_words (&sink, words);
  if (is_oriental (country))
    oriental_variants (&sink, key, words);
  if (kind == TOPOS_PLACE_PROVINCE || kind == TOPOS_PLACE_DISTRICT
      || kind == TOPOS_PLACE_SUBDISTRICT) {
    without_generic (&sink, key);
    without_leading_generic (&sink, key);
    turn_compass (&sink, words);
  }
}
