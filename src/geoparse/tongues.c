/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/tongues.h"

#include "core/error.h"
#include "core/translate.h"
#include "text/fold.h"

#include <string.h>

#define WORDS_HEARD 300     /* so many of a text's words tell its language */
#define LEAST_SHARE 8       /* of a hundred words, so many must be small words of the language */
#define MOST_TONGUES 32
#define SHORTEST_STEM 3     /* characters */

/* What a word of the language may wear: taken off its end, or its beginning, and put on instead. */
typedef struct {
  char *worn;
  char *instead;
  bool begins;
} Affix;

struct ToposTongue {
  char *code;
  GHashTable *words;   /* folded word to the English one; "" where it only tells the language */
  GArray *affixes;     /* Affix */
  bool capital_nouns;
};

struct ToposTongues {
  GPtrArray *tongues;   /* ToposTongue, English first; MOST_TONGUES at most */
  GHashTable *telling;  /* word of some language to the languages that have it, a bit each */
};

static void
affix_clear (void *data)
{
  Affix *affix = data;

  g_free (affix->worn);
  g_free (affix->instead);
}

static void
tongue_free (void *data)
{
  ToposTongue *tongue = data;

  g_free (tongue->code);
  g_hash_table_unref (tongue->words);
  g_array_unref (tongue->affixes);
  g_free (tongue);
}

static ToposTongue *
tongue_new (const char *file)
{
  ToposTongue *tongue = g_new0 (ToposTongue, 1);

  tongue->code = g_strndup (file, strlen (file) - strlen (".tsv"));
  tongue->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tongue->affixes = g_array_new (FALSE, FALSE, sizeof (Affix));
  g_array_set_clear_func (tongue->affixes, affix_clear);
  return tongue;
}

/* One line: "word  English", "word", "ending  WORN  INSTEAD", "beginning  WORN  INSTEAD" or
 * "nouns  capital". */
static bool
read_line (ToposTongue *tongue, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  const guint n = g_strv_length (cells);

  if (n == 2 && g_str_equal (cells[0], "nouns") && g_str_equal (cells[1], "capital")) {
    tongue->capital_nouns = true;
    return true;
  }
  if (n == 3 && *cells[1] != '\0'
      && (g_str_equal (cells[0], "ending") || g_str_equal (cells[0], "beginning"))) {
    const Affix affix = { topos_fold (cells[1], -1), topos_fold (cells[2], -1),
                          g_str_equal (cells[0], "beginning") };

    g_array_append_val (tongue->affixes, affix);
    return true;
  }
  if (n < 1 || n > 2 || *cells[0] == '\0')
    return false;
  g_hash_table_insert (tongue->words, topos_fold (cells[0], -1), g_strdup (n == 2 ? cells[1] : ""));
  return true;
}

static ToposTongue *
read_tongue (const char *dir, const char *file, GError **error)
{
  g_autofree char *path = g_build_filename (dir, file, NULL);
  g_autofree char *contents = NULL;
  ToposTongue *tongue = NULL;

  if (!g_file_get_contents (path, &contents, NULL, error))
    return NULL;
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  tongue = tongue_new (file);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (*lines[i] == '\0' || *lines[i] == '#' || read_line (tongue, lines[i]))
      continue;
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
                 _ ("The table %s cannot be read in line %u: install Topos again."), path, i + 1);
    tongue_free (tongue);
    return NULL;
  }
  return tongue;
}

/* English first, the others by their codes. */
static int
by_code (const void *a, const void *b)
{
  const char *one = *(const char *const *) a, *two = *(const char *const *) b;
  const bool one_is_english = g_str_equal (one, "en.tsv"), two_is_english = g_str_equal (two, "en.tsv");

  return one_is_english != two_is_english ? (one_is_english ? -1 : 1) : strcmp (one, two);
}

static void
add_tongue (ToposTongues *self, ToposTongue *tongue)
{
  const guint bit = 1u << self->tongues->len;
  GHashTableIter words;
  void *word;

  g_hash_table_iter_init (&words, tongue->words);
  while (g_hash_table_iter_next (&words, &word, NULL)) {
    const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->telling, word));

    g_hash_table_insert (self->telling, word, GUINT_TO_POINTER (known | bit));
  }
  g_ptr_array_add (self->tongues, tongue);
}

ToposTongues *
topos_tongues_open (const char *dir, GError **error)
{
  g_autoptr (ToposTongues) self = g_new0 (ToposTongues, 1);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  GDir *folder = g_dir_open (dir, 0, error);

  self->tongues = g_ptr_array_new_with_free_func (tongue_free);
  self->telling = g_hash_table_new (g_str_hash, g_str_equal);
  if (folder == NULL)
    return NULL;
  for (const char *file; (file = g_dir_read_name (folder)) != NULL;)
    if (g_str_has_suffix (file, ".tsv"))
      g_ptr_array_add (files, g_strdup (file));
  g_dir_close (folder);
  g_ptr_array_sort (files, by_code);
  for (guint i = 0; i < MIN (files->len, MOST_TONGUES); i++) {
    ToposTongue *tongue = read_tongue (dir, g_ptr_array_index (files, i), error);

    if (tongue == NULL)
      return NULL;
    add_tongue (self, tongue);
  }
  return g_steal_pointer (&self);
}

void
topos_tongues_free (ToposTongues *self)
{
  g_clear_pointer (&self->telling, g_hash_table_unref);
  g_clear_pointer (&self->tongues, g_ptr_array_unref);
  g_free (self);
}

const ToposTongue *
topos_tongues_tell (const ToposTongues *self, const ToposReading *reading)
{
  const char *body = topos_reading_body (reading);
  const uint32_t n = MIN (reading->words->len, WORDS_HEARD);
  uint32_t heard[MOST_TONGUES] = { 0 };
  g_autoptr (GString) key = g_string_new (NULL);
  uint32_t words = 0;
  guint best = 0;

  for (uint32_t i = 0; i < n; i++) {
    const ToposWord *word = topos_reading_word (reading, i);

    if (word->kind != TOPOS_WORD_WORD)
      continue;
    words++;
    g_string_truncate (key, 0);
    topos_fold_append (key, body + word->span.start, topos_span_length (word->span));
    guint told = GPOINTER_TO_UINT (g_hash_table_lookup (self->telling, key->str));
    for (guint t = 0; told != 0; t++, told >>= 1)
      heard[t] += told & 1;
  }
  for (guint t = 1; t < self->tongues->len; t++)
    if (heard[t] > heard[best])
      best = t;
  return best == 0 || heard[best] * 100 < words * LEAST_SHARE || heard[best] < 2 * heard[0]
           ? NULL : g_ptr_array_index (self->tongues, best);
}

const char *
topos_tongue_code (const ToposTongue *self)
{
  return self->code;
}

const char *
topos_tongue_english (const ToposTongue *self, const char *key)
{
  const char *english = g_hash_table_lookup (self->words, key);

  return english != NULL && *english != '\0' ? english : NULL;
}

bool
topos_tongue_has_capital_nouns (const ToposTongue *self)
{
  return self->capital_nouns;
}

/* The word without the affix, in `stem`; false where it does not wear it or little is left. */
static bool
take_off (const Affix *affix, const char *key, GString *stem)
{
  const gsize length = strlen (key), worn = strlen (affix->worn);

  g_string_truncate (stem, 0);
  if (affix->begins ? !g_str_has_prefix (key, affix->worn) : !g_str_has_suffix (key, affix->worn))
    return false;
  if (affix->begins)
    g_string_append (stem, affix->instead);
  g_string_append_len (stem, affix->begins ? key + worn : key, (gssize) (length - worn));
  if (!affix->begins)
    g_string_append (stem, affix->instead);
  return g_utf8_strlen (stem->str, -1) >= SHORTEST_STEM;
}

bool
topos_tongue_each_stem (const ToposTongue *self, const char *key,
                        bool (*each) (const char *stem, gsize length, void *data), void *data)
{
  g_autoptr (GString) stem = g_string_new (NULL);

  for (guint i = 0; i < self->affixes->len; i++)
    if (take_off (&g_array_index (self->affixes, Affix, i), key, stem)
        && each (stem->str, stem->len, data))
      return true;
  return false;
}
