/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/engine.h"

#include "import/import.h"
#include "text/segment.h"

struct ToposEngine {
  ToposGazetteer *gazetteer;
  ToposGeoparser *geoparser;
  ToposDateTagger *tagger;
};

const char *
topos_data_dir (void)
{
  const char *dir = g_getenv ("TOPOS_DATA_DIR");

  return dir && *dir ? dir : TOPOS_DATADIR;
}

static void
engine_clear (gpointer data)
{
  ToposEngine *self = data;

  g_clear_pointer (&self->geoparser, topos_geoparser_free);
  g_clear_pointer (&self->tagger, topos_date_tagger_free);
  g_clear_pointer (&self->gazetteer, topos_gazetteer_unref);
}

ToposEngine *
topos_engine_open (const char *data_dir, GError **error)
{
  g_autoptr (ToposEngine) self = g_atomic_rc_box_new0 (ToposEngine);
  g_autofree char *own = topos_own_gazetteer_path ();

  self->gazetteer = topos_gazetteer_open_bundled (data_dir, error);
  if (self->gazetteer == NULL
      || (g_file_test (own, G_FILE_TEST_EXISTS)
          && !topos_gazetteer_add_layer (self->gazetteer, own, error)))
    return NULL;
  self->geoparser = topos_geoparser_open (self->gazetteer, data_dir, error);
  if (self->geoparser == NULL)
    return NULL;
  self->tagger = topos_date_tagger_open (data_dir, error);
  if (self->tagger == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

ToposEngine *
topos_engine_ref (ToposEngine *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
topos_engine_unref (ToposEngine *self)
{
  if (self)
    g_atomic_rc_box_release_full (self, engine_clear);
}

bool
topos_engine_open_phrases (ToposEngine *self, const char *data_dir, GError **error)
{
  return topos_geoparser_open_phrases (self->geoparser, data_dir, error);
}

ToposGazetteer *
topos_engine_gazetteer (const ToposEngine *self)
{
  return self->gazetteer;
}

char *
topos_own_gazetteer_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "topos", "own.gaz", NULL);
}

ToposArticle *
topos_engine_read_file (const char *path, ToposDay published, GError **error)
{
  g_auto (ToposImportHints) hints = { 0 };

  topos_import_hints_init (&hints);
  if (published != TOPOS_DAY_NONE)
    topos_published_offer (&hints.published, published, TOPOS_CERTAINTY_STATED,
                           TOPOS_ORIGIN_USER, NULL);
  return topos_import_file (path, &hints, error);
}

/* Relative dates hang on the publication day. When nothing states it, the dates that stand by
 * themselves may tell it, and then the others are read against that. */
static void
tag_dates (const ToposEngine *self, ToposReading *reading)
{
  g_autofree char *why = NULL;

  topos_dates_tag (self->tagger, reading);
  if (reading->published.day != TOPOS_DAY_NONE)
    return;

  const ToposDay inferred = topos_dates_infer_published (self->tagger, reading, &why);

  if (inferred != TOPOS_DAY_NONE
      && topos_published_offer (&reading->published, inferred, TOPOS_CERTAINTY_INFERRED,
                                TOPOS_ORIGIN_TEXT, why))
    topos_dates_tag (self->tagger, reading);
}

ToposReading *
topos_engine_analyse (const ToposEngine *self, ToposArticle *article, const ToposRules *rules,
                      ToposAnalyse what)
{
  ToposReading *reading = topos_text_read (article);

  tag_dates (self, reading);
  if (what & TOPOS_ANALYSE_PLACES && what & TOPOS_ANALYSE_PHRASES)
    topos_geoparse_phrases (self->geoparser, reading, rules);
  else if (what & TOPOS_ANALYSE_PLACES)
    topos_geoparse (self->geoparser, reading, rules);
  if (what & TOPOS_ANALYSE_DATES)
    topos_dates_assign (reading);
  return reading;
}
