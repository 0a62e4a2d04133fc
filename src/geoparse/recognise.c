/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/recognise.h"

#include "geoparse/cues.h"
#include "geoparse/lean.h"
#include "geoparse/locality.h"

#include <string.h>

#define LONGEST_RUN 128
#define EAGERNESS 2  /* model units in favour of names: missing one is worse than a doubtful one */
#define FOREIGN_EAGERNESS 60
#define ONE_SENSE 80
#define ONE_MORE 12
#define A_PERSON 60      /* against a place whose name is a person's elsewhere in the text */
#define NEAR_OTHERS 40
#define NEAR_BOTH 80       /* "X and Y", and both may lie where the text's other places do */
#define LISTED 70

void
topos_runs_append (const ToposTokens *tokens, GArray *runs)
{
  ToposRun run = { 0, 0 };

  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);
    const bool active = token->active && token->zone != TOPOS_ZONE_CREDIT
                        && token->zone != TOPOS_ZONE_FURNITURE;

    if (run.end > run.first
        && (!active || token->first || run.end - run.first >= LONGEST_RUN)) {
      g_array_append_val (runs, run);
      run.end = run.first;
    }
    if (!active)
      continue;
    if (run.end == run.first)
      run.first = i;
    run.end = i + 1;
  }
  if (run.end > run.first)
    g_array_append_val (runs, run);
}

/* ------------------------------------------------------------------ the first tagger */

/* What was thought of one word throughout the text. */
typedef struct {
  uint32_t word;
  bool used;
  uint16_t as[TOPOS_N_SORTS];
  uint16_t small;
} Memory;

typedef struct {
  Memory *slots;
  uint32_t mask;
} Memories;

static Memory *
memory_of (const Memories *memories, uint32_t word)
{
  uint32_t at = (word * 0x9E3779B1u) & memories->mask;

  while (memories->slots[at].used && memories->slots[at].word != word)
    at = (at + 1) & memories->mask;
  return &memories->slots[at];
}

static void
count (uint16_t *number)
{
  if (*number < UINT16_MAX)
    (*number)++;
}

static bool
is_remembered (const ToposToken *token)
{
  return token->active && token->kind == TOPOS_WORD_WORD && token->capital
         && token->key_length > 1;
}

static void
remember (Memories *memories, const ToposTokens *tokens, const ToposOpinion *opinions)
{
  uint32_t n = 0, size = 64;

  for (uint32_t i = 0; i < tokens->tokens->len; i++)
    n += is_remembered (topos_token (tokens, i));
  while (size < n * 2)
    size *= 2;
  memories->slots = g_new0 (Memory, size);
  memories->mask = size - 1;
  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);

    if (!is_remembered (token))
      continue;
    Memory *memory = memory_of (memories, token->word);
    memory->used = true;
    memory->word = token->word;
    if (opinions[i].tag != 0)
      count (&memory->as[(opinions[i].tag - 1) / 2]);
  }
  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);
    if (token->kind != TOPOS_WORD_WORD || token->active)
      continue;
    Memory *memory = memory_of (memories, token->word);
    if (memory->used)
      count (&memory->small);
  }
}

static void
recall (const Memories *memories, const ToposTokens *tokens, ToposOpinion *opinions)
{
  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);
    ToposOpinion *opinion = &opinions[i];

    if (!is_remembered (token))
      continue;
    const Memory *memory = memory_of (memories, token->word);
    for (int sort = 0; sort < TOPOS_N_SORTS; sort++) {
      const int own = opinion->tag != 0 && (opinion->tag - 1) / 2 == sort;
      opinion->elsewhere[sort] = (uint8_t) MIN (memory->as[sort] - own, 2);
    }
    opinion->small = (uint8_t) MIN (memory->small, 2);
  }
}

/* How far the best tag lies before the second best, in four steps. */
static uint8_t
sureness (const int32_t *scores, int n_tags, uint8_t tag)
{
  int32_t second = INT32_MIN;

  for (int t = 0; t < n_tags; t++)
    if (t != tag)
      second = MAX (second, scores[t]);
  const int32_t lead = scores[tag] - second;
  return lead < TOPOS_MODEL_UNIT ? 0 : lead < 3 * TOPOS_MODEL_UNIT ? 1
         : lead < 6 * TOPOS_MODEL_UNIT ? 2 : 3;
}

ToposOpinion *
topos_opinions_new (const ToposModel *first, const ToposTokens *tokens, const GArray *runs)
{
  ToposOpinion *opinions = g_new0 (ToposOpinion, tokens->tokens->len + 1);
  g_autofree ToposScores *scores = g_new (ToposScores, LONGEST_RUN);
  g_autofree ToposScores *best = g_new (ToposScores, LONGEST_RUN);
  uint8_t tags[LONGEST_RUN];
  uint32_t features[TOPOS_MOST_FEATURES];
  Memories memories;

  for (uint32_t r = 0; r < runs->len; r++) {
    const ToposRun run = g_array_index (runs, ToposRun, r);
    const uint32_t n = run.end - run.first;

    for (uint32_t i = 0; i < n; i++)
      topos_model_score (first, features,
                         topos_features_first (tokens, run, run.first + i, features), scores[i]);
    topos_model_decode (first, scores, n, tags, best);
    for (uint32_t i = 0; i < n; i++) {
      opinions[run.first + i].tag = tags[i];
      opinions[run.first + i].sure = sureness (best[i], first->n_tags, tags[i]);
    }
  }
  remember (&memories, tokens, opinions);
  recall (&memories, tokens, opinions);
  g_free (memories.slots);
  return opinions;
}

/* ----------------------------------------------------------------- the second tagger */

/* Is the token part of an organisation's or person's name, by the first tagger? */
static bool
is_other_name (const ToposTokens *tokens, const ToposOpinion *opinions, uint32_t i)
{
  const int sort = opinions[i].tag == 0 ? -1 : (opinions[i].tag - 1) / 2;

  return (sort == TOPOS_SORT_PERSON || sort == TOPOS_SORT_ORGANISATION) && opinions[i].sure > 0
         && topos_token (tokens, i)->capital;
}

/* "Bank of China", "Kabul University": what goes on beside the place is another name's. */
static bool
in_longer_name (const ToposTokens *tokens, const ToposOpinion *opinions, uint32_t first,
                uint32_t end)
{
  const uint32_t n = tokens->tokens->len;
  const bool goes_on = end < n && opinions[end].tag != 0 && opinions[end].tag % 2 == 0
                       && is_other_name (tokens, opinions, end);
  const bool inner = first > 0 && opinions[first].tag != 0 && opinions[first].tag % 2 == 0
                     && (is_other_name (tokens, opinions, first - 1)
                         || (first > 1 && is_other_name (tokens, opinions, first - 2)));

  return goes_on || inner;
}

static void
add_found (const ToposTokens *tokens, const ToposOpinion *opinions, const uint8_t *tags,
           ToposScores *best, ToposRun run, uint32_t from, uint32_t to, GArray *found)
{
  ToposFound it = { .first = run.first + from, .end = run.first + to };
  const int tag = tags[from];

  it.demonym = (tag - 1) / 2 == TOPOS_SORT_DEMONYM;
  it.margin = best[from][tag] - best[from][0];
  it.sense = in_longer_name (tokens, opinions, it.first, it.end)
               ? TOPOS_SENSE_EMBEDDED : TOPOS_SENSE_LITERAL;
  g_array_append_val (found, it);
}

/* How much the taggers are spurred to tell a name. In another language than the one they learnt
 * from they see less of what speaks for a place, so that the gazetteer's word counts for more. */
static int32_t
eagerness (const ToposTokens *tokens, uint32_t i)
{
  const ToposToken *token = topos_token (tokens, i);

  return EAGERNESS
         + (tokens->tongue != NULL && token->active && token->part != TOPOS_PART_NONE
            && token->class != TOPOS_NAME_VILLAGE ? FOREIGN_EAGERNESS : 0);
}

/* The second tagger's scores of every active token, kept for a second look. */
typedef struct {
  int16_t tag[TOPOS_PLACE_TAGS];
} Kept;

static void
add_run (const ToposTokens *tokens, const ToposOpinion *opinions, const uint8_t *tags,
         ToposScores *best, ToposRun run, GArray *found)
{
  const uint32_t n = run.end - run.first;

  for (uint32_t i = 0; i < n;) {
    uint32_t end = i + 1;

    if (tags[i] == 0) {
      i++;
      continue;
    }
    while (end < n && tags[end] != 0 && tags[end] % 2 == 0)
      end++;
    add_found (tokens, opinions, tags, best, run, i, end, found);
    i = end;
  }
}

static void
first_look (const ToposRecogniser *self, const ToposTokens *tokens, const ToposOpinion *opinions,
            const GArray *runs, Kept *kept, uint8_t *tags)
{
  ToposScores scores[LONGEST_RUN];
  uint32_t features[TOPOS_MOST_FEATURES], at = 0;

  for (uint32_t r = 0; r < runs->len; r++) {
    const ToposRun run = g_array_index (runs, ToposRun, r);
    const uint32_t n = run.end - run.first;

    for (uint32_t i = 0; i < n; i++, at++) {
      topos_model_score (&self->second, features,
                         topos_features_second (tokens, opinions, run, run.first + i, features),
                         scores[i]);
      scores[i][0] -= eagerness (tokens, run.first + i);
      for (int tag = 0; tag < TOPOS_PLACE_TAGS; tag++)
        kept[at].tag[tag] = (int16_t) scores[i][tag];
    }
    topos_model_decode (&self->second, scores, n, tags + run.first, NULL);
  }
}

/* What a word was found to be by the first look: `as` tells of places and demonyms, `small` how
 * often it was found to be neither. */
static void
remember_found (Memories *memories, const ToposTokens *tokens, const uint8_t *tags)
{
  for (uint32_t i = 0; i <= memories->mask; i++) {
    memset (memories->slots[i].as, 0, sizeof memories->slots[i].as);
    memories->slots[i].small = 0;
  }
  for (uint32_t i = 0; i < tokens->tokens->len; i++) {
    const ToposToken *token = topos_token (tokens, i);
    if (!is_remembered (token))
      continue;
    Memory *memory = memory_of (memories, token->word);
    count (tags[i] == 0 ? &memory->small : &memory->as[(tags[i] - 1) / 2]);
  }
}

/* How much speaks for `sort` because the word is one elsewhere in the text: one sense a text,
 * though a person or an organisation may bear the name of a place. */
static int32_t
bonus (const Memories *memories, const ToposToken *token, const ToposOpinion *opinion, int sort)
{
  if (!is_remembered (token))
    return 0;
  const Memory *memory = memory_of (memories, token->word);
  const int32_t found = memory->as[sort], not_found = memory->small;
  const int thought = opinion->tag == 0 ? -1 : (opinion->tag - 1) / 2;
  const int32_t all = (ONE_SENSE * found / MAX (found + not_found, 1))
                      + ONE_MORE * MIN (MAX (found - 1, 0), 4);

  if (sort == TOPOS_SORT_PLACE && opinion->elsewhere[TOPOS_SORT_PERSON] == 2
      && opinion->elsewhere[TOPOS_SORT_PLACE] == 0 && found <= not_found)
    return -A_PERSON;
  if (found == 0)
    return 0;
  if (thought != TOPOS_SORT_PERSON && thought != TOPOS_SORT_ORGANISATION)
    return all;
  return opinion->sure < 2 && found >= 3 ? all : all / 3;
}

/* "X, Y and Z", and another of them was found to be a place more often than not. */
static int32_t
list_bonus (const Memories *memories, const ToposTokens *tokens, uint32_t i,
            const ToposOpinion *opinion)
{
  const ToposToken *token = topos_token (tokens, i);
  const int thought = opinion->tag == 0 ? -1 : (opinion->tag - 1) / 2;
  const bool otherwise = thought == TOPOS_SORT_PERSON || thought == TOPOS_SORT_ORGANISATION;
  uint32_t first, end;

  if (token->name == 0 || !token->capital || token->class == TOPOS_NAME_UNKNOWN || token->demonym
      || (otherwise && opinion->sure > 1) || !topos_cue_is_in_list (tokens, i, &first, &end)
      || (token->name_end < end && topos_token (tokens, token->name_end)->capital))
    return 0;
  for (uint32_t at = first; at < end; at++) {
    if (at == i || !is_remembered (topos_token (tokens, at)))
      continue;
    const Memory *memory = memory_of (memories, topos_token (tokens, at)->word);
    if (memory->as[TOPOS_SORT_PLACE] > memory->small)
      return LISTED;
  }
  return 0;
}

/* The areas that the names of the first look lie in. */
static void
note_localities (const ToposTokens *tokens, const ToposNames *names, const uint8_t *tags,
                 ToposLocality *locality)
{
  for (uint32_t i = 0; i < tokens->tokens->len; i++)
    if (tags[i] == 1 + 2 * TOPOS_SORT_PLACE && topos_token (tokens, i)->name != 0)
      topos_locality_note (locality, names, topos_token (tokens, i)->name);
}

/* Is the token joined by "and" to a name that may lie near the text's other places too? */
static bool
is_joined (const ToposTokens *tokens, uint32_t i, const ToposNames *names,
           const ToposLocality *locality)
{
  const uint32_t passage = topos_token (tokens, i)->passage;

  for (int side = -1; side <= 1; side += 2) {
    const int64_t other = (int64_t) i + 2 * side;

    if (!topos_cue_is_and (tokens, (int64_t) i + side, passage) || other < 0
        || other >= (int64_t) tokens->tokens->len)
      continue;
    const ToposToken *token = topos_token (tokens, (uint32_t) other);
    if (token->passage == passage && token->capital && token->name != 0
        && topos_locality_has (locality, names, token->name))
      return true;
  }
  return false;
}

/* For a single word that may be a place near the others of the text. */
static int32_t
locality_bonus (const ToposTokens *tokens, uint32_t i, const ToposOpinion *opinion,
                const ToposNames *names, const ToposLocality *locality)
{
  const ToposToken *token = topos_token (tokens, i);
  const int thought = opinion->tag == 0 ? -1 : (opinion->tag - 1) / 2;

  if (token->name == 0 || !token->capital || token->kind != TOPOS_WORD_WORD || token->demonym)
    return 0;
  const bool joined = is_joined (tokens, i, names, locality);
  if (!joined
      && ((opinion->tag != 0 && opinion->tag % 2 == 0)
          || ((thought == TOPOS_SORT_PERSON || thought == TOPOS_SORT_ORGANISATION)
              && opinion->sure > 1)))
    return 0;
  const bool goes_on = token->name_end < tokens->tokens->len
                       && topos_token (tokens, token->name_end)->passage == token->passage
                       && topos_token (tokens, token->name_end)->capital;
  const bool headline = token->shape == TOPOS_SHAPE_ALL_CAPITALS;
  const int32_t fate = !topos_cue_has_fate (tokens, i) ? 0 : headline ? TOPOS_LEAN_HEADLINE_FATE : TOPOS_LEAN_PLACE_WORD;
  const int32_t near = goes_on && thought != TOPOS_SORT_PLACE ? 0
                       : (thought == TOPOS_SORT_PLACE ? 2 * NEAR_OTHERS : NEAR_OTHERS)
                           + (joined ? NEAR_BOTH : 0);
  return near + fate > 0 && topos_locality_has (locality, names, token->name) ? near + fate : 0;
}

static void
second_look (const ToposRecogniser *self, const ToposTokens *tokens, const ToposNames *names,
             const ToposOpinion *opinions, const GArray *runs, const Kept *kept,
             const Memories *memories, const ToposLocality *locality, GArray *found)
{
  ToposScores scores[LONGEST_RUN], best[LONGEST_RUN];
  uint8_t tags[LONGEST_RUN];
  uint32_t at = 0;

  for (uint32_t r = 0; r < runs->len; r++) {
    const ToposRun run = g_array_index (runs, ToposRun, r);
    const uint32_t n = run.end - run.first;

    for (uint32_t i = 0; i < n; i++, at++) {
      const ToposToken *token = topos_token (tokens, run.first + i);

      for (int tag = 0; tag < TOPOS_PLACE_TAGS; tag++)
        scores[i][tag] = kept[at].tag[tag];
      const int32_t known =
        topos_lean_for_place (tokens, names, run.first + i, &opinions[run.first + i])
        + list_bonus (memories, tokens, run.first + i, &opinions[run.first + i])
        + locality_bonus (tokens, run.first + i, &opinions[run.first + i], names, locality);
      scores[i][1] += known;
      scores[i][2] += known;
      for (int sort = TOPOS_SORT_PLACE; sort <= TOPOS_SORT_DEMONYM; sort++) {
        const int32_t more = bonus (memories, token, &opinions[run.first + i], sort);
        scores[i][1 + 2 * sort] += more;
        scores[i][2 + 2 * sort] += more;
      }
    }
    topos_model_decode (&self->second, scores, n, tags, best);
    add_run (tokens, opinions, tags, best, run, found);
  }
}

void
topos_recognise (const ToposRecogniser *self, const ToposTokens *tokens,
                 const ToposNames *names, GArray *found)
{
  ToposLocality locality = { .n = 0 };
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (ToposRun));
  g_autofree ToposOpinion *opinions = NULL;
  g_autofree uint8_t *tags = g_new0 (uint8_t, tokens->tokens->len + 1);
  g_autofree Kept *kept = NULL;
  Memories memories;
  uint32_t active = 0;

  topos_runs_append (tokens, runs);
  for (uint32_t r = 0; r < runs->len; r++)
    active += g_array_index (runs, ToposRun, r).end - g_array_index (runs, ToposRun, r).first;
  kept = g_new (Kept, active + 1);
  opinions = topos_opinions_new (&self->first, tokens, runs);
  first_look (self, tokens, opinions, runs, kept, tags);
  remember (&memories, tokens, opinions);
  remember_found (&memories, tokens, tags);
  note_localities (tokens, names, tags, &locality);
  second_look (self, tokens, names, opinions, runs, kept, &memories, &locality, found);
  g_free (memories.slots);
}
