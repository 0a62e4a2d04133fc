/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/timeline-private.h"

/* From one step to the next, by the pace. */
static const guint STEP_MS[] = { 1800, 900, 350 };

bool
topos_timeline_can_play (ToposTimeline *self)
{
  gboolean animations = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  return animations;
}

void
topos_timeline_stop_playing (ToposTimeline *self)
{
  if (self->playing == 0)
    return;
  g_clear_handle_id (&self->playing, g_source_remove);
  topos_timeline_notify_playing (self);
}

static gboolean
play_cb (gpointer data)
{
  ToposTimeline *self = data;
  const ToposDay length = self->range.last - self->range.first + 1;
  const ToposDateSpan next = { self->range.first + length, self->range.last + length };

  self->playing = 0;
  if (!topos_timeline_has_range (self) || next.first >= (ToposDay) self->view_last) {
    topos_timeline_notify_playing (self);
    return G_SOURCE_REMOVE;
  }
  topos_timeline_set_range (self, next);
  /* Anew each time: the pace may have changed. */
  self->playing = g_timeout_add (STEP_MS[MIN (self->pace, G_N_ELEMENTS (STEP_MS) - 1)], play_cb, self);
  return G_SOURCE_REMOVE;
}

/* From the first bar on, when nothing is chosen or the end has been reached. */
void
topos_timeline_start_playing (ToposTimeline *self)
{
  if (!topos_timeline_can_play (self) || self->bins == NULL || self->bins->len == 0) {
    topos_timeline_notify_playing (self);
    return;
  }
  if (!topos_timeline_has_range (self) || self->range.last + 1 >= (ToposDay) self->view_last) {
    guint i = 0;
    while (i + 1 < self->bins->len && g_array_index (self->bins, ToposBin, i).sharp == 0)
      i++;
    topos_timeline_set_range (self, g_array_index (self->bins, ToposBin, i).days);
  }
  self->playing = g_timeout_add (STEP_MS[MIN (self->pace, G_N_ELEMENTS (STEP_MS) - 1)], play_cb, self);
  topos_timeline_notify_playing (self);
}
