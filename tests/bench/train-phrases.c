/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Learns the weights by which place phrases are found, and writes them; or tells how good they are,
 * each text read by models that never saw it.
 *
 *   train-phrases CORPORA OUT             writes OUT/phrases.bin
 *   train-phrases --folds CORPORA OUT     writes OUT/re3d.jsonl and OUT/gum-places.jsonl, names and
 *                                         phrases: what five models, each trained on four fifths,
 *                                         find in the fifth fifth
 *   train-phrases --others CORPORA OUT    the same by models that saw no text of the corpus at all
 *
 * The names too are found by models that did not see the text, also when the weights are written: so
 * they are as doubtful as they will be. The gazetteer and the ranker are those of TOPOS_DATA_DIR. */

#include "annotations.h"
#include "drills.h"
#include "geoparse/parser.h"
#include "learn-phrases.h"
#include "learn-spans.h"

#include <string.h>

#define FOLDS 5
#define SAME_TEXT "ner/re3d-conll-train.jsonl"  /* of the texts of re3d */

typedef enum { TRAIN, CROSS, OTHERS } Deed;

static void
read_names (ToposGeoparser *parser, GPtrArray *texts, const ToposModel *seconds)
{
  for (guint i = 0; i < texts->len; i++) {
    const Text *text = texts->pdata[i];

    if (!CORPORA[text->gold->corpus].phrases)
      continue;
    parser->recogniser.second = seconds[text->gold->fold];
    topos_geoparse (parser, text->gold->reading, NULL);
  }
}

/* Finds the names of every text by taggers that did not see it. */
static bool
find_names (ToposGeoparser *parser, const char *corpora, Deed deed, GPtrArray **texts, GError **error)
{
  const char *data = g_getenv ("TOPOS_DATA_DIR");
  g_autoptr (GPtrArray) sentences = NULL;
  ToposModel seconds[MAX (FOLDS, N_CORPORA)] = { 0 };
  const int folds = deed == OTHERS ? N_CORPORA : FOLDS;

  if (!lessons_read (corpora, SAME_TEXT, parser->gazetteer, &sentences, texts, error))
    return false;
  g_autoptr (GPtrArray) written_first = texts_written (sentences, parser->gazetteer);
  g_autoptr (GPtrArray) written = texts_written (*texts, parser->gazetteer);
  g_autoptr (GPtrArray) drills_first = drills_new (data, parser->gazetteer, sentences, 1, error);
  g_autoptr (GPtrArray) drills = drills_new (data, parser->gazetteer, sentences, 2, error);
  if (drills_first == NULL || drills == NULL)
    return false;
  if (deed == OTHERS) {
    texts_fold_by_corpus (*texts);
    texts_fold_by_corpus (written);
  }
  topos_model_clear (&parser->recogniser.first);
  topos_model_clear (&parser->recogniser.second);
  learn_first (sentences, written_first, drills_first, &parser->recogniser.first);
  texts_ask_first (&parser->recogniser.first, *texts);
  texts_ask_first (&parser->recogniser.first, written);
  texts_ask_first (&parser->recogniser.first, drills);
  g_printerr ("learnt the first tagger of names\n");
  for (int fold = 0; fold < folds; fold++) {
    learn_second (*texts, written, drills, fold, &seconds[fold]);
    g_printerr ("names: fold %d of %d\n", fold + 1, folds);
  }
  read_names (parser, *texts, seconds);
  for (int fold = 0; fold < folds; fold++)
    topos_model_clear (&seconds[fold]);
  parser->recogniser.second = (ToposModel){ 0 };
  return true;
}

static bool
write_annotations (GPtrArray *texts, const ToposGazetteer *gazetteer, const char *out,
                   GError **error)
{
  for (int corpus = 0; corpus < N_CORPORA; corpus++) {
    g_autoptr (GString) json = g_string_new (NULL);
    g_autofree char *name = g_strconcat (CORPORA[corpus].name, ".jsonl", NULL);
    g_autofree char *path = g_build_filename (out, name, NULL);

    for (guint i = 0; i < texts->len; i++) {
      const Text *text = texts->pdata[i];
      if (text->gold->corpus == corpus)
        annotations_append (json, gazetteer, text->gold->id, text->gold->reading);
    }
    if (CORPORA[corpus].phrases
        && !g_file_set_contents (path, json->str, (gssize) json->len, error))
      return false;
  }
  return true;
}

static bool
cross_find (GPtrArray *texts, const ToposGazetteer *gazetteer, ToposPlaceNouns *nouns, int folds,
            const char *out, GError **error)
{
  for (int fold = 0; fold < folds; fold++) {
    ToposPhraser phraser = { .nouns = nouns };

    learn_phrases (texts, gazetteer, nouns, fold, &phraser.model);
    for (guint i = 0; i < texts->len; i++) {
      const Text *text = texts->pdata[i];
      if (text->gold->fold == fold && CORPORA[text->gold->corpus].phrases)
        topos_phrases_find (&phraser, &text->tokens, gazetteer, text->gold->reading);
    }
    topos_model_clear (&phraser.model);
    g_printerr ("phrases: fold %d of %d\n", fold + 1, folds);
  }
  return write_annotations (texts, gazetteer, out, error);
}

static bool
write_weights (const ToposModel *model, const char *out, GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *path = g_build_filename (out, "phrases.bin", NULL);

  topos_model_write (model, file);
  return g_file_set_contents (path, (const char *) file->data, file->len, error);
}

static bool
train (const char *corpora, const char *out, Deed deed, GError **error)
{
  const char *data = g_getenv ("TOPOS_DATA_DIR");
  g_autofree char *table = g_build_filename (data, "geoparse", "place-nouns.tsv", NULL);
  g_autoptr (ToposGazetteer) gazetteer = topos_gazetteer_open_bundled (data, error);
  g_autoptr (ToposGeoparser) parser =
    gazetteer != NULL ? topos_geoparser_open (gazetteer, data, error) : NULL;
  g_autoptr (ToposPlaceNouns) nouns =
    parser != NULL ? topos_place_nouns_open (table, error) : NULL;
  g_autoptr (GPtrArray) texts = NULL;
  ToposModel model = { 0 };

  if (nouns == NULL || !find_names (parser, corpora, deed, &texts, error))
    return false;
  if (deed != TRAIN)
    return cross_find (texts, gazetteer, nouns, deed == OTHERS ? N_CORPORA : FOLDS, out, error);
  learn_phrases (texts, gazetteer, nouns, -1, &model);
  const bool done = write_weights (&model, out, error);
  topos_model_clear (&model);
  return done;
}

int
main (int argc, char **argv)
{
  const Deed deed = argc != 4 ? TRAIN : strcmp (argv[1], "--others") == 0 ? OTHERS : CROSS;
  g_autoptr (GError) error = NULL;

  if (argc != (deed == TRAIN ? 3 : 4) || (deed == CROSS && strcmp (argv[1], "--folds") != 0)) {
    g_printerr ("train-phrases [--folds|--others] CORPORA OUT\n");
    return 2;
  }
  if (g_getenv ("TOPOS_DATA_DIR") == NULL) {
    g_printerr ("train-phrases: TOPOS_DATA_DIR must name the project's data folder.\n");
    return 2;
  }
  if (train (argv[argc - 2], argv[argc - 1], deed, &error))
    return 0;
  g_printerr ("train-phrases: %s\n", error->message);
  return 1;
}
