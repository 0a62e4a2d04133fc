/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/reader-private.h"

/* The innermost place mark over a byte, as an index, or -1. */
static int
place_at_byte (ToposReaderView *self, guint byte)
{
  int found = -1;

  for (guint i = 0; self->marks != NULL && i < self->marks->len; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    if (mark->span.start > byte)
      break;
    if (mark->kind == TOPOS_MARK_PLACE && byte < mark->span.end)
      found = (int) i;
  }
  return found;
}

static int
any_at_byte (ToposReaderView *self, guint byte)
{
  int found = place_at_byte (self, byte);

  for (guint i = 0; found < 0 && self->marks != NULL && i < self->marks->len; i++) {
    const ToposMark *mark = &g_array_index (self->marks, ToposMark, i);
    if (mark->kind == TOPOS_MARK_DATE && mark->span.start <= byte && byte < mark->span.end)
      found = (int) i;
  }
  return found;
}

/* The byte under a point of the text view, or -1 beside the text. */
static int
byte_at (ToposReaderView *self, double x, double y)
{
  GtkTextIter iter;
  int bx, by;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx, &by);
  if (self->text == NULL || !gtk_text_view_get_iter_at_location (self->view, &iter, bx, by))
    return -1;
  return (int) topos_reader_byte_of (self, &iter);
}

static void
mark_rectangle (ToposReaderView *self, const ToposMark *mark, GdkRectangle *where)
{
  GtkTextIter iter;
  graphene_point_t from, to;

  topos_reader_iter_at (self, mark->span.start, &iter);
  gtk_text_view_get_iter_location (self->view, &iter, where);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, where->x, where->y,
                                         &where->x, &where->y);
  from = GRAPHENE_POINT_INIT ((float) where->x, (float) where->y);
  if (gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self), &from, &to)) {
    where->x = (int) to.x;
    where->y = (int) to.y;
  }
  where->width = MAX (where->width, 1);
}

void
topos_reader_set_current (ToposReaderView *self, int index)
{
  const ToposMark *mark = topos_reader_mark_at (self, index);

  topos_reader_untag (self, "current");
  self->current = mark != NULL ? index : -1;
  if (mark != NULL) {
    GtkTextIter start;
    topos_reader_tag (self, "current", mark->span);
    topos_reader_iter_at (self, mark->span.start, &start);
    gtk_text_buffer_place_cursor (self->buffer, &start);
    topos_reader_scroll_to (self, &start);
  }
  g_object_notify (G_OBJECT (self), "mention");
}

static void
activate_mark (ToposReaderView *self, int index)
{
  const ToposMark *mark = topos_reader_mark_at (self, index);

  if (mark == NULL || mark->kind != TOPOS_MARK_PLACE)
    return;
  if (mark->place != 0)
    g_object_set (self, "place", mark->place, NULL);
  g_signal_emit_by_name (self, "mention-activated", mark->id);
}

static void
open_menu (ToposReaderView *self, int index)
{
  const ToposMark *mark = topos_reader_mark_at (self, index);
  GdkRectangle where;

  if (mark == NULL || mark->kind != TOPOS_MARK_PLACE || mark->id == NULL)
    return;
  topos_reader_set_current (self, index);
  mark_rectangle (self, mark, &where);
  g_signal_emit_by_name (self, "mention-menu", mark->id, &where);
}

static guint
caret_byte (ToposReaderView *self)
{
  GtkTextIter caret;

  if (self->text == NULL)
    return 0;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  return topos_reader_byte_of (self, &caret);
}

static void
step (ToposReaderView *self, int by)
{
  const int n = self->marks != NULL ? (int) self->marks->len : 0;
  const ToposMark *reached = topos_reader_mark_at (self, self->current);
  const guint caret = caret_byte (self);
  int at = self->current;

  /* From the caret, when it stands elsewhere than at the last mention. */
  if (reached == NULL || reached->span.start != caret) {
    for (at = -1; at + 1 < n && topos_reader_mark_at (self, at + 1)->span.start < caret;)
      at++;
    if (by < 0)
      at++;
  }
  for (at += by; at >= 0 && at < n; at += by)
    if (topos_reader_mark_at (self, at)->kind == TOPOS_MARK_PLACE) {
      topos_reader_set_current (self, at);
      return;
    }
  gtk_widget_error_bell (GTK_WIDGET (self));
}

/* Goes to the mention that waits, if it is here. */
void
topos_reader_go_to_wanted (ToposReaderView *self)
{
  for (guint i = 0; self->wanted != NULL && self->marks != NULL && i < self->marks->len; i++) {
    if (g_strcmp0 (g_array_index (self->marks, ToposMark, i).id, self->wanted) != 0)
      continue;
    g_clear_pointer (&self->wanted, g_free);
    topos_reader_set_current (self, (int) i);
  }
}

/* Words that were selected and are no mention yet. */
static gboolean
open_selection_menu (ToposReaderView *self)
{
  GtkTextIter start, end;
  GdkRectangle where;

  if (!gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end))
    return FALSE;
  const ToposMark selected = { .span = { topos_reader_byte_of (self, &start), topos_reader_byte_of (self, &end) } };
  mark_rectangle (self, &selected, &where);
  g_signal_emit_by_name (self, "selection-menu", &where);
  return TRUE;
}

static void
menu_key (ToposReaderView *self)
{
  if (!open_selection_menu (self))
    open_menu (self, self->current);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        ToposReaderView *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_n: case GDK_KEY_N: step (self, 1); return GDK_EVENT_STOP;
  case GDK_KEY_p: case GDK_KEY_P: step (self, -1); return GDK_EVENT_STOP;
  case GDK_KEY_Return: case GDK_KEY_KP_Enter: activate_mark (self, self->current); return GDK_EVENT_STOP;
  case GDK_KEY_Menu: menu_key (self); return GDK_EVENT_STOP;
  case GDK_KEY_F10:
    if ((state & GDK_SHIFT_MASK) == 0)
      return GDK_EVENT_PROPAGATE;
    menu_key (self);
    return GDK_EVENT_STOP;
  default: return GDK_EVENT_PROPAGATE;
  }
}

static void
click_cb (GtkGestureClick *gesture, int n_press, double x, double y, ToposReaderView *self)
{
  GtkTextIter start, end;
  const int byte = byte_at (self, x, y);

  if (byte < 0 || gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end))
    return;
  const int index = place_at_byte (self, (guint) byte);
  if (index < 0)
    return;
  topos_reader_set_current (self, index);
  activate_mark (self, index);
}

static void
right_click_cb (GtkGestureClick *gesture, int n_press, double x, double y, ToposReaderView *self)
{
  const int byte = byte_at (self, x, y);
  const int index = byte >= 0 ? place_at_byte (self, (guint) byte) : -1;

  if (gtk_text_buffer_get_has_selection (self->buffer)) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    open_selection_menu (self);
    return;
  }
  if (index < 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, index);
}

static void
long_press_cb (GtkGestureLongPress *gesture, double x, double y, ToposReaderView *self)
{
  const int byte = byte_at (self, x, y);

  open_menu (self, byte >= 0 ? place_at_byte (self, (guint) byte) : -1);
}

static gboolean
tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
            ToposReaderView *self)
{
  const int byte = byte_at (self, x, y);
  const ToposMark *mark = byte >= 0 ? topos_reader_mark_at (self, any_at_byte (self, (guint) byte)) : NULL;

  if (mark == NULL || mark->note == NULL || *mark->note == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, mark->note);
  return TRUE;
}

void
topos_reader_set_hovered (ToposReaderView *self, ToposPlaceId place)
{
  if (self->hovered == place)
    return;
  self->hovered = place;
  topos_reader_tag_mentions (self, "hovered", place);
  g_object_notify (G_OBJECT (self), "hovered");
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, ToposReaderView *self)
{
  const int byte = byte_at (self, x, y);
  const ToposMark *mark = byte >= 0 ? topos_reader_mark_at (self, place_at_byte (self, (guint) byte)) : NULL;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), mark != NULL ? "pointer" : "text");
  topos_reader_set_hovered (self, mark != NULL ? mark->place : 0);
}

static void
leave_cb (GtkEventControllerMotion *controller, ToposReaderView *self)
{
  topos_reader_set_hovered (self, 0);
}

void
topos_reader_listen (ToposReaderView *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *right_click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (click, "released", G_CALLBACK (click_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (right_click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (right_click), GTK_PHASE_CAPTURE);
  g_signal_connect (right_click, "pressed", G_CALLBACK (right_click_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (right_click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (long_press_cb), self);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (press));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (view, keys);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (view, motion);
  gtk_widget_set_has_tooltip (view, TRUE);
  g_signal_connect (view, "query-tooltip", G_CALLBACK (tooltip_cb), self);
}
