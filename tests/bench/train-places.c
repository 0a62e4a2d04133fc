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
 * The gazetteer is that of TOPOS_DATA_DIR. */

#include "annotations.h"
#include "corpus.h"
#include "crf.h"
#include "geoparse/parser.h"

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

/* Texts with places, for the second tagger and the ranker: news weighs most. */
static const struct {
  const char *name;
  float weight;
  float ranks;      /* its weight for the ranker */
  bool demonyms;    /* they are annotated */
} TEXTS[] = {
  { "lgl-dev", 1.0f, 1.0f, true },   { "geovirus-dev", 1.0f, 1.0f, false },
  { "tudloc", 0.6f, 0.6f, false },   { "re3d", 0.4f, 0, true },
  { "gum-places", 0.3f, 0, false },  { "wotr-dev", 0.2f, 0.2f, false },
};

/* A text with everything that does not change while weights are learnt. */
typedef struct {
  GoldText *gold;
  ToposNames names;
  ToposTokens tokens;
  GArray *runs;
  ToposOpinion *opinions;
} Text;

static Text *
text_new (GoldText *gold, const ToposGazetteer *gazetteer)
{
  Text *text = g_new0 (Text, 1);

  text->gold = gold;
  topos_names_init (&text->names, gazetteer);
  topos_tokens_init (&text->tokens, gold->reading, NULL, &text->names);
  text->runs = g_array_new (FALSE, FALSE, sizeof (ToposRun));
  topos_runs_append (&text->tokens, text->runs);
  return text;
}

static void
text_free (gpointer data)
{
  Text *text = data;

  gold_text_free (text->gold);
  topos_tokens_clear (&text->tokens);
  topos_names_clear (&text->names);
  g_array_unref (text->runs);
  g_free (text->opinions);
  g_free (text);
}

static GPtrArray *
look_at (GPtrArray *golds, const ToposGazetteer *gazetteer)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (text_free);

  for (guint i = 0; i < golds->len; i++)
    g_ptr_array_add (texts, text_new (golds->pdata[i], gazetteer));
  return texts;
}

/* ----------------------------------------------------------------------------- tags */

/* The first token that begins at `byte` or later. */
static uint32_t
token_at (const ToposTokens *tokens, uint32_t byte)
{
  uint32_t low = 0, high = tokens->tokens->len;

  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (topos_token (tokens, middle)->span.start < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

#define IGNORED_TAG 255

/* The gold tag of every token; names that do not begin at a token are nothing. */
static uint8_t *
tags_of (const Text *text)
{
  const uint32_t n = text->tokens.tokens->len;
  uint8_t *tags = g_new0 (uint8_t, n + 1);

  for (guint i = 0; i < text->gold->names->len; i++) {
    const GoldName *name = &g_array_index (text->gold->names, GoldName, i);
    const uint32_t first = token_at (&text->tokens, name->span.start);

    for (uint32_t at = first;
         at < n && topos_token (&text->tokens, at)->span.end <= name->span.end; at++)
      tags[at] = name->ignored ? IGNORED_TAG
                               : (uint8_t) (1 + 2 * name->sort + (at > first));
  }
  return tags;
}

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
    g_autofree uint8_t *tags = tags_of (text);

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

/* Demonyms count as such wherever they were annotated as places, and wherever the first
 * tagger sees one and the corpus has no eye for them. */
static void
mark_demonyms (const Text *text, uint8_t *tags)
{
  const uint8_t demonym = 1 + 2 * TOPOS_SORT_DEMONYM;
  const bool annotated = TEXTS[text->gold->corpus].demonyms;

  for (uint32_t i = 0; i < text->tokens.tokens->len; i++) {
    const ToposToken *token = topos_token (&text->tokens, i);
    const uint8_t opinion = text->opinions[i].tag;
    const bool thought = opinion == demonym || opinion == demonym + 1;
    const bool only = token->demonym && token->class == TOPOS_NAME_UNKNOWN;

    if (tags[i] == 0 && !annotated && thought && (only || text->opinions[i].sure > 1))
      tags[i] = opinion;
    else if (tags[i] == 1 && (only || (thought && token->demonym) || (thought && !token->class)))
      tags[i] = demonym;
    else if (tags[i] == 2 && i > 0 && (tags[i - 1] == demonym || tags[i - 1] == demonym + 1))
      tags[i] = demonym + 1;
  }
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
    tags = tags_of (text);
    mark_demonyms (text, tags);
    for (guint r = 0; r < text->runs->len; r++) {
      const ToposRun run = g_array_index (text->runs, ToposRun, r);
      if (is_usable (run, tags)) {
        add_run (&data, text, run, tags, true, TEXTS[text->gold->corpus].weight);
        add_hidden_run (&data, text, run, tags, true,
                        HIDDEN_SECOND * TEXTS[text->gold->corpus].weight);
      }
    }
  }
  topos_model_init (model, TOPOS_PLACE_TAGS, SECOND_BITS);
  crf_learn (&data, settings, model);
  crf_data_clear (&data);
}

/* --------------------------------------------------------------------------- ranker */

/* A gold mention with its options, ready to be weighed. */
typedef struct {
  float weight;
  guint first_fact;    /* into the facts: for each option a count, then the facts */
  uint16_t n_options;
  uint64_t right;      /* a bit an option */
} Case;

typedef struct {
  GArray *cases;
  GArray *facts;  /* uint16_t */
} Cases;

typedef struct {
  const Text *text;
  GArray *found;
  GArray *golds;  /* the gold name of each found one */
  ToposOptions options;
} Judged;

static void
judged_free (gpointer data)
{
  Judged *judged = data;

  topos_options_clear (&judged->options);
  g_array_unref (judged->found);
  g_array_unref (judged->golds);
  g_free (judged);
}

static Judged *
judged_new (Text *text)
{
  Judged *judged = g_new0 (Judged, 1);
  g_autofree uint8_t *tags = tags_of (text);

  judged->text = text;
  judged->found = g_array_new (FALSE, FALSE, sizeof (ToposFound));
  judged->golds = g_array_new (FALSE, FALSE, sizeof (guint));
  mark_demonyms (text, tags);
  for (guint i = 0; i < text->gold->names->len; i++) {
    const GoldName *name = &g_array_index (text->gold->names, GoldName, i);
    ToposFound found = { .first = token_at (&text->tokens, name->span.start) };

    found.end = token_at (&text->tokens, name->span.end);
    if (found.end <= found.first || name->ignored)
      continue;
    found.demonym = tags[found.first] == 1 + 2 * TOPOS_SORT_DEMONYM;
    g_array_append_val (judged->found, found);
    g_array_append_val (judged->golds, i);
  }
  topos_options_init (&judged->options, text->gold->reading, &text->tokens, &text->names,
                      judged->found, NULL);
  return judged;
}

/* A bit for every option that is right: the very place, else what lies within 161 km. */
static uint64_t
right_options (const Judged *judged, uint32_t m)
{
  const GoldName *name = &g_array_index (judged->text->gold->names, GoldName,
                                         g_array_index (judged->golds, guint, m));
  const ToposGroup *group =
    topos_group (&judged->options, topos_meant (&judged->options, m)->group);
  uint64_t same = 0, near = 0;

  if (!name->has_point)
    return 0;
  for (uint32_t o = 0; o < group->n_options; o++) {
    const ToposOption *option = topos_option (&judged->options, group, o);
    const double km = topos_geo_distance_km (option->place.point, name->point);

    if (km <= 25 || (name->geonameid != 0 && option->place.geonameid == name->geonameid))
      same |= (uint64_t) 1 << o;
    if (km <= 161)
      near |= (uint64_t) 1 << o;
  }
  return same ? same : near;
}

static void
add_case (Cases *cases, const Judged *judged, uint32_t m, bool later)
{
  const ToposOptions *options = &judged->options;
  const ToposGroup *group = topos_group (options, topos_meant (options, m)->group);
  Case it = { .weight = TEXTS[judged->text->gold->corpus].ranks,
              .first_fact = cases->facts->len, .n_options = (uint16_t) group->n_options };

  it.right = right_options (judged, m);
  if (it.right == 0 || group->n_options < 2 || it.weight <= 0)
    return;
  for (uint32_t o = 0; o < group->n_options; o++) {
    ToposHeld held[TOPOS_MOST_FACTS];
    const uint16_t n = (uint16_t) topos_rank_facts (options, m, o, later, held);

    g_array_append_val (cases->facts, n);
    for (int i = 0; i < n; i++)
      g_array_append_val (cases->facts, held[i].fact);
  }
  g_array_append_val (cases->cases, it);
}

static double
exp_of (double x)
{
  double sum = 1, term = 1;

  if (x < -40)
    return 0;
  x /= 64;
  for (int i = 1; i <= 12; i++) {
    term *= x / i;
    sum += term;
  }
  for (int i = 0; i < 6; i++)
    sum *= sum;
  return sum;
}

typedef struct {
  double weights[TOPOS_N_FACTS];
  double slopes[TOPOS_N_FACTS];
} Learnt;

static void
learn_case (Learnt *learnt, const Case *it, const uint16_t *facts, double rate)
{
  double scores[64], all = 0, right = 0, most = -1e300;
  double gradient[TOPOS_N_FACTS] = { 0 };
  const uint16_t *at = facts;

  for (int o = 0; o < it->n_options; o++, at += 1 + at[0]) {
    scores[o] = 0;
    for (int i = 1; i <= at[0]; i++)
      scores[o] += learnt->weights[at[i]];
    most = MAX (most, scores[o]);
  }
  for (int o = 0; o < it->n_options; o++) {
    scores[o] = exp_of (scores[o] - most);
    all += scores[o];
    right += it->right >> o & 1 ? scores[o] : 0;
  }
  at = facts;
  for (int o = 0; o < it->n_options; o++, at += 1 + at[0]) {
    const double wanted = it->right >> o & 1 ? scores[o] / MAX (right, 1e-30) : 0;
    for (int i = 1; i <= at[0]; i++)
      gradient[at[i]] += (scores[o] / all - wanted) * (double) it->weight;
  }
  for (int fact = 0; fact < TOPOS_N_FACTS; fact++) {
    if (gradient[fact] > -1e-12 && gradient[fact] < 1e-12)
      continue;
    const double g = gradient[fact] + 2e-4 * learnt->weights[fact];
    learnt->slopes[fact] += g * g;
    learnt->weights[fact] -= rate * g / __builtin_sqrt (learnt->slopes[fact] + 1e-6);
  }
}

static void
learn_weights (const Cases *cases, int32_t *weights)
{
  g_autofree Learnt *learnt = g_new0 (Learnt, 1);
  uint64_t state = 7;

  for (int epoch = 0; epoch < 12; epoch++)
    for (guint i = 0; i < cases->cases->len; i++) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      const Case *it = &g_array_index (cases->cases, Case,
                                       (guint) (state >> 33) % cases->cases->len);
      learn_case (learnt, it, &g_array_index (cases->facts, uint16_t, it->first_fact),
                  0.15 / (1 + 0.2 * epoch));
    }
  for (int fact = 0; fact < TOPOS_N_FACTS; fact++) {
    const double scaled = learnt->weights[fact] * 1000;
    weights[fact] = (int32_t) (scaled + (scaled < 0 ? -0.5 : 0.5));
  }
}

static void
learn_pass (GPtrArray *judged, int left_out, bool later, int32_t *weights)
{
  Cases cases = { g_array_new (FALSE, FALSE, sizeof (Case)),
                  g_array_new (FALSE, FALSE, sizeof (uint16_t)) };

  for (guint i = 0; i < judged->len; i++) {
    const Judged *it = judged->pdata[i];

    for (uint32_t m = 0; it->text->gold->fold != left_out && m < it->options.meant->len; m++)
      add_case (&cases, it, m, later);
  }
  learn_weights (&cases, weights);
  g_array_unref (cases.cases);
  g_array_unref (cases.facts);
}

static void
learn_ranker (GPtrArray *texts, int left_out, ToposRanker *ranker)
{
  g_autoptr (GPtrArray) judged = g_ptr_array_new_with_free_func (judged_free);

  memset (ranker, 0, sizeof *ranker);
  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (judged, judged_new (texts->pdata[i]));
  learn_pass (judged, left_out, false, ranker->weights[0]);
  for (int round = 0; round < TOPOS_ROUNDS; round++) {
    for (guint i = 0; i < judged->len; i++)
      topos_resolve_round (ranker, &((Judged *) judged->pdata[i])->options, round > 0);
    learn_pass (judged, left_out, true, ranker->weights[1]);
  }
}

/* ---------------------------------------------------------------------- calibration */

typedef struct {
  int64_t right[TOPOS_MARGIN_STEPS][TOPOS_GAP_STEPS];
  int64_t all[TOPOS_MARGIN_STEPS][TOPOS_GAP_STEPS];
} Tally;

static const GoldName *
gold_at (const Text *text, ToposSpan span)
{
  for (guint i = 0; i < text->gold->names->len; i++) {
    const GoldName *name = &g_array_index (text->gold->names, GoldName, i);
    if (name->span.start == span.start && name->span.end == span.end)
      return name;
  }
  return NULL;
}

/* Counts, for every step of sureness, how many placed mentions are right. The confidence of a
 * mention tells its steps, once the table is made of their numbers. */
static void
tally_text (const ToposGeoparser *parser, const Text *text, Tally *tally)
{
  const ToposReading *reading = text->gold->reading;

  for (guint i = 0; i < reading->mentions->len; i++) {
    const ToposMention *mention = &g_array_index (reading->mentions, ToposMention, i);
    const GoldName *gold = gold_at (text, mention->span);
    const int margin = mention->confidence / TOPOS_GAP_STEPS;
    const int gap = mention->confidence % TOPOS_GAP_STEPS;
    ToposPlace place;

    if (mention->standing > TOPOS_STANDING_AMBIGUOUS
        || (gold && (gold->ignored || !gold->has_point))
        || (mention->demonym && !TEXTS[text->gold->corpus].demonyms)
        || TEXTS[text->gold->corpus].ranks <= 0)
      continue;
    tally->all[margin][gap]++;
    if (gold != NULL && topos_gazetteer_place (parser->gazetteer, mention->choice, &place))
      tally->right[margin][gap] += topos_geo_distance_km (place.point, gold->point) <= 161;
  }
}

static void
number_steps (ToposRanker *ranker)
{
  for (int margin = 0; margin < TOPOS_MARGIN_STEPS; margin++)
    for (int gap = 0; gap < TOPOS_GAP_STEPS; gap++)
      ranker->confidence[margin][gap] = (uint16_t) (margin * TOPOS_GAP_STEPS + gap);
}

/* The share that is right in each cell, drawn towards that of its row and column where few
 * were counted. */
static void
calibrate (const Tally *tally, ToposRanker *ranker)
{
  int64_t right = 0, all = 0;

  for (int m = 0; m < TOPOS_MARGIN_STEPS; m++)
    for (int g = 0; g < TOPOS_GAP_STEPS; g++) {
      right += tally->right[m][g];
      all += tally->all[m][g];
    }
  for (int m = 0; m < TOPOS_MARGIN_STEPS; m++)
    for (int g = 0; g < TOPOS_GAP_STEPS; g++) {
      int64_t row_right = right, row_all = all, column_right = right, column_all = all;

      for (int i = 0; i < TOPOS_GAP_STEPS; i++) {
        row_right += tally->right[m][i] * 50;
        row_all += tally->all[m][i] * 50;
      }
      for (int i = 0; i < TOPOS_MARGIN_STEPS; i++) {
        column_right += tally->right[i][g] * 50;
        column_all += tally->all[i][g] * 50;
      }
      const double expected = (double) row_right / (double) MAX (row_all, 1)
                              * (double) column_right / (double) MAX (column_all, 1)
                              / ((double) right / (double) MAX (all, 1));
      const double share = ((double) tally->right[m][g] + 8 * MIN (expected, 0.995))
                           / ((double) tally->all[m][g] + 8);
      ranker->confidence[m][g] = (uint16_t) CLAMP (share * 1000 + 0.5, 5, 995);
    }
}

/* --------------------------------------------------------------------------- output */

static bool
write_annotations (GPtrArray *texts, const ToposGazetteer *gazetteer, const char *out,
                   GError **error)
{
  for (size_t corpus = 0; corpus < G_N_ELEMENTS (TEXTS); corpus++) {
    g_autoptr (GString) json = g_string_new (NULL);
    g_autofree char *name = g_strconcat (TEXTS[corpus].name, ".jsonl", NULL);
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
  for (size_t i = 0; i < G_N_ELEMENTS (TEXTS); i++) {
    g_autofree char *name = g_strconcat (TEXTS[i].name, ".jsonl", NULL);
    g_autofree char *path = g_build_filename (corpora, "geo", name, NULL);
    if (!corpus_read_places (path, (int) i, placed, error))
      return false;
  }
  *sentences = look_at (tagged, gazetteer);
  *texts = look_at (placed, gazetteer);
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
      number_steps (&parser->ranker);
    else
      memcpy (parser->ranker.confidence, counted->confidence, sizeof counted->confidence);
    for (guint i = 0; i < texts->len; i++) {
      const Text *text = texts->pdata[i];
      if (text->gold->fold != fold)
        continue;
      topos_geoparse (parser, text->gold->reading, NULL);
      if (counting)
        tally_text (parser, text, tally);
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

typedef enum { TRAIN, CROSS, PLAIN } Deed;

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
  learn_first (sentences, &parser.recogniser.first);
  for (guint i = 0; i < texts->len; i++) {
    Text *text = texts->pdata[i];
    text->opinions = topos_opinions_new (&parser.recogniser.first, &text->tokens, text->runs);
  }
  g_printerr ("learnt the first tagger\n");
  cross_read (&parser, texts, true, NULL, tally);
  calibrate (tally, &calibrated);
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

int
main (int argc, char **argv)
{
  const char *word = argc == 4 ? argv[1] : "";
  const Deed deed = strcmp (word, "--folds") == 0 ? CROSS : strcmp (word, "--plain") == 0 ? PLAIN
                    : TRAIN;
  g_autoptr (GError) error = NULL;

  if (argc != (deed == TRAIN ? 3 : 4)) {
    g_printerr ("train-places [--folds|--plain] CORPORA OUT\n");
    return 2;
  }
  if (train (argv[argc - 2], argv[argc - 1], deed, &error))
    return 0;
  g_printerr ("train-places: %s\n", error->message);
  return 1;
}
