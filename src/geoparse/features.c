/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/features.h"

#include "geoparse/feature-list.h"

#define OUTSIDE 0x1234567u  /* stands for the word before the first and after the last */

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
add_letters (ToposFeatureList *list, const ToposTokens *tokens, const ToposToken *token)
{
  const char *key = tokens->keys->str + token->key;
  const gsize length = token->key_length;

  for (gsize n = 2; n <= 4; n++) {
    if (length > n) {
      topos_feature_add (list, topos_word_hash (key + length - n, n));
      topos_feature_add (list, topos_word_hash (key, n));
    } else {
      topos_feature_skip (list);
      topos_feature_skip (list);
    }
  }
}

static void
add_common (ToposFeatureList *list, const ToposTokens *tokens, ToposRun run, uint32_t i,
            const Window *window)
{
  const uint32_t *w = window->word, *s = window->shape, *g = window->name;
  const ToposToken *token = window->at[2];
  const uint32_t before = word_near (tokens, (int64_t) run.first - 1, token->passage);
  const uint32_t after = word_near (tokens, run.end, token->passage);
  const uint32_t from_start = MIN (i - run.first, 3), to_end = MIN (run.end - 1 - i, 3);
  const uint32_t comma = topos_mark_hash (",", 1);
  const uint32_t last = topos_token (tokens, run.end - 1)->word;
  const uint32_t first = topos_token (tokens, run.first)->word;

  topos_feature_add (list, w[2]);
  topos_feature_add (list, w[1]);
  topos_feature_add (list, w[3]);
  topos_feature_add (list, w[0]);
  topos_feature_add (list, w[4]);
  topos_feature_add2 (list, w[1], w[2]);
  topos_feature_add2 (list, w[2], w[3]);
  topos_feature_add2 (list, w[1], w[3]);
  topos_feature_add2 (list, w[0], w[1]);
  topos_feature_add2 (list, w[3], w[4]);
  topos_feature_add2 (list, s[2], token->first);
  topos_feature_add3 (list, s[1], s[2], s[3]);
  topos_feature_add2 (list, w[2], s[2]);
  add_letters (list, tokens, token);
  topos_feature_add (list, g[2]);
  topos_feature_add3 (list, g[2], s[2], token->first);
  topos_feature_add2 (list, g[2], w[1]);
  topos_feature_add2 (list, g[2], w[3]);
  topos_feature_add3 (list, g[1], g[2], g[3]);
  topos_feature_add3 (list, g[2], w[2], 0);
  if (w[3] == comma)
    topos_feature_add3 (list, g[2], g[4], 1);
  else
    topos_feature_skip (list);
  if (w[1] == comma)
    topos_feature_add3 (list, g[0], g[2], 2);
  else
    topos_feature_skip (list);
  topos_feature_add2 (list, before, from_start);
  topos_feature_add2 (list, after, to_end);
  topos_feature_add2 (list, g[2], before);
  topos_feature_add2 (list, g[2], after);
  topos_feature_add3 (list, from_start, to_end, s[2]);
  topos_feature_add2 (list, last, to_end);
  topos_feature_add2 (list, first, from_start);
  topos_feature_add2 (list, topos_token (tokens, run.first)->class,
                      topos_token (tokens, run.end - 1)->class);
  topos_feature_add3 (list, token->fame, g[2], s[2] * 2 + token->first);
  topos_feature_add3 (list, token->fame, token->part, w[1]);
  topos_feature_add3 (list, token->fame, token->part, w[3]);
}

int
topos_features_first (const ToposTokens *tokens, ToposRun run, uint32_t i, uint32_t *features)
{
  ToposFeatureList list = { .features = features };
  Window window;

  look_round (tokens, i, &window);
  topos_feature_add (&list, 0);
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
  ToposFeatureList list = { .features = features, .template = 100 };
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
  topos_feature_add (&list, 0);
  add_common (&list, tokens, run, i, &window);
  topos_feature_add2 (&list, tag, sure);
  topos_feature_add3 (&list, before, tag, next);
  topos_feature_add (&list, opinion_shape (opinions, run, i));
  topos_feature_add3 (&list, tag, window.name[2], sure > 1);
  topos_feature_add2 (&list, tag, token->word);
  topos_feature_add2 (&list, tag, window.word[3]);
  topos_feature_add3 (&list, tag, window.word[1], 1);
  topos_feature_add3 (&list, opinion_shape (opinions, run, i), window.name[2], 2);
  topos_feature_add3 (&list, heard, tag, 3);
  topos_feature_add3 (&list, else_[TOPOS_SORT_PLACE] * 9u + else_[TOPOS_SORT_PERSON] * 3u
        + else_[TOPOS_SORT_ORGANISATION], window.name[2], 4);
  topos_feature_add3 (&list, own->small, tag, window.name[2]);
  topos_feature_add3 (&list, token->zone, token->shape, tag);
  topos_feature_add3 (&list, token->fame, tag * 4 + sure, place_in_run (run, i));
  return list.n;
}
