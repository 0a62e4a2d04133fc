/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/findings.h"

#include "core/day-words.h"
#include "core/view.h"
#include "geoparse/explain.h"
#include "session/ask.h"
#include "session/item.h"
#include "session/words.h"

#include <glib/gi18n.h>

struct _ToposFindings {
  GObject parent_instance;
  ToposSession *session;
  ToposLens *lens;
  ToposAsk *ask;
  ToposRows *places;
  ToposRows *documents;
  ToposRows *unplaced;
  GArray *markers;
  GArray *bars;
  ToposCounts counts;
  GHashTable *place_rows;  /* ToposPlaceId* in the row -> ToposPlaceRow */
  bool answered;
};

G_DEFINE_FINAL_TYPE (ToposFindings, topos_findings, G_TYPE_OBJECT)

enum {
  PROP_SESSION = 1,
  PROP_LENS,
  PROP_PLACES,
  PROP_DOCUMENTS,
  PROP_UNPLACED,
  PROP_MARKERS,
  PROP_BARS,
  PROP_SUMMARY,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
static guint failed_signal;

/* ---------------------------------------------------------------------- rows as items */

/* An icon's name for every kind of place that a list tells apart. */
static const char *
kind_icon (ToposPlaceKind kind)
{
  if (kind == TOPOS_PLACE_COUNTRY || kind == TOPOS_PLACE_TERRITORY
      || kind == TOPOS_PLACE_FORMER_COUNTRY)
    return "topos-country-symbolic";
  return topos_place_kind_is_area (kind) ? "topos-area-symbolic" : "topos-place-symbolic";
}

static void
describe_place (const void *data, uint64_t context, ToposItemFields *fields)
{
  const ToposPlaceRow *row = data;
  g_autofree char *passages = topos_passages_in_words (row->passages);
  g_autofree char *days = topos_span_in_words ((ToposDateSpan){ row->first_day, row->last_day });
  const char *doubt = row->standing == TOPOS_STANDING_AMBIGUOUS     ? _("ambiguous")
                      : row->standing == TOPOS_STANDING_APPROXIMATE ? _("approximate") : "";

  fields->key = g_strdup_printf ("%" G_GUINT64_FORMAT, row->id);
  fields->place = row->id;
  fields->title = g_strdup (row->name);
  fields->subtitle = *doubt == '\0' ? g_strdup (row->where)
                                    : g_strjoin (" · ", doubt, *row->where ? row->where : NULL, NULL);
  fields->count = row->passages;
  fields->share = context > 0 ? (double) row->passages / (double) context : 0;
  fields->icon = kind_icon (row->kind);
  fields->label = g_strjoin (", ", row->name, passages,
                             *fields->subtitle ? fields->subtitle : days,
                             *fields->subtitle ? days : NULL, NULL);
}

static bool
same_place (const void *a, const void *b)
{
  const ToposPlaceRow *old = a, *new = b;

  return old->id == new->id && old->passages == new->passages && old->standing == new->standing
         && old->first_day == new->first_day && old->last_day == new->last_day
         && g_str_equal (old->name, new->name) && g_str_equal (old->where, new->where);
}

static void
describe_document (const void *data, uint64_t context, ToposItemFields *fields)
{
  const ToposDocumentRow *row = data;
  g_autofree char *day = topos_day_in_words (row->published.day);
  g_autofree char *places = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d place", "%d places", (gulong) row->places), row->places);
  g_autofree char *passages = topos_passages_in_words (row->passages);
  const char *when = *day == '\0' ? _("undated")
                     : row->published.certainty == TOPOS_CERTAINTY_INFERRED ? _("inferred") : NULL;

  fields->key = g_strdup (row->id);
  fields->title = g_strdup (row->title);
  fields->subtitle = *day == '\0' ? g_strjoin (" · ", row->outlet != NULL ? row->outlet : when,
                                               row->outlet != NULL ? when : NULL, NULL)
                                  : g_strjoin (" · ", day, row->outlet != NULL ? row->outlet : when,
                                               row->outlet != NULL ? when : NULL, NULL);
  fields->detail = g_strdup_printf ("%s · %s", places, passages);
  fields->label = g_strjoin (", ", row->title, fields->subtitle, fields->detail, NULL);
}

static bool
same_document (const void *a, const void *b)
{
  const ToposDocumentRow *old = a, *new = b;

  return g_str_equal (old->id, new->id) && old->passages == new->passages
         && old->places == new->places && old->published.day == new->published.day
         && g_str_equal (old->title, new->title) && g_strcmp0 (old->outlet, new->outlet) == 0;
}

static void
describe_unplaced (const void *data, uint64_t context, ToposItemFields *fields)
{
  const ToposUnplacedRow *row = data;

  fields->key = g_strdup (row->first_mention);
  fields->title = g_strdup (row->text);
  fields->subtitle = g_strdup (topos_explain_unplaced (row->reason));
  fields->detail = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d mention", "%d mentions", (gulong) row->mentions),
      row->mentions);
  fields->count = row->mentions;
  fields->label = g_strjoin (", ", row->text, fields->detail, fields->subtitle, NULL);
}

static bool
same_unplaced (const void *a, const void *b)
{
  const ToposUnplacedRow *old = a, *new = b;

  return g_strcmp0 (old->first_mention, new->first_mention) == 0 && old->mentions == new->mentions
         && old->reason == new->reason && g_str_equal (old->text, new->text);
}

static const ToposRowsKind PLACES = { describe_place, same_place };
static const ToposRowsKind DOCUMENTS = { describe_document, same_document };
static const ToposRowsKind UNPLACED = { describe_unplaced, same_unplaced };

/* The most passages that one of the rows has, for the bars beside them. */
static uint64_t
most_passages (const GPtrArray *places)
{
  int most = 0;

  for (guint i = 0; places != NULL && i < places->len; i++)
    most = MAX (most, ((const ToposPlaceRow *) places->pdata[i])->passages);
  return (uint64_t) most;
}

/* ------------------------------------------------------------------------- the asking */

typedef struct {
  GPtrArray *places;
  GPtrArray *documents;
  GPtrArray *unplaced;
  GArray *markers;
  GArray *bars;
  ToposCounts counts;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->places, g_ptr_array_unref);
  g_clear_pointer (&answer->documents, g_ptr_array_unref);
  g_clear_pointer (&answer->unplaced, g_ptr_array_unref);
  g_clear_pointer (&answer->markers, g_array_unref);
  g_clear_pointer (&answer->bars, g_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
question_free (gpointer data)
{
  topos_filter_clear (data);
  g_free (data);
}

static gpointer
question (gpointer owner)
{
  ToposFindings *self = owner;
  ToposFilter *filter = g_new0 (ToposFilter, 1);

  topos_filter_init (filter);
  if (self->lens != NULL)
    topos_filter_copy (filter, topos_lens_filter (self->lens));
  return filter;
}

static GArray *
markers_of (const GPtrArray *places)
{
  GArray *markers = topos_pins_new ();

  for (guint i = 0; i < places->len; i++) {
    const ToposPlaceRow *row = places->pdata[i];
    const ToposPin marker = { row->id, row->point, row->radius_km, row->kind, row->standing,
                                 row->rank, row->passages, g_strdup (row->name) };
    g_array_append_val (markers, marker);
  }
  return markers;
}

static GArray *
bars_of (const GArray *histogram)
{
  GArray *bars = g_array_sized_new (FALSE, FALSE, sizeof (ToposBar), histogram->len);

  for (guint i = 0; i < histogram->len; i++) {
    const ToposDayCount *count = &g_array_index (histogram, ToposDayCount, i);
    const ToposBar bar = { count->days, count->passages };
    g_array_append_val (bars, bar);
  }
  return bars;
}

static gpointer
answer (ToposReader *reader, gpointer data, GCancellable *cancellable, GError **error)
{
  const ToposFilter *filter = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (GArray) histogram = NULL;

  topos_reader_hold (reader);
  if (!topos_reader_counts (reader, filter, &answer->counts, cancellable, error))
    return NULL;
  answer->places = topos_reader_places (reader, filter, cancellable, error);
  if (answer->places == NULL)
    return NULL;
  answer->documents = topos_reader_documents (reader, filter, cancellable, error);
  if (answer->documents == NULL)
    return NULL;
  answer->unplaced = topos_reader_unplaced (reader, filter, cancellable, error);
  if (answer->unplaced == NULL)
    return NULL;
  histogram = topos_reader_histogram (reader, filter, cancellable, error);
  if (histogram == NULL)
    return NULL;
  answer->markers = markers_of (answer->places);
  answer->bars = bars_of (histogram);
  return g_steal_pointer (&answer);
}

static void
show_array (ToposFindings *self, GArray **shown, GArray *array, int property)
{
  g_clear_pointer (shown, g_array_unref);
  *shown = array != NULL ? g_array_ref (array) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
index_places (ToposFindings *self, const GPtrArray *places)
{
  g_hash_table_remove_all (self->place_rows);
  for (guint i = 0; places != NULL && i < places->len; i++) {
    ToposPlaceRow *row = places->pdata[i];
    g_hash_table_insert (self->place_rows, &row->id, row);
  }
}

static void
show (gpointer owner, gpointer data, const GError *error)
{
  ToposFindings *self = owner;
  const Answer none = { 0 };
  const Answer *answer = data != NULL ? data : &none;

  self->counts = answer->counts;
  self->answered = data != NULL;
  index_places (self, answer->places);
  topos_rows_set (self->places, answer->places, most_passages (answer->places));
  topos_rows_set (self->documents, answer->documents, 0);
  topos_rows_set (self->unplaced, answer->unplaced, 0);
  show_array (self, &self->markers, answer->markers, PROP_MARKERS);
  show_array (self, &self->bars, answer->bars, PROP_BARS);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
  if (error != NULL)
    g_signal_emit (self, failed_signal, 0, error->message);
}

static const ToposAskKind ASK = { question, question_free, answer, answer_free, show };

static void
ask_again (ToposFindings *self)
{
  topos_ask_again (self->ask);
}

static void
library_cb (ToposFindings *self)
{
  topos_ask_set_library (self->ask, topos_session_library (self->session));
}

/* ------------------------------------------------------------------------- the object */

/* "18 of 21 places", or "21 places" when none is left out; takes `of_all`. */
static char *
out_of (int shown, int all, char *of_all)
{
  g_autofree char *whole = of_all;

  if (shown == all)
    return g_steal_pointer (&whole);
  /* Translators: "18 of 21 places" */
  return g_strdup_printf (_("%d of %s"), shown, whole);
}

static char *
summary (ToposFindings *self)
{
  const ToposCounts *counts = &self->counts;

  if (!self->answered)
    return g_strdup ("");
  g_autofree char *places
      = out_of (counts->places, counts->places_all,
                g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d place", "%d places",
                                              (gulong) counts->places_all), counts->places_all));
  g_autofree char *documents = out_of (
      counts->documents, counts->documents_all,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d document", "%d documents",
                                    (gulong) counts->documents_all), counts->documents_all));
  /* Translators: "21 places in 5 documents" */
  return g_strdup_printf (_("%s in %s"), places, documents);
}

static void
topos_findings_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposFindings *self = TOPOS_FINDINGS (object);

  switch (id) {
  case PROP_SESSION: g_value_set_object (value, self->session); break;
  case PROP_LENS: g_value_set_object (value, self->lens); break;
  case PROP_PLACES: g_value_set_object (value, self->places); break;
  case PROP_DOCUMENTS: g_value_set_object (value, self->documents); break;
  case PROP_UNPLACED: g_value_set_object (value, self->unplaced); break;
  case PROP_MARKERS: g_value_set_boxed (value, self->markers); break;
  case PROP_BARS: g_value_set_boxed (value, self->bars); break;
  case PROP_SUMMARY: g_value_take_string (value, summary (self)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_session (ToposFindings *self, ToposSession *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (session, "notify::library", G_CALLBACK (library_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::revision", G_CALLBACK (ask_again), self, G_CONNECT_SWAPPED);
  library_cb (self);
}

static void
set_lens (ToposFindings *self, ToposLens *lens)
{
  if (!g_set_object (&self->lens, lens) || lens == NULL)
    return;
  g_signal_connect_object (lens, "notify", G_CALLBACK (ask_again), self, G_CONNECT_SWAPPED);
}

static void
topos_findings_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposFindings *self = TOPOS_FINDINGS (object);

  switch (id) {
  case PROP_SESSION: set_session (self, g_value_get_object (value)); break;
  case PROP_LENS: set_lens (self, g_value_get_object (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_findings_dispose (GObject *object)
{
  ToposFindings *self = TOPOS_FINDINGS (object);

  g_clear_pointer (&self->ask, topos_ask_free);
  g_clear_object (&self->session);
  g_clear_object (&self->lens);
  g_clear_object (&self->places);
  g_clear_object (&self->documents);
  g_clear_object (&self->unplaced);
  g_clear_pointer (&self->markers, g_array_unref);
  g_clear_pointer (&self->bars, g_array_unref);
  g_clear_pointer (&self->place_rows, g_hash_table_unref);
  G_OBJECT_CLASS (topos_findings_parent_class)->dispose (object);
}

static void
topos_findings_class_init (ToposFindingsClass *class)
{
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = topos_findings_get_property;
  object_class->set_property = topos_findings_set_property;
  object_class->dispose = topos_findings_dispose;
  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, TOPOS_TYPE_SESSION, given);
  properties[PROP_LENS] = g_param_spec_object ("lens", NULL, NULL, TOPOS_TYPE_LENS, given);
  properties[PROP_PLACES] = g_param_spec_object ("places", NULL, NULL, G_TYPE_LIST_MODEL, seen);
  properties[PROP_DOCUMENTS]
      = g_param_spec_object ("documents", NULL, NULL, G_TYPE_LIST_MODEL, seen);
  properties[PROP_UNPLACED]
      = g_param_spec_object ("unplaced", NULL, NULL, G_TYPE_LIST_MODEL, seen);
  properties[PROP_MARKERS] = g_param_spec_boxed ("markers", NULL, NULL, G_TYPE_ARRAY, seen);
  properties[PROP_BARS] = g_param_spec_boxed ("bars", NULL, NULL, G_TYPE_ARRAY, seen);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, seen);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  failed_signal = g_signal_new ("failed", TOPOS_TYPE_FINDINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
topos_findings_init (ToposFindings *self)
{
  self->ask = topos_ask_new (&ASK, self);
  self->places = topos_rows_new (&PLACES);
  self->documents = topos_rows_new (&DOCUMENTS);
  self->unplaced = topos_rows_new (&UNPLACED);
  self->place_rows = g_hash_table_new (g_int64_hash, g_int64_equal);
}

const ToposCounts *
topos_findings_counts (ToposFindings *self)
{
  return &self->counts;
}

bool
topos_findings_has_answer (ToposFindings *self)
{
  return self->answered;
}

const ToposPlaceRow *
topos_findings_place (ToposFindings *self, ToposPlaceId place)
{
  return g_hash_table_lookup (self->place_rows, &place);
}
