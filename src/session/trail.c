/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/trail.h"

/* The oldest step is forgotten for one more. */
#define MOST_STEPS 200

typedef struct {
  ToposPlaceId place;
  char *document;
  char *passage;
} Step;

struct _ToposTrail {
  GObject parent_instance;
  ToposSession *session;
  GPtrArray *steps;  /* Step */
  guint at;          /* the one that is looked at */
  guint pending;     /* the idle that takes the next step down */
  bool going;        /* back or forward: the change makes no new step */
};

G_DEFINE_FINAL_TYPE (ToposTrail, topos_trail, G_TYPE_OBJECT)

enum { PROP_SESSION = 1, PROP_BACK, PROP_FORWARD, N_PROPERTIES };

static GParamSpec *properties[N_PROPERTIES];

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->document);
  g_free (step->passage);
  g_free (step);
}

static Step *
step_now (ToposTrail *self)
{
  Step *step = g_new (Step, 1);

  *step = (Step){ topos_session_place (self->session),
                  g_strdup (topos_session_document (self->session)),
                  g_strdup (topos_session_passage (self->session)) };
  return step;
}

static bool
same (const Step *a, const Step *b)
{
  return a->place == b->place && g_strcmp0 (a->document, b->document) == 0
         && g_strcmp0 (a->passage, b->passage) == 0;
}

static void
tell (ToposTrail *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BACK]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORWARD]);
}

/* A step that leads elsewhere: what lay ahead is forgotten. */
static gboolean
take_down_cb (gpointer data)
{
  ToposTrail *self = data;
  Step *step = step_now (self);

  self->pending = 0;
  if (same (step, self->steps->pdata[self->at])) {
    step_free (step);
    return G_SOURCE_REMOVE;
  }
  g_ptr_array_set_size (self->steps, (int) self->at + 1);
  g_ptr_array_add (self->steps, step);
  if (self->steps->len > MOST_STEPS)
    g_ptr_array_remove_index (self->steps, 0);
  self->at = self->steps->len - 1;
  tell (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (ToposTrail *self)
{
  if (!self->going && self->pending == 0)
    self->pending = g_idle_add_full (G_PRIORITY_DEFAULT, take_down_cb, self, NULL);
}

static void
begin (ToposTrail *self)
{
  g_clear_handle_id (&self->pending, g_source_remove);
  g_ptr_array_set_size (self->steps, 0);
  g_ptr_array_add (self->steps, step_now (self));
  self->at = 0;
  tell (self);
}

static void
go_to (ToposTrail *self, guint at)
{
  const Step *step = self->steps->pdata[at];

  self->at = at;
  self->going = true;
  topos_session_choose_document (self->session, step->document);
  if (step->passage != NULL)
    topos_session_choose_passage (self->session, step->passage);
  topos_session_choose_place (self->session, step->place);
  self->going = false;
  tell (self);
}

void
topos_trail_go_back (ToposTrail *self)
{
  if (self->pending != 0) {  /* what was chosen a moment ago is a step too */
    g_clear_handle_id (&self->pending, g_source_remove);
    take_down_cb (self);
  }
  if (self->at > 0)
    go_to (self, self->at - 1);
}

void
topos_trail_go_forward (ToposTrail *self)
{
  if (self->at + 1 < self->steps->len)
    go_to (self, self->at + 1);
}

/* Forgets the steps that speak of the document or the place that is gone, and those that have then
 * become the same as the one before. The last one left stays. */
static void
forget (ToposTrail *self, const Step *gone)
{
  for (guint i = self->steps->len; i-- > 0;) {
    const Step *step = self->steps->pdata[i];
    const bool speaks = (gone->document != NULL && g_strcmp0 (step->document, gone->document) == 0)
                        || (gone->place != TOPOS_PLACE_NONE && step->place == gone->place);
    if ((!speaks && (i == 0 || !same (step, self->steps->pdata[i - 1]))) || self->steps->len == 1)
      continue;
    g_ptr_array_remove_index (self->steps, i);
    if (self->at >= i && self->at > 0)
      self->at--;
  }
  tell (self);
}

void
topos_trail_forget_document (ToposTrail *self, const char *document)
{
  const Step gone = { .document = (char *) document };

  forget (self, &gone);
}

void
topos_trail_forget_place (ToposTrail *self, ToposPlaceId place)
{
  const Step gone = { .place = place };

  forget (self, &gone);
}

static void
topos_trail_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposTrail *self = TOPOS_TRAIL (object);

  switch (id) {
  case PROP_SESSION: g_value_set_object (value, self->session); break;
  case PROP_BACK: g_value_set_boolean (value, self->at > 0); break;
  case PROP_FORWARD: g_value_set_boolean (value, self->at + 1 < self->steps->len); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_trail_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposTrail *self = TOPOS_TRAIL (object);
  static const char *const NEWS[] = { "notify::place", "notify::document", "notify::passage" };

  if (id != PROP_SESSION) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  self->session = g_value_dup_object (value);
  for (gsize i = 0; i < G_N_ELEMENTS (NEWS); i++)
    g_signal_connect_object (self->session, NEWS[i], G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::library", G_CALLBACK (begin), self, G_CONNECT_SWAPPED);
  begin (self);
}

static void
topos_trail_dispose (GObject *object)
{
  ToposTrail *self = TOPOS_TRAIL (object);

  g_clear_handle_id (&self->pending, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  G_OBJECT_CLASS (topos_trail_parent_class)->dispose (object);
}

static void
topos_trail_class_init (ToposTrailClass *class)
{
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = topos_trail_get_property;
  object_class->set_property = topos_trail_set_property;
  object_class->dispose = topos_trail_dispose;
  properties[PROP_SESSION] = g_param_spec_object (
      "session", NULL, NULL, TOPOS_TYPE_SESSION,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BACK] = g_param_spec_boolean ("back", NULL, NULL, FALSE, seen);
  properties[PROP_FORWARD] = g_param_spec_boolean ("forward", NULL, NULL, FALSE, seen);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
topos_trail_init (ToposTrail *self)
{
  self->steps = g_ptr_array_new_with_free_func (step_free);
}
