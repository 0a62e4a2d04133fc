/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/item-row.h"

/* The menus of what one points at: a marker, a line of a list. By right click, long press, the Menu
 * key and Shift+F10. The menus are those of the pane on the right; what was pointed at is chosen
 * first, so that they speak of it. */

static void
pop_up (GMenuModel *model, GtkWidget *parent, double x, double y)
{
  GtkWidget *menu = gtk_popover_menu_new_from_model (model);

  gtk_widget_set_parent (menu, parent);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  topos_window_drop_when_closed (GTK_POPOVER (menu));
  gtk_popover_popup (GTK_POPOVER (menu));
}

/* ------------------------------------------------------------------------------ lists */

static void
item_menu (ToposWindow *self, GtkWidget *list, const ToposItemFields *fields, double x, double y)
{
  if (list == GTK_WIDGET (self->documents_list)) {
    topos_session_choose_document (self->session, fields->key);
    pop_up (self->document_menu_model, list, x, y);
    return;
  }
  if (list == GTK_WIDGET (self->places_list)) {
    topos_session_choose_place (self->session, fields->place);
    pop_up (self->place_menu_model, list, x, y);
    return;
  }
  topos_window_open_mention (self, fields->key);
  topos_window_ask_why (self, fields->key, list, (GdkRectangle){ (int) x, (int) y, 1, 1 });
}

static bool
open_row_menu (ToposWindow *self, GtkWidget *list, ToposItem *item, double x, double y)
{
  if (item == NULL)
    return false;
  item_menu (self, list, topos_item_fields (item), x, y);
  return true;
}

static void
list_pressed_cb (GtkGesture *gesture, double x, double y, ToposWindow *self)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (open_row_menu (self, list, topos_item_row_item_at (list, x, y), x, y))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
list_clicked_cb (GtkGestureClick *click, int n_press, double x, double y, ToposWindow *self)
{
  list_pressed_cb (GTK_GESTURE (click), x, y, self);
}

static bool
is_menu_key (guint key, GdkModifierType state)
{
  return key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0);
}

/* The line that the keyboard has reached lights up its place, as the one under the pointer does. */
static void
focus_cb (ToposWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkWidget *list = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW);
  ToposItem *item = list != NULL ? topos_item_row_item_of (focus) : NULL;

  if (item != NULL)
    g_object_set (self->session, "hovered", topos_item_fields (item)->place, NULL);
}

static gboolean
list_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
             ToposWindow *self)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  graphene_point_t at = GRAPHENE_POINT_INIT (0, 0);

  if (!is_menu_key (key, state) || focus == NULL)
    return GDK_EVENT_PROPAGATE;
  if (!gtk_widget_compute_point (focus, list,
                                 &GRAPHENE_POINT_INIT (24, (float) gtk_widget_get_height (focus)),
                                 &at))
    return GDK_EVENT_PROPAGATE;
  return open_row_menu (self, list, topos_item_row_item_of (focus), at.x, at.y);
}

/* -------------------------------------------------------------------------------- map */

/* The place under the pointer, or that the keyboard has reached, is lit up. */
static bool
open_marker_menu (ToposWindow *self, double x, double y)
{
  guint64 place;

  g_object_get (self->session, "hovered", &place, NULL);
  if (place == TOPOS_PLACE_NONE)
    return false;
  topos_session_choose_place (self->session, place);
  pop_up (self->place_menu_model, GTK_WIDGET (self->map), x, y);
  return true;
}

/* A finger comes without having moved there, and has lit up nothing yet. */
static void
map_clicked_cb (GtkGestureClick *click, int n_press, double x, double y, ToposWindow *self)
{
  topos_map_view_light_up (self->map, x, y);
  if (open_marker_menu (self, x, y))
    gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
map_held_cb (GtkGesture *press, double x, double y, ToposWindow *self)
{
  topos_map_view_light_up (self->map, x, y);
  open_marker_menu (self, x, y);
}

static gboolean
map_key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
            ToposWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  graphene_point_t at = GRAPHENE_POINT_INIT (0, 0);

  if (!is_menu_key (key, state) || focus == NULL)
    return GDK_EVENT_PROPAGATE;
  if (GTK_IS_BUTTON (focus)
      && !gtk_widget_compute_point (focus, GTK_WIDGET (self->map),
                                    &GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (focus) / 2,
                                                          (float) gtk_widget_get_height (focus) / 2),
                                    &at))
    return GDK_EVENT_PROPAGATE;
  return open_marker_menu (self, at.x, at.y);
}

/* --------------------------------------------------------------------------- the part */

static void
listen (ToposWindow *self, GtkWidget *widget, GCallback clicked, GCallback held, GCallback key)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", clicked, self, 0);
  g_signal_connect_object (press, "pressed", held, self, 0);
  g_signal_connect_object (keys, "key-pressed", key, self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (widget, keys);
}

void
topos_window_bind_menus (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, place_menu_model);
  TOPOS_BIND_CHILD (class, document_menu_model);
  TOPOS_BIND_CHILD (class, documents_list);
  TOPOS_BIND_CHILD (class, unplaced_list);
}

void
topos_window_start_menus (ToposWindow *self)
{
  GtkListView *const lists[] = { self->places_list, self->documents_list, self->unplaced_list,
                                 self->review_list };

  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_cb), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    listen (self, GTK_WIDGET (lists[i]), G_CALLBACK (list_clicked_cb), G_CALLBACK (list_pressed_cb),
            G_CALLBACK (list_key_cb));
  listen (self, GTK_WIDGET (self->map), G_CALLBACK (map_clicked_cb), G_CALLBACK (map_held_cb),
          G_CALLBACK (map_key_cb));
}
