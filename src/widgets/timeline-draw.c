/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/timeline-private.h"

#include "widgets/axis.h"

#include <math.h>

#define WIDEST_BAR 48
#define LEAST_AXIS_HEIGHT 20

static PangoLayout *
axis_layout (ToposTimeline *self, const char *words)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  g_autoptr (PangoAttrList) small = pango_attr_list_new ();

  pango_attr_list_insert (small, pango_attr_scale_new (0.82));
  pango_layout_set_attributes (layout, small);
  return layout;
}

int
topos_timeline_axis_height (ToposTimeline *self)
{
  g_autoptr (PangoLayout) layout = axis_layout (self, "28");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return MAX (LEAST_AXIS_HEIGHT, height + 4);
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
  const double base = gtk_widget_get_height (GTK_WIDGET (self)) - topos_timeline_axis_height (self);
  int most = 1;

  for (guint i = 0; i < self->bins->len; i++) {
    const ToposBin *bin = &g_array_index (self->bins, ToposBin, i);
    most = MAX (most, bin->sharp + bin->vague);
  }
  for (guint i = 0; i < self->bins->len; i++) {
    const ToposBin *bin = &g_array_index (self->bins, ToposBin, i);
    const bool inside = !topos_timeline_has_range (self) || topos_date_spans_overlap (bin->days, self->range);
    const double left = round (topos_timeline_x_of_day (self, bin->days.first));
    const double right = round (topos_timeline_x_of_day (self, (double) bin->days.last + 1));
    const double spare = round (MAX (0, right - left - WIDEST_BAR) / 2);
    const double x0 = left + spare, x1 = right - spare;
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

/* Names of days; one that would stand on the end of the one before is left out. */
static void
draw_axis (ToposTimeline *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (PangoLayout) layout = axis_layout (self, "28 Sep 2021");
  const double pixels_per_day
      = topos_timeline_plot_width (self) / (self->view_last - self->view_first);
  const float top = (float) gtk_widget_get_height (widget) - topos_timeline_axis_height (self) + 2;
  GdkRGBA quiet = *text;
  PangoRectangle size;
  double free_from = 0;

  quiet.alpha *= 0.8f;
  pango_layout_get_pixel_extents (layout, NULL, &size);
  g_autoptr (GArray) ticks
      = topos_axis_ticks (topos_timeline_view_days (self), pixels_per_day, size.width);
  for (guint i = 0; i < ticks->len; i++) {
    const ToposTick *tick = &g_array_index (ticks, ToposTick, i);
    const float x = (float) round (topos_timeline_x_of_day (self, tick->day));
    pango_layout_set_text (layout, tick->words, -1);
    pango_layout_get_pixel_extents (layout, NULL, &size);
    if (x < free_from || x + 4 + (float) size.width > (float) gtk_widget_get_width (widget))
      continue;
    free_from = x + 10 + (float) size.width;
    gtk_snapshot_append_color (snapshot, &quiet, &GRAPHENE_RECT_INIT (x, top, 1, 5));
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 4, top));
    gtk_snapshot_append_layout (snapshot, layout, &quiet);
    gtk_snapshot_restore (snapshot);
  }
}

static void
draw_range (ToposTimeline *self, GtkSnapshot *snapshot, const GdkRGBA *accent, double base)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRGBA wash = *accent;

  if (!topos_timeline_has_range (self))
    return;
  wash.alpha = 0.13f;
  const double x0 = CLAMP (topos_timeline_x_of_day (self, self->range.first), 0, width);
  const double x1 = CLAMP (topos_timeline_x_of_day (self, (double) self->range.last + 1), 0, width);
  fill_bar (snapshot, &wash, x0, 0, MAX (0, x1 - x0), base);
}

/* A line of dashes at the end of the last day that is known. */
static void
draw_known (ToposTimeline *self, GtkSnapshot *snapshot, const GdkRGBA *text, double base)
{
  if (self->known_by == TOPOS_DAY_NONE)
    return;
  const double x = round (topos_timeline_x_of_day (self, (double) self->known_by + 1));
  for (double y = 0; y < base; y += 6)
    fill_bar (snapshot, text, x, y, 1, MIN (4, base - y));
}

void
topos_timeline_draw (ToposTimeline *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  const double base = gtk_widget_get_height (widget) - topos_timeline_axis_height (self);
  GdkRGBA text, accent, line;

  gtk_style_context_get_color (style, &text);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = text;
  line = text;
  line.alpha = 0.18f;
  fill_bar (snapshot, &line, 0, base, gtk_widget_get_width (widget), 1);
  if (self->bins == NULL)
    return;
  draw_range (self, snapshot, &accent, base);
  draw_bars (self, snapshot, &text, &accent);
  draw_axis (self, snapshot, &text);
  draw_known (self, snapshot, &text, base);
}
