/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/timeline.h"

#include "core/day-words.h"
#include "widgets/bins.h"

#include <glib/gi18n.h>
#include <math.h>

#define CHART_HEIGHT 44
#define AXIS_HEIGHT 20
#define HANDLE_WIDTH 12      /* as style.css makes it */
#define NARROWEST_BAR 7
#define LABEL_GAP 14
#define FEWEST_DAYS 5.0      /* the closest zoom */
#define CLICK_SLOP 4.0
#define STEP_MS 900          /* of playing */
#define BULK 0.92            /* of the passages are in view at first */

typedef enum { DRAG_NONE, DRAG_NEW, DRAG_FIRST, DRAG_LAST, DRAG_MOVE } Drag;

struct _ToposTimeline {
  GtkWidget parent_instance;
  GtkWidget *handles[2];
  GArray *bars;
  GArray *bins;          /* of the view as it is drawn */
  ToposDateSpan range;
  double view_first;     /* in days; the view ends before view_last */
  double view_last;
  bool view_is_users;    /* zoomed by hand: new bars leave it alone */
  bool updating;         /* the handles follow the range, and are not to set it */
  Drag drag;
  ToposDateSpan drag_range;
  ToposDay drag_day;
  guint playing;
};

G_DEFINE_FINAL_TYPE (ToposTimeline, topos_timeline, GTK_TYPE_WIDGET)

enum {
  PROP_BARS = 1,
  PROP_FIRST,
  PROP_LAST,
  PROP_PLAYING,
  PROP_RANGE_TEXT,
  PROP_BEYOND_TEXT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

/* --------------------------------------------------------------------- days and pixels */

static double
plot_width (ToposTimeline *self)
{
  return MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - HANDLE_WIDTH);
}

static double
x_of_day (ToposTimeline *self, double day)
{
  return HANDLE_WIDTH / 2.0
         + (day - self->view_first) / (self->view_last - self->view_first) * plot_width (self);
}

static double
day_of_x (ToposTimeline *self, double x)
{
  return self->view_first
         + (x - HANDLE_WIDTH / 2.0) / plot_width (self) * (self->view_last - self->view_first);
}

/* The days in view, whole ones. */
static ToposDateSpan
view_days (ToposTimeline *self)
{
  return (ToposDateSpan){ (ToposDay) floor (self->view_first), (ToposDay) ceil (self->view_last) - 1 };
}

static bool
has_range (ToposTimeline *self)
{
  return !topos_date_span_is_none (self->range);
}

/* -------------------------------------------------------------------------- the handles */

static double
handle_value (ToposTimeline *self, int which)
{
  if (!has_range (self))
    return which == 0 ? self->view_first : self->view_last;
  return which == 0 ? self->range.first : (double) self->range.last + 1;
}

static void
place_handles (ToposTimeline *self)
{
  self->updating = true;
  for (int i = 0; i < 2; i++) {
    GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self->handles[i]));
    const double value = CLAMP (handle_value (self, i), self->view_first, self->view_last);
    const ToposDay day = (ToposDay) value - i;
    g_autofree char *words = topos_day_in_words (day);
    gtk_adjustment_configure (adjustment, value, self->view_first, self->view_last, 1, 7, 0);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->handles[i]),
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
    gtk_widget_set_visible (self->handles[i], self->bars != NULL && self->bars->len > 0);
  }
  self->updating = false;
}

/* -------------------------------------------------------------------------- the view */

static void
refill (ToposTimeline *self)
{
  const int most = (int) (plot_width (self) / NARROWEST_BAR);

  g_clear_pointer (&self->bins, g_array_unref);
  if (self->bars != NULL && self->bars->len > 0)
    self->bins = topos_bins_fill (self->bars, view_days (self),
                                  topos_bin_unit_for (view_days (self), most));
  place_handles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BEYOND_TEXT]);
}

static void
set_view (ToposTimeline *self, double first, double last)
{
  const ToposDateSpan extent = topos_bins_extent (self->bars);

  if (topos_date_span_is_none (extent))
    return;
  /* A tenth more than there is, at either end, and no less than a few days. */
  const double room = MAX (3.0, 0.1 * ((double) extent.last - extent.first));
  const double span = CLAMP (last - first, FEWEST_DAYS, extent.last + 1 - extent.first + 2 * room);
  const double middle = (first + last) / 2;
  first = CLAMP (middle - span / 2, extent.first - room, extent.last + 1 + room - span);
  self->view_first = first;
  self->view_last = first + span;
  refill (self);
}

static void
fit (ToposTimeline *self, double share)
{
  ToposDateSpan bulk = topos_bins_bulk (self->bars, share);
  const ToposDateSpan extent = topos_bins_extent (self->bars);

  if (topos_date_span_is_none (bulk))
    return;
  /* Near enough to all of it: show all of it. */
  if (share >= 1 || (double) extent.last - extent.first < 1.6 * ((double) bulk.last - bulk.first + 4))
    bulk = extent;
  const double room = MAX (1.5, 0.04 * ((double) bulk.last - bulk.first));
  set_view (self, bulk.first - room, bulk.last + 1 + room);
}

static void
zoom (ToposTimeline *self, double factor, double around)
{
  const double share = (around - self->view_first) / (self->view_last - self->view_first);
  const double span = (self->view_last - self->view_first) * factor;

  self->view_is_users = true;
  set_view (self, around - share * span, around + (1 - share) * span);
}

/* ------------------------------------------------------------------------- the range */

static void
set_range (ToposTimeline *self, ToposDateSpan range)
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
  place_handles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static const ToposBin *
bin_at (ToposTimeline *self, double x)
{
  const double day = day_of_x (self, x);

  for (guint i = 0; self->bins != NULL && i < self->bins->len; i++) {
    const ToposBin *bin = &g_array_index (self->bins, ToposBin, i);
    if (day >= bin->days.first && day < (double) bin->days.last + 1)
      return bin;
  }
  return NULL;
}

static void
handle_moved_cb (GtkRange *range, ToposTimeline *self)
{
  if (self->updating)
    return;
  const ToposDay day = (ToposDay) lround (gtk_range_get_value (range));
  ToposDateSpan wanted = has_range (self) ? self->range : view_days (self);
  if (GTK_WIDGET (range) == self->handles[0])
    wanted.first = MIN (day, wanted.last);
  else
    wanted.last = MAX (day - 1, wanted.first);
  set_range (self, wanted);
  place_handles (self);
}

/* ------------------------------------------------------------------------- pointer */

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, ToposTimeline *self)
{
  const double first_x = x_of_day (self, handle_value (self, 0));
  const double last_x = x_of_day (self, handle_value (self, 1));
  const double grip = HANDLE_WIDTH;

  self->drag_range = has_range (self) ? self->range : view_days (self);
  self->drag_day = (ToposDay) floor (day_of_x (self, x));
  if (fabs (x - first_x) < grip && fabs (x - first_x) <= fabs (x - last_x))
    self->drag = DRAG_FIRST;
  else if (fabs (x - last_x) < grip)
    self->drag = DRAG_LAST;
  else if (has_range (self) && x > first_x && x < last_x)
    self->drag = DRAG_MOVE;
  else
    self->drag = DRAG_NEW;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, ToposTimeline *self)
{
  double x, y;

  if (fabs (dx) < CLICK_SLOP || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  const ToposDay day = (ToposDay) floor (day_of_x (self, CLAMP (x + dx, 0, plot_width (self))));
  const ToposDay moved = day - self->drag_day;
  const ToposDateSpan old = self->drag_range;
  switch (self->drag) {
  case DRAG_FIRST: set_range (self, (ToposDateSpan){ MIN (old.first + moved, old.last), old.last }); break;
  case DRAG_LAST: set_range (self, (ToposDateSpan){ old.first, MAX (old.last + moved, old.first) }); break;
  case DRAG_MOVE: set_range (self, (ToposDateSpan){ old.first + moved, old.last + moved }); break;
  case DRAG_NEW:
    set_range (self, (ToposDateSpan){ MIN (self->drag_day, day), MAX (self->drag_day, day) });
    break;
  case DRAG_NONE: break;
  }
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, ToposTimeline *self)
{
  double x, y;

  self->drag = DRAG_NONE;
  if (fabs (dx) >= CLICK_SLOP || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  const ToposBin *bin = bin_at (self, x);
  if (bin != NULL && bin->sharp + bin->vague > 0)
    set_range (self, bin->days);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, ToposTimeline *self)
{
  const double span = self->view_last - self->view_first;
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, y = 0;

  if (self->bins == NULL)
    return GDK_EVENT_PROPAGATE;
  if (dx != 0) {
    self->view_is_users = true;
    set_view (self, self->view_first + dx * span / 20, self->view_last + dx * span / 20);
  }
  if (dy != 0 && event != NULL && gdk_event_get_position (event, &x, &y)) {
    GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
    double nx, ny;
    gtk_native_get_surface_transform (native, &nx, &ny);
    gtk_widget_translate_coordinates (GTK_WIDGET (native), GTK_WIDGET (self), x - nx, y - ny, &x, &y);
    zoom (self, pow (1.2, dy), day_of_x (self, x));
  }
  return GDK_EVENT_STOP;
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
  const ToposBin *bin = bin_at (TOPOS_TIMELINE (widget), x);

  if (bin == NULL || bin->sharp + bin->vague == 0)
    return FALSE;
  g_autofree char *words = bin_in_words (bin);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

/* ------------------------------------------------------------------------- playing */

static void
stop_playing (ToposTimeline *self)
{
  if (self->playing == 0)
    return;
  g_clear_handle_id (&self->playing, g_source_remove);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

static gboolean
play_cb (gpointer data)
{
  ToposTimeline *self = data;
  const ToposDay length = self->range.last - self->range.first + 1;
  const ToposDateSpan next = { self->range.first + length, self->range.last + length };

  if (next.first >= (ToposDay) self->view_last) {
    self->playing = 0;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
    return G_SOURCE_REMOVE;
  }
  set_range (self, next);
  return G_SOURCE_CONTINUE;
}

/* From the first bar on, when nothing is chosen or the end has been reached. */
static void
start_playing (ToposTimeline *self)
{
  gboolean animations = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  if (!animations || self->bins == NULL || self->bins->len == 0) {
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
    return;
  }
  if (!has_range (self) || self->range.last + 1 >= (ToposDay) self->view_last) {
    guint i = 0;
    while (i + 1 < self->bins->len && g_array_index (self->bins, ToposBin, i).sharp == 0)
      i++;
    set_range (self, g_array_index (self->bins, ToposBin, i).days);
  }
  self->playing = g_timeout_add (STEP_MS, play_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

/* ------------------------------------------------------------------------- drawing */

/* Where names of days stand: the unit, and how many of them from one to the next. */
static const struct {
  ToposBinUnit unit;
  int times;
  double days;
  const char *format;
} TICKS[] = {
  { TOPOS_BIN_DAY, 1, 1, "%-d %b" },      { TOPOS_BIN_DAY, 2, 2, "%-d %b" },
  { TOPOS_BIN_WEEK, 1, 7, "%-d %b" },     { TOPOS_BIN_WEEK, 2, 14, "%-d %b" },
  { TOPOS_BIN_MONTH, 1, 30, "%b %Y" },    { TOPOS_BIN_QUARTER, 1, 91, "%b %Y" },
  { TOPOS_BIN_QUARTER, 2, 182, "%b %Y" }, { TOPOS_BIN_YEAR, 1, 365, "%Y" },
  { TOPOS_BIN_YEAR, 2, 730, "%Y" },       { TOPOS_BIN_YEAR, 5, 1826, "%Y" },
  { TOPOS_BIN_DECADE, 1, 3652, "%Y" },    { TOPOS_BIN_DECADE, 2, 7304, "%Y" },
  { TOPOS_BIN_DECADE, 5, 18262, "%Y" },   { TOPOS_BIN_CENTURY, 1, 36525, "%Y" },
};

static void
draw_axis (ToposTimeline *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "28 Sep 2021");
  const double pixels_per_day = plot_width (self) / (self->view_last - self->view_first);
  const double height = gtk_widget_get_height (widget);
  GdkRGBA quiet = *text;
  PangoRectangle size;
  guint tick = 0;

  quiet.alpha *= 0.7f;
  g_autoptr (PangoAttrList) small = pango_attr_list_new ();
  pango_attr_list_insert (small, pango_attr_scale_new (0.82));
  pango_layout_set_attributes (layout, small);
  pango_layout_get_pixel_extents (layout, NULL, &size);
  while (tick + 1 < G_N_ELEMENTS (TICKS)
         && TICKS[tick].days * pixels_per_day < size.width + LABEL_GAP)
    tick++;

  int step = 0;
  for (ToposDay day = topos_bin_start (TICKS[tick].unit, view_days (self).first);
       day <= view_days (self).last; day = topos_bin_next (TICKS[tick].unit, day)) {
    if (step++ % TICKS[tick].times != 0)
      continue;
    const double x = x_of_day (self, day);
    g_autofree char *words = topos_day_format (day, TICKS[tick].format);
    pango_layout_set_text (layout, words, -1);
    pango_layout_get_pixel_extents (layout, NULL, &size);
    if (x < 0 || x + size.width > gtk_widget_get_width (widget))
      continue;
    gtk_snapshot_append_color (snapshot, &quiet,
                               &GRAPHENE_RECT_INIT ((float) round (x), (float) height - AXIS_HEIGHT + 2, 1, 5));
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) round (x) + 4, (float) height - AXIS_HEIGHT + 2));
    gtk_snapshot_append_layout (snapshot, layout, &quiet);
    gtk_snapshot_restore (snapshot);
  }
}

static void
fill_bar (GtkSnapshot *snapshot, const GdkRGBA *colour, double x, double y, double width, double height)
{
  gtk_snapshot_append_color (snapshot, colour,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static void
draw_bars (ToposTimeline *self, GtkSnapshot *snapshot, const GdkRGBA *text, const GdkRGBA *accent)
{
  const double base = gtk_widget_get_height (GTK_WIDGET (self)) - AXIS_HEIGHT;
  int most = 1;

  for (guint i = 0; i < self->bins->len; i++) {
    const ToposBin *bin = &g_array_index (self->bins, ToposBin, i);
    most = MAX (most, bin->sharp + bin->vague);
  }
  for (guint i = 0; i < self->bins->len; i++) {
    const ToposBin *bin = &g_array_index (self->bins, ToposBin, i);
    const bool inside = !has_range (self) || topos_date_spans_overlap (bin->days, self->range);
    const double x0 = round (x_of_day (self, bin->days.first));
    const double x1 = round (x_of_day (self, (double) bin->days.last + 1));
    /* A gap between bars wide enough to bear one, and none wider than a finger. */
    const double gap = x1 - x0 >= 4 ? 1 : 0;
    const double unit = (base - 6) / most;
    const double sharp = bin->sharp > 0 ? MAX (2, round (bin->sharp * unit)) : 0;
    const double vague = bin->vague > 0 ? MAX (2, round (bin->vague * unit)) : 0;
    GdkRGBA solid = inside ? *accent : *text;
    GdkRGBA pale = solid;
    solid.alpha = inside ? 1.0f : 0.3f;
    pale.alpha = inside ? 0.32f : 0.12f;
    if (sharp > 0)
      fill_bar (snapshot, &solid, x0, base - sharp, MAX (1, x1 - x0 - gap), sharp);
    if (vague > 0)
      fill_bar (snapshot, &pale, x0, base - sharp - vague, MAX (1, x1 - x0 - gap), vague);
  }
}

static void
topos_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToposTimeline *self = TOPOS_TIMELINE (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  const double base = gtk_widget_get_height (widget) - AXIS_HEIGHT;
  GdkRGBA text, accent, line;

  gtk_style_context_get_color (style, &text);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = text;
  line = text;
  line.alpha = 0.18f;
  fill_bar (snapshot, &line, 0, base, gtk_widget_get_width (widget), 1);
  if (self->bins != NULL) {
    if (has_range (self)) {
      GdkRGBA wash = accent;
      wash.alpha = 0.13f;
      const double x0 = CLAMP (x_of_day (self, self->range.first), 0, gtk_widget_get_width (widget));
      const double x1 = CLAMP (x_of_day (self, (double) self->range.last + 1), 0, gtk_widget_get_width (widget));
      fill_bar (snapshot, &wash, x0, 0, MAX (0, x1 - x0), base);
    }
    draw_bars (self, snapshot, &text, &accent);
    draw_axis (self, snapshot, &text);
  }
  for (int i = 0; i < 2; i++)
    gtk_widget_snapshot_child (widget, self->handles[i], snapshot);
}

static void
topos_timeline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  int least = 0;

  for (int i = 0; i < 2; i++)
    gtk_widget_measure (TOPOS_TIMELINE (widget)->handles[i], orientation, -1, &least, NULL, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? CHART_HEIGHT + AXIS_HEIGHT : MAX (least, 120);
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? CHART_HEIGHT + AXIS_HEIGHT : 600;
}

static void
topos_timeline_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToposTimeline *self = TOPOS_TIMELINE (widget);
  const GtkAllocation whole = { 0, 0, width, height - AXIS_HEIGHT };
  const int most = (int) (plot_width (self) / NARROWEST_BAR);

  for (int i = 0; i < 2; i++)
    gtk_widget_size_allocate (self->handles[i], &whole, -1);
  g_clear_pointer (&self->bins, g_array_unref);
  if (self->bars != NULL && self->bars->len > 0)
    self->bins = topos_bins_fill (self->bars, view_days (self),
                                  topos_bin_unit_for (view_days (self), most));
}

/* ------------------------------------------------------------------------- the object */

static char *
beyond_text (ToposTimeline *self)
{
  int before = 0, after = 0;

  if (self->bins == NULL)
    return g_strdup ("");
  topos_bins_beyond (self->bars, view_days (self), &before, &after);
  if (before > 0 && after > 0)
    return g_strdup_printf (_("%d earlier, %d later"), before, after);
  if (before > 0)
    return g_strdup_printf (_("%d earlier"), before);
  return after > 0 ? g_strdup_printf (_("%d later"), after) : g_strdup ("");
}

static void
set_bars (ToposTimeline *self, GArray *bars)
{
  const ToposDateSpan before = topos_bins_extent (self->bars);

  g_clear_pointer (&self->bars, g_array_unref);
  self->bars = bars != NULL ? g_array_ref (bars) : NULL;
  const ToposDateSpan extent = topos_bins_extent (self->bars);
  if (topos_date_span_is_none (before)
      || (!self->view_is_users && !has_range (self)
          && (before.first != extent.first || before.last != extent.last)))
    fit (self, BULK);
  refill (self);
}

static void
topos_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposTimeline *self = TOPOS_TIMELINE (object);

  switch (id) {
  case PROP_BARS: g_value_set_boxed (value, self->bars); break;
  case PROP_FIRST: g_value_set_int (value, self->range.first); break;
  case PROP_LAST: g_value_set_int (value, self->range.last); break;
  case PROP_PLAYING: g_value_set_boolean (value, self->playing != 0); break;
  case PROP_RANGE_TEXT:
    g_value_take_string (value, has_range (self) ? topos_span_in_words (self->range)
                                                 : g_strdup (_("All days")));
    break;
  case PROP_BEYOND_TEXT: g_value_take_string (value, beyond_text (self)); break;
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
  place_handles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
topos_timeline_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposTimeline *self = TOPOS_TIMELINE (object);

  switch (id) {
  case PROP_BARS: set_bars (self, g_value_get_boxed (value)); break;
  case PROP_FIRST: set_end (self, &self->range.first, g_value_get_int (value), pspec); break;
  case PROP_LAST: set_end (self, &self->range.last, g_value_get_int (value), pspec); break;
  case PROP_PLAYING:
    if (g_value_get_boolean (value) && self->playing == 0)
      start_playing (self);
    else if (!g_value_get_boolean (value))
      stop_playing (self);
    break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_timeline_dispose (GObject *object)
{
  ToposTimeline *self = TOPOS_TIMELINE (object);

  g_clear_handle_id (&self->playing, g_source_remove);
  for (int i = 0; i < 2; i++)
    g_clear_pointer (&self->handles[i], gtk_widget_unparent);
  g_clear_pointer (&self->bars, g_array_unref);
  g_clear_pointer (&self->bins, g_array_unref);
  G_OBJECT_CLASS (topos_timeline_parent_class)->dispose (object);
}

static void
action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToposTimeline *self = TOPOS_TIMELINE (widget);
  const double middle = (self->view_first + self->view_last) / 2;

  if (g_str_equal (name, "timeline.zoom-in")) {
    zoom (self, 0.5, middle);
  } else if (g_str_equal (name, "timeline.zoom-out")) {
    zoom (self, 2, middle);
  } else if (g_str_equal (name, "timeline.zoom-all")) {
    self->view_is_users = true;
    fit (self, 1);
  } else {
    stop_playing (self);
    self->view_is_users = false;
    set_range (self, TOPOS_DATE_SPAN_NONE);
    fit (self, BULK);
  }
}

static void
topos_timeline_class_init (ToposTimelineClass *class)
{
  static const char *const ACTIONS[]
      = { "timeline.zoom-in", "timeline.zoom-out", "timeline.zoom-all", "timeline.clear" };
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
topos_timeline_init (ToposTimeline *self)
{
  const char *const names[2] = { _("First day"), _("Last day") };
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->range = TOPOS_DATE_SPAN_NONE;
  self->view_last = FEWEST_DAYS;
  for (int i = 0; i < 2; i++) {
    self->handles[i] = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);
    gtk_scale_set_draw_value (GTK_SCALE (self->handles[i]), FALSE);
    gtk_widget_set_can_target (self->handles[i], FALSE);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->handles[i]),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, names[i], -1);
    g_signal_connect (self->handles[i], "value-changed", G_CALLBACK (handle_moved_cb), self);
    gtk_widget_set_parent (self->handles[i], GTK_WIDGET (self));
  }
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Timeline"), -1);
}

GtkWidget *
topos_timeline_new (void)
{
  return g_object_new (TOPOS_TYPE_TIMELINE, NULL);
}

void
topos_timeline_choose (ToposTimeline *self, ToposDateSpan days)
{
  set_range (self, days);
  if (!topos_date_span_is_none (days)
      && (days.first < self->view_first || (double) days.last + 1 > self->view_last)) {
    const double room = MAX (2.0, 0.15 * ((double) days.last - days.first));
    self->view_is_users = true;
    set_view (self, days.first - room, days.last + 1 + room);
  }
}
