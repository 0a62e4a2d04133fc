/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/tally.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define WIDTH 50          /* with bars */
#define NUMBER_WIDTH 26   /* without */
/* The largest numbers that fit these widths; those beyond them ask for their room. */
#define FITS_BARS 999999
#define FITS_ALONE 999
#define BARS_HEIGHT 11
#define BARS_MOST 16
#define GAP 3

struct _ToposTally {
  GtkWidget parent_instance;
  PangoLayout *number;
  int count;
  int n_bars;
  uint8_t bars[BARS_MOST];
};

G_DEFINE_FINAL_TYPE (ToposTally, topos_tally, GTK_TYPE_WIDGET)

static PangoLayout *
number_layout (ToposTally *self)
{
  if (self->number == NULL) {
    g_autofree char *words = g_strdup_printf ("%d", self->count);
    self->number = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  }
  return self->number;
}

static void
topos_tally_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  ToposTally *self = TOPOS_TALLY (widget);
  const bool bars = self->n_bars > 0;
  int width, height;

  pango_layout_get_pixel_size (number_layout (self), &width, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? MAX (bars ? WIDTH : NUMBER_WIDTH, width)
                            : height + (bars ? GAP + BARS_HEIGHT : 0);
}

static void
draw_bars (ToposTally *self, GtkSnapshot *snapshot, const GdkRGBA *colour, float top)
{
  const float step = (float) WIDTH / (float) self->n_bars;
  const float left = (float) gtk_widget_get_width (GTK_WIDGET (self)) - WIDTH;
  GdkRGBA quiet = *colour;

  quiet.alpha *= 0.2f;
  gtk_snapshot_append_color (
      snapshot, &quiet, &GRAPHENE_RECT_INIT (left, top + BARS_HEIGHT - 1, WIDTH, 1));
  quiet.alpha = colour->alpha * 0.6f;
  for (int i = 0; i < self->n_bars; i++) {
    if (self->bars[i] == 0)
      continue;
    const float height = MAX (2, roundf ((float) self->bars[i] * BARS_HEIGHT / 255));
    const float x0 = roundf ((float) i * step), x1 = roundf ((float) (i + 1) * step);
    gtk_snapshot_append_color (
        snapshot, &quiet,
        &GRAPHENE_RECT_INIT (left + x0, top + BARS_HEIGHT - height, x1 - x0 - 1, height));
  }
}

static void
topos_tally_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToposTally *self = TOPOS_TALLY (widget);
  PangoLayout *number = number_layout (self);
  const int bars = self->n_bars > 0 ? GAP + BARS_HEIGHT : 0;
  GdkRGBA colour;
  int width, height;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  pango_layout_get_pixel_size (number, &width, &height);
  const int top = MAX (0, (gtk_widget_get_height (widget) - height - bars) / 2);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) (gtk_widget_get_width (widget) - width), (float) top));
  gtk_snapshot_append_layout (snapshot, number, &colour);
  gtk_snapshot_restore (snapshot);
  if (self->n_bars > 0)
    draw_bars (self, snapshot, &colour, (float) (top + height + GAP));
}

/* Another font or text size asks for another layout. */
static void
topos_tally_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  g_clear_object (&TOPOS_TALLY (widget)->number);
  GTK_WIDGET_CLASS (topos_tally_parent_class)->css_changed (widget, change);
}

static void
topos_tally_dispose (GObject *object)
{
  g_clear_object (&TOPOS_TALLY (object)->number);
  G_OBJECT_CLASS (topos_tally_parent_class)->dispose (object);
}

static void
topos_tally_class_init (ToposTallyClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = topos_tally_dispose;
  widget_class->measure = topos_tally_measure;
  widget_class->snapshot = topos_tally_snapshot;
  widget_class->css_changed = topos_tally_css_changed;
  gtk_widget_class_set_css_name (widget_class, "tally");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
topos_tally_init (ToposTally *self)
{
}

void
topos_tally_show (ToposTally *self, int count, const uint8_t *bars, int n)
{
  n = CLAMP (n, 0, BARS_MOST);
  if (self->count == count && self->n_bars == n && (n == 0 || memcmp (self->bars, bars, (size_t) n) == 0))
    return;
  if (self->count != count) {
    const int most = MAX (self->count, count);
    self->count = count;
    g_clear_object (&self->number);
    if (most > (n > 0 ? FITS_BARS : FITS_ALONE))
      gtk_widget_queue_resize (GTK_WIDGET (self));
  }
  if ((n > 0) != (self->n_bars > 0))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->n_bars = n;
  if (n > 0)
    memcpy (self->bars, bars, (size_t) n);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
