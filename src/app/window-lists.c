/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/gradual-list.h"
#include "app/item-row.h"

static ToposItem *
item_at (GtkListView *list, guint position)
{
  g_autoptr (ToposItem) item
      = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);

  return item;  /* the model keeps it */
}

/* ----------------------------------------------------------------------------- places */

/* Its passages, also where a document is open: the way back to that is Back. */
static void
read_place (ToposWindow *self, ToposPlaceId place)
{
  topos_session_choose_document (self->session, NULL);
  topos_session_choose_place (self->session, place);
  topos_window_show_pane (self, self->show_text);
}

static void
place_selected_cb (ToposWindow *self)
{
  ToposItem *item = gtk_single_selection_get_selected_item (self->place_selection);

  if (item != NULL && topos_item_fields (item)->place != topos_session_place (self->session))
    read_place (self, topos_item_fields (item)->place);
}

/* The line that is selected already tells nothing when it is clicked again. */
static void
place_pressed_cb (GtkGestureClick *click, int n_press, double x, double y, ToposWindow *self)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  ToposItem *item = topos_item_row_item_at (list, x, y);

  if (item != NULL && topos_item_fields (item)->place == topos_session_place (self->session))
    read_place (self, topos_session_place (self->session));
}

static void
place_activated_cb (GtkListView *list, guint position, ToposWindow *self)
{
  read_place (self, topos_item_fields (item_at (list, position))->place);
}

static void
marker_chosen_cb (ToposMapView *map, guint64 place, ToposWindow *self)
{
  read_place (self, place);
}

/* Among the lines that the words typed above them leave. */
static guint
line_of_place (ToposWindow *self, ToposPlaceId place)
{
  GListModel *lines = G_LIST_MODEL (self->place_selection);
  g_autoptr (GListModel) places = NULL;

  g_object_get (self->findings, "places", &places, NULL);
  const guint n = g_list_model_get_n_items (lines);
  if (n == g_list_model_get_n_items (places))
    return topos_findings_line (self->findings, place);
  for (guint i = 0; i < n; i++) {
    g_autoptr (ToposItem) item = g_list_model_get_item (lines, i);
    if (topos_item_fields (item)->place == place)
      return i;
  }
  return GTK_INVALID_LIST_POSITION;
}

static void
scroll_to (GtkListView *list, guint line)
{
  GtkSelectionModel *shown = gtk_list_view_get_model (list);

  if (shown == NULL || line == GTK_INVALID_LIST_POSITION)
    return;
  topos_gradual_list_reach (TOPOS_GRADUAL_LIST (shown), line);
  gtk_widget_activate_action (GTK_WIDGET (list), "list.scroll-to-item", "u", line);
}

/* The list shows the place that was chosen elsewhere. */
void
topos_window_show_chosen_place (ToposWindow *self)
{
  const ToposPlaceId place = topos_session_place (self->session);
  ToposItem *selected = gtk_single_selection_get_selected_item (self->place_selection);

  if (selected != NULL && topos_item_fields (selected)->place == place)
    return;
  const guint line = place != TOPOS_PLACE_NONE ? line_of_place (self, place) : GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_selected (self->place_selection, line);
  scroll_to (self->places_list, line);
}

static void
place_news_cb (ToposWindow *self)
{
  topos_window_show_chosen_place (self);
  if (topos_session_place (self->session) != 0 && topos_session_document (self->session) == NULL)
    topos_window_show_pane (self, self->show_text);
}

/* -------------------------------------------------------------------------- documents */

static void
document_selected_cb (ToposWindow *self)
{
  ToposItem *item = gtk_single_selection_get_selected_item (self->document_selection);

  if (item == NULL
      || g_strcmp0 (topos_item_fields (item)->key, topos_session_document (self->session)) == 0)
    return;
  topos_window_fit_document (self);
  topos_session_choose_document (self->session, topos_item_fields (item)->key);
}

/* Into the text, where arrows and N and P go on. */
static void
go_to_text (ToposWindow *self)
{
  topos_window_show_pane (self, self->show_text);
  gtk_widget_grab_focus (GTK_WIDGET (self->reader));
}

static void
document_activated_cb (GtkListView *list, guint position, ToposWindow *self)
{
  topos_session_choose_document (self->session, topos_item_fields (item_at (list, position))->key);
  go_to_text (self);
}

static void
document_chosen_cb (ToposWindow *self)
{
  if (topos_session_document (self->session) == NULL)
    gtk_single_selection_set_selected (self->document_selection, GTK_INVALID_LIST_POSITION);
}

/* -------------------------------------------------------- unplaced names and passages */

/* A mention's id begins with its document's. */
void
topos_window_open_mention (ToposWindow *self, const char *mention)
{
  g_autofree char *document = mention != NULL ? g_strndup (mention, 16) : NULL;

  topos_session_choose_document (self->session, document);
  topos_reader_view_go_to (self->reader, mention);
}

/* And brings its pane to the front, where only one fits. */
static void
show_mention (ToposWindow *self, const char *mention)
{
  topos_window_open_mention (self, mention);
  topos_window_show_pane (self, self->show_text);
}

static void
unplaced_selected_cb (ToposWindow *self)
{
  ToposItem *item = gtk_single_selection_get_selected_item (self->unplaced_selection);

  if (item != NULL)
    show_mention (self, topos_item_fields (item)->key);
}

static void
unplaced_activated_cb (GtkListView *list, guint position, ToposWindow *self)
{
  show_mention (self, topos_item_fields (item_at (list, position))->key);
  go_to_text (self);
}

static void
passage_activated_cb (GtkListView *list, guint position, ToposWindow *self)
{
  topos_session_choose_passage (self->session, topos_item_fields (item_at (list, position))->key);
  go_to_text (self);
}

/* Tab leaves a list, whose lines the arrows reach; GTK 4.8 would stop at every line. */
static gboolean
list_tab_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
             ToposWindow *self)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));
  const bool back = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;

  if ((key != GDK_KEY_Tab && key != GDK_KEY_KP_Tab && key != GDK_KEY_ISO_Left_Tab)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_set_can_focus (list, FALSE);
  const gboolean left = gtk_widget_child_focus (GTK_WIDGET (self), back ? GTK_DIR_TAB_BACKWARD
                                                                        : GTK_DIR_TAB_FORWARD);
  gtk_widget_set_can_focus (list, TRUE);
  return left;
}

/* ---------------------------------------------------------------- only what is seen */

static void
show_lines (GtkListView *list, GtkSingleSelection *lines)
{
  g_autoptr (ToposGradualList) gradual = topos_gradual_list_new (GTK_SELECTION_MODEL (lines));

  gtk_list_view_set_model (list, GTK_SELECTION_MODEL (gradual));
}

/* A list makes its lines' widgets also where nobody sees them: so only the list that is shown has
 * lines. */
static void
list_shown_cb (ToposWindow *self)
{
  const struct {
    const char *page;
    GtkListView *list;
    GtkSingleSelection *rows;
  } LISTS[] = {
    { "places", self->places_list, self->place_selection },
    { "documents", self->documents_list, self->document_selection },
    { "unplaced", self->unplaced_list, self->unplaced_selection },
    { "review", self->review_list, self->review_selection },
  };
  const char *shown = adw_view_stack_get_visible_child_name (self->lists);

  for (gsize i = 0; i < G_N_ELEMENTS (LISTS); i++) {
    if (g_strcmp0 (shown, LISTS[i].page) == 0)
      show_lines (LISTS[i].list, LISTS[i].rows);
    else
      gtk_list_view_set_model (LISTS[i].list, NULL);
  }
}

/* --------------------------------------------------------------------------- the part */

void
topos_window_bind_lists (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, lists);
  TOPOS_BIND_CHILD (class, place_selection);
  TOPOS_BIND_CHILD (class, document_selection);
  TOPOS_BIND_CHILD (class, unplaced_selection);
  TOPOS_BIND_CHILD (class, passage_selection);
  TOPOS_BIND_CHILD (class, places_list);
  TOPOS_BIND_CHILD (class, passages_list);
  gtk_widget_class_bind_template_callback (class, place_activated_cb);
  gtk_widget_class_bind_template_callback (class, marker_chosen_cb);
  gtk_widget_class_bind_template_callback (class, document_activated_cb);
  gtk_widget_class_bind_template_callback (class, unplaced_activated_cb);
  gtk_widget_class_bind_template_callback (class, passage_activated_cb);
  gtk_widget_class_bind_template_callback (class, list_tab_cb);
}

void
topos_window_start_lists (ToposWindow *self)
{
  const ToposWindowNews NEWS[] = {
    { self->session, "notify::place", G_CALLBACK (place_news_cb) },
    { self->session, "notify::document", G_CALLBACK (document_chosen_cb) },
    { self->place_selection, "notify::selected-item", G_CALLBACK (place_selected_cb) },
    { self->document_selection, "notify::selected-item", G_CALLBACK (document_selected_cb) },
    { self->unplaced_selection, "notify::selected-item", G_CALLBACK (unplaced_selected_cb) },
    { self->lists, "notify::visible-child", G_CALLBACK (list_shown_cb) },
  };

  GtkGesture *click = gtk_gesture_click_new ();

  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (place_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->places_list), GTK_EVENT_CONTROLLER (click));
  list_shown_cb (self);
  show_lines (self->passages_list, self->passage_selection);
}
