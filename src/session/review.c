/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/review.h"

#include "geoparse/explain.h"
#include "library/review.h"
#include "session/ask.h"
#include "session/rows.h"

#include <glib/gi18n.h>
#include <math.h>

/* No one checks more in one go, and the next ones come as these are decided. */
#define MOST_LISTED 1000

/* Of the normal distribution, for 95 % between both ends. */
#define Z 1.959963984540054

struct _ToposReview {
  GObject parent_instance;
  ToposSession *session;
  ToposLens *lens;
  ToposAsk *ask;
  ToposRows *items;
  GPtrArray *answered;  /* ToposReviewRow: the last answer, of which `items` shows most */
  GHashTable *decided;  /* of those the mentions whose decision is on its way, each with how many
                           answers may still not know of it; -1 until it is done */
  int answered_left;
  ToposReviewTally tally;
};

G_DEFINE_FINAL_TYPE (ToposReview, topos_review, G_TYPE_OBJECT)

enum { PROP_SESSION = 1, PROP_LENS, PROP_ITEMS, PROP_LEFT, PROP_METER, N_PROPERTIES };

static GParamSpec *properties[N_PROPERTIES];

/* --------------------------------------------------------------------------- the meter */

void
topos_wilson_interval (int right, int n, double *low, double *high)
{
  *low = 0;
  *high = 1;
  if (n <= 0)
    return;
  const double share = (double) right / n;
  const double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
  const double half = Z / (1 + Z * Z / n) * sqrt (share * (1 - share) / n + Z * Z / (4.0 * n * n));
  *low = CLAMP (middle - half, 0, 1);
  *high = CLAMP (middle + half, 0, 1);
}

char *
topos_meter_in_words (int checked, int right, int left)
{
  double low, high;

  if (checked == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d name to check", "%d names to check",
                                         (gulong) left), left);
  topos_wilson_interval (right, checked, &low, &high);
  /* Translators: "37 of 120 checked, Topos was right in 92 % (85–96 %)": the last two are the
   * 95 % interval */
  return g_strdup_printf (_("%d of %d checked, Topos was right in %.0f %% (%.0f–%.0f %%)"),
                          checked, checked + left, 100.0 * right / checked, 100 * low, 100 * high);
}

/* ---------------------------------------------------------------------- rows as items */

static void
describe (const void *data, uint64_t context, ToposItemFields *fields)
{
  const ToposReviewRow *row = data;
  const bool placed = row->place != TOPOS_PLACE_NONE;
  g_autofree char *sure = g_strdup_printf (_("%d%% sure"), row->confidence / 10);

  fields->key = g_strdup (row->mention);
  fields->place = row->place;
  fields->title = g_strdup (row->text);
  fields->subtitle = placed ? g_strjoin (" · ", sure, row->name, *row->where ? row->where : NULL, NULL)
                            : g_strdup (topos_explain_unplaced (row->reason));
  fields->detail = g_strdup (row->title);
  fields->count = row->mentions;
  fields->label = g_strjoin (", ", row->text, fields->subtitle, row->title, NULL);
}

static bool
same (const void *a, const void *b)
{
  const ToposReviewRow *old = a, *new = b;

  return g_str_equal (old->mention, new->mention) && old->place == new->place
         && old->confidence == new->confidence && old->standing == new->standing
         && old->mentions == new->mentions && g_str_equal (old->name, new->name)
         && g_strcmp0 (old->title, new->title) == 0;
}

static const ToposRowsKind ROWS = { describe, same };

/* ------------------------------------------------------------------------- the asking */

typedef struct {
  GPtrArray *rows;
  int left;
  ToposReviewTally tally;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->rows, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static gpointer
question (gpointer owner)
{
  ToposReview *self = owner;

  return topos_filter_dup (topos_lens_filter (self->lens));
}

static gpointer
answer (ToposReader *reader, gpointer filter, GCancellable *cancellable, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->rows = topos_reader_review (reader, filter, MOST_LISTED, &answer->left, cancellable,
                                      error);
  if (answer->rows == NULL || !topos_reader_review_tally (reader, &answer->tally, error))
    return NULL;
  return g_steal_pointer (&answer);
}

/* Shows the answer without what has been decided since. */
static void
show_undecided (ToposReview *self)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; self->answered != NULL && i < self->answered->len; i++) {
    ToposReviewRow *row = self->answered->pdata[i];
    if (!g_hash_table_contains (self->decided, row->mention))
      g_ptr_array_add (rows, row);
  }
  topos_rows_set (self->items, rows, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_METER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEFT]);
}

/* One more answer has come; those that know of a decision need not be told. */
static void
count_answer (ToposReview *self)
{
  GHashTableIter iter;
  gpointer answers;

  g_hash_table_iter_init (&iter, self->decided);
  while (g_hash_table_iter_next (&iter, NULL, &answers))
    if (GPOINTER_TO_INT (answers) == 1)
      g_hash_table_iter_remove (&iter);
    else if (GPOINTER_TO_INT (answers) > 1)
      g_hash_table_iter_replace (&iter, GINT_TO_POINTER (GPOINTER_TO_INT (answers) - 1));
}

/* What went wrong, the findings tell: they ask the same library at the same time. Here is nothing
 * to show then. */
static void
show (gpointer owner, gpointer data, const GError *error)
{
  ToposReview *self = owner;
  const Answer none = { 0 };
  const Answer *answer = data != NULL ? data : &none;
  g_autoptr (GPtrArray) before = self->answered;  /* shown until the new rows are */

  self->tally = answer->tally;
  self->answered = answer->rows != NULL ? g_ptr_array_ref (answer->rows) : NULL;
  self->answered_left = answer->left;
  count_answer (self);
  show_undecided (self);
}

static const ToposAskKind ASK
    = { question, (GDestroyNotify) topos_filter_free, answer, answer_free, show };

/* What is to be checked need not follow a handle while it is dragged. */
static void
lens_cb (ToposReview *self)
{
  topos_ask_at_rest (self->ask);
}

/* ------------------------------------------------------------------------- the object */

static guint
left (ToposReview *self)
{
  const guint listed = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  const guint answered = self->answered != NULL ? self->answered->len : 0;

  return (guint) self->answered_left - (answered - listed);
}

static void
topos_review_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposReview *self = TOPOS_REVIEW (object);

  switch (id) {
  case PROP_SESSION: g_value_set_object (value, self->session); break;
  case PROP_LENS: g_value_set_object (value, self->lens); break;
  case PROP_ITEMS: g_value_set_object (value, self->items); break;
  case PROP_LEFT: g_value_set_uint (value, left (self)); break;
  case PROP_METER:
    g_value_take_string (value, topos_meter_in_words (self->tally.checked, self->tally.right,
                                                      (int) left (self)));
    break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_session (ToposReview *self, ToposSession *session)
{
  if (g_set_object (&self->session, session))
    topos_ask_follow (self->ask, session);
}

static void
set_lens (ToposReview *self, ToposLens *lens)
{
  if (!g_set_object (&self->lens, lens) || lens == NULL)
    return;
  g_signal_connect_object (lens, "notify", G_CALLBACK (lens_cb), self, G_CONNECT_SWAPPED);
}

static void
topos_review_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposReview *self = TOPOS_REVIEW (object);

  switch (id) {
  case PROP_SESSION: set_session (self, g_value_get_object (value)); break;
  case PROP_LENS: set_lens (self, g_value_get_object (value)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_review_dispose (GObject *object)
{
  ToposReview *self = TOPOS_REVIEW (object);

  g_clear_pointer (&self->ask, topos_ask_free);
  g_clear_object (&self->session);
  g_clear_object (&self->lens);
  g_clear_object (&self->items);
  g_clear_pointer (&self->answered, g_ptr_array_unref);
  g_clear_pointer (&self->decided, g_hash_table_unref);
  G_OBJECT_CLASS (topos_review_parent_class)->dispose (object);
}

static void
topos_review_class_init (ToposReviewClass *class)
{
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = topos_review_get_property;
  object_class->set_property = topos_review_set_property;
  object_class->dispose = topos_review_dispose;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, TOPOS_TYPE_SESSION, given);
  properties[PROP_LENS] = g_param_spec_object ("lens", NULL, NULL, TOPOS_TYPE_LENS, given);
  properties[PROP_ITEMS] = g_param_spec_object ("items", NULL, NULL, G_TYPE_LIST_MODEL, seen);
  properties[PROP_LEFT] = g_param_spec_uint ("left", NULL, NULL, 0, G_MAXUINT, 0, seen);
  properties[PROP_METER] = g_param_spec_string ("meter", NULL, NULL, NULL, seen);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
topos_review_init (ToposReview *self)
{
  self->ask = topos_ask_new (&ASK, self);
  self->items = topos_rows_new (&ROWS);
  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
topos_review_take_off (ToposReview *self, const char *mention)
{
  g_hash_table_insert (self->decided, g_strdup (mention), GINT_TO_POINTER (-1));
  show_undecided (self);
}

/* An answer may be under way that was asked for before; the one after it knows. */
void
topos_review_decided (ToposReview *self, const char *mention, bool done)
{
  if (done)
    g_hash_table_insert (self->decided, g_strdup (mention), GINT_TO_POINTER (2));
  else if (g_hash_table_remove (self->decided, mention))
    show_undecided (self);
}
