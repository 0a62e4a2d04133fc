/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Learns the weights by which places are found, and writes them; or tells how good they are,
 * each text read by a model that never saw it.
 *
 *   train-places CORPORA OUT             writes OUT/recognise.bin and OUT/resolve.txt
 *   train-places --folds CORPORA OUT     writes OUT/<corpus>.jsonl, what five models, each
 *                                        trained on four fifths, find in the fifth fifth
 *   train-places --plain CORPORA OUT     the same by a plain reader, to be beaten: the longest
 *                                        capitalised name of the gazetteer, its largest place
 *
 *   train-places --ranks CORPORA OUT     writes OUT/folds.tsv and OUT/others.tsv: where the names of
 *                                        the gold are put by rankers of the other folds, and by
 *                                        rankers that never saw a text of the corpus
 *
 * The gazetteer is that of TOPOS_DATA_DIR; so is the first tagger of --ranks. */

#include "annotations.h"
#include "crf.h"
#include "geoparse/parser.h"
#include "learn-ranks.h"

#include <string.h>

#define FOLDS 5
#define FIRST_BITS 18
#define SECOND_BITS 17
#define HIDDEN_FIRST 0.25f   /* the weight of runs whose names are hidden */
#define HIDDEN_SECOND 0.5f

/* Sentences with tags, for the first tagger. */
static const struct {
  const char *file;
  float weight;
} SENTENCES[] = {
  { "ner/gmb.jsonl.xz", 1.0f },         { "ner/wikigold.jsonl", 1.5f },
  { "ner/uner-ewt-dev.jsonl", 1.0f },   { "ner/uner-ewt-test.jsonl", 1.0f },
  { "ner/uner-pud-test.jsonl", 1.5f },  { "ner/re3d-conll-train.jsonl", 1.0f },
};

static void
add_run (CrfData *data, const Text *text, const ToposRun run, const uint8_t *tags, bool second,
         float weight)
{
  CrfRun added = { .n = run.end - run.first, .first_token = data->tokens->len, .weight = weight };
  uint32_t features[TOPOS_MOST_FEATURES];
  uint8_t before = 0;

  for (uint32_t i = run.first; i < run.end; i++) {
    const int n = second
      ? topos_features_second (&text->tokens, text->opinions, run, i, features)
      : topos_features_first (&text->tokens, run, i, features);
    CrfToken token = { .first_feature = data->features->len, .n_features = (uint16_t) n };

    token.tag = tags[i];
    if (!topos_tag_may_follow (before, token.tag))
      token.tag--;
    before = token.tag;
    g_array_append_vals (data->features, features, (guint) n);
    g_array_append_val (data->tokens, token);
  }
  g_array_append_val (data->runs, added);
}

/* The same with the names' own words hidden: the tagger shall not lean on names it knows by
 * heart, but on how they stand in the text and what the gazetteer says. */
static void
add_hidden_run (CrfData *data, const Text *text, const ToposRun run, const uint8_t *tags,
                bool second, float weight)
{
  uint32_t words[256];

  if (run.end - run.first > G_N_ELEMENTS (words))
    return;
  for (uint32_t i = run.first; i < run.end; i++) {
    ToposToken *token = &g_array_index (text->tokens.tokens, ToposToken, i);
    words[i - run.first] = token->word;
    if (token->capital)
      token->word = (data->tokens->len + i) * 0x9E3779B1u + 1;
  }
  add_run (data, text, run, tags, second, weight);
  for (uint32_t i = run.first; i < run.end; i++)
    g_array_index (text->tokens.tokens, ToposToken, i).word = words[i - run.first];
}

static bool
is_usable (ToposRun run, const uint8_t *tags)
{
  for (uint32_t i = run.first; i < run.end; i++)
    if (tags[i] == IGNORED_TAG)
      return false;
  return true;
}

static void
learn_first (GPtrArray *texts, ToposModel *model)
{
  const CrfSettings settings = { .epochs = 7, .rate = 0.12, .decay = 2e-5, .seen_at_least = 2 };
  CrfData data;

  crf_data_init (&data);
  for (guint i = 0; i < texts->len; i++) {
    const Text *text = texts->pdata[i];
    g_autofree uint8_t *tags = text_tags (text);

    for (guint r = 0; r < text->runs->len; r++) {
      add_run (&data, text, g_array_index (text->runs, ToposRun, r), tags, false,
               SENTENCES[text->gold->corpus].weight);
      add_hidden_run (&data, text, g_array_index (text->runs, ToposRun, r), tags, false,
                      HIDDEN_FIRST * SENTENCES[text->gold->corpus].weight);
    }
  }
  topos_model_init (model, TOPOS_SORT_TAGS, FIRST_BITS);
  crf_learn (&data, settings, model);
  crf_data_clear (&data);
}

static void
learn_second (GPtrArray *texts, int left_out, ToposModel *model)
{
  const CrfSettings settings = { .epochs = 9, .rate = 0.1, .decay = 1e-4, .seen_at_least = 2 };
  CrfData data;

  crf_data_init (&data);
  for (guint i = 0; i < texts->len; i++) {
    const Text *text = texts->pdata[i];
    g_autofree uint8_t *tags = NULL;

    if (text->gold->fold == left_out)
      continue;
    tags = text_tags (text);
    text_mark_demonyms (text, tags);
    for (guint r = 0; r < text->runs->len; r++) {
      const ToposRun run = g_array_index (text->runs, ToposRun, r);
      if (is_usable (run, tags)) {
        add_run (&data, text, run, tags, true, CORPORA[text->gold->corpus].weight);
        add_hidden_run (&data, text, run, tags, true,
                        HIDDEN_SECOND * CORPORA[text->gold->corpus].weight);
      }
    }
  }
  topos_model_init (model, TOPOS_PLACE_TAGS, SECOND_BITS);
  crf_learn (&data, settings, model);
  crf_data_clear (&data);
}

/* --------------------------------------------------------------------------- output */

static bool
write_annotations (GPtrArray *texts, const ToposGazetteer *gazetteer, const char *out,
                   GError **error)
{
  for (size_t corpus = 0; corpus < N_CORPORA; corpus++) {
    g_autoptr (GString) json = g_string_new (NULL);
    g_autofree char *name = g_strconcat (CORPORA[corpus].name, ".jsonl", NULL);
    g_autofree char *path = g_build_filename (out, name, NULL);

    for (guint i = 0; i < texts->len; i++) {
      const Text *text = texts->pdata[i];
      if (text->gold->corpus == (int) corpus)
        annotations_append (json, gazetteer, text->gold->id, text->gold->reading);
    }
    if (!g_file_set_contents (path, json->str, (gssize) json->len, error))
      return false;
  }
  return true;
}

/* ----------------------------------------------------------------------------- main */

static bool
read_all (const char *corpora, const ToposGazetteer *gazetteer, GPtrArray **sentences,
          GPtrArray **texts, GError **error)
{
  g_autoptr (GPtrArray) tagged = g_ptr_array_new ();
  g_autoptr (GPtrArray) placed = g_ptr_array_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (SENTENCES); i++) {
    g_autofree char *path = g_build_filename (corpora, SENTENCES[i].file, NULL);
    if (!corpus_read_tags (path, (int) i, 16, tagged, error))
      return false;
  }
  for (size_t i = 0; i < N_CORPORA; i++) {
    g_autofree char *name = g_strconcat (CORPORA[i].name, ".jsonl", NULL);
    g_autofree char *path = g_build_filename (corpora, "geo", name, NULL);
    if (!corpus_read_places (path, (int) i, placed, error))
      return false;
  }
  *sentences = texts_look_at (tagged, gazetteer);
  *texts = texts_look_at (placed, gazetteer);
  return true;
}

/* Reads every text by a model that did not see it, and counts how sure is how right. */
static void
cross_read (ToposGeoparser *parser, GPtrArray *texts, bool counting, const ToposRanker *counted,
            Tally *tally)
{
  for (int fold = 0; fold < FOLDS; fold++) {
    learn_second (texts, fold, &parser->recogniser.second);
    learn_ranker (texts, fold, &parser->ranker);
    if (counting)
      tally_number_steps (&parser->ranker);
    else
      memcpy (parser->ranker.confidence, counted->confidence, sizeof counted->confidence);
    for (guint i = 0; i < texts->len; i++) {
      const Text *text = texts->pdata[i];
      if (text->gold->fold != fold)
        continue;
      topos_geoparse (parser, text->gold->reading, NULL);
      if (counting)
        tally_text (tally, parser->gazetteer, text);
    }
    topos_model_clear (&parser->recogniser.second);
    g_printerr ("fold %d of %d\n", fold + 1, FOLDS);
  }
}

/* The plain reader: the longest name of the gazetteer that begins with a capital, the place
 * with the most people of those that bear it. */
static void
read_plainly (const ToposGazetteer *gazetteer, Text *text)
{
  ToposReading *reading = text->gold->reading;

  for (uint32_t i = 0; i < text->tokens.tokens->len;) {
    const ToposToken *token = topos_token (&text->tokens, i);
    const ToposName *name = topos_names_get (&text->names, token->name);
    ToposMention mention = { .confidence = 500 };
    int64_t most = -1;

    if (token->name == 0 || token->first) {
      i++;
      continue;
    }
    for (uint32_t h = 0; h < name->n_hits; h++) {
      ToposPlace place;
      topos_gazetteer_get (gazetteer, topos_names_hit (&text->names, name->first_hit + h)->place,
                           &place);
      if (place.population > most) {
        most = place.population;
        mention.choice = place.id;
      }
    }
    mention.span.start = token->span.start;
    mention.span.end = topos_token (&text->tokens, token->name_end - 1)->span.end;
    g_array_append_val (reading->mentions, mention);
    i = token->name_end;
  }
}

static void
read_plainly_cb (gpointer text, gpointer gazetteer)
{
  read_plainly (gazetteer, text);
}

static bool
write_weights (const ToposGeoparser *parser, const char *out, GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *text = topos_ranker_to_text (&parser->ranker);
  g_autofree char *weights = g_build_filename (out, "recognise.bin", NULL);
  g_autofree char *ranks = g_build_filename (out, "resolve.txt", NULL);

  topos_model_write (&parser->recogniser.first, file);
  topos_model_write (&parser->recogniser.second, file);
  return g_file_set_contents (weights, (const char *) file->data, file->len, error)
         && g_file_set_contents (ranks, text, -1, error);
}

/* Judges rankers alone, on the names of the gold: within seconds. */
static bool
judge (GPtrArray *texts, const char *data, const char *out, GError **error)
{
  g_autofree char *weights = g_build_filename (data, "geoparse", "recognise.bin", NULL);
  g_autofree char *folds = g_build_filename (out, "folds.tsv", NULL);
  g_autofree char *others = g_build_filename (out, "others.tsv", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GString) report = g_string_new (NULL);
  ToposModel first = { 0 };
  ToposRanker ranker;
  gsize length;

  if (!g_file_get_contents (weights, &bytes, &length, error))
    return false;
  topos_model_read (&first, (const uint8_t *) bytes, length);
  for (guint i = 0; i < texts->len; i++) {
    Text *text = texts->pdata[i];
    text->opinions = topos_opinions_new (&first, &text->tokens, text->runs);
  }
  topos_model_clear (&first);
  for (int fold = 0; fold < FOLDS; fold++) {
    learn_ranker (texts, fold, &ranker);
    judge_ranker (texts, fold, &ranker, report);
  }
  if (!g_file_set_contents (folds, report->str, (gssize) report->len, error))
    return false;
  g_string_truncate (report, 0);
  for (guint i = 0; i < texts->len; i++)
    ((Text *) texts->pdata[i])->gold->fold = ((Text *) texts->pdata[i])->gold->corpus;
  for (int corpus = 0; corpus < N_CORPORA; corpus++) {
    if (CORPORA[corpus].ranks <= 0)
      continue;
    learn_ranker (texts, corpus, &ranker);
    judge_ranker (texts, corpus, &ranker, report);
  }
  return g_file_set_contents (others, report->str, (gssize) report->len, error);
}

typedef enum { TRAIN, CROSS, PLAIN, RANKS } Deed;

static bool
train (const char *corpora, const char *out, Deed deed, GError **error)
{
  g_autoptr (ToposGazetteer) gazetteer = 
    topos_gazetteer_open_bundled (g_getenv ("TOPOS_DATA_DIR"), error);
  g_autoptr (GPtrArray) sentences = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  g_autofree Tally *tally = g_new0 (Tally, 1);
  ToposRanker calibrated = { 0 };
  ToposGeoparser parser = { .gazetteer = gazetteer };

  if (gazetteer == NULL || !read_all (corpora, gazetteer, &sentences, &texts, error))
    return false;
  g_printerr ("read %u and %u texts\n", sentences->len, texts->len);
  if (deed == PLAIN) {
    g_ptr_array_foreach (texts, read_plainly_cb, gazetteer);
    return write_annotations (texts, gazetteer, out, error);
  }
  if (deed == RANKS)
    return judge (texts, g_getenv ("TOPOS_DATA_DIR"), out, error);
  learn_first (sentences, &parser.recogniser.first);
  for (guint i = 0; i < texts->len; i++) {
    Text *text = texts->pdata[i];
    text->opinions = topos_opinions_new (&parser.recogniser.first, &text->tokens, text->runs);
  }
  g_printerr ("learnt the first tagger\n");
  cross_read (&parser, texts, true, NULL, tally);
  tally_calibrate (tally, &calibrated);
  if (deed == CROSS) {
    cross_read (&parser, texts, false, &calibrated, NULL);
    topos_model_clear (&parser.recogniser.first);
    return write_annotations (texts, gazetteer, out, error);
  }
  learn_second (texts, -1, &parser.recogniser.second);
  learn_ranker (texts, -1, &parser.ranker);
  memcpy (parser.ranker.confidence, calibrated.confidence, sizeof calibrated.confidence);
  const bool done = write_weights (&parser, out, error);
  topos_model_clear (&parser.recogniser.first);
  topos_model_clear (&parser.recogniser.second);
  return done;
}

static Deed
deed_of (const char *word)
{
  static const char *const WORDS[] = { "", "--folds", "--plain", "--ranks" };

  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (strcmp (word, WORDS[i]) == 0)
      return (Deed) i;
  return TRAIN;
}

int
main (int argc, char **argv)
{
  const Deed deed = deed_of (argc == 4 ? argv[1] : "");
  g_autoptr (GError) error = NULL;

  if (argc != (deed == TRAIN ? 3 : 4)) {
    g_printerr ("train-places [--folds|--plain|--ranks] CORPORA OUT\n");
    return 2;
  }
  if (train (argv[argc - 2], argv[argc - 1], deed, &error))
    return 0;
  g_printerr ("train-places: %s\n", error->message);
  return 1;
}
