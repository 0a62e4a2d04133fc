/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/timeline-private.h"

#include "core/day-words.h"

#include <glib/gi18n.h>
#include <math.h>

#define LEAST_WIDTH 120
#define USUAL_WIDTH 600

G_DEFINE_FINAL_TYPE (ToposTimeline, topos_timeline, GTK_TYPE_WIDGET)

enum {
  PROP_BARS = 1,
  PROP_FIRST,
  PROP_LAST,
  PROP_KNOWN_BY,
  PROP_PLAYING,
  PROP_CAN_PLAY,
  PROP_PACE,
  PROP_RANGE_TEXT,
  PROP_BEYOND_TEXT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

bool
topos_timeline_has_range (ToposTimeline *self)
{
  return !topos_date_span_is_none (self->range);
}

void
topos_timeline_notify_playing (ToposTimeline *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

void
topos_timeline_notify_beyond (ToposTimeline *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEYOND_TEXT]);
}

/* -------------------------------------------------------------------------- the handles */

double
topos_timeline_handle_value (ToposTimeline *self, ToposTimelineHandle which)
{
  if (which == TOPOS_HANDLE_KNOWN)
    return self->known_by == TOPOS_DAY_NONE ? self->view_last : (double) self->known_by + 1;
  if (!topos_timeline_has_range (self))
    return which == TOPOS_HANDLE_FIRST ? self->view_first : self->view_last;
  return which == TOPOS_HANDLE_FIRST ? self->range.first : (double) self->range.last + 1;
}

/* "5 Sep 2021, 12 passages": what a screen reader says of a handle. */
static char *
handle_text (ToposTimeline *self, ToposTimelineHandle which, ToposDay day)
{
  g_autofree char *words = topos_day_in_words (day);

  if (which == TOPOS_HANDLE_KNOWN)
    return g_steal_pointer (&words);
  g_autoptr (GArray) bin = topos_bins_fill (self->bars, (ToposDateSpan){ day, day }, TOPOS_BIN_DAY);
  const int passages = bin->len > 0 ? g_array_index (bin, ToposBin, 0).sharp
                                          + g_array_index (bin, ToposBin, 0).vague : 0;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, %d passage", "%s, %d passages",
                                       (gulong) passages), words, passages);
}

void
topos_timeline_place_handles (ToposTimeline *self)
{
  const bool any = self->bars != NULL && self->bars->len > 0;

  self->updating = true;
  for (int i = 0; i < TOPOS_HANDLE_N; i++) {
    GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self->handles[i]));
    const double value = CLAMP (topos_timeline_handle_value (self, (ToposTimelineHandle) i),
                                self->view_first, self->view_last);
    g_autofree char *words = handle_text (self, (ToposTimelineHandle) i,
                                          (ToposDay) value - (i == TOPOS_HANDLE_FIRST ? 0 : 1));
    gtk_adjustment_configure (adjustment, value, self->view_first, self->view_last, 1, 7, 0);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->handles[i]),
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
    gtk_widget_set_visible (self->handles[i], any && (i != TOPOS_HANDLE_KNOWN
                                                      || self->known_by != TOPOS_DAY_NONE));
  }
  self->updating = false;
}

void
topos_timeline_set_range (ToposTimeline *self, ToposDateSpan range)
{
  const ToposDateSpan old = self->range;

  if (!topos_date_span_is_none (range) && range.first > range.last)
    range = (ToposDateSpan){ range.last, range.first };
  if (old.first == range.first && old.last == range.last)
    return;
  self->range = range;
  g_object_freeze_notify (G_OBJECT (self));
  if (old.first != range.first)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST]);
  if (old.last != range.last)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANGE_TEXT]);
  g_object_thaw_notify (G_OBJECT (self));
  topos_timeline_place_handles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
topos_timeline_set_known (ToposTimeline *self, ToposDay day)
{
  if (self->known_by == day)
    return;
  self->known_by = day;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KNOWN_BY]);
  topos_timeline_place_handles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
handle_moved_cb (GtkRange *range, ToposTimeline *self)
{
  if (self->updating)
    return;
  const ToposDay day = (ToposDay) lround (gtk_range_get_value (range));
  ToposDateSpan wanted = topos_timeline_has_range (self) ? self->range
                                                         : topos_timeline_view_days (self);
  if (GTK_WIDGET (range) == self->handles[TOPOS_HANDLE_KNOWN]) {
    topos_timeline_set_known (self, day - 1);
    return;
  }
  if (GTK_WIDGET (range) == self->handles[TOPOS_HANDLE_FIRST])
    wanted.first = MIN (day, wanted.last);
  else
    wanted.last = MAX (day - 1, wanted.first);
  topos_timeline_set_range (self, wanted);
  topos_timeline_place_handles (self);
}

/* -------------------------------------------------------------------------- the widget */

static void
topos_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToposTimeline *self = TOPOS_TIMELINE (widget);

  topos_timeline_draw (self, snapshot);
  for (int i = 0; i < TOPOS_HANDLE_N; i++)
    gtk_widget_snapshot_child (widget, self->handles[i], snapshot);
}

static void
topos_timeline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  ToposTimeline *self = TOPOS_TIMELINE (widget);
  int widest = LEAST_WIDTH;

  for (int i = 0; i < TOPOS_HANDLE_N; i++) {
    int least;
    gtk_widget_measure (self->handles[i], orientation, -1, &least, NULL, NULL, NULL);
    widest = MAX (widest, least);
  }
  *minimum = widest;
  *natural = USUAL_WIDTH;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = TOPOS_TIMELINE_CHART_HEIGHT + topos_timeline_axis_height (self);
}

static void
topos_timeline_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToposTimeline *self = TOPOS_TIMELINE (widget);
  const GtkAllocation chart = { 0, 0, width, height - topos_timeline_axis_height (self) };
  const GtkAllocation top = { 0, 0, width, TOPOS_TIMELINE_KNOWN_HEIGHT };

  for (int i = 0; i < TOPOS_HANDLE_N; i++)
    if (gtk_widget_should_layout (self->handles[i]))
      gtk_widget_size_allocate (self->handles[i], i == TOPOS_HANDLE_KNOWN ? &top : &chart, -1);
  topos_timeline_bin (self);
}

/* ------------------------------------------------------------------------- the object */

static void
set_bars (ToposTimeline *self, GArray *bars)
{
  const ToposDateSpan before = topos_bins_extent (self->bars);

  g_clear_pointer (&self->bars, g_array_unref);
  self->bars = bars != NULL ? g_array_ref (bars) : NULL;
  const ToposDateSpan extent = topos_bins_extent (self->bars);
  if (topos_date_span_is_none (before)
      || (!self->view_is_users && !topos_timeline_has_range (self)
          && (before.first != extent.first || before.last != extent.last)))
    topos_timeline_fit (self, TOPOS_TIMELINE_BULK);
  topos_timeline_refill (self);
}

static void
topos_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposTimeline *self = TOPOS_TIMELINE (object);

  switch (id) {
  case PROP_BARS: g_value_set_boxed (value, self->bars); break;
  case PROP_FIRST: g_value_set_int (value, self->range.first); break;
  case PROP_LAST: g_value_set_int (value, self->range.last); break;
  case PROP_KNOWN_BY: g_value_set_int (value, self->known_by); break;
  case PROP_PLAYING: g_value_set_boolean (value, self->playing != 0); break;
  case PROP_CAN_PLAY: g_value_set_boolean (value, topos_timeline_can_play (self)); break;
  case PROP_PACE: g_value_set_uint (value, self->pace); break;
  case PROP_RANGE_TEXT:
    g_value_take_string (value, topos_timeline_has_range (self) ? topos_span_in_words (self->range)
                                                                : g_strdup (_("All days")));
    break;
  case PROP_BEYOND_TEXT: g_value_take_string (value, topos_timeline_beyond_text (self)); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* One end comes after the other: until both are there, a range is not put in order. */
static void
set_end (ToposTimeline *self, ToposDay *end, ToposDay day, GParamSpec *pspec)
{
  if (*end == day)
    return;
  *end = day;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RANGE_TEXT]);
  topos_timeline_place_handles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_pace (ToposTimeline *self, guint pace)
{
  if (self->pace == pace)
    return;
  self->pace = pace;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PACE]);
}

static void
topos_timeline_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposTimeline *self = TOPOS_TIMELINE (object);

  switch (id) {
  case PROP_BARS: set_bars (self, g_value_get_boxed (value)); break;
  case PROP_FIRST: set_end (self, &self->range.first, g_value_get_int (value), pspec); break;
  case PROP_LAST: set_end (self, &self->range.last, g_value_get_int (value), pspec); break;
  case PROP_KNOWN_BY: topos_timeline_set_known (self, g_value_get_int (value)); break;
  case PROP_PACE: set_pace (self, g_value_get_uint (value)); break;
  case PROP_PLAYING:
    if (g_value_get_boolean (value) && self->playing == 0)
      topos_timeline_start_playing (self);
    else if (!g_value_get_boolean (value))
      topos_timeline_stop_playing (self);
    break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_timeline_dispose (GObject *object)
{
  ToposTimeline *self = TOPOS_TIMELINE (object);

  g_clear_handle_id (&self->playing, g_source_remove);
  for (int i = 0; i < TOPOS_HANDLE_N; i++)
    g_clear_pointer (&self->handles[i], gtk_widget_unparent);
  g_clear_pointer (&self->bars, g_array_unref);
  g_clear_pointer (&self->bins, g_array_unref);
  G_OBJECT_CLASS (topos_timeline_parent_class)->dispose (object);
}

/* All days, or back to those that most passages speak of. */
static void
zoom_beyond (ToposTimeline *self)
{
  int before = 0, after = 0;

  topos_bins_beyond (self->bars, topos_timeline_view_days (self), &before, &after);
  self->view_is_users = before + after > 0;
  topos_timeline_fit (self, before + after > 0 ? 1 : TOPOS_TIMELINE_BULK);
}

static void
action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToposTimeline *self = TOPOS_TIMELINE (widget);
  const double middle = (self->view_first + self->view_last) / 2;

  if (g_str_equal (name, "timeline.zoom-in")) {
    topos_timeline_zoom (self, 0.5, middle);
  } else if (g_str_equal (name, "timeline.zoom-out")) {
    topos_timeline_zoom (self, 2, middle);
  } else if (g_str_equal (name, "timeline.zoom-beyond")) {
    zoom_beyond (self);
  } else {
    topos_timeline_stop_playing (self);
    self->view_is_users = false;
    topos_timeline_set_range (self, TOPOS_DATE_SPAN_NONE);
    topos_timeline_fit (self, TOPOS_TIMELINE_BULK);
  }
}

static void
topos_timeline_class_init (ToposTimelineClass *class)
{
  static const char *const ACTIONS[]
      = { "timeline.zoom-in", "timeline.zoom-out", "timeline.zoom-beyond", "timeline.clear" };
  const GParamFlags set = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = topos_timeline_get_property;
  object_class->set_property = topos_timeline_set_property;
  object_class->dispose = topos_timeline_dispose;
  widget_class->snapshot = topos_timeline_snapshot;
  widget_class->measure = topos_timeline_measure;
  widget_class->size_allocate = topos_timeline_size_allocate;
  properties[PROP_BARS] = g_param_spec_boxed ("bars", NULL, NULL, G_TYPE_ARRAY, set);
  properties[PROP_FIRST]
      = g_param_spec_int ("first", NULL, NULL, G_MININT, G_MAXINT, TOPOS_DAY_NONE, set);
  properties[PROP_LAST]
      = g_param_spec_int ("last", NULL, NULL, G_MININT, G_MAXINT, TOPOS_DAY_NONE, set);
  properties[PROP_KNOWN_BY]
      = g_param_spec_int ("known-by", NULL, NULL, G_MININT, G_MAXINT, TOPOS_DAY_NONE, set);
  properties[PROP_CAN_PLAY] = g_param_spec_boolean ("can-play", NULL, NULL, TRUE, seen);
  properties[PROP_PACE] = g_param_spec_uint ("pace", NULL, NULL, 0, 2, 1, set);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, set);
  properties[PROP_RANGE_TEXT] = g_param_spec_string ("range-text", NULL, NULL, NULL, seen);
  properties[PROP_BEYOND_TEXT] = g_param_spec_string ("beyond-text", NULL, NULL, NULL, seen);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  for (gsize i = 0; i < G_N_ELEMENTS (ACTIONS); i++)
    gtk_widget_class_install_action (widget_class, ACTIONS[i], NULL, action_cb);
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
motion_cb (ToposTimeline *self)
{
  if (!topos_timeline_can_play (self))
    topos_timeline_stop_playing (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_PLAY]);
}

static GtkWidget *
handle_new (ToposTimeline *self, const char *name, const char *css_class)
{
  GtkWidget *handle = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);

  gtk_scale_set_draw_value (GTK_SCALE (handle), FALSE);
  gtk_widget_set_can_target (handle, FALSE);
  gtk_widget_add_css_class (handle, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (handle), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (handle, "value-changed", G_CALLBACK (handle_moved_cb), self);
  gtk_widget_set_parent (handle, GTK_WIDGET (self));
  return handle;
}

static void
topos_timeline_init (ToposTimeline *self)
{
  self->range = TOPOS_DATE_SPAN_NONE;
  self->known_by = TOPOS_DAY_NONE;
  self->view_last = 5;
  self->pace = 1;
  self->handles[TOPOS_HANDLE_FIRST] = handle_new (self, _("First day"), "first");
  self->handles[TOPOS_HANDLE_LAST] = handle_new (self, _("Last day"), "last");
  self->handles[TOPOS_HANDLE_KNOWN] = handle_new (self, _("As known on"), "known");
  topos_timeline_listen (self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Timeline"), -1);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)),
                           "notify::gtk-enable-animations", G_CALLBACK (motion_cb), self,
                           G_CONNECT_SWAPPED);
  topos_timeline_place_handles (self);
}

void
topos_timeline_choose (ToposTimeline *self, ToposDateSpan days)
{
  topos_timeline_set_range (self, days);
  if (!topos_date_span_is_none (days)
      && (days.first < self->view_first || (double) days.last + 1 > self->view_last)) {
    const double room = MAX (2.0, 0.15 * ((double) days.last - days.first));
    self->view_is_users = true;
    topos_timeline_set_view (self, days.first - room, days.last + 1 + room);
  }
}
