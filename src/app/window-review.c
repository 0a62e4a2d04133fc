/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include <glib/gi18n.h>

/* --------------------------------------------------------------------------- deciding */

static const ToposItemFields *
chosen (ToposWindow *self)
{
  ToposItem *item = gtk_single_selection_get_selected_item (self->review_selection);

  return item != NULL ? topos_item_fields (item) : NULL;
}

static void
go_to_line (ToposWindow *self, guint line)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->review_selection));

  if (n == 0)
    return;
  const guint at = MIN (line, n - 1);
  gtk_single_selection_set_selected (self->review_selection, at);
  gtk_widget_activate_action (GTK_WIDGET (self->review_list), "list.scroll-to-item", "u", at);
  gtk_widget_grab_focus (GTK_WIDGET (self->review_list));
}

typedef struct {
  ToposWindow *window;
  char *mention;
} Decision;

/* No toast: fifty decisions in a minute are told by the meter. */
static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Decision *decision = data;
  g_autoptr (ToposWindow) self = decision->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = topos_session_done (TOPOS_SESSION (source), result, &error);

  topos_review_decided (self->review, decision->mention, words != NULL);
  if (words == NULL)
    topos_window_say (self, error->message, false);
  g_free (decision->mention);
  g_free (decision);
}

/* The line goes at once, and the one that takes its place is next: no decision waits for the one
 * before it to be written. */
static void
decide (ToposWindow *self, ToposPlaceId place)
{
  const ToposItemFields *fields = chosen (self);

  if (fields == NULL)
    return;
  Decision *decision = g_new (Decision, 1);
  const ToposEdit edit = { .verb = TOPOS_EDIT_CHECK, .mention = fields->key, .place = place };
  const guint line = gtk_single_selection_get_selected (self->review_selection);
  *decision = (Decision){ g_object_ref (self), g_strdup (fields->key) };
  topos_session_edit_async (self->session, &edit, decided_cb, decision);
  topos_review_take_off (self->review, decision->mention);
  go_to_line (self, line);
}

static void
candidate_cb (ToposCandidates *candidates, guint64 place, ToposWindow *self)
{
  decide (self, place);
}

/* --------------------------------------------------------------------- the one looked at */

static void
clear_candidates (ToposWindow *self)
{
  topos_candidates_show_weighed (self->review_candidates, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->review_candidates), FALSE);
}

static void
why_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (ToposWhy) why = topos_session_why (TOPOS_SESSION (source), result, NULL);
  ToposEngine *engine = topos_session_engine (self->session);
  const ToposItemFields *fields = chosen (self);

  if (why == NULL || fields == NULL || !g_str_equal (why->row->id, fields->key))
    return;
  topos_candidates_set_sources (self->review_candidates,
                                engine != NULL ? topos_engine_gazetteer (engine) : NULL, self->findings);
  topos_candidates_show_weighed (self->review_candidates, why);
  gtk_widget_set_visible (GTK_WIDGET (self->review_candidates),
                          topos_candidates_count (self->review_candidates) > 0);
}

static bool
is_shown (ToposWindow *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->lists), "review") == 0;
}

static void
selected_cb (ToposWindow *self)
{
  const ToposItemFields *fields = chosen (self);

  clear_candidates (self);
  if (fields == NULL || !is_shown (self))
    return;
  self->review_at = gtk_single_selection_get_selected (self->review_selection);
  topos_window_open_mention (self, fields->key);
  if (fields->place != TOPOS_PLACE_NONE)
    topos_session_choose_place (self->session, fields->place);
  topos_session_why_async (self->session, fields->key, why_cb, g_object_ref (self));
}

static void
left_cb (ToposWindow *self)
{
  guint left;

  g_object_get (self->review, "left", &left, NULL);
  gtk_stack_set_visible_child_name (self->review_stack, left > 0 ? "list" : "none");
  gtk_widget_set_visible (self->review_buttons, left > 0);
  adw_view_stack_page_set_badge_number (self->review_page, left);
}

/* ------------------------------------------------------------------- keys and actions */

/* Once the page has been laid out: before that, its list has no lines to go to. */
static gboolean
begin_cb (gpointer data)
{
  ToposWindow *self = data;

  gtk_single_selection_set_selected (self->review_selection, GTK_INVALID_LIST_POSITION);
  go_to_line (self, self->review_at);
  return G_SOURCE_REMOVE;
}

static void
review_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  topos_window_show_pane (self, self->show_list);
  adw_view_stack_set_visible_child_name (self->lists, "review");
  g_idle_add_full (G_PRIORITY_LOW, begin_cb, g_object_ref (self), g_object_unref);
}

static void
accept_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposItemFields *fields = chosen (self);

  if (fields == NULL)
    return;
  if (fields->place != TOPOS_PLACE_NONE)
    decide (self, fields->place);
  else
    topos_window_say (self, _("This name has no place yet: press 1 to 9 to choose one, or O for others."), false);
}

static void
reject_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  decide (data, TOPOS_PLACE_NONE);
}

static void
other_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const ToposItemFields *fields = chosen (self);

  if (fields != NULL)
    topos_window_ask_why (self, fields->key, self->review_buttons,
                          (GdkRectangle){ 0, 0, gtk_widget_get_width (self->review_buttons),
                                          gtk_widget_get_height (self->review_buttons) });
}

static void
step_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  const int step = g_variant_get_int32 (parameter);

  if (step > 0 || self->review_at > 0)
    go_to_line (self, self->review_at + (guint) step);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        ToposWindow *self)
{
  static const struct {
    guint key;
    const char *action;
    int step;
  } KEYS[] = {
    { GDK_KEY_a, "win.review-accept", 0 },      { GDK_KEY_Return, "win.review-accept", 0 },
    { GDK_KEY_KP_Enter, "win.review-accept", 0 }, { GDK_KEY_x, "win.review-reject", 0 },
    { GDK_KEY_Delete, "win.review-reject", 0 }, { GDK_KEY_KP_Delete, "win.review-reject", 0 },
    { GDK_KEY_o, "win.review-other", 0 },       { GDK_KEY_Menu, "win.review-other", 0 },
    { GDK_KEY_n, "win.review-step", 1 },        { GDK_KEY_p, "win.review-step", -1 },
  };
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  const bool enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0
      || (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
      || (enter && GTK_IS_BUTTON (focus)))
    return GDK_EVENT_PROPAGATE;
  if (key >= GDK_KEY_1 && key <= GDK_KEY_9) {
    topos_candidates_choose (self->review_candidates, (int) (key - GDK_KEY_1));
    return GDK_EVENT_STOP;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (KEYS); i++)
    if (KEYS[i].key == gdk_keyval_to_lower (key)) {
      gtk_widget_activate_action (GTK_WIDGET (self), KEYS[i].action,
                                  KEYS[i].step != 0 ? "i" : NULL, KEYS[i].step);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

void
topos_window_bind_review (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, review);
  TOPOS_BIND_CHILD (class, review_selection);
  TOPOS_BIND_CHILD (class, review_list);
  TOPOS_BIND_CHILD (class, review_page);
  TOPOS_BIND_CHILD (class, review_stack);
  TOPOS_BIND_CHILD (class, review_candidates);
  gtk_widget_class_bind_template_callback (class, candidate_cb);
  TOPOS_BIND_CHILD (class, review_box);
  TOPOS_BIND_CHILD (class, review_buttons);
}

void
topos_window_start_review (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "review", .activate = review_action },
    { .name = "review-accept", .activate = accept_action },
    { .name = "review-reject", .activate = reject_action },
    { .name = "review-other", .activate = other_action },
    { .name = "review-step", .activate = step_action, .parameter_type = "i" },
  };
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (self->review_box, keys);
  g_signal_connect_object (self->review_selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->review, "notify::left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  left_cb (self);
}
