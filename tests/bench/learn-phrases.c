/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "learn-phrases.h"

#include "crf.h"

#include <string.h>

#define BITS 18
#define LONGEST 6         /* tokens; longer ones are left to rules */
#define OF_ALL_GENRES 0.08f  /* the weight of a corpus of all genres: rooms, kitchens, stages */
#define OF_REPORTS 0.4f
#define NOMINAL (1 + 2 * TOPOS_PHRASE_NOMINAL)
#define EXTENT (1 + 2 * TOPOS_PHRASE_EXTENT)

/* Of the pronouns only those that say where. */
static const char *const WHERE[] = { "here", "there", "Here", "There" };

/* A gold phrase as tokens. */
typedef struct {
  uint32_t first;
  uint32_t end;
  uint8_t tag;
} Wanted;

static bool
says_where (const char *body, ToposSpan span)
{
  for (size_t i = 0; i < G_N_ELEMENTS (WHERE); i++)
    if (topos_span_length (span) == strlen (WHERE[i])
        && memcmp (body + span.start, WHERE[i], strlen (WHERE[i])) == 0)
      return true;
  return false;
}

/* 0 when it is the name itself. */
static uint8_t
tag_of (const ToposReading *reading, ToposSpan span)
{
  for (guint m = 0; m < reading->mentions->len; m++) {
    const ToposSpan name = g_array_index (reading->mentions, ToposMention, m).span;

    if (name.start == span.start && name.end == span.end)
      return 0;
    if (topos_spans_overlap (name, span))
      return EXTENT;
  }
  return NOMINAL;
}

/* The phrases of a text that can be tagged. */
static GArray *
wanted_phrases (const Text *text)
{
  const ToposReading *reading = text->gold->reading;
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));

  for (guint p = 0; p < text->gold->phrases->len; p++) {
    const GoldPhrase *phrase = &g_array_index (text->gold->phrases, GoldPhrase, p);
    Wanted it = { .first = text_token_at (&text->tokens, phrase->span.start) };

    if (phrase->demonym || it.first >= text->tokens.tokens->len
        || topos_token (&text->tokens, it.first)->span.start != phrase->span.start
        || (phrase->pronoun && !says_where (topos_reading_body (reading), phrase->span)))
      continue;
    it.end = text_token_at (&text->tokens, phrase->span.end);
    it.tag = tag_of (reading, phrase->span);
    if (it.tag != 0 && it.end - it.first <= LONGEST
        && topos_token (&text->tokens, it.end - 1)->span.end == phrase->span.end)
      g_array_append_val (wanted, it);
  }
  return wanted;
}

/* The narrowest first: it is the one that can be learnt, and that stays where they overlap. */
static int
by_worth (gconstpointer a, gconstpointer b)
{
  const Wanted *x = a, *y = b;
  const int64_t long_x = x->end - x->first, long_y = y->end - y->first;

  if (x->tag != y->tag)
    return x->tag < y->tag ? -1 : 1;
  if (long_x != long_y)
    return long_x < long_y ? -1 : 1;
  return x->first < y->first ? -1 : x->first > y->first;
}

static uint8_t *
phrase_tags (const Text *text)
{
  uint8_t *tags = g_new0 (uint8_t, text->tokens.tokens->len + 1);
  g_autoptr (GArray) wanted = wanted_phrases (text);

  g_array_sort (wanted, by_worth);
  for (guint p = 0; p < wanted->len; p++) {
    const Wanted *it = &g_array_index (wanted, Wanted, p);
    bool free = true;

    for (uint32_t i = it->first; i < it->end; i++)
      free = free && tags[i] == 0;
    for (uint32_t i = it->first; free && i < it->end; i++)
      tags[i] = (uint8_t) (it->tag + (i > it->first));
  }
  return tags;
}

static void
add_text (CrfData *data, const Text *text, const ToposGazetteer *gazetteer,
          const ToposPlaceNouns *nouns, float weight)
{
  g_autofree uint8_t *kinds = topos_phrase_kinds_new (text->gold->reading, gazetteer);
  g_autofree ToposPhraseWord *words =
    topos_phrase_words_new (&text->tokens, text->gold->reading, kinds, nouns);
  g_autofree uint8_t *tags = phrase_tags (text);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (ToposRun));
  uint32_t features[TOPOS_MOST_FEATURES];

  topos_phrase_runs_append (&text->tokens, runs);
  for (guint r = 0; r < runs->len; r++) {
    const ToposRun run = g_array_index (runs, ToposRun, r);
    const CrfRun added = { run.end - run.first, data->tokens->len, weight };
    uint8_t before = 0;

    for (uint32_t i = run.first; i < run.end; i++) {
      CrfToken token = { .first_feature = data->features->len, .tag = tags[i] };

      token.n_features =
        (uint16_t) topos_phrase_features (&text->tokens, words, run, i, features);
      if (!topos_tag_may_follow (before, token.tag))
        token.tag--;
      before = token.tag;
      g_array_append_vals (data->features, features, token.n_features);
      g_array_append_val (data->tokens, token);
    }
    g_array_append_val (data->runs, added);
  }
}

void
learn_phrases (GPtrArray *texts, const ToposGazetteer *gazetteer, const ToposPlaceNouns *nouns,
               int left_out, ToposModel *model)
{
  const CrfSettings settings = { .epochs = 9, .rate = 0.1, .decay = 1e-4, .seen_at_least = 2 };
  CrfData data;

  crf_data_init (&data);
  for (guint i = 0; i < texts->len; i++) {
    const Text *text = texts->pdata[i];
    const Corpus *corpus = &CORPORA[text->gold->corpus];

    if (corpus->phrases && text->gold->fold != left_out)
      add_text (&data, text, gazetteer, nouns, corpus->demonyms ? OF_REPORTS : OF_ALL_GENRES);
  }
  topos_model_init (model, TOPOS_PHRASE_TAGS, BITS);
  crf_learn (&data, settings, model);
  crf_data_clear (&data);
}
