/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/correct.h"

#include "geoparse/explain.h"
#include "session/words.h"
#include "text/fold.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MOST_CANDIDATES 9
#define MOST_REASONS 3

struct _ToposCorrect {
  GtkPopover parent_instance;
  ToposWhy *why;       /* NULL for a name that was missed */
  char *name;
  char *document;
  ToposSpan span;
  ToposGazetteer *gazetteer;
  ToposPlaceId shown[MOST_CANDIDATES];  /* as listed */
  int n_shown;
  GtkLabel *heading;
  GtkLabel *now;
  GtkBox *candidates;
  GtkEditable *search;
  GtkToggleButton *reach_mention, *reach_document, *reach_library, *reach_always;
  GtkWidget *accept;
  GtkWidget *reach, *decisions;
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
decide (ToposCorrect *self, ToposEditVerb verb, ToposPlaceId place)
{
  const bool missed = self->why == NULL;
  ToposEdit edit = { .verb = missed ? TOPOS_EDIT_ADD : verb,
                     .mention = missed ? NULL : self->why->row->id, .document = self->document,
                     .span = self->span, .place = place, .name = self->name,
                     .point = { NAN, NAN }, .reach = chosen_reach (self) };

  g_object_ref (self);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, edit_signal, 0, &edit);
  g_object_unref (self);
}

static void
accept_cb (ToposCorrect *self)
{
  decide (self, TOPOS_EDIT_ACCEPT, TOPOS_PLACE_NONE);
}

static void
reject_cb (ToposCorrect *self)
{
  decide (self, TOPOS_EDIT_REJECT, TOPOS_PLACE_NONE);
}

static void
point_cb (ToposCorrect *self)
{
  decide (self, TOPOS_EDIT_POINT, TOPOS_PLACE_NONE);
}

static void
candidate_clicked_cb (GtkButton *button, ToposCorrect *self)
{
  const int index = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "topos-index"));

  decide (self, TOPOS_EDIT_PLACE, self->shown[index]);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        ToposCorrect *self)
{
  const int index = (int) key - GDK_KEY_1;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (index < 0 || index >= self->n_shown || GTK_IS_TEXT (focus)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  decide (self, TOPOS_EDIT_PLACE, self->shown[index]);
  return GDK_EVENT_STOP;
}

/* ---------------------------------------------------------------------------- listing */

/* "Dara, town in Panjshir, Afghanistan". */
static char *
place_in_words (ToposCorrect *self, ToposPlaceId id)
{
  ToposPlace place;

  if (self->gazetteer == NULL || !topos_gazetteer_place (self->gazetteer, id, &place))
    return g_strdup (_("a place of this library"));
  g_autofree char *where = topos_gazetteer_where (self->gazetteer, id);
  const char *kind = topos_kind_in_words (place.kind);
  if (*where == '\0')
    return g_strdup_printf ("%s, %s", place.name, kind);
  /* Translators: "Dara, district in Panjshir, Afghanistan" */
  return g_strdup_printf (_("%s, %s in %s"), place.name, kind, where);
}

static char *
reasons_in_words (ToposCorrect *self, const ToposCandidate *candidate)
{
  GString *words = g_string_new (NULL);
  const guint n = MIN (candidate->n_reasons, MOST_REASONS);

  for (guint i = 0; self->gazetteer != NULL && i < n; i++) {
    const guint at = candidate->first_reason + i;
    if (at >= self->why->reasons->len)
      break;
    g_autofree char *reason = topos_explain_reason (
        self->gazetteer, &g_array_index (self->why->reasons, ToposReason, at));
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", reason);
  }
  return g_string_free (words, FALSE);
}

static GtkWidget *
label (const char *text, const char *class)
{
  GtkWidget *widget = gtk_label_new (text);

  g_object_set (widget, "xalign", 0.0, "wrap", TRUE, "max-width-chars", 42, NULL);
  if (class != NULL)
    gtk_widget_add_css_class (widget, class);
  return widget;
}

static void
add_candidate (ToposCorrect *self, ToposPlaceId place, const char *reasons)
{
  if (self->n_shown == MOST_CANDIDATES)
    return;
  g_autofree char *name = place_in_words (self, place);
  const bool now = self->why != NULL && place == self->why->row->place;
  g_autofree char *numbered = g_strdup_printf ("%d  %s%s", self->n_shown + 1, name, now ? " ✓" : "");
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (box), label (numbered, NULL));
  if (reasons != NULL && *reasons != '\0') {
    GtkWidget *why = label (reasons, "caption");
    gtk_widget_add_css_class (why, "dim-label");
    gtk_box_append (GTK_BOX (box), why);
  }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reasons != NULL ? reasons : "", -1);
  g_object_set_data (G_OBJECT (button), "topos-index", GINT_TO_POINTER (self->n_shown));
  g_signal_connect (button, "clicked", G_CALLBACK (candidate_clicked_cb), self);
  gtk_box_append (self->candidates, button);
  self->shown[self->n_shown++] = place;
}

static void
clear_candidates (ToposCorrect *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))) != NULL)
    gtk_box_remove (self->candidates, child);
  self->n_shown = 0;
}

static void
list_weighed (ToposCorrect *self)
{
  clear_candidates (self);
  for (guint i = 0; self->why != NULL && i < self->why->candidates->len; i++) {
    const ToposCandidate *candidate = &g_array_index (self->why->candidates, ToposCandidate, i);
    g_autofree char *reasons = reasons_in_words (self, candidate);
    add_candidate (self, candidate->place, reasons);
  }
}

static void
list_found (ToposCorrect *self, const char *name)
{
  g_autofree char *key = topos_fold (name, -1);
  ToposNameHit hits[MOST_CANDIDATES];
  guint n = topos_gazetteer_find (self->gazetteer, key, strlen (key), hits, G_N_ELEMENTS (hits));

  clear_candidates (self);
  if (n == 0 && strlen (key) >= 5)
    n = topos_gazetteer_find_near (self->gazetteer, key, strlen (key), TOPOS_PLACE_NONE, hits,
                                   G_N_ELEMENTS (hits));
  for (guint i = 0; i < MIN (n, G_N_ELEMENTS (hits)); i++) {
    ToposPlace place;
    topos_gazetteer_get (self->gazetteer, hits[i].place, &place);
    add_candidate (self, place.id, NULL);
  }
  if (n == 0)
    gtk_box_append (self->candidates, label (_("No place of that name is known."), "dim-label"));
}

static void
search_changed_cb (GtkSearchEntry *entry, ToposCorrect *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (*name == '\0' || self->gazetteer == NULL)
    list_weighed (self);
  else
    list_found (self, name);
}

static void
tell (ToposCorrect *self)
{
  const ToposMentionRow *row = self->why->row;
  g_autofree char *heading = g_strdup_printf (_("“%s”"), self->why->text);
  g_autofree char *now = NULL;

  if (row->place != TOPOS_PLACE_NONE) {
    g_autofree char *place = place_in_words (self, row->place);
    now = g_strdup_printf (_("%s · %d%% sure"), place, row->confidence / 10);
  } else {
    now = g_strdup (row->standing == TOPOS_STANDING_REJECTED
                        ? _("Not a place, as you decided")
                        : topos_explain_unplaced (self->why->unplaced_reason));
  }
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->now, now);
  gtk_widget_set_visible (self->accept, row->place != TOPOS_PLACE_NONE);
}

/* ------------------------------------------------------------------------- the object */

static void
topos_correct_dispose (GObject *object)
{
  ToposCorrect *self = TOPOS_CORRECT (object);

  g_clear_pointer (&self->why, topos_why_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->document, g_free);
  g_clear_pointer (&self->gazetteer, topos_gazetteer_unref);
  G_OBJECT_CLASS (topos_correct_parent_class)->dispose (object);
}

static void
topos_correct_class_init (ToposCorrectClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = topos_correct_dispose;
  edit_signal = g_signal_new ("edit", TOPOS_TYPE_CORRECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/correct.ui");
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, heading);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, now);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, candidates);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, search);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, reach_mention);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, reach_document);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, reach_library);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, reach_always);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, accept);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, reach);
  gtk_widget_class_bind_template_child (widget_class, ToposCorrect, decisions);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
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

ToposCorrect *
topos_correct_new (ToposWhy *why, ToposGazetteer *gazetteer)
{
  ToposCorrect *self = g_object_new (TOPOS_TYPE_CORRECT, NULL);

  self->why = why;
  self->name = g_strdup (why->text);
  self->gazetteer = gazetteer != NULL ? topos_gazetteer_ref (gazetteer) : NULL;
  tell (self);
  list_weighed (self);
  return self;
}

ToposCorrect *
topos_correct_new_for_name (const char *name, const char *document, ToposSpan span,
                            ToposGazetteer *gazetteer)
{
  ToposCorrect *self = g_object_new (TOPOS_TYPE_CORRECT, NULL);
  g_autofree char *heading = g_strdup_printf (_("“%s”"), name);

  self->name = g_strdup (name);
  self->document = g_strdup (document);
  self->span = span;
  self->gazetteer = gazetteer != NULL ? topos_gazetteer_ref (gazetteer) : NULL;
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->now, _("A name that was missed? Choose the place it means."));
  gtk_widget_set_visible (self->reach, FALSE);
  gtk_widget_set_visible (self->decisions, FALSE);
  gtk_editable_set_text (self->search, name);
  return self;
}
