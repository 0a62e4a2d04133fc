/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/correct.h"

#include "geoparse/explain.h"

#include <glib/gi18n.h>
#include <math.h>

struct _ToposCorrect {
  GtkPopover parent_instance;
  ToposWhy *why;       /* NULL for a name that was missed */
  char *name;
  char *document;
  ToposSpan span;
  GtkLabel *heading;
  GtkLabel *now;
  ToposCandidates *candidates;
  GtkEditable *search;
  GtkToggleButton *reach_mention, *reach_library, *reach_always;
  GtkWidget *accept, *reject;
  GtkWidget *point;
};

G_DEFINE_FINAL_TYPE (ToposCorrect, topos_correct, GTK_TYPE_POPOVER)

static guint edit_signal;

/* --------------------------------------------------------------------------- deciding */

static ToposReach
chosen_reach (ToposCorrect *self)
{
  if (gtk_toggle_button_get_active (self->reach_mention))
    return TOPOS_REACH_MENTION;
  if (gtk_toggle_button_get_active (self->reach_library))
    return TOPOS_REACH_LIBRARY;
  return gtk_toggle_button_get_active (self->reach_always) ? TOPOS_REACH_FROM_NOW_ON
                                                           : TOPOS_REACH_DOCUMENT;
}

static void
decide (ToposCorrect *self, ToposEditVerb verb, ToposPlaceId place, const char *name)
{
  const bool missed = self->why == NULL;
  const ToposEdit edit = { .verb = missed ? TOPOS_EDIT_ADD : verb,
                           .mention = missed ? NULL : self->why->row->id,
                           .document = self->document, .span = self->span, .place = place,
                           .name = (char *) name, .point = { NAN, NAN },
                           .reach = chosen_reach (self) };

  g_object_ref (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, edit_signal, 0, &edit);
  g_object_unref (self);
}

static void
accept_cb (ToposCorrect *self)
{
  decide (self, TOPOS_EDIT_ACCEPT, TOPOS_PLACE_NONE, self->name);
}

static void
reject_cb (ToposCorrect *self)
{
  decide (self, TOPOS_EDIT_REJECT, TOPOS_PLACE_NONE, self->name);
}

/* A place of the user's own bears the name that was typed, else that of the text. */
static const char *
own_name (ToposCorrect *self)
{
  const char *typed = gtk_editable_get_text (self->search);

  return *typed != '\0' ? typed : self->name;
}

static void
point_cb (ToposCorrect *self)
{
  g_autofree char *name = g_strdup (own_name (self));

  decide (self, TOPOS_EDIT_POINT, TOPOS_PLACE_NONE, name);
}

static void
chosen_cb (ToposCandidates *candidates, guint64 place, ToposCorrect *self)
{
  decide (self, TOPOS_EDIT_PLACE, place, self->name);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        ToposCorrect *self)
{
  const int index = (int) key - GDK_KEY_1;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (index < 0 || index >= topos_candidates_count (self->candidates) || GTK_IS_TEXT (focus)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  topos_candidates_choose (self->candidates, index);
  return GDK_EVENT_STOP;
}

/* ------------------------------------------------------------------------- what it says */

static void
search_changed_cb (GtkSearchEntry *entry, ToposCorrect *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (entry));
  /* Translators: makes a place of the user's own; it is then pointed to on the map */
  g_autofree char *own = g_strdup_printf (_("“%s” on the Map…"), own_name (self));

  if (*name != '\0')
    topos_candidates_show_named (self->candidates, name);
  else
    topos_candidates_show_weighed (self->candidates, self->why);
  gtk_button_set_label (GTK_BUTTON (self->point), own);
}

/* Enter takes the first of what was found. */
static void
search_activated_cb (GtkSearchEntry *entry, ToposCorrect *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0')
    return;
  topos_candidates_show_named (self->candidates, gtk_editable_get_text (GTK_EDITABLE (entry)));
  topos_candidates_choose (self->candidates, 0);
}

static void
tell (ToposCorrect *self)
{
  const ToposMentionRow *row = self->why->row;
  g_autofree char *now = NULL;

  if (row->place != TOPOS_PLACE_NONE) {
    g_autofree char *place = topos_candidates_place_in_words (self->candidates, row->place);
    now = row->by_user ? g_strdup_printf (_("%s · as you decided"), place)
                       : g_strdup_printf (_("%s · %d%% sure"), place, row->confidence / 10);
  } else {
    now = g_strdup (row->standing == TOPOS_STANDING_REJECTED
                        ? _("Not a place, as you decided")
                        : topos_explain_unplaced (self->why->unplaced_reason));
  }
  gtk_label_set_text (self->now, now);
  gtk_widget_set_visible (self->accept, row->place != TOPOS_PLACE_NONE);
  topos_candidates_show_weighed (self->candidates, self->why);
}

/* ------------------------------------------------------------------------- the object */

static void
topos_correct_dispose (GObject *object)
{
  ToposCorrect *self = TOPOS_CORRECT (object);

  g_clear_pointer (&self->why, topos_why_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->document, g_free);
  G_OBJECT_CLASS (topos_correct_parent_class)->dispose (object);
}

static void
topos_correct_class_init (ToposCorrectClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = topos_correct_dispose;
  edit_signal = g_signal_new ("edit", TOPOS_TYPE_CORRECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_type_ensure (TOPOS_TYPE_CANDIDATES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/correct.ui");
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, heading);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, now);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, candidates);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, search);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, reach_mention);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, reach_library);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, reach_always);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, accept);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, reject);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, point);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, reject_cb);
  gtk_widget_class_bind_template_callback (widget_class, point_cb);
}

static void
topos_correct_init (ToposCorrect *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static ToposCorrect *
correct_new (const char *name, ToposGazetteer *gazetteer, ToposFindings *findings)
{
  ToposCorrect *self = g_object_new (TOPOS_TYPE_CORRECT, NULL);
  g_autofree char *heading = g_strdup_printf (_("“%s”"), name);

  self->name = g_strdup (name);
  gtk_label_set_text (self->heading, heading);
  topos_candidates_set_sources (self->candidates, gazetteer, findings);
  return self;
}

ToposCorrect *
topos_correct_new (ToposWhy *why, ToposGazetteer *gazetteer, ToposFindings *findings)
{
  ToposCorrect *self = correct_new (why->text, gazetteer, findings);

  self->why = why;
  tell (self);
  return self;
}

ToposCorrect *
topos_correct_new_for_name (const ToposMissedName *missed, ToposGazetteer *gazetteer,
                            ToposFindings *findings)
{
  ToposCorrect *self = correct_new (missed->name, gazetteer, findings);

  self->document = g_strdup (missed->document);
  self->span = missed->span;
  gtk_label_set_text (self->now, _("A name that was missed? Choose the place it means."));
  gtk_widget_set_visible (self->accept, FALSE);
  gtk_widget_set_visible (self->reject, FALSE);
  gtk_editable_set_text (self->search, missed->name);
  return self;
}
