/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/features.h"

#define OUTSIDE 0x1234567u  /* stands for the word before the first and after the last */

typedef struct {
  uint32_t *features;
  int n;
  uint32_t template;
} List;

static inline uint32_t
mix (uint32_t a, uint32_t b)
{
  uint32_t h = a * 0x9E3779B1u ^ (b + 0x7F4A7C15u) * 0x85EBCA6Bu;

  h ^= h >> 15;
  h *= 0xC2B2AE35u;
  return h ^ (h >> 13);
}

/* Every call is one template: its place in the order is part of the hash. */
static inline void
add (List *list, uint32_t a)
{
  list->features[list->n++] = mix (++list->template, a);
}

static inline void
add2 (List *list, uint32_t a, uint32_t b)
{
  add (list, mix (a, b));
}

static inline void
add3 (List *list, uint32_t a, uint32_t b, uint32_t c)
{
  add (list, mix (mix (a, b), c));
}

static inline void
skip (List *list)
{
  list->template++;
}

/* What surrounds a token, five wide, with stand-ins beyond the passage. */
typedef struct {
  const ToposToken *at[5];
  uint32_t word[5];
  uint32_t shape[5];
  uint32_t name[5];  /* part, class, demonym of the gazetteer name */
} Window;

static void
look_round (const ToposTokens *tokens, uint32_t i, Window *window)
{
  const uint32_t passage = topos_token (tokens, i)->passage;

  for (int d = 0; d < 5; d++) {
    const int64_t at = (int64_t) i + d - 2;
    const ToposToken *token =
      at < 0 || at >= (int64_t) tokens->tokens->len ? NULL : topos_token (tokens, (uint32_t) at);

    if (token != NULL && token->passage != passage)
      token = NULL;
    window->at[d] = token;
    window->word[d] = token ? token->word : OUTSIDE;
    window->shape[d] = token ? token->shape : 15;
    window->name[d] = token ? token->part * 32u + token->class * 2u + token->demonym : 255;
  }
}

static uint32_t
word_near (const ToposTokens *tokens, int64_t at, uint32_t passage)
{
  if (at < 0 || at >= (int64_t) tokens->tokens->len)
    return OUTSIDE;
  const ToposToken *token = topos_token (tokens, (uint32_t) at);
  return token->passage == passage ? token->word : OUTSIDE;
}

static void
add_letters (List *list, const ToposTokens *tokens, const ToposToken *token)
{
  const char *key = tokens->keys->str + token->key;
  const gsize length = token->key_length;

  for (gsize n = 2; n <= 4; n++) {
    if (length > n) {
      add (list, topos_word_hash (key + length - n, n));
      add (list, topos_word_hash (key, n));
    } else {
      skip (list);
      skip (list);
    }
  }
}

static void
add_common (List *list, const ToposTokens *tokens, ToposRun run, uint32_t i, const Window *window)
{
  const uint32_t *w = window->word, *s = window->shape, *g = window->name;
  const ToposToken *token = window->at[2];
  const uint32_t before = word_near (tokens, (int64_t) run.first - 1, token->passage);
  const uint32_t after = word_near (tokens, run.end, token->passage);
  const uint32_t from_start = MIN (i - run.first, 3), to_end = MIN (run.end - 1 - i, 3);
  const uint32_t comma = topos_mark_hash (",", 1);
  const uint32_t last = topos_token (tokens, run.end - 1)->word;
  const uint32_t first = topos_token (tokens, run.first)->word;

  add (list, w[2]);
  add (list, w[1]);
  add (list, w[3]);
  add (list, w[0]);
  add (list, w[4]);
  add2 (list, w[1], w[2]);
  add2 (list, w[2], w[3]);
  add2 (list, w[1], w[3]);
  add2 (list, w[0], w[1]);
  add2 (list, w[3], w[4]);
  add2 (list, s[2], token->first);
  add3 (list, s[1], s[2], s[3]);
  add2 (list, w[2], s[2]);
  add_letters (list, tokens, token);
  add (list, g[2]);
  add3 (list, g[2], s[2], token->first);
  add2 (list, g[2], w[1]);
  add2 (list, g[2], w[3]);
  add3 (list, g[1], g[2], g[3]);
  add3 (list, g[2], w[2], 0);
  if (w[3] == comma)
    add3 (list, g[2], g[4], 1);
  else
    skip (list);
  if (w[1] == comma)
    add3 (list, g[0], g[2], 2);
  else
    skip (list);
  add2 (list, before, from_start);
  add2 (list, after, to_end);
  add2 (list, g[2], before);
  add2 (list, g[2], after);
  add3 (list, from_start, to_end, s[2]);
  add2 (list, last, to_end);
  add2 (list, first, from_start);
  add2 (list, topos_token (tokens, run.first)->class, topos_token (tokens, run.end - 1)->class);
  add3 (list, token->fame, g[2], s[2] * 2 + token->first);
  add3 (list, token->fame, token->part, w[1]);
  add3 (list, token->fame, token->part, w[3]);
}

int
topos_features_first (const ToposTokens *tokens, ToposRun run, uint32_t i, uint32_t *features)
{
  List list = { .features = features };
  Window window;

  look_round (tokens, i, &window);
  add (&list, 0);
  add_common (&list, tokens, run, i, &window);
  return list.n;
}

/* Where in the span of the first tagger's opinion a token stands: how far it reaches. */
static uint32_t
opinion_shape (const ToposOpinion *opinions, ToposRun run, uint32_t i)
{
  const uint32_t tag = opinions[i].tag;
  const uint32_t next = i + 1 < run.end ? opinions[i + 1].tag : 0;
  const uint32_t after = i + 2 < run.end ? opinions[i + 2].tag : 0;

  return tag * 256 + next * 16 + after;
}

/* Whether a token begins its run, ends it, both or neither. */
static uint32_t
place_in_run (ToposRun run, uint32_t i)
{
  return (i == run.first) * 2u + (i + 1 == run.end);
}

int
topos_features_second (const ToposTokens *tokens, const ToposOpinion *opinions, ToposRun run,
                       uint32_t i, uint32_t *features)
{
  List list = { .features = features, .template = 100 };
  Window window;
  const ToposOpinion *own = &opinions[i];
  const uint32_t tag = own->tag, sure = own->sure;
  const uint32_t before = i > run.first ? opinions[i - 1].tag : 0;
  const uint32_t next = i + 1 < run.end ? opinions[i + 1].tag : 0;
  const ToposToken *token = topos_token (tokens, i);
  const uint8_t *else_ = own->elsewhere;
  uint32_t heard = 0;

  look_round (tokens, i, &window);
  for (int sort = 0; sort < TOPOS_N_SORTS; sort++)
    heard = heard * 3 + else_[sort];
  add (&list, 0);
  add_common (&list, tokens, run, i, &window);
  add2 (&list, tag, sure);
  add3 (&list, before, tag, next);
  add (&list, opinion_shape (opinions, run, i));
  add3 (&list, tag, window.name[2], sure > 1);
  add2 (&list, tag, token->word);
  add2 (&list, tag, window.word[3]);
  add3 (&list, tag, window.word[1], 1);
  add3 (&list, opinion_shape (opinions, run, i), window.name[2], 2);
  add3 (&list, heard, tag, 3);
  add3 (&list, else_[TOPOS_SORT_PLACE] * 9u + else_[TOPOS_SORT_PERSON] * 3u
        + else_[TOPOS_SORT_ORGANISATION], window.name[2], 4);
  add3 (&list, own->small, tag, window.name[2]);
  add3 (&list, token->zone, token->shape, tag);
  add3 (&list, token->fame, tag * 4 + sure, place_in_run (run, i));
  return list.n;
}
