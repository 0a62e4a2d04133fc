/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/gather.h"

#include "core/error.h"
#include "core/translate.h"
#include "export/recipe.h"
#include "export/withhold.h"
#include "export/words.h"

#include <math.h>

#define KM_A_DEGREE 111.195

ToposPoint
topos_generalise (ToposPoint point, double km)
{
  const double step_lat = km / KM_A_DEGREE;
  const double lat = (floor (point.lat / step_lat) + 0.5) * step_lat;
  const double step_lon = MIN (360, step_lat / MAX (cos (lat * G_PI / 180), 0.01));
  const double lon = (floor (point.lon / step_lon) + 0.5) * step_lon;

  return (ToposPoint){ CLAMP (lat, -90, 90), CLAMP (lon, -180, 180) };
}

static void
generalise (ToposGathered *self, double km)
{
  for (guint i = 0; i < self->places->len; i++) {
    ToposPlaceRow *const row = self->places->pdata[i];
    row->point = topos_generalise (row->point, km);
  }
  for (guint i = 0; i < self->passages->len; i++) {
    const ToposPassageRow *const row = self->passages->pdata[i];
    for (guint m = 0; m < row->mentions->len; m++) {
      ToposMentionRow *const mention = &g_array_index (row->mentions, ToposMentionRow, m);
      mention->point = topos_generalise (mention->point, km);
    }
  }
}

/* What was done to keep people and places safe: told on every form of export, without telling
 * what it was. */
static char *
note_of (const ToposPicture *picture)
{
  GString *const note = g_string_new (NULL);
  const int places = picture->without_places ? (int) g_strv_length (picture->without_places) : 0;
  const int outlets
      = picture->without_outlets ? (int) g_strv_length (picture->without_outlets) : 0;
  g_autofree char *of_places = topos_export_count (places, "place", "places");
  g_autofree char *of_outlets = topos_export_count (outlets, "source", "sources");
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (picture->generalise_km > 0)
    g_string_append_printf (
        note, "Locations generalised to %s km.",
        g_ascii_formatd (number, sizeof number, "%g", picture->generalise_km));
  if (places + outlets > 0)
    g_string_append_printf (note, "%s%s%s%s left out on purpose.", note->len > 0 ? " " : "",
                            places > 0 ? of_places : "", places > 0 && outlets > 0 ? " and " : "",
                            outlets > 0 ? of_outlets : "");
  return g_string_free (note, note->len == 0);
}

int
topos_gathered_find (const ToposGathered *self, ToposPlaceId id)
{
  const gint64 key = (gint64) id;

  return GPOINTER_TO_INT (g_hash_table_lookup (self->place_index, &key)) - 1;
}

void
topos_gathered_places_in (const ToposGathered *self, const ToposPassageRow *passage,
                          ToposGatheredVisit visit, void *data)
{
  for (guint i = 0; i < passage->mentions->len; i++) {
    const ToposMentionRow *const mention
        = &g_array_index (passage->mentions, ToposMentionRow, i);
    const int place = mention->counts ? topos_gathered_find (self, mention->place) : -1;
    bool seen = false;

    for (guint j = 0; j < i; j++) {
      const ToposMentionRow *const before
          = &g_array_index (passage->mentions, ToposMentionRow, j);
      seen |= before->counts && before->place == mention->place;
    }
    if (place >= 0 && !seen)
      visit (place, mention, data);
  }
}

typedef struct {
  ToposGathered *self;
  guint passage;
} Filing;

static void
file_cb (int place, const ToposMentionRow *mention, void *data)
{
  const Filing *const filing = data;

  g_array_append_val ((GArray *) filing->self->of_place->pdata[place], filing->passage);
}

static void
file_passages (ToposGathered *self)
{
  g_autoptr (GHashTable) documents = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->places->len; i++) {
    ToposPlaceRow *const row = self->places->pdata[i];
    g_hash_table_insert (self->place_index, &row->id, GINT_TO_POINTER (i + 1));
    g_ptr_array_add (self->of_place, g_array_new (FALSE, FALSE, sizeof (guint)));
  }
  for (guint i = 0; i < self->passages->len; i++) {
    const ToposPassageRow *const row = self->passages->pdata[i];
    Filing filing = { self, i };
    topos_gathered_places_in (self, row, file_cb, &filing);
    g_hash_table_add (documents, row->document);
  }
  if (self->passages->len == 0)  /* none, or they were only counted */
    return;
  self->n_passages = (int) self->passages->len;
  self->documents = (int) g_hash_table_size (documents);
}

static char *
summary_of (const ToposGathered *self, const ToposFilter *filter)
{
  g_autofree char *places = topos_export_count ((int) self->places->len, "place", "places");
  g_autofree char *passages
      = topos_export_count (self->n_passages, "passage", "passages");
  g_autofree char *articles = topos_export_count (self->documents, "article", "articles");

  if (topos_filter_is_empty (filter))
    return g_strdup_printf ("%s in %s of %s", places, passages, articles);
  g_autofree char *words = g_strdup (self->filter);
  words[0] = g_ascii_toupper (words[0]);
  return g_strdup_printf ("%s · %s in %s of %s", words, places, passages, articles);
}

static int
count_marked (const ToposGathered *self)
{
  int n = 0;

  for (guint i = 0; i < self->places->len; i++)
    n += ((const ToposPlaceRow *) self->places->pdata[i])->marked > 0;
  return n;
}

/* What is left out on purpose can be told only from the passages themselves. */
static bool
needs_passages (const ToposGathered *self, const ToposPicture *picture, ToposGatherDepth depth)
{
  return depth == TOPOS_GATHER_PASSAGES || picture->without_places || picture->without_outlets
         || (depth == TOPOS_GATHER_INDEX && picture->numbered
             && count_marked (self) <= TOPOS_NUMBERED_MOST);
}

static bool
ask_for_passages (ToposGathered *self, ToposReader *reader, const ToposFilter *filter, bool each,
                  GCancellable *cancellable, GError **error)
{
  self->passages = each ? topos_reader_passages (reader, filter, cancellable, error)
                        : g_ptr_array_new ();
  return self->passages != NULL
         && (each || topos_reader_count_passages (reader, filter, &self->n_passages,
                                                  &self->documents, cancellable, error));
}

ToposGathered *
topos_gather (const ToposExportJob *job, ToposGatherDepth depth, GCancellable *cancellable,
              GError **error)
{
  g_autoptr (ToposGathered) self = g_new0 (ToposGathered, 1);
  g_autoptr (ToposReader) reader = topos_reader_open (job->library, error);
  ToposFilter everything;
  ToposPicture plain;
  const ToposFilter *const filter = job->filter != NULL ? job->filter : &everything;
  const ToposPicture *const picture = job->picture != NULL ? job->picture : &plain;

  if (g_cancellable_is_cancelled (cancellable)) {
    g_clear_error (error);
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED, _ ("The export was stopped."));
    return NULL;
  }
  topos_filter_init (&everything);
  topos_picture_init (&plain);
  self->place_index = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->of_place = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  if (reader == NULL
      || (self->places = topos_reader_places (reader, filter, cancellable, error)) == NULL
      || !ask_for_passages (self, reader, filter, needs_passages (self, picture, depth),
                            cancellable, error)
      || !topos_withhold (self, picture, error))
    return NULL;
  file_passages (self);

  const int place = topos_gathered_find (self, filter->place);
  const ToposPlaceRow *const row = place >= 0 ? self->places->pdata[place] : NULL;
  self->filter = topos_export_filter (filter, row != NULL ? row->name : NULL);
  self->summary = summary_of (self, filter);
  self->title = g_strdup (picture->title);
  self->note = note_of (picture);
  self->recipe = topos_recipe_write (picture, filter, self->filter);
  if (picture->generalise_km > 0)
    generalise (self, picture->generalise_km);
  return g_steal_pointer (&self);
}

void
topos_gathered_free (ToposGathered *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->of_place, g_ptr_array_unref);
  g_clear_pointer (&self->place_index, g_hash_table_unref);
  g_clear_pointer (&self->passages, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self->filter);
  g_free (self->summary);
  g_free (self->note);
  g_free (self->title);
  g_free (self->recipe);
  g_free (self);
}
