/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/gazetteer.h"
#include "geoparse/phrase-features.h"

/* What a text has spoken of so far, and which of it "the city" means. */

/* A place that was spoken of and may be meant again. */
typedef struct {
  int32_t mention;      /* a name, or -1 */
  int32_t phrase;       /* else a phrase */
  uint32_t passage;
  const ToposNoun *noun;  /* what it was called, or NULL */
  int points;           /* for and against it, wherever it is looked back from */
} ToposEntity;

typedef struct {
  const ToposTokens *tokens;
  const ToposPhraseWord *words;
  const uint8_t *kinds;       /* of every mention's place */
  const ToposGazetteer *gazetteer;
  ToposReading *reading;
  GArray *entities;   /* ToposEntity, in text order */
  uint32_t *at;       /* the first token of each mention */
  uint32_t next;      /* the mention that was not heard yet */
} ToposSpoken;

/* Nothing is heard yet. Keeps to what it is given, which must outlive it. */
void topos_spoken_init (ToposSpoken *self, const ToposTokens *tokens, const ToposPhraseWord *words,
                        const uint8_t *kinds, const ToposGazetteer *gazetteer,
                        ToposReading *reading);
void topos_spoken_clear (ToposSpoken *self);

/* Hears the names that begin before `token`. */
void topos_spoken_hear_names (ToposSpoken *self, uint32_t token);

/* Hears a phrase called `noun` (or NULL), which is about to be appended to those of the reading. */
void topos_spoken_hear_phrase (ToposSpoken *self, const ToposPhrase *phrase, const ToposNoun *noun);

/* May the place of a mention, by its kind and size, be called by the noun: "the village" is not
 * Baghdad? */
bool topos_spoken_may_be_called (const ToposSpoken *self, const ToposNoun *noun, uint32_t m);

/* What "the <noun>" in that passage means, or NULL. */
const ToposEntity *topos_spoken_look_back (const ToposSpoken *self, const ToposNoun *noun,
                                           uint32_t passage);

/* The last place spoken of in this passage or the one before, for "there" and "the area"; or NULL. */
const ToposEntity *topos_spoken_last_place (const ToposSpoken *self, uint32_t passage);

/* The first mention that begins at the token or later; their number when there is none. */
uint32_t topos_spoken_mention_from (const ToposSpoken *self, uint32_t token);

/* The token behind a mention. */
uint32_t topos_spoken_name_end (const ToposSpoken *self, uint32_t m);

static inline const ToposMention *
topos_spoken_mention (const ToposSpoken *self, uint32_t m)
{
  return &g_array_index (self->reading->mentions, ToposMention, m);
}

/* Is the token of that passage this word? */
static inline bool
topos_spoken_is (const ToposSpoken *self, int64_t at, uint32_t passage, const char *word)
{
  return topos_token_is (self->tokens, at, passage, word);
}
