/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/findings.h"

#include "core/view.h"
#include "session/ask.h"
#include "session/row-kinds.h"

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
  GHashTable *by_place;    /* ToposPlaceId* in the row -> ToposPlaceRow; NULL for none */
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

/* ------------------------------------------------------------------------- the asking */

typedef struct {
  GPtrArray *places;
  GPtrArray *documents;
  GPtrArray *unplaced;
  GHashTable *by_place;
  GArray *markers;
  GArray *bars;
  ToposCounts counts;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->places, g_ptr_array_unref);
  g_clear_pointer (&answer->by_place, g_hash_table_unref);
  g_clear_pointer (&answer->documents, g_ptr_array_unref);
  g_clear_pointer (&answer->unplaced, g_ptr_array_unref);
  g_clear_pointer (&answer->markers, g_array_unref);
  g_clear_pointer (&answer->bars, g_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
question (gpointer owner)
{
  ToposFindings *self = owner;

  return topos_filter_dup (topos_lens_filter (self->lens));
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

static GHashTable *
index_places (const GPtrArray *places)
{
  GHashTable *index = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < places->len; i++)
    g_hash_table_insert (index, &((ToposPlaceRow *) places->pdata[i])->id, places->pdata[i]);
  return index;
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
  answer->by_place = index_places (answer->places);
  answer->markers = markers_of (answer->places);
  answer->bars = bars_of (histogram);
  return g_steal_pointer (&answer);
}

/* Days stay while they are dragged: who shows them need not look again. */
static bool
same_bars (const GArray *a, const GArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  return a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (ToposBar)) == 0;
}

static void
show_array (ToposFindings *self, GArray **shown, GArray *array, int property)
{
  g_clear_pointer (shown, g_array_unref);
  *shown = array != NULL ? g_array_ref (array) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
show (gpointer owner, gpointer data, const GError *error)
{
  ToposFindings *self = owner;
  const Answer none = { 0 };
  const Answer *answer = data != NULL ? data : &none;

  self->counts = answer->counts;
  self->answered = data != NULL;
  g_clear_pointer (&self->by_place, g_hash_table_unref);
  self->by_place = answer->by_place != NULL ? g_hash_table_ref (answer->by_place) : NULL;
  topos_rows_set (self->places, answer->places, 0);
  topos_rows_set (self->documents, answer->documents, 0);
  topos_rows_set (self->unplaced, answer->unplaced, 0);
  show_array (self, &self->markers, answer->markers, PROP_MARKERS);
  if (!same_bars (self->bars, answer->bars))
    show_array (self, &self->bars, answer->bars, PROP_BARS);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
  if (error != NULL)
    g_signal_emit (self, failed_signal, 0, error->message);
}

static const ToposAskKind ASK
    = { question, (GDestroyNotify) topos_filter_free, answer, answer_free, show };

static void
ask_again (ToposFindings *self)
{
  topos_ask_again (self->ask);
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
  return g_strdup_printf (C_("counts", "%s in %s"), places, documents);
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
  if (g_set_object (&self->session, session))
    topos_ask_follow (self->ask, session);
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
  g_clear_pointer (&self->by_place, g_hash_table_unref);
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
  self->places = topos_rows_new (&topos_places_kind);
  self->documents = topos_rows_new (&topos_documents_kind);
  self->unplaced = topos_rows_new (&topos_unplaced_kind);
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
  return self->by_place != NULL ? g_hash_table_lookup (self->by_place, &place) : NULL;
}

guint
topos_findings_line (ToposFindings *self, ToposPlaceId place)
{
  const ToposPlaceRow *row = topos_findings_place (self, place);

  return row != NULL ? topos_rows_position (self->places, row) : G_MAXUINT;
}
