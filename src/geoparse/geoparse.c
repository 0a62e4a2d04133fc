/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geoparse/geoparse.h"

#include "core/error.h"
#include "core/translate.h"
#include "geoparse/parser.h"
#include "geoparse/repair.h"

static bool
load_recogniser (ToposRecogniser *recogniser, const char *path, GError **error)
{
  g_autofree char *contents = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &contents, &length, error))
    return false;
  const uint8_t *data = (const uint8_t *) contents;
  const gsize first = topos_model_read (&recogniser->first, data, length);
  const gsize second =
    first ? topos_model_read (&recogniser->second, data + first, length - first) : 0;
  if (second != 0 && first + second == length && recogniser->first.n_tags == TOPOS_SORT_TAGS
      && recogniser->second.n_tags == TOPOS_PLACE_TAGS)
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
               _ ("The file %s is damaged or of another version: install Topos again."), path);
  return false;
}

static bool
load_ranker (ToposRanker *ranker, const char *path, GError **error)
{
  g_autofree char *contents = NULL;

  if (!g_file_get_contents (path, &contents, NULL, error))
    return false;
  if (topos_ranker_from_text (ranker, contents))
    return true;
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
               _ ("The file %s is damaged or of another version: install Topos again."), path);
  return false;
}

ToposGeoparser *
topos_geoparser_open (ToposGazetteer *gazetteer, const char *data_dir, GError **error)
{
  g_autoptr (ToposGeoparser) self = g_new0 (ToposGeoparser, 1);
  g_autofree char *weights = g_build_filename (data_dir, "geoparse", "recognise.bin", NULL);
  g_autofree char *ranks = g_build_filename (data_dir, "geoparse", "resolve.txt", NULL);
  g_autofree char *tongues = g_build_filename (data_dir, "geoparse", "tongues", NULL);
  g_autoptr (GError) problem = NULL;

  self->gazetteer = topos_gazetteer_ref (gazetteer);
  if (load_recogniser (&self->recogniser, weights, &problem)
      && load_ranker (&self->ranker, ranks, &problem)
      && (self->tongues = topos_tongues_open (tongues, &problem)) != NULL)
    return g_steal_pointer (&self);
  if (problem->domain == TOPOS_ERROR)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
                 _ ("The tables for finding places cannot be read (%s): install Topos again."),
                 problem->message);
  return NULL;
}

void
topos_geoparser_free (ToposGeoparser *self)
{
  topos_gazetteer_unref (self->gazetteer);
  topos_model_clear (&self->recogniser.first);
  topos_model_clear (&self->recogniser.second);
  g_clear_pointer (&self->tongues, topos_tongues_free);
  topos_phraser_clear (&self->phraser);
  g_free (self);
}

bool
topos_geoparser_open_phrases (ToposGeoparser *self, const char *data_dir, GError **error)
{
  return self->phraser.nouns != NULL || topos_phraser_open (&self->phraser, data_dir, error);
}

static void
parse (const ToposGeoparser *self, ToposReading *reading, const ToposRules *rules, bool phrases)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (ToposFound));
  ToposNames names;
  ToposTokens tokens;
  ToposOptions options;

  g_array_set_size (reading->mentions, 0);
  g_array_set_size (reading->candidates, 0);
  g_array_set_size (reading->reasons, 0);
  g_array_set_size (reading->phrases, 0);
  topos_names_init (&names, self->gazetteer);
  topos_tokens_init (&tokens, reading, topos_tongues_tell (self->tongues, reading), &names);
  topos_recognise (&self->recogniser, &tokens, &names, found);
  topos_repair (&tokens, rules, found);
  topos_options_init (&options, reading, &tokens, &names, found, rules);
  topos_resolve (&self->ranker, &options, reading);
  if (phrases)
    topos_phrases_find (&self->phraser, &tokens, self->gazetteer, reading);
  topos_options_clear (&options);
  topos_tokens_clear (&tokens);
  topos_names_clear (&names);
}

void
topos_geoparse (const ToposGeoparser *self, ToposReading *reading, const ToposRules *rules)
{
  parse (self, reading, rules, false);
}

void
topos_geoparse_phrases (const ToposGeoparser *self, ToposReading *reading, const ToposRules *rules)
{
  g_assert (self->phraser.nouns != NULL);
  parse (self, reading, rules, true);
}
