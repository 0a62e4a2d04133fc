/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/place-nouns.h"

#include "core/error.h"
#include "core/translate.h"

#include <string.h>

struct ToposPlaceNouns {
  GHashTable *nouns;  /* hash of the word to ToposNoun */
};

static const char *const GROUPS[TOPOS_NOUN_N_GROUPS] = {
  "", "country", "division", "settlement", "quarter", "water", "land", "zone", "world", "built",
  "inside", "adverb",
};

static int
group_from_word (const char *word)
{
  for (int group = 1; group < TOPOS_NOUN_N_GROUPS; group++)
    if (strcmp (GROUPS[group], word) == 0)
      return group;
  return TOPOS_NOUN_NONE;
}

static bool
read_kinds (const char *words, uint32_t *kinds)
{
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  for (guint i = 0; each[i] != NULL; i++) {
    const ToposPlaceKind kind = topos_place_kind_from_word (each[i]);

    if (kind == TOPOS_PLACE_OTHER)
      return false;
    *kinds |= 1u << kind;
  }
  return true;
}

static void
keep (ToposPlaceNouns *self, const char *word, ToposNoun noun)
{
  const gpointer key = GUINT_TO_POINTER (topos_word_hash (word, strlen (word)));

  if (!g_hash_table_contains (self->nouns, key))
    g_hash_table_insert (self->nouns, key, g_memdup2 (&noun, sizeof noun));
}

/* "city", "cities"; "church", "churches"; "cliff", "cliffs". */
static void
keep_plural (ToposPlaceNouns *self, const char *word, ToposNoun noun)
{
  const gsize length = strlen (word);
  const char last = word[length - 1], before = length > 1 ? word[length - 2] : 'a';
  const bool hisses = strchr ("sxz", last) || (last == 'h' && strchr ("cs", before));
  const bool to_ies = last == 'y' && strchr ("aeou", before) == NULL;
  g_autofree char *plural = to_ies ? g_strdup_printf ("%.*sies", (int) length - 1, word)
                                   : g_strconcat (word, hisses ? "es" : "s", NULL);

  noun.plural = true;
  keep (self, plural, noun);
}

static bool
read_line (ToposPlaceNouns *self, const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 3);
  ToposNoun noun = { 0 };

  if (g_strv_length (fields) < 2 || fields[0][0] == '\0'
      || (noun.group = (uint8_t) group_from_word (fields[1])) == TOPOS_NOUN_NONE
      || (fields[2] != NULL && !read_kinds (fields[2], &noun.kinds)))
    return false;
  noun.word = topos_word_hash (fields[0], strlen (fields[0]));
  keep (self, fields[0], noun);
  if (noun.group != TOPOS_NOUN_ADVERB)
    keep_plural (self, fields[0], noun);
  return true;
}

ToposPlaceNouns *
topos_place_nouns_open (const char *path, GError **error)
{
  g_autoptr (ToposPlaceNouns) self = g_new0 (ToposPlaceNouns, 1);
  g_autofree char *contents = NULL;

  self->nouns = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  if (!g_file_get_contents (path, &contents, NULL, error))
    return NULL;
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (lines[i][0] == '#' || lines[i][0] == '\0' || read_line (self, lines[i]))
      continue;
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
                 _ ("The table %s cannot be read in line %u: install Topos again."), path, i + 1);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
topos_place_nouns_free (ToposPlaceNouns *self)
{
  g_hash_table_unref (self->nouns);
  g_free (self);
}

const ToposNoun *
topos_place_nouns_find (const ToposPlaceNouns *self, uint32_t word)
{
  return g_hash_table_lookup (self->nouns, GUINT_TO_POINTER (word));
}
