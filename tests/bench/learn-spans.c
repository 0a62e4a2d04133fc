/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn-spans.h"

#include "crf.h"

#include <string.h>

#define FIRST_BITS 19
#define SECOND_BITS 19
#define HIDDEN_FIRST 0.4f    /* the weight of runs whose names are hidden */
#define HIDDEN_SECOND 0.5f
#define KNOWN_AFTER 8        /* times that a word was no name */
#define WRITTEN 0.3f         /* and of those written otherwise */
#define DRILL_FIRST 0.35f    /* and of drills */
#define DRILL_SECOND 0.2f
#define WRITTEN_EVERY 6      /* one of so many texts in capitals, one in small letters */

const Sentences SENTENCES[N_SENTENCES] = {
  { "ner/gmb.jsonl.xz", 1.0f },         { "ner/wikigold.jsonl", 1.5f },
  { "ner/uner-ewt-dev.jsonl", 1.0f },   { "ner/uner-ewt-test.jsonl", 1.0f },
  { "ner/uner-pud-test.jsonl", 1.5f },  { "ner/re3d-conll-train.jsonl", 1.0f },
};

bool
lessons_read (const char *corpora, const char *without, const ToposGazetteer *gazetteer,
              GPtrArray **sentences, GPtrArray **texts, GError **error)
{
  g_autoptr (GPtrArray) tagged = g_ptr_array_new ();
  g_autoptr (GPtrArray) placed = g_ptr_array_new ();

  for (size_t i = 0; i < N_SENTENCES; i++) {
    g_autofree char *path = g_build_filename (corpora, SENTENCES[i].file, NULL);
    if (g_strcmp0 (SENTENCES[i].file, without) != 0
        && !corpus_read_tags (path, (int) i, 16, tagged, error))
      return false;
  }
  for (size_t i = 0; i < N_CORPORA; i++) {
    g_autofree char *name = g_strconcat (CORPORA[i].name, ".jsonl", NULL);
    g_autofree char *path = g_build_filename (corpora, "geo", name, NULL);
    if (!corpus_read_places (path, (int) i, CORPORA[i].phrases, placed, error))
      return false;
  }
  *sentences = texts_look_at (tagged, gazetteer);
  *texts = texts_look_at (placed, gazetteer);
  return true;
}

static int
features_of (const Text *text, ToposRun run, uint32_t i, bool second, uint32_t *features)
{
  return second ? topos_features_second (&text->tokens, text->opinions, run, i, features)
                : topos_features_first (&text->tokens, run, i, features);
}

/* Words with a capital that are no names so often that they are known by heart: "Monday", "Mr".
 * A word of a text that nobody has seen before is none of these. */
static GHashTable *
known_words (GPtrArray *texts)
{
  GHashTable *times = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < texts->len; i++) {
    const Text *text = texts->pdata[i];
    g_autofree uint8_t *tags = text_tags (text);

    for (uint32_t t = 0; t < text->tokens.tokens->len; t++) {
      const ToposToken *token = topos_token (&text->tokens, t);
      const gpointer word = GUINT_TO_POINTER (token->word);

      if (tags[t] == 0 && token->capital && !token->first)
        g_hash_table_insert (times, word,
                             GUINT_TO_POINTER (1 + GPOINTER_TO_UINT (g_hash_table_lookup (times, word))));
    }
  }
  return times;
}

static bool
is_known (GHashTable *known, const ToposToken *token)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (known, GUINT_TO_POINTER (token->word))) >= KNOWN_AFTER;
}

/* Gives the names of a run words of no meaning and no letters, and all else with a capital but what
 * begins a sentence or is known: hidden, such words would look like unknown names. */
static void
hide_words (const Text *text, ToposRun run, const uint8_t *tags, GHashTable *known, uint32_t seed)
{
  for (uint32_t i = run.first; i < run.end; i++) {
    ToposToken *token = &g_array_index (text->tokens.tokens, ToposToken, i);

    if (token->capital && (tags[i] != 0 || (!token->first && !is_known (known, token)))) {
      token->word = (seed + i) * 0x9E3779B1u + 1;
      token->key_length = 0;
    }
  }
}

/* What the two lists have alike, in their order: both come of the same templates. */
static int
keep_alike (uint32_t *features, int n, const uint32_t *others)
{
  int kept = 0;

  for (int i = 0; i < n; i++)
    if (features[i] == others[i])
      features[kept++] = features[i];
  return kept;
}

/* Adds a run as it stands; or, where `hidden` (the known words) is given, without whatever its names' own words have a part in: the
 * tagger shall not lean on names it knows by heart, but on how they stand in the text and what
 * the gazetteer says. */
static void
add_run (CrfData *data, const Text *text, ToposRun run, const uint8_t *tags, bool second,
         GHashTable *hidden, float weight)
{
  CrfRun added = { .n = run.end - run.first, .first_token = data->tokens->len, .weight = weight };
  g_autofree ToposToken *tokens = g_memdup2 (topos_token (&text->tokens, run.first),
                                             added.n * sizeof (ToposToken));
  uint32_t features[TOPOS_MOST_FEATURES], others[TOPOS_MOST_FEATURES];
  uint8_t before = 0;

  for (uint32_t i = run.first; i < run.end; i++) {
    CrfToken token = { .first_feature = data->features->len, .tag = tags[i] };

    if (hidden != NULL)
      hide_words (text, run, tags, hidden, 1);
    int n = features_of (text, run, i, second, features);
    if (hidden != NULL) {
      hide_words (text, run, tags, hidden, 77777);
      features_of (text, run, i, second, others);
      n = keep_alike (features, n, others);
    }
    token.n_features = (uint16_t) n;
    if (!topos_tag_may_follow (before, token.tag))
      token.tag--;
    before = token.tag;
    g_array_append_vals (data->features, features, (guint) n);
    g_array_append_val (data->tokens, token);
  }
  memcpy (&g_array_index (text->tokens.tokens, ToposToken, run.first), tokens,
          added.n * sizeof (ToposToken));
  g_array_append_val (data->runs, added);
}

static bool
is_usable (ToposRun run, const uint8_t *tags)
{
  for (uint32_t i = run.first; i < run.end; i++)
    if (tags[i] == IGNORED_TAG)
      return false;
  return true;
}

GPtrArray *
texts_written (GPtrArray *texts, const ToposGazetteer *gazetteer)
{
  g_autoptr (GPtrArray) golds = g_ptr_array_new ();

  for (guint i = 0; i < texts->len; i++) {
    const GoldText *gold = ((const Text *) texts->pdata[i])->gold;

    if (i % WRITTEN_EVERY == 0)
      g_ptr_array_add (golds, gold_text_written (gold, WRITTEN_CAPITALS));
    else if (i % WRITTEN_EVERY == 1)
      g_ptr_array_add (golds, gold_text_written (gold, WRITTEN_SMALL));
  }
  return texts_look_at (golds, gazetteer);
}

static bool
is_written_otherwise (const Text *text, ToposRun run)
{
  const ToposToken *token = topos_token (&text->tokens, run.first);

  return token->shape == TOPOS_SHAPE_ALL_CAPITALS || token->shape == TOPOS_SHAPE_ALL_SMALL;
}

static void
add_first (CrfData *data, GPtrArray *texts, bool written)
{
  g_autoptr (GHashTable) known = known_words (texts);

  for (guint i = 0; i < texts->len; i++) {
    const Text *text = texts->pdata[i];
    const float weight = SENTENCES[text->gold->corpus].weight * (written ? WRITTEN : 1);
    g_autofree uint8_t *tags = text_tags (text);

    for (guint r = 0; r < text->runs->len; r++) {
      const ToposRun run = g_array_index (text->runs, ToposRun, r);

      if (written && !is_written_otherwise (text, run))
        continue;
      add_run (data, text, run, tags, false, NULL, weight);
      if (!written)
        add_run (data, text, run, tags, false, known, HIDDEN_FIRST * weight);
    }
  }
}

/* Adds drills; to the second tagger persons and bodies are nothing. */
static void
add_drills (CrfData *data, GPtrArray *drills, bool second)
{
  for (guint i = 0; i < drills->len; i++) {
    const Text *text = drills->pdata[i];
    g_autofree uint8_t *tags = text_tags (text);

    for (guint t = 0; second && t < text->tokens.tokens->len; t++)
      tags[t] = tags[t] < TOPOS_PLACE_TAGS ? tags[t] : 0;
    for (guint r = 0; r < text->runs->len; r++)
      add_run (data, text, g_array_index (text->runs, ToposRun, r), tags, second, NULL,
               second ? DRILL_SECOND : DRILL_FIRST);
  }
}

void
learn_first (GPtrArray *texts, GPtrArray *written, GPtrArray *drills, ToposModel *model)
{
  const CrfSettings settings = { .epochs = 7, .rate = 0.12, .decay = 2e-5, .seen_at_least = 2 };
  CrfData data;

  crf_data_init (&data);
  add_first (&data, texts, false);
  add_first (&data, written, true);
  add_drills (&data, drills, false);
  topos_model_init (model, TOPOS_SORT_TAGS, FIRST_BITS);
  crf_learn (&data, settings, model);
  crf_data_clear (&data);
}

static void
add_second (CrfData *data, GPtrArray *texts, bool written, int left_out)
{
  g_autoptr (GHashTable) known = known_words (texts);

  for (guint i = 0; i < texts->len; i++) {
    const Text *text = texts->pdata[i];
    const float weight = CORPORA[text->gold->corpus].weight * (written ? WRITTEN : 1);
    g_autofree uint8_t *tags = NULL;

    if (text->gold->fold == left_out)
      continue;
    tags = text_tags (text);
    text_mark_demonyms (text, tags);
    for (guint r = 0; r < text->runs->len; r++) {
      const ToposRun run = g_array_index (text->runs, ToposRun, r);

      if (!is_usable (run, tags) || (written && !is_written_otherwise (text, run)))
        continue;
      add_run (data, text, run, tags, true, NULL, weight);
      add_run (data, text, run, tags, true, known, HIDDEN_SECOND * weight);
    }
  }
}

void
learn_second (GPtrArray *texts, GPtrArray *written, GPtrArray *drills, int left_out,
              ToposModel *model)
{
  const CrfSettings settings = { .epochs = 9, .rate = 0.1, .decay = 1e-4, .seen_at_least = 2 };
  CrfData data;

  crf_data_init (&data);
  add_second (&data, texts, false, left_out);
  add_second (&data, written, true, left_out);
  add_drills (&data, drills, true);
  topos_model_init (model, TOPOS_PLACE_TAGS, SECOND_BITS);
  crf_learn (&data, settings, model);
  crf_data_clear (&data);
}
