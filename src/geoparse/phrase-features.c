/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/phrase-features.h"

#include "geoparse/feature-list.h"

#include <string.h>

#define FARTHEST 6        /* tokens that a head is looked for */
#define OUTSIDE 0x1234567u
#define A_DEMONYM 64
#define A_NAME 0x7654321u /* stands for the words of a name: not to be learnt by heart */

/* Small words, sorted by class for reading; looked up by hash. */
static const struct {
  ToposSmallWord class;
  const char *words;
} SMALL[] = {
  { TOPOS_SMALL_ARTICLE, "the a an some any no every each all both several many few most more two "
                         "three four five six seven eight nine ten another other" },
  { TOPOS_SMALL_POINTER, "this that these those such same" },
  { TOPOS_SMALL_OWNER, "my your his her its our their whose" },
  { TOPOS_SMALL_PREPOSITION,
    "of in at on to from near by with into onto towards toward through across along around over "
    "under above below behind beside between among inside outside within beyond against for off "
    "up down out about after before during since until via amid upon throughout as than like" },
  { TOPOS_SMALL_OTHER,
    "and or but nor is are was were be been being has have had do does did will would can could may "
    "might must shall should not who which when where while if because so it he she they we you i "
    "him them us me there then also said says what how why whether" },
};

#define MOST_SMALL 512  /* slots; a power of two, far more than words */

typedef struct {
  uint32_t hash[MOST_SMALL];
  uint8_t class[MOST_SMALL];
} SmallWords;

static void
small_words_init (SmallWords *self)
{
  memset (self, 0, sizeof *self);
  for (size_t i = 0; i < G_N_ELEMENTS (SMALL); i++)
    for (const char *word = SMALL[i].words; *word != '\0';) {
      const gsize length = strcspn (word, " ");
      const uint32_t hash = topos_word_hash (word, length);
      uint32_t at = hash % MOST_SMALL;

      while (self->class[at] != TOPOS_SMALL_NONE)
        at = (at + 1) % MOST_SMALL;
      self->hash[at] = hash;
      self->class[at] = (uint8_t) SMALL[i].class;
      word += length + (word[length] == ' ');
    }
}

static uint8_t
small_class (const SmallWords *self, uint32_t hash)
{
  uint32_t at = hash % MOST_SMALL;

  while (self->class[at] != TOPOS_SMALL_NONE && self->hash[at] != hash)
    at = (at + 1) % MOST_SMALL;
  return self->class[at];
}

static uint8_t
class_of (const SmallWords *small, const ToposReading *reading, const ToposToken *token)
{
  const char first = topos_reading_body (reading)[token->span.start];

  if (token->kind == TOPOS_WORD_MARK)
    return first == '-' || topos_span_length (token->span) == strlen ("'s")
               || topos_span_length (token->span) == strlen ("’s")
             ? TOPOS_SMALL_NONE : TOPOS_SMALL_MARK;
  if (token->kind == TOPOS_WORD_NUMBER)
    return TOPOS_SMALL_ARTICLE;
  return small_class (small, token->word);
}

static void
mark_names (ToposPhraseWord *words, const ToposTokens *tokens, const ToposReading *reading,
            const uint8_t *kinds)
{
  uint32_t at = 0;

  for (uint32_t m = 0; m < reading->mentions->len; m++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, m);

    while (at < tokens->tokens->len && topos_token (tokens, at)->span.start < mention->span.start)
      at++;
    for (uint32_t i = at; i < tokens->tokens->len
                          && topos_token (tokens, i)->span.end <= mention->span.end; i++) {
      words[i].named = i == at ? 1 : 2;
      words[i].sort = (uint8_t) (1 + kinds[m] + (mention->demonym ? A_DEMONYM : 0));
      words[i].small = TOPOS_SMALL_NONE;
    }
  }
}

ToposPhraseWord *
topos_phrase_words_new (const ToposTokens *tokens, const ToposReading *reading,
                        const uint8_t *kinds, const ToposPlaceNouns *nouns)
{
  ToposPhraseWord *words = g_new0 (ToposPhraseWord, tokens->tokens->len + 1);
  g_autoptr (GHashTable) heard = g_hash_table_new (NULL, NULL);
  SmallWords small;

  small_words_init (&small);
  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);

    words[i].small = class_of (&small, reading, token);
    if (token->kind == TOPOS_WORD_WORD)
      words[i].noun = topos_place_nouns_find (nouns, token->word);
    if (words[i].noun == NULL)
      continue;
    const gpointer key = GUINT_TO_POINTER (words[i].noun->word);
    const guint times = GPOINTER_TO_UINT (g_hash_table_lookup (heard, key));
    words[i].heard = (uint8_t) MIN (times, 2);
    g_hash_table_insert (heard, key, GUINT_TO_POINTER (times + 1));
  }
  mark_names (words, tokens, reading, kinds);
  return words;
}

void
topos_phrase_runs_append (const ToposTokens *tokens, GArray *runs)
{
  ToposRun run = { 0, 0 };

  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);

    if (run.end > run.first && (token->first || run.end - run.first >= TOPOS_PHRASE_LONGEST_RUN)) {
      g_array_append_val (runs, run);
      run.end = run.first;
    }
    if (token->zone == TOPOS_ZONE_CREDIT || token->zone == TOPOS_ZONE_FURNITURE)
      continue;
    if (run.end == run.first)
      run.first = i;
    run.end = i + 1;
  }
  if (run.end > run.first)
    g_array_append_val (runs, run);
}

int
topos_phrase_head_ahead (const ToposPhraseWord *words, uint32_t i, uint32_t end)
{
  int head = -1;

  for (uint32_t at = i; at < end && at < i + FARTHEST; at++) {
    if (at > i && words[at].small >= TOPOS_SMALL_ARTICLE)
      break;
    if (words[at].noun != NULL)
      head = (int) (at - i);
  }
  return head;
}

/* How far before the token its phrase may begin, by an article or the like: 0 when it is one
 * itself, FARTHEST when there is none. */
static uint32_t
begin_behind (const ToposPhraseWord *words, uint32_t i, uint32_t first)
{
  for (uint32_t back = 0; back < FARTHEST && i >= first + back; back++) {
    const uint8_t small = words[i - back].small;

    if (small >= TOPOS_SMALL_ARTICLE && small <= TOPOS_SMALL_OWNER)
      return back;
    if (small > TOPOS_SMALL_OWNER)
      break;
  }
  return FARTHEST;
}

/* -------------------------------------------------------------------------- the list */

#define REACH 3
#define WIDTH (2 * REACH + 1)

/* What surrounds a token; its own column is REACH. */
typedef struct {
  uint32_t word[WIDTH];
  uint32_t name[WIDTH];
  uint32_t noun[WIDTH];   /* group and number */
  uint32_t small[WIDTH];
} Window;

/* The word as it is learnt: of names only what they are. */
static uint32_t
word_of (const ToposTokens *tokens, const ToposPhraseWord *words, uint32_t i)
{
  if (words[i].named != 0)
    return A_NAME + words[i].named + (words[i].sort > A_DEMONYM) * 2u;
  return topos_token (tokens, i)->word;
}

static void
look_round (const ToposTokens *tokens, const ToposPhraseWord *words, ToposRun run, uint32_t i,
            Window *window)
{
  for (int d = 0; d < WIDTH; d++) {
    const int64_t at = (int64_t) i + d - REACH;
    const bool inside = at >= run.first && at < run.end;
    const ToposPhraseWord *word = inside ? &words[at] : NULL;

    window->word[d] = inside ? word_of (tokens, words, (uint32_t) at) : OUTSIDE;
    window->name[d] = !inside ? 255 : word->named ? word->named * 256u + word->sort : 0;
    window->noun[d] = inside && word->noun != NULL ? word->noun->group * 2u + word->noun->plural : 0;
    window->small[d] = inside ? word->small : 15;
  }
}

static void
add_letters (ToposFeatureList *list, const ToposTokens *tokens, const ToposToken *token, bool hidden)
{
  const char *key = tokens->keys->str + token->key;
  const gsize length = token->key_length;

  for (gsize n = 2; n <= 4; n++) {
    if (length > n && !hidden) {
      topos_feature_add (list, topos_word_hash (key + length - n, n));
    } else {
      topos_feature_skip (list);
    }
  }
}

/* How the phrase that the token may be in hangs together: where it may begin, where its head is,
 * and what stands behind the head. */
static void
add_frame (ToposFeatureList *list, const ToposTokens *tokens, const ToposPhraseWord *words,
           ToposRun run, uint32_t i, const Window *window)
{
  const uint32_t back = begin_behind (words, i, run.first);
  const uint32_t article = back < FARTHEST ? topos_token (tokens, i - back)->word : OUTSIDE;
  const int ahead = topos_phrase_head_ahead (words, i, run.end);
  const ToposPhraseWord *head = ahead >= 0 ? &words[i + (uint32_t) ahead] : NULL;
  const uint32_t after = ahead >= 0 ? i + (uint32_t) ahead + 1 : run.end;
  const uint32_t behind = after >= run.end ? OUTSIDE : word_of (tokens, words, after);
  const uint32_t next = after + 1 >= run.end ? 0 : words[after + 1].named * 4u + words[after + 1].small;
  const uint32_t group = head ? head->noun->group * 2u + head->noun->plural : 0;
  const uint32_t number = head ? head->noun->word : 0;
  const uint32_t begins = (int64_t) i - back > run.first && back < FARTHEST
                            ? word_of (tokens, words, i - back - 1) : OUTSIDE;

  topos_feature_add3 (list, (uint32_t) (ahead + 1), group, MIN (back, 3));
  topos_feature_add3 (list, (uint32_t) (ahead + 1), number, 1);
  topos_feature_add3 (list, (uint32_t) (ahead + 1), number, article);
  topos_feature_add3 (list, (uint32_t) (ahead + 1), number, window->word[REACH - 1]);
  topos_feature_add3 (list, MIN (ahead + 1, 2) * 64u + group, article, MIN (back, 2));
  topos_feature_add3 (list, MIN (ahead + 1, 2) * 64u + group, behind, next);
  topos_feature_add3 (list, MIN (ahead + 1, 2) * 64u + group, begins, MIN (back, 2));
  topos_feature_add3 (list, head ? head->heard + 1u : 0, group, article);
  topos_feature_add3 (list, head ? head->heard + 1u : 0, number, MIN (back, 2));
}

int
topos_phrase_features (const ToposTokens *tokens, const ToposPhraseWord *words, ToposRun run,
                       uint32_t i, uint32_t *features)
{
  ToposFeatureList list = { .features = features, .template = 300 };
  const ToposToken *token = topos_token (tokens, i);
  Window window;

  look_round (tokens, words, run, i, &window);
  const uint32_t *w = window.word + REACH, *n = window.name + REACH, *g = window.noun + REACH;
  const uint32_t *c = window.small + REACH;

  topos_feature_add (&list, 0);
  for (int d = -2; d <= 2; d++) {
    topos_feature_add (&list, w[d]);
    topos_feature_add (&list, n[d]);
    topos_feature_add2 (&list, g[d], c[d]);
  }
  topos_feature_add2 (&list, w[-1], w[0]);
  topos_feature_add2 (&list, w[0], w[1]);
  topos_feature_add2 (&list, w[-1], w[1]);
  topos_feature_add2 (&list, w[-2], w[-1]);
  topos_feature_add2 (&list, w[1], w[2]);
  topos_feature_add3 (&list, w[-1], w[0], w[1]);
  topos_feature_add3 (&list, w[-2], w[-1], w[0]);
  topos_feature_add3 (&list, w[0], w[1], w[2]);
  topos_feature_add2 (&list, token->shape, token->first);
  topos_feature_add3 (&list, n[-1], n[0], n[1]);
  topos_feature_add2 (&list, w[0], n[1]);
  topos_feature_add2 (&list, w[-1], n[0]);
  topos_feature_add2 (&list, w[1], n[0]);
  topos_feature_add3 (&list, n[0], w[1], n[2]);
  topos_feature_add3 (&list, n[-2], w[-1], n[0]);
  topos_feature_add3 (&list, w[0], w[1], n[2]);
  topos_feature_add3 (&list, w[1], w[2], n[3]);
  topos_feature_add3 (&list, g[-1], g[0], g[1]);
  topos_feature_add3 (&list, g[0], w[1], n[2]);
  topos_feature_add3 (&list, c[-1], g[0], c[1]);
  topos_feature_add2 (&list, g[0], w[-1]);
  topos_feature_add2 (&list, g[0], w[1]);
  topos_feature_add2 (&list, token->shape, g[0]);
  add_letters (&list, tokens, token,
               words[i].named != 0);
  add_frame (&list, tokens, words, run, i, &window);
  return list.n;
}
