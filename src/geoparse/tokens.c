/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/tokens.h"

#include "text/fold.h"

#include <string.h>

#define MOST_NAME_TOKENS 9

/* Small words that stand inside names: "Isle of Man", "Rio de Janeiro". */
static const char *const INNER_WORDS[] = {
  "of", "the", "and", "de", "la", "du", "des", "del", "di", "da", "do", "dos", "das", "el", "al",
  "en", "sur", "upon", "on", "le", "les", "van", "von", "der", "den", "am", "im", "an", "y", "e",
  "e-", "bin", "ibn", "ul", "ud", "ad", "i", "o", "in", "for", "under", "by", "los", "las", "af",
};

/* Generic words that end a name though they are written small: "Khyber pass". */
static const char *const GENERIC_WORDS[] = {
  "pass", "valley", "river", "lake", "mountain", "mountains", "range", "island", "islands",
  "county", "desert", "peninsula", "sea", "bay", "gulf", "strait", "canal", "creek", "airport",
  "province", "district", "region", "state", "city", "town", "village", "plateau", "coast",
  "hills", "hill", "forest", "delta", "basin", "highlands", "archipelago", "dam", "bridge",
  "street", "road", "avenue", "park", "square", "camp", "base", "port", "harbour", "harbor",
};

const char *
topos_token_word (const ToposTokens *self, const ToposToken *token, gsize *length)
{
  *length = token->english != NULL ? strlen (token->english) : token->key_length;
  return token->english != NULL ? token->english : self->keys->str + token->key;
}

bool
topos_token_is (const ToposTokens *self, int64_t at, uint32_t passage, const char *word)
{
  return topos_token_is_one_of (self, at, passage, &word, 1);
}

bool
topos_token_is_one_of (const ToposTokens *self, int64_t at, uint32_t passage,
                       const char *const *words, size_t n)
{
  const ToposToken *token = topos_token_at (self, at, passage);
  gsize length = 0;
  const char *own = token != NULL ? topos_token_word (self, token, &length) : NULL;

  for (size_t i = 0; i < n && length > 0; i++)
    if (words[i][0] == own[0] && strlen (words[i]) == length && memcmp (words[i], own, length) == 0)
      return true;
  return false;
}

/* ------------------------------------------------------------------------- capitals */

typedef struct {
  uint32_t lower, title, upper;
} CaseCounts;

static void
count_case (CaseCounts *counts, const ToposWord *word)
{
  if (word->kind != TOPOS_WORD_WORD || topos_span_length (word->span) < 2)
    return;
  counts->lower += word->shape == TOPOS_SHAPE_LOWER;
  counts->title += word->shape == TOPOS_SHAPE_TITLE || word->shape == TOPOS_SHAPE_MIXED;
  counts->upper += word->shape == TOPOS_SHAPE_UPPER;
}

static bool
text_is_lower (const ToposReading *reading)
{
  CaseCounts counts = { 0 };

  for (uint32_t i = 0; i < reading->words->len; i++)
    count_case (&counts, topos_reading_word (reading, i));
  return counts.lower > 4 && (counts.title + counts.upper) * 100 < counts.lower;
}

static ToposCase
case_of_passage (const ToposReading *reading, const ToposPassage *passage)
{
  CaseCounts counts = { 0 };

  for (uint32_t i = 0; i < passage->n_words; i++)
    count_case (&counts, topos_reading_word (reading, passage->first_word + i));
  const uint32_t all = counts.lower + counts.title + counts.upper;
  if (all >= 3 && counts.upper * 10 >= all * 8)
    return TOPOS_CASE_UPPER;
  if (all >= 4 && (counts.title + counts.upper) * 10 >= all * 7)
    return TOPOS_CASE_TITLE;
  return TOPOS_CASE_NORMAL;
}

static uint8_t
shape_of (const ToposWord *word, ToposCase passage_case)
{
  static const uint8_t NORMAL[] = {
    [TOPOS_SHAPE_NONE] = 0, [TOPOS_SHAPE_LOWER] = 1, [TOPOS_SHAPE_TITLE] = 2,
    [TOPOS_SHAPE_UPPER] = 3, [TOPOS_SHAPE_MIXED] = 4,
  };

  if (word->kind == TOPOS_WORD_NUMBER)
    return 5;
  if (word->kind == TOPOS_WORD_MARK)
    return 6;
  switch (passage_case) {
  case TOPOS_CASE_UPPER:
    return TOPOS_SHAPE_ALL_CAPITALS;
  case TOPOS_CASE_LOWER:
    return TOPOS_SHAPE_ALL_SMALL;
  case TOPOS_CASE_TITLE:
    return word->shape == TOPOS_SHAPE_TITLE ? 9 : NORMAL[word->shape];
  default:
    return word->shape == TOPOS_SHAPE_UPPER && topos_span_length (word->span) == 1
             ? 10 : NORMAL[word->shape];
  }
}

/* ---------------------------------------------------------------------------- words */

typedef struct {
  ToposNames *names;
  GString *key;
} Stem;

static uint32_t
hash_of_word (const ToposToken *token, const char *key, const char *text)
{
  char pattern[8];
  gsize n = 0;

  if (token->kind == TOPOS_WORD_MARK)
    return topos_mark_hash (text, topos_span_length (token->span));
  if (token->kind != TOPOS_WORD_NUMBER)
    return topos_word_hash (key, token->key_length);
  for (const char *c = text; c < text + topos_span_length (token->span) && n < sizeof pattern; c++)
    pattern[n++] = g_ascii_isdigit (*c) ? '0' : *c;
  return topos_word_hash (pattern, n) ^ 0x9747b28cu;
}

/* The English word that a word of another language is looked at as: a small one, one that begins
 * a sentence, or a noun where all of them have capitals. */
static const char *
english_of (const ToposTongue *tongue, const ToposWord *word, const char *key, bool first)
{
  const bool small = word->shape == TOPOS_SHAPE_LOWER || word->shape == TOPOS_SHAPE_NONE;

  if (tongue == NULL || word->kind != TOPOS_WORD_WORD
      || !(small || first || topos_tongue_has_capital_nouns (tongue)))
    return NULL;
  return topos_tongue_english (tongue, key);
}

static bool
is_known_cb (const char *stem, gsize length, void *data)
{
  Stem *found = data;

  if (topos_names_get (found->names, topos_names_find (found->names, stem, length))->n_hits == 0)
    return false;
  g_string_assign (found->key, stem);
  return true;
}

/* Takes from a name what its language lets it wear, where the gazetteer knows the rest alone. */
static void
undress (ToposTokens *self, ToposToken *token, const ToposTongue *tongue, ToposNames *names)
{
  g_autoptr (GString) key = g_string_new (NULL);
  Stem stem = { names, key };
  const ToposName *worn =
    topos_names_get (names, topos_names_find (names, self->keys->str + token->key,
                                              token->key_length));

  if (worn->n_hits > 0 || worn->longer
      || !topos_tongue_each_stem (tongue, self->keys->str + token->key, is_known_cb, &stem))
    return;
  g_string_truncate (self->keys, token->key);
  g_string_append_len (self->keys, key->str, (gssize) key->len);
  token->key_length = (uint16_t) key->len;
}

static void
add_token (ToposTokens *self, const ToposReading *reading, uint32_t word_index,
           ToposCase passage_case, bool first, const ToposTongue *tongue, ToposNames *names)
{
  const ToposWord small = { .kind = TOPOS_WORD_WORD, .shape = TOPOS_SHAPE_LOWER };
  const ToposWord *word = topos_reading_word (reading, word_index);
  const char *text = topos_reading_body (reading) + word->span.start;
  ToposToken token = { .span = word->span, .kind = word->kind };

  token.key = (uint32_t) self->keys->len;
  topos_fold_append (self->keys, text, topos_span_length (word->span));
  token.key_length = (uint16_t) MIN (self->keys->len - token.key, UINT16_MAX);
  token.shape = shape_of (word, passage_case);
  token.word = hash_of_word (&token, self->keys->str + token.key, text);
  token.capital = word->kind == TOPOS_WORD_WORD
                  && (word->shape != TOPOS_SHAPE_LOWER || passage_case == TOPOS_CASE_LOWER);
  token.english = english_of (tongue, word, self->keys->str + token.key, first);
  if (token.english != NULL) {
    const char *english = token.english;

    token.word = topos_word_hash (english, strlen (english));
    token.shape = g_ascii_isupper (*english) ? token.shape : shape_of (&small, passage_case);
    token.capital = false;
  } else if (tongue != NULL && token.capital) {
    undress (self, &token, tongue, names);
  }
  g_array_append_val (self->tokens, token);
}

static bool
is_joining_mark (const ToposToken *token, const char *text)
{
  const uint32_t length = topos_span_length (token->span);

  if (token->kind != TOPOS_WORD_MARK)
    return false;
  return (length == 1 && strchr (".-&'/", *text) != NULL)
         || (length == 2 && *text == '\'') || (length >= 3 && memcmp (text, "\xE2\x80\x99", 3) == 0)
         || (length == 3 && memcmp (text, "\xE2\x80\x93", 3) == 0);
}

/* A capitalised word is active; so is what may stand between two of them or end their name. */
static void
set_active (ToposTokens *self, const char *body, uint32_t first, uint32_t end)
{
  ToposToken *tokens = (ToposToken *) (void *) self->tokens->data;

  for (uint32_t i = first; i < end; i++) {
    ToposToken *token = &tokens[i];
    const bool after = i > first && tokens[i - 1].active;
    const bool capital_next = (i + 1 < end && tokens[i + 1].capital)
                              || (i + 2 < end && tokens[i + 2].capital);

    if (token->capital)
      token->active = true;
    else if (token->kind == TOPOS_WORD_MARK)
      token->active = after && is_joining_mark (token, body + token->span.start)
                      && token->span.start == tokens[i - 1].span.end;
    else if (token->kind == TOPOS_WORD_NUMBER)
      token->active = after && tokens[i - 1].kind == TOPOS_WORD_WORD;
    else if (i + 2 < end && tokens[i + 2].capital && token->key_length <= 3
             && tokens[i + 1].kind == TOPOS_WORD_MARK && tokens[i + 1].span.start == token->span.end
             && body[token->span.end] == '-')
      token->active = true;  /* "al-Hasakah" */
    else if (after && tokens[i - 1].kind == TOPOS_WORD_WORD)
      token->active =
        token->english == NULL
        && (TOPOS_TOKEN_IS_ONE_OF (self, i, token->passage, GENERIC_WORDS)
            || (capital_next && TOPOS_TOKEN_IS_ONE_OF (self, i, token->passage, INNER_WORDS)));
  }
}

/* ------------------------------------------------------------- names of the gazetteer */

static void
append_key (const ToposTokens *self, const ToposToken *token, gsize begin, GString *key)
{
  const bool possessive = token->kind == TOPOS_WORD_MARK;

  if (token->key_length == 0)
    return;
  if (key->len > begin && !possessive)
    g_string_append_c (key, ' ');
  g_string_append_len (key, self->keys->str + token->key, token->key_length);
}

void
topos_tokens_key (const ToposTokens *self, uint32_t first, uint32_t end, GString *key)
{
  const gsize begin = key->len;

  for (uint32_t i = first; i < end; i++)
    append_key (self, topos_token (self, i), begin, key);
}

uint32_t
topos_tokens_name (const ToposTokens *self, uint32_t first, uint32_t end, ToposNames *names)
{
  g_autoptr (GString) key = g_string_sized_new (64);

  topos_tokens_key (self, first, end, key);
  return topos_names_find (names, key->str, key->len);
}

/* May a name of the gazetteer go on over this token? */
static bool
joins (const ToposToken *token, const char *text)
{
  if (token->kind == TOPOS_WORD_MARK)
    return *text == '-' || *text == '.' || is_joining_mark (token, text);
  return true;
}

static void
find_longest (ToposTokens *self, const char *body, uint32_t at, uint32_t end, GString *key,
              ToposNames *names)
{
  ToposToken *token = &g_array_index (self->tokens, ToposToken, at);

  g_string_truncate (key, 0);
  for (uint32_t i = at; i < end && i < at + MOST_NAME_TOKENS; i++) {
    const ToposToken *next = topos_token (self, i);

    if (!joins (next, body + next->span.start))
      break;
    append_key (self, next, 0, key);
    if (next->key_length == 0)
      continue;
    const uint32_t found = topos_names_find (names, key->str, key->len);
    const ToposName *name = topos_names_get (names, found);
    if (name->n_hits > 0) {
      token->name = found;
      token->name_end = i + 1;
    }
    if (!name->longer)
      break;
  }
}

/* Tells every token of the longest name what it is part of, unless a longer one did. */
static void
spread (ToposTokens *self, uint32_t at, uint32_t *lengths, const ToposNames *names)
{
  const ToposToken *start = topos_token (self, at);
  const ToposName *name = topos_names_get (names, start->name);
  const uint32_t end = start->name_end, length = end - at;
  const bool whole = topos_token (self, end - 1)->capital;  /* "Dar es Salaam" */

  for (uint32_t i = at; i < end; i++) {
    ToposToken *token = &g_array_index (self->tokens, ToposToken, i);

    if (lengths[i - at] >= length)
      continue;
    token->part = length == 1 ? TOPOS_PART_WHOLE : i == at ? TOPOS_PART_FIRST
                  : i + 1 == end ? TOPOS_PART_LAST : TOPOS_PART_INNER;
    token->class = name->class;
    token->fame = name->fame;
    token->demonym = name->demonym;
    token->abbreviation = name->abbreviation;
    token->active = token->active || whole;
    lengths[i - at] = length;
  }
}

static void
find_names (ToposTokens *self, const char *body, uint32_t first, uint32_t end, ToposNames *names)
{
  g_autoptr (GString) key = g_string_sized_new (64);
  uint32_t lengths[2 * MOST_NAME_TOKENS] = { 0 };  /* of the names that cover what comes */

  for (uint32_t i = first; i < end; i++) {
    const ToposToken *token = topos_token (self, i);

    if (token->active && token->kind == TOPOS_WORD_WORD) {
      find_longest (self, body, i, end, key, names);
      if (topos_token (self, i)->name != 0)
        spread (self, i, lengths, names);
    }
    memmove (lengths, lengths + 1, sizeof lengths - sizeof lengths[0]);
    lengths[G_N_ELEMENTS (lengths) - 1] = 0;
  }
}

/* Where capitals tell nothing (every noun has one, or the script has none), the gazetteer does: a
 * word that stands in none of its names is looked at as a small one, unless it has another at its
 * side, as persons' names do. A small word within a name belongs to it: "democratique". */
static void
settle_shapes (ToposTokens *self, uint32_t first, uint32_t end, const ToposTongue *tongue)
{
  ToposToken *tokens = (ToposToken *) (void *) self->tokens->data;

  for (uint32_t i = first; i < end; i++) {
    ToposToken *token = &tokens[i];
    const bool caseless = token->shape == 0, named = token->part != TOPOS_PART_NONE;
    const bool beside = (i > first && tokens[i - 1].capital) || (i + 1 < end && tokens[i + 1].capital);

    if (token->kind != TOPOS_WORD_WORD)
      continue;
    token->active = token->active || token->part == TOPOS_PART_INNER;
    if (!token->capital)
      continue;
    if (caseless)
      token->shape = named ? TOPOS_SHAPE_TITLED : TOPOS_SHAPE_SMALL;
    if (named || (!caseless && (beside || !topos_tongue_has_capital_nouns (tongue))))
      continue;
    token->shape = TOPOS_SHAPE_SMALL;
    token->active = false;
  }
}

void
topos_tokens_init (ToposTokens *self, const ToposReading *reading, const ToposTongue *tongue,
                   ToposNames *names)
{
  const char *body = topos_reading_body (reading);
  const bool lower = text_is_lower (reading);

  self->tongue = tongue;
  self->tokens = g_array_sized_new (FALSE, FALSE, sizeof (ToposToken), reading->words->len);
  self->keys = g_string_sized_new (reading->article->length + 64);
  for (uint32_t p = 0; p < reading->passages->len; p++) {
    const ToposPassage *passage = topos_reading_passage (reading, p);
    const uint32_t first = passage->first_word, end = first + passage->n_words;
    const ToposCase passage_case = lower ? TOPOS_CASE_LOWER : case_of_passage (reading, passage);
    const ToposZoneKind zone = topos_reading_paragraph (reading, passage->paragraph)->zone;

    for (uint32_t i = first; i < end; i++) {
      add_token (self, reading, i, passage_case, i == first, tongue, names);
      ToposToken *token = &g_array_index (self->tokens, ToposToken, i);
      token->passage = p;
      token->first = i == first;
      token->zone = (uint8_t) zone;
    }
    set_active (self, body, first, end);
    find_names (self, body, first, end, names);
    if (tongue != NULL)
      settle_shapes (self, first, end, tongue);
  }
}

void
topos_tokens_clear (ToposTokens *self)
{
  g_array_unref (self->tokens);
  g_string_free (self->keys, TRUE);
}
