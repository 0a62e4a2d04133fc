/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Learns the weights by which places are found, and writes them; or tells how good they are,
 * each text read by a model that never saw it.
 *
 *   train-places CORPORA OUT             writes OUT/recognise.bin and OUT/resolve.txt
 *   train-places --folds CORPORA OUT     writes OUT/<corpus>.jsonl, what five models, each
 *                                        trained on four fifths, find in the fifth fifth
 *   train-places --others CORPORA OUT    the same by models that saw no text of the corpus at all
 *   train-places --plain CORPORA OUT     the same by a plain reader, to be beaten: the longest
 *                                        capitalised name of the gazetteer, its largest place
 *
 *   train-places --ranks CORPORA OUT     writes OUT/folds.tsv and OUT/others.tsv: where the names of
 *                                        the gold are put by rankers of the other folds, and by
 *                                        rankers that never saw a text of the corpus
 *
 * The gazetteer is that of TOPOS_DATA_DIR; so is the first tagger of --ranks. */

#include "annotations.h"
#include "calibrate.h"
#include "drills.h"
#include "geoparse/parser.h"
#include "learn-ranks.h"
#include "learn-spans.h"

#include <string.h>

#define FOLDS 5

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

/* The texts that are learnt from, and how they are told apart. */
typedef struct {
  GPtrArray *texts;    /* of Text */
  GPtrArray *written;  /* some of them written otherwise */
  GPtrArray *drills;
  int folds;
} Lessons;

/* What was learnt from the texts of all folds but one. */
typedef struct {
  ToposModel second;
  ToposRanker ranker;
} Learnt;

#define MOST_FOLDS MAX (FOLDS, N_CORPORA)

static void
learn_folds (const Lessons *lessons, Learnt *learnt)
{
  for (int fold = 0; fold < lessons->folds; fold++) {
    learn_second (lessons->texts, lessons->written, lessons->drills, fold, &learnt[fold].second);
    learn_ranker (lessons->texts, fold, &learnt[fold].ranker);
    g_printerr ("fold %d of %d\n", fold + 1, lessons->folds);
  }
}

/* What was counted in each fold. */
typedef struct {
  Tally tallies[MOST_FOLDS];
} Counted;

/* The table of confidence by all folds but one; -1 leaves none out. */
static void
calibrate (const Counted *counted, int folds, int left_out, ToposRanker *ranker)
{
  g_autofree Tally *others = g_new0 (Tally, 1);

  for (int fold = 0; fold < folds; fold++)
    if (fold != left_out)
      tally_add (others, &counted->tallies[fold]);
  tally_calibrate (others, ranker);
}

/* Reads every text by what was learnt without it, and counts in `counted` how sure is how right. */
static void
cross_count (ToposGeoparser *parser, const Lessons *lessons, const Learnt *learnt, Counted *counted)
{
  for (guint i = 0; i < lessons->texts->len; i++) {
    const Text *text = lessons->texts->pdata[i];

    parser->recogniser.second = learnt[text->gold->fold].second;
    parser->ranker = learnt[text->gold->fold].ranker;
    tally_number_cells (&parser->ranker);
    topos_geoparse (parser, text->gold->reading, NULL);
    tally_text (&counted->tallies[text->gold->fold], parser->gazetteer, text);
  }
}

/* Reads every text so, with the confidence that the counts of the other folds give. */
static void
cross_read (ToposGeoparser *parser, const Lessons *lessons, Learnt *learnt, const Counted *counted)
{
  for (int fold = 0; fold < lessons->folds; fold++)
    calibrate (counted, lessons->folds, fold, &learnt[fold].ranker);
  for (guint i = 0; i < lessons->texts->len; i++) {
    const Text *text = lessons->texts->pdata[i];

    parser->recogniser.second = learnt[text->gold->fold].second;
    parser->ranker = learnt[text->gold->fold].ranker;
    topos_geoparse (parser, text->gold->reading, NULL);
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

/* Learns the first tagger, from drills with other names than the second's, and asks it about all
 * that the second will learn from. */
static bool
teach_first (const char *data, GPtrArray *sentences, const Lessons *lessons,
             ToposGeoparser *parser, GError **error)
{
  g_autoptr (GPtrArray) written = texts_written (sentences, parser->gazetteer);
  g_autoptr (GPtrArray) drills = drills_new (data, parser->gazetteer, sentences, 1, error);

  if (drills == NULL)
    return false;
  learn_first (sentences, written, drills, &parser->recogniser.first);
  texts_ask_first (&parser->recogniser.first, lessons->texts);
  texts_ask_first (&parser->recogniser.first, lessons->written);
  texts_ask_first (&parser->recogniser.first, lessons->drills);
  g_printerr ("learnt the first tagger\n");
  return true;
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
  texts_ask_first (&first, texts);
  topos_model_clear (&first);
  for (int fold = 0; fold < FOLDS; fold++) {
    learn_ranker (texts, fold, &ranker);
    judge_ranker (texts, fold, &ranker, report);
  }
  if (!g_file_set_contents (folds, report->str, (gssize) report->len, error))
    return false;
  g_string_truncate (report, 0);
  texts_fold_by_corpus (texts);
  for (int corpus = 0; corpus < N_CORPORA; corpus++) {
    if (CORPORA[corpus].ranks <= 0)
      continue;
    learn_ranker (texts, corpus, &ranker);
    judge_ranker (texts, corpus, &ranker, report);
  }
  return g_file_set_contents (others, report->str, (gssize) report->len, error);
}

typedef enum { TRAIN, CROSS, OTHERS, PLAIN, RANKS } Deed;

static bool
train (const char *corpora, const char *out, Deed deed, GError **error)
{
  const char *data = g_getenv ("TOPOS_DATA_DIR");
  g_autoptr (ToposGazetteer) gazetteer = topos_gazetteer_open_bundled (data, error);
  g_autoptr (GPtrArray) sentences = NULL;
  g_autoptr (GPtrArray) texts = NULL;
  g_autofree Counted *counted = g_new0 (Counted, 1);
  g_autofree Learnt *learnt = g_new0 (Learnt, MOST_FOLDS);
  g_autofree char *tables = g_build_filename (data, "geoparse", "tongues", NULL);
  g_autoptr (ToposTongues) tongues = gazetteer != NULL ? topos_tongues_open (tables, error) : NULL;
  ToposGeoparser parser = { .gazetteer = gazetteer, .tongues = tongues };

  if (tongues == NULL || !lessons_read (corpora, NULL, gazetteer, &sentences, &texts, error))
    return false;
  g_printerr ("read %u and %u texts\n", sentences->len, texts->len);
  if (deed == PLAIN) {
    g_ptr_array_foreach (texts, read_plainly_cb, gazetteer);
    return write_annotations (texts, gazetteer, out, error);
  }
  if (deed == RANKS)
    return judge (texts, data, out, error);
  g_autoptr (GPtrArray) written = texts_written (texts, gazetteer);
  g_autoptr (GPtrArray) drills = drills_new (data, gazetteer, sentences, 2, error);
  const Lessons lessons = { texts, written, drills, deed == OTHERS ? N_CORPORA : FOLDS };
  if (drills == NULL || !teach_first (data, sentences, &lessons, &parser, error))
    return false;
  if (deed == OTHERS) {
    texts_fold_by_corpus (texts);
    texts_fold_by_corpus (written);
  }
  learn_folds (&lessons, learnt);
  cross_count (&parser, &lessons, learnt, counted);
  if (deed == CROSS || deed == OTHERS)
    cross_read (&parser, &lessons, learnt, counted);
  for (int fold = 0; fold < lessons.folds; fold++)
    topos_model_clear (&learnt[fold].second);
  if (deed == CROSS || deed == OTHERS) {
    topos_model_clear (&parser.recogniser.first);
    return write_annotations (texts, gazetteer, out, error);
  }
  learn_second (texts, written, drills, -1, &parser.recogniser.second);
  learn_ranker (texts, -1, &parser.ranker);
  calibrate (counted, lessons.folds, -1, &parser.ranker);
  const bool done = write_weights (&parser, out, error);
  topos_model_clear (&parser.recogniser.first);
  topos_model_clear (&parser.recogniser.second);
  return done;
}

static Deed
deed_of (const char *word)
{
  static const char *const WORDS[] = { "", "--folds", "--others", "--plain", "--ranks" };

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
    g_printerr ("train-places [--folds|--others|--plain|--ranks] CORPORA OUT\n");
    return 2;
  }
  if (g_getenv ("TOPOS_DATA_DIR") == NULL) {
    g_printerr ("train-places: TOPOS_DATA_DIR must name the project's data folder.\n");
    return 2;
  }
  if (train (argv[argc - 2], argv[argc - 1], deed, &error))
    return 0;
  g_printerr ("train-places: %s\n", error->message);
  return 1;
}
