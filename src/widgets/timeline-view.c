/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/timeline-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define NARROWEST_BAR 7
#define FEWEST_DAYS 5.0      /* the closest zoom */

double
topos_timeline_plot_width (ToposTimeline *self)
{
  return MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - TOPOS_TIMELINE_HANDLE_WIDTH);
}

double
topos_timeline_x_of_day (ToposTimeline *self, double day)
{
  return TOPOS_TIMELINE_HANDLE_WIDTH / 2.0
         + (day - self->view_first) / (self->view_last - self->view_first) * topos_timeline_plot_width (self);
}

double
topos_timeline_day_of_x (ToposTimeline *self, double x)
{
  return self->view_first
         + (x - TOPOS_TIMELINE_HANDLE_WIDTH / 2.0) / topos_timeline_plot_width (self) * (self->view_last - self->view_first);
}

/* The days in view, whole ones. */
ToposDateSpan
topos_timeline_view_days (ToposTimeline *self)
{
  return (ToposDateSpan){ (ToposDay) floor (self->view_first), (ToposDay) ceil (self->view_last) - 1 };
}

void
topos_timeline_bin (ToposTimeline *self)
{
  const int most = (int) (topos_timeline_plot_width (self) / NARROWEST_BAR);

  g_clear_pointer (&self->bins, g_array_unref);
  if (self->bars != NULL && self->bars->len > 0)
    self->bins = topos_bins_fill (self->bars, topos_timeline_view_days (self),
                                  topos_bin_unit_for (topos_timeline_view_days (self), most));
}

void
topos_timeline_refill (ToposTimeline *self)
{
  topos_timeline_bin (self);
  topos_timeline_place_handles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  topos_timeline_notify_beyond (self);
}

void
topos_timeline_set_view (ToposTimeline *self, double first, double last)
{
  const ToposDateSpan extent = topos_bins_extent (self->bars);

  if (topos_date_span_is_none (extent))
    return;
  /* A tenth more than there is, at either end, and no less than a few days. */
  const double room = ceil (MAX (3.0, 0.1 * ((double) extent.last - extent.first)));
  const double span = CLAMP (last - first, FEWEST_DAYS, extent.last + 1 - extent.first + 2 * room);
  const double middle = (first + last) / 2;
  first = CLAMP (middle - span / 2, extent.first - room, extent.last + 1 + room - span);
  self->view_first = first;
  self->view_last = first + span;
  topos_timeline_refill (self);
}

void
topos_timeline_fit (ToposTimeline *self, double share)
{
  ToposDateSpan bulk = topos_bins_bulk (self->bars, share);
  const ToposDateSpan extent = topos_bins_extent (self->bars);

  if (topos_date_span_is_none (bulk))
    return;
  /* Near enough to all of it: show all of it. */
  if (share >= 1 || (double) extent.last - extent.first < 1.6 * ((double) bulk.last - bulk.first + 4))
    bulk = extent;
  /* Whole days: the handles stand on them. */
  const double room = ceil (MAX (1, 0.04 * ((double) bulk.last - bulk.first)));
  topos_timeline_set_view (self, bulk.first - room, bulk.last + 1 + room);
}

void
topos_timeline_zoom (ToposTimeline *self, double factor, double around)
{
  const double share = (around - self->view_first) / (self->view_last - self->view_first);
  const double span = (self->view_last - self->view_first) * factor;

  self->view_is_users = true;
  topos_timeline_set_view (self, around - share * span, around + (1 - share) * span);
}

const ToposBin *
topos_timeline_bin_at (ToposTimeline *self, double x)
{
  const double day = topos_timeline_day_of_x (self, x);

  for (guint i = 0; self->bins != NULL && i < self->bins->len; i++) {
    const ToposBin *bin = &g_array_index (self->bins, ToposBin, i);
    if (day >= bin->days.first && day < (double) bin->days.last + 1)
      return bin;
  }
  return NULL;
}

char *
topos_timeline_beyond_text (ToposTimeline *self)
{
  const ToposDateSpan bulk = topos_bins_bulk (self->bars, TOPOS_TIMELINE_BULK);
  int before = 0, after = 0;

  if (self->bins == NULL)
    return g_strdup ("");
  topos_bins_beyond (self->bars, topos_timeline_view_days (self), &before, &after);
  if (before > 0 && after > 0)
    return g_strdup_printf (_("%d earlier, %d later"), before, after);
  if (before > 0)
    return g_strdup_printf (_("%d earlier"), before);
  if (after > 0)
    return g_strdup_printf (_("%d later"), after);
  /* All are in view; where a few far ones crush the rest, there is a way back. */
  if (self->view_last - self->view_first > 3 * ((double) bulk.last - bulk.first + 4))
    return g_strdup (_("Busiest days"));
  return g_strdup ("");
}
