/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/phrases.h"

#include "core/error.h"
#include "core/translate.h"
#include "geoparse/antecedents.h"
#include "geoparse/coordinates.h"
#include "geoparse/extents.h"

#include <string.h>

#define EAGERNESS 29            /* model units in favour of phrases */
#define LONGEST_REPEATED 5      /* tokens */
#define REPEATED_CONFIDENCE 350
#define DEFINITE_CONFIDENCE 700
#define COORDINATES_CONFIDENCE 950
#define LONGEST_OF_RULES 64    /* tokens that a phrase of rules may take */

static const char *const ARTICLES[] = { "the", "a", "an" };

static bool
load_model (ToposModel *model, const char *path, GError **error)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &contents, &length, error))
    return false;
  if (topos_model_read (model, (const uint8_t *) contents, length) == length
      && model->n_tags == TOPOS_PHRASE_TAGS)
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
               _ ("The file %s is damaged or of another version: install Topos again."), path);
  return false;
}

bool
topos_phraser_open (ToposPhraser *self, const char *data_dir, GError **error)
{
  g_autofree char *weights = g_build_filename (data_dir, "geoparse", "phrases.bin", NULL);
  g_autofree char *nouns = g_build_filename (data_dir, "geoparse", "place-nouns.tsv", NULL);
  g_autoptr (GError) problem = NULL;

  if ((self->nouns = topos_place_nouns_open (nouns, &problem)) != NULL
      && load_model (&self->model, weights, &problem))
    return true;
  topos_phraser_clear (self);
  if (problem->domain == TOPOS_ERROR)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
                 _ ("The tables for finding places cannot be read (%s): install Topos again."),
                 problem->message);
  return false;
}

void
topos_phraser_clear (ToposPhraser *self)
{
  topos_model_clear (&self->model);
  g_clear_pointer (&self->nouns, topos_place_nouns_free);
}

uint8_t *
topos_phrase_kinds_new (const ToposReading *reading, const ToposGazetteer *gazetteer)
{
  uint8_t *kinds = g_malloc (reading->mentions->len + 1);

  for (guint m = 0; m < reading->mentions->len; m++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, m);
    uint32_t hit;
    ToposPlace place;

    kinds[m] = TOPOS_PLACE_N_KINDS;
    if (mention->choice == TOPOS_PLACE_NONE || !topos_gazetteer_seek (gazetteer, mention->choice, &hit))
      continue;
    topos_gazetteer_glance (gazetteer, hit, &place);
    kinds[m] = (uint8_t) place.kind;
  }
  return kinds;
}

/* ------------------------------------------------------------------------- the tagger */

/* How often a phrase was right that beat its absence by so many halves of a nat; from the folds that
 * data/geoparse/README.md tells of. */
static uint16_t
confidence_of (int32_t margin)
{
  static const uint16_t STEPS[] = { 300, 330, 350, 400, 430, 500, 540, 600, 650, 780 };
  const int32_t step = margin * 2 / TOPOS_MODEL_UNIT + 2;

  return STEPS[CLAMP (step, 0, (int32_t) G_N_ELEMENTS (STEPS) - 1)];
}

/* Is the token a hyphen with no space on either side? */
static bool
is_hyphen (const ToposTokens *tokens, const ToposReading *reading, uint32_t i)
{
  const ToposToken *token = topos_token (tokens, i);

  return i > 0 && token->kind == TOPOS_WORD_MARK
         && topos_reading_body (reading)[token->span.start] == '-'
         && topos_token (tokens, i - 1)->span.end == token->span.start;
}

/* A phrase neither begins with "in" nor with half a word, and has its article. */
static void
settle_begin (const ToposTokens *tokens, const ToposPhraseWord *words, const ToposReading *reading,
              ToposRun run, ToposStretch *it)
{
  if (it->first > run.first && is_hyphen (tokens, reading, it->first))
    it->first--;
  else if (it->first > run.first + 1 && is_hyphen (tokens, reading, it->first - 1))
    it->first -= 2;
  while (it->first + 1 < it->end && words[it->first].small >= TOPOS_SMALL_PREPOSITION)
    it->first++;
  if (it->first > run.first && words[it->first].small == TOPOS_SMALL_NONE
      && TOPOS_TOKEN_IS_ONE_OF (tokens, (int64_t) it->first - 1,
                                topos_token (tokens, it->first)->passage, ARTICLES))
    it->first--;
}

/* Neither "of" nor a mark ends a phrase, and another article behind a noun begins something else: "the
 * province | some villages". What holds no name is no extent. */
static void
settle_end (const ToposPhraseWord *words, ToposStretch *it)
{
  bool noun = false, named = false;

  while (it->end > it->first + 1 && words[it->end - 1].small >= TOPOS_SMALL_PREPOSITION
         && words[it->end - 1].noun == NULL)
    it->end--;
  for (uint32_t i = it->first; i < it->end; i++) {
    const uint8_t small = words[i].small;

    if (noun && words[i - 1].small == TOPOS_SMALL_NONE && small >= TOPOS_SMALL_ARTICLE
        && small <= TOPOS_SMALL_OWNER)
      it->end = i;
    noun = noun || words[i].noun != NULL;
  }
  for (uint32_t i = it->first; i < it->end; i++)
    named = named || words[i].named != 0;
  it->kind = named ? it->kind : TOPOS_PHRASE_NOMINAL;
}

static void
tag_run (const ToposPhraser *self, const ToposTokens *tokens, const ToposPhraseWord *words,
         const ToposReading *reading, ToposRun run, GArray *stretches)
{
  ToposScores scores[TOPOS_PHRASE_LONGEST_RUN], best[TOPOS_PHRASE_LONGEST_RUN];
  uint8_t tags[TOPOS_PHRASE_LONGEST_RUN];
  uint32_t features[TOPOS_MOST_FEATURES];
  const uint32_t n = run.end - run.first;

  for (uint32_t i = 0; i < n; i++) {
    topos_model_score (&self->model, features,
                       topos_phrase_features (tokens, words, run, run.first + i, features),
                       scores[i]);
    scores[i][0] -= EAGERNESS;
  }
  topos_model_decode (&self->model, scores, n, tags, best);
  for (uint32_t i = 0, end; i < n; i = end) {
    end = i + 1;
    if (tags[i] == 0)
      continue;
    while (end < n && tags[end] != 0 && tags[end] % 2 == 0)
      end++;
    ToposStretch stretch = {
      run.first + i, run.first + end, (ToposPhraseKind) (tags[i] / 2),
      confidence_of (best[i][tags[i]] - best[i][0]),
    };
    settle_begin (tokens, words, reading, run, &stretch);
    settle_end (words, &stretch);
    g_array_append_val (stretches, stretch);
  }
}

/* ----------------------------------------------------------- the same words elsewhere */

static uint32_t
words_hash (const ToposTokens *tokens, uint32_t first, uint32_t end)
{
  uint32_t hash = end - first;

  for (uint32_t i = first; i < end; i++)
    hash = (hash ^ topos_token (tokens, i)->word) * 0x01000193u;
  return hash;
}

/* Marks in `taken` (a byte a token) what the stretches from `from` on cover. */
static void
take (const GArray *stretches, guint from, uint8_t *taken)
{
  for (guint s = from; s < stretches->len; s++) {
    const ToposStretch *it = &g_array_index (stretches, ToposStretch, s);

    memset (taken + it->first, 1, it->end - it->first);
  }
}

static bool
is_free (const ToposTokens *tokens, const ToposPhraseWord *words, const uint8_t *taken,
         uint32_t first, uint32_t end)
{
  for (uint32_t i = first; i < end; i++)
    if (taken[i] || words[i].named != 0
        || topos_token (tokens, i)->passage != topos_token (tokens, first)->passage)
      return false;
  return true;
}

/* What was told once to be a place is one wherever the same words stand: "the library". Only of an
 * article or the like and more, since a bare noun may be anything. */
static void
repeat_elsewhere (const ToposTokens *tokens, const ToposPhraseWord *words, GArray *stretches)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  g_autofree uint8_t *taken = g_new0 (uint8_t, tokens->tokens->len + 1);
  const guint n = stretches->len;

  for (guint s = 0; s < n; s++) {
    const ToposStretch *it = &g_array_index (stretches, ToposStretch, s);
    const uint32_t length = it->end - it->first;

    if (it->kind == TOPOS_PHRASE_NOMINAL && length > 1 && length <= LONGEST_REPEATED)
      g_hash_table_add (told, GUINT_TO_POINTER (words_hash (tokens, it->first, it->end)));
  }
  take (stretches, 0, taken);
  for (uint32_t i = 0; i < tokens->tokens->len; i++)
    for (uint32_t end = i + 2; end <= MIN (i + LONGEST_REPEATED, tokens->tokens->len); end++) {
      if (words[end - 1].noun == NULL || !is_free (tokens, words, taken, i, end)
          || !g_hash_table_contains (told, GUINT_TO_POINTER (words_hash (tokens, i, end))))
        continue;
      const ToposStretch stretch = { i, end, TOPOS_PHRASE_NOMINAL, REPEATED_CONFIDENCE };
      g_array_append_val (stretches, stretch);
      take (stretches, stretches->len - 1, taken);
    }
}

/* ------------------------------------------------------------------------- the country */

/* May the phrase end before the token: at a mark, a small word, a verb by its ending? Else a noun may go
 * on: "the city council". */
static bool
may_end_before (const ToposTokens *tokens, const ToposPhraseWord *words, uint32_t i, uint32_t passage)
{
  const ToposToken *token = topos_token_at (tokens, i, passage);
  gsize length = 0;

  if (token == NULL || words[i].small > TOPOS_SMALL_NONE)
    return true;
  const char *word = topos_token_word (tokens, token, &length);
  return words[i].named == 0 && length > 3
         && (memcmp (word + length - 2, "ed", 2) == 0 || memcmp (word + length - 2, "ly", 2) == 0);
}

/* "the country", "this city", "her province": what the tagger may pass over and is told if it means a
 * name. */
static void
append_definite (const ToposTokens *tokens, const ToposPhraseWord *words, GArray *stretches)
{
  g_autofree uint8_t *taken = g_new0 (uint8_t, tokens->tokens->len + 1);

  take (stretches, 0, taken);
  for (uint32_t i = 0; i + 1 < tokens->tokens->len; i++) {
    const uint32_t passage = topos_token (tokens, i)->passage;
    const uint8_t small = words[i].small;
    const ToposNoun *noun = words[i + 1].noun;

    if (noun == NULL || noun->plural || noun->kinds == 0 || noun->group > TOPOS_NOUN_LAND
        || !is_free (tokens, words, taken, i, i + 2)
        || (small != TOPOS_SMALL_POINTER && small != TOPOS_SMALL_OWNER
            && !topos_token_is (tokens, i, passage, "the"))
        || !may_end_before (tokens, words, i + 2, passage)
        || topos_token_is (tokens, (int64_t) i + 2, passage, "of"))
      continue;
    const ToposStretch stretch = { i, i + 2, TOPOS_PHRASE_NOMINAL, DEFINITE_CONFIDENCE, true };
    g_array_append_val (stretches, stretch);
  }
}

/* ----------------------------------------------------------------------- coordinates */

static void
append_coordinates (ToposReading *reading)
{
  for (uint32_t p = 0; p < reading->passages->len; p++) {
    ToposSpan within = topos_reading_passage (reading, p)->span;
    ToposPhrase phrase = { .kind = TOPOS_PHRASE_COORDINATES, .standing = TOPOS_STANDING_PLACED,
                           .confidence = COORDINATES_CONFIDENCE, .of = -1, .passage = p };

    while (topos_coordinates_find (topos_reading_body (reading), within, &phrase.span,
                                   &phrase.point)) {
      g_array_append_val (reading->phrases, phrase);
      within.start = phrase.span.end;
    }
  }
}

/* Takes away what was tagged over coordinates. */
static void
drop_coordinates (const ToposTokens *tokens, const ToposReading *reading, GArray *tagged)
{
  guint kept = 0, c = 0;

  for (guint s = 0; s < tagged->len; s++) {
    const ToposStretch it = g_array_index (tagged, ToposStretch, s);
    const ToposSpan span = { topos_token (tokens, it.first)->span.start,
                             topos_token (tokens, it.end - 1)->span.end };

    while (c < reading->phrases->len
           && g_array_index (reading->phrases, ToposPhrase, c).span.end <= span.start)
      c++;
    if (c == reading->phrases->len
        || !topos_spans_overlap (g_array_index (reading->phrases, ToposPhrase, c).span, span))
      g_array_index (tagged, ToposStretch, kept++) = it;
  }
  g_array_set_size (tagged, kept);
}

/* -------------------------------------------------------------------------- together */

static int
by_start (gconstpointer a, gconstpointer b)
{
  const ToposStretch *x = a, *y = b;

  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  if (x->end != y->end)
    return x->end > y->end ? -1 : 1;
  return (int) y->confidence - (int) x->confidence;
}

/* Does a stretch of rules, of those from `from` on, cut the tagged one in two, or hold it without a
 * name? Both are in text order. */
static bool
is_in_the_way (const GArray *ruled, guint from, const ToposStretch *tagged)
{
  for (guint s = from; s < ruled->len; s++) {
    const ToposStretch *it = &g_array_index (ruled, ToposStretch, s);
    const bool apart = it->end <= tagged->first || tagged->end <= it->first;
    const bool holds = it->first <= tagged->first && tagged->end <= it->end;
    const bool held = tagged->first <= it->first && it->end <= tagged->end;

    if (it->first >= tagged->end)
      break;
    if (!apart && ((!holds && !held) || (holds && tagged->kind == TOPOS_PHRASE_NOMINAL)))
      return true;
  }
  return false;
}

static void
drop_doubles (GArray *stretches)
{
  guint kept = 0;

  for (guint s = 0; s < stretches->len; s++) {
    const ToposStretch it = g_array_index (stretches, ToposStretch, s);
    const ToposStretch *last = kept ? &g_array_index (stretches, ToposStretch, kept - 1) : NULL;

    if (last == NULL || last->first != it.first || last->end != it.end)
      g_array_index (stretches, ToposStretch, kept++) = it;
  }
  g_array_set_size (stretches, kept);
}

/* Tagged stretches beside those of rules, which are surer; in text order, none twice. */
static void
put_together (GArray *tagged, GArray *ruled, GArray *all)
{
  guint from = 0;

  g_array_sort (tagged, by_start);
  g_array_sort (ruled, by_start);
  g_array_append_vals (all, ruled->data, ruled->len);
  for (guint s = 0; s < tagged->len; s++) {
    const ToposStretch *it = &g_array_index (tagged, ToposStretch, s);

    while (from < ruled->len
           && g_array_index (ruled, ToposStretch, from).first + LONGEST_OF_RULES < it->first)
      from++;
    if (!is_in_the_way (ruled, from, it))
      g_array_append_vals (all, it, 1);
  }
  g_array_sort (all, by_start);
  drop_doubles (all);
}

static int
phrases_by_start (gconstpointer a, gconstpointer b)
{
  const ToposSpan x = ((const ToposPhrase *) a)->span, y = ((const ToposPhrase *) b)->span;

  return x.start != y.start ? (x.start > y.start) - (x.start < y.start)
                            : (x.end < y.end) - (x.end > y.end);
}

/* What the tagger tells, and what follows from that. It learnt from English. */
static void
tag (const ToposPhraser *self, const ToposTokens *tokens, const ToposPhraseWord *words,
     const ToposReading *reading, GArray *tagged)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (ToposRun));

  if (tokens->tongue != NULL)
    return;
  topos_phrase_runs_append (tokens, runs);
  for (uint32_t r = 0; r < runs->len; r++)
    tag_run (self, tokens, words, reading, g_array_index (runs, ToposRun, r), tagged);
  drop_coordinates (tokens, reading, tagged);
  repeat_elsewhere (tokens, words, tagged);
  append_definite (tokens, words, tagged);
}

void
topos_phrases_find (const ToposPhraser *self, const ToposTokens *tokens,
                    const ToposGazetteer *gazetteer, ToposReading *reading)
{
  g_autofree uint8_t *kinds = topos_phrase_kinds_new (reading, gazetteer);
  g_autofree ToposPhraseWord *words =
    topos_phrase_words_new (tokens, reading, kinds, self->nouns);
  g_autoptr (GArray) tagged = g_array_new (FALSE, FALSE, sizeof (ToposStretch));
  g_autoptr (GArray) ruled = g_array_new (FALSE, FALSE, sizeof (ToposStretch));
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (ToposStretch));

  g_array_set_size (reading->phrases, 0);
  append_coordinates (reading);
  tag (self, tokens, words, reading, tagged);
  topos_extents_append (tokens, words, reading, gazetteer, ruled);
  put_together (tagged, ruled, stretches);
  topos_antecedents_append (tokens, words, kinds, stretches, gazetteer, reading);
  g_array_sort (reading->phrases, phrases_by_start);
}
