/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/timeline-private.h"

#include "core/day-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define CLICK_SLOP 4.0

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, ToposTimeline *self)
{
  const double first_x = topos_timeline_x_of_day (self, topos_timeline_handle_value (self, TOPOS_HANDLE_FIRST));
  const double last_x = topos_timeline_x_of_day (self, topos_timeline_handle_value (self, TOPOS_HANDLE_LAST));
  const double grip = TOPOS_TIMELINE_HANDLE_WIDTH;

  self->drag_known = self->known_by;
  self->drag_range = topos_timeline_has_range (self) ? self->range : topos_timeline_view_days (self);
  self->drag_day = (ToposDay) floor (topos_timeline_day_of_x (self, x));
  if (self->known_by != TOPOS_DAY_NONE && y < TOPOS_TIMELINE_KNOWN_HEIGHT
      && fabs (x - topos_timeline_x_of_day (self, (double) self->known_by + 1)) < grip)
    self->drag = DRAG_KNOWN;
  else if (fabs (x - first_x) < grip && fabs (x - first_x) <= fabs (x - last_x))
    self->drag = DRAG_FIRST;
  else if (fabs (x - last_x) < grip)
    self->drag = DRAG_LAST;
  else if (topos_timeline_has_range (self) && x > first_x && x < last_x)
    self->drag = DRAG_MOVE;
  else
    self->drag = DRAG_NEW;
  /* The arrow keys go on where the hand stopped. */
  gtk_widget_grab_focus (self->handles[self->drag == DRAG_KNOWN  ? TOPOS_HANDLE_KNOWN
                                       : self->drag == DRAG_LAST ? TOPOS_HANDLE_LAST
                                                                 : TOPOS_HANDLE_FIRST]);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, ToposTimeline *self)
{
  double x, y;

  if (fabs (dx) < CLICK_SLOP || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  const ToposDay day = (ToposDay) floor (topos_timeline_day_of_x (self, CLAMP (x + dx, 0, topos_timeline_plot_width (self))));
  const ToposDay moved = day - self->drag_day;
  const ToposDateSpan old = self->drag_range;
  switch (self->drag) {
  case DRAG_FIRST: topos_timeline_set_range (self, (ToposDateSpan){ MIN (old.first + moved, old.last), old.last }); break;
  case DRAG_LAST: topos_timeline_set_range (self, (ToposDateSpan){ old.first, MAX (old.last + moved, old.first) }); break;
  case DRAG_MOVE: topos_timeline_set_range (self, (ToposDateSpan){ old.first + moved, old.last + moved }); break;
  case DRAG_NEW:
    topos_timeline_set_range (self, (ToposDateSpan){ MIN (self->drag_day, day), MAX (self->drag_day, day) });
    break;
  case DRAG_KNOWN: topos_timeline_set_known (self, self->drag_known + moved); break;
  case DRAG_NONE: break;
  }
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, ToposTimeline *self)
{
  double x, y;

  const ToposTimelineDrag dragged = self->drag;

  self->drag = DRAG_NONE;
  if (dragged == DRAG_KNOWN || fabs (dx) >= CLICK_SLOP || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  const ToposBin *bin = topos_timeline_bin_at (self, x);
  if (bin != NULL && bin->sharp + bin->vague > 0)
    topos_timeline_set_range (self, bin->days);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, ToposTimeline *self)
{
  self->pointer_x = x;
}

/* Up is nearer, as on the map; what is under the pointer stays there. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, ToposTimeline *self)
{
  const double span = self->view_last - self->view_first;

  if (self->bins == NULL)
    return GDK_EVENT_PROPAGATE;
  if (dx != 0) {
    self->view_is_users = true;
    topos_timeline_set_view (self, self->view_first + dx * span / 20, self->view_last + dx * span / 20);
  }
  if (dy != 0)
    topos_timeline_zoom (self, pow (1.2, dy), topos_timeline_day_of_x (self, self->pointer_x));
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, ToposTimeline *self)
{
  self->pinch_span = self->view_last - self->view_first;
}

/* The day between the fingers stays between them. */
static void
pinch_cb (GtkGestureZoom *gesture, double scale, ToposTimeline *self)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  if (self->bins != NULL && scale > 0)
    topos_timeline_zoom (self, self->pinch_span / scale / (self->view_last - self->view_first),
                         topos_timeline_day_of_x (self, x));
}

static char *
bin_in_words (const ToposBin *bin)
{
  g_autofree char *days = topos_span_in_words (bin->days);
  g_autofree char *sharp = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d passage", "%d passages", (gulong) bin->sharp), bin->sharp);

  if (bin->vague == 0)
    return g_strdup_printf ("%s: %s", days, sharp);
  /* Translators: "5 Sep 2021: 3 passages, 2 more about this time" */
  return g_strdup_printf (_("%s: %s, %d more about this time"), days, sharp, bin->vague);
}

static gboolean
tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  const ToposBin *bin = topos_timeline_bin_at (TOPOS_TIMELINE (widget), x);

  if (bin == NULL || bin->sharp + bin->vague == 0)
    return FALSE;
  g_autofree char *words = bin_in_words (bin);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

void
topos_timeline_listen (ToposTimeline *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
}
