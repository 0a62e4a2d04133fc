/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "geoparse/names.h"
#include "geoparse/tongues.h"

/* The words of a reading as the taggers look at them. */

/* How a passage uses capitals. */
typedef enum {
  TOPOS_CASE_NORMAL,
  TOPOS_CASE_TITLE,  /* Nearly Every Word Begins With One */
  TOPOS_CASE_UPPER,  /* NOTHING BUT CAPITALS */
  TOPOS_CASE_LOWER,  /* none at all in the whole text */
} ToposCase;

/* The shapes of words in small letters and with a capital, where a passage has both. */
#define TOPOS_SHAPE_SMALL 1
#define TOPOS_SHAPE_TITLED 2
/* The shape of every word in a passage of nothing but capitals. */
#define TOPOS_SHAPE_ALL_CAPITALS 7
/* And of every word in a text that knows none. */
#define TOPOS_SHAPE_ALL_SMALL 8

/* Where in a name of the gazetteer a token stands. */
typedef enum {
  TOPOS_PART_NONE,
  TOPOS_PART_FIRST,
  TOPOS_PART_INNER,
  TOPOS_PART_LAST,
  TOPOS_PART_WHOLE,
} ToposNamePart;

typedef struct {
  ToposSpan span;
  uint32_t word;       /* hash of the folded word, or of `english`; of its pattern for numbers */
  const char *english; /* the word it is looked at as, in a text of another language; or NULL */
  uint32_t key;        /* the folded word, without an ending that hid a known name: into the keys */
  uint16_t key_length;
  uint8_t kind;        /* ToposWordKind */
  uint8_t shape;       /* 0 to 15, capitals and passage's case together */
  uint8_t part;        /* ToposNamePart in the longest name that covers it */
  uint8_t class;       /* ToposNameClass of that name */
  uint8_t fame;        /* of that name */
  bool demonym;
  bool abbreviation;
  bool active;         /* may belong to a name; what is not active never does */
  bool capital;        /* begins with a capital, or its script has none */
  bool first;          /* the passage's first word */
  uint8_t zone;        /* ToposZoneKind of its paragraph */
  uint32_t passage;
  uint32_t name;       /* of the longest gazetteer name that begins here, or 0 */
  uint32_t name_end;   /* the token after it */
} ToposToken;

typedef struct {
  GArray *tokens;  /* ToposToken, one a word of the reading, same indices */
  GString *keys;
  const ToposTongue *tongue;  /* NULL for English */
} ToposTokens;

/* Looks at every word of `reading`, in the language `tongue` (NULL for English); gazetteer names go
 * into `names`. */
void topos_tokens_init (ToposTokens *self, const ToposReading *reading, const ToposTongue *tongue,
                        ToposNames *names);
void topos_tokens_clear (ToposTokens *self);

static inline const ToposToken *
topos_token (const ToposTokens *self, uint32_t i)
{
  return &g_array_index (self->tokens, ToposToken, i);
}

/* The token at `at` of `passage`; NULL when there is none or it is of another passage. */
static inline const ToposToken *
topos_token_at (const ToposTokens *self, int64_t at, uint32_t passage)
{
  if (at < 0 || at >= (int64_t) self->tokens->len)
    return NULL;
  const ToposToken *token = topos_token (self, (uint32_t) at);
  return token->passage == passage ? token : NULL;
}

/* The token's folded word, `length` bytes and no zero behind them: in a text of another language
 * the English one that it is looked at as. Empty for a mark without letters. */
const char *topos_token_word (const ToposTokens *self, const ToposToken *token, gsize *length);

/* Is the word at `at` of `passage` this one, or one of these? False outside of the passage. */
bool topos_token_is (const ToposTokens *self, int64_t at, uint32_t passage, const char *word);
bool topos_token_is_one_of (const ToposTokens *self, int64_t at, uint32_t passage,
                            const char *const *words, size_t n);

#define TOPOS_TOKEN_IS_ONE_OF(self, at, passage, words) \
  topos_token_is_one_of (self, at, passage, words, G_N_ELEMENTS (words))

/* The gazetteer name made of the tokens [first, end), or 0 when none of it is a word. */
uint32_t topos_tokens_name (const ToposTokens *self, uint32_t first, uint32_t end,
                            ToposNames *names);

/* Appends the folded key of the tokens [first, end) to `key`. */
void topos_tokens_key (const ToposTokens *self, uint32_t first, uint32_t end, GString *key);

/* FNV-1a, the hash of words throughout geoparse/. */
static inline uint32_t
topos_word_hash (const char *word, gsize length)
{
  uint32_t hash = 0x811C9DC5u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (uint8_t) word[i]) * 0x01000193u;
  return hash;
}

/* The hash of a mark, which is a token's word. */
static inline uint32_t
topos_mark_hash (const char *mark, gsize length)
{
  return topos_word_hash (mark, length) ^ 0x5bd1e995u;
}
