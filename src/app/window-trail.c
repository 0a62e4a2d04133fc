/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "draw/fit.h"

/* The buttons at the side of a mouse. */
enum { BUTTON_BACK = 8, BUTTON_FORWARD = 9 };

/* ------------------------------------------------------------------ back and forward */

static void
back_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  topos_trail_go_back (TOPOS_WINDOW (data)->trail);
}

static void
forward_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  topos_trail_go_forward (TOPOS_WINDOW (data)->trail);
}

static void
side_button_cb (GtkGestureClick *click, int n_press, double x, double y, ToposWindow *self)
{
  const guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click));

  if (button == BUTTON_BACK)
    topos_trail_go_back (self->trail);
  else if (button == BUTTON_FORWARD)
    topos_trail_go_forward (self->trail);
  else
    gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_DENIED);
}

/* ------------------------------------------------------------- a document and its places */

/* The map shows the bulk of the places that the open document names. */
static void
show_document_places (ToposWindow *self)
{
  const ToposDocument *document = topos_page_document (self->page);
  g_autoptr (GArray) markers = g_array_new (FALSE, TRUE, sizeof (ToposMarker));
  ToposBox box;

  for (guint i = 0; document != NULL && i < document->passages->len; i++) {
    const ToposPassageRow *row = document->passages->pdata[i];
    for (guint j = 0; j < row->mentions->len; j++) {
      const ToposMentionRow *mention = &g_array_index (row->mentions, ToposMentionRow, j);
      const ToposPlaceRow *place = topos_findings_place (self->findings, mention->place);
      const ToposMarker marker = { .id = mention->place, .point = mention->point, .passages = 1,
                                   .kind = place != NULL ? place->kind : TOPOS_PLACE_OTHER,
                                   .radius_km = place != NULL ? place->radius_km : 0 };
      if (mention->counts && mention->place != TOPOS_PLACE_NONE && !mention->demonym)
        g_array_append_val (markers, marker);
    }
  }
  if (topos_fit_markers ((const ToposMarker *) (void *) markers->data, markers->len, &box))
    topos_map_view_show_box (self->map, box);
}

static void
map_document_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  topos_window_show_pane (self, self->show_map);
  show_document_places (self);
}

void
topos_window_fit_document (ToposWindow *self)
{
  self->fit_document = true;
}

static void
page_cb (ToposWindow *self)
{
  if (!self->fit_document || topos_page_document (self->page) == NULL)
    return;
  self->fit_document = false;
  show_document_places (self);
}

/* --------------------------------------------------------------------------- the part */

static void
enable (ToposWindow *self, const char *action, const char *property)
{
  g_object_bind_property (self->trail, property,
                          g_action_map_lookup_action (G_ACTION_MAP (self), action), "enabled",
                          G_BINDING_SYNC_CREATE);
}

void
topos_window_bind_trail (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, trail);
}

void
topos_window_start_trail (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "back", .activate = back_action },
    { .name = "forward", .activate = forward_action },
    { .name = "map-document", .activate = map_document_action },
  };
  const ToposWindowNews NEWS[] = { { self->page, "notify::marks", G_CALLBACK (page_cb) } };
  GtkGesture *click = gtk_gesture_click_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
  enable (self, "back", "back");
  enable (self, "forward", "forward");
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (side_button_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
