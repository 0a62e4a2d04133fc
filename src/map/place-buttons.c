/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/place-private.h"

#define REST_MS 120

/* By the place it was given, for the items may have moved since. */
static void
button_clicked_cb (GtkButton *button, ToposPlaceLayer *self)
{
  uint32_t marker = UINT32_MAX;

  for (int i = 0; i < TOPOS_PLACE_POOL; i++)
    if (self->pool[i] == GTK_WIDGET (button) && self->pool_item[i] >= 0)
      marker = self->pool_marker[i];
  topos_place_update (self);
  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, ToposPlaceItem, i).marker == marker) {
      topos_place_open (self, i);
      return;
    }
}

/* What the keyboard has reached is lit up, as what is under the pointer. */
static void
button_focused_cb (GtkWidget *button, GParamSpec *pspec, ToposPlaceLayer *self)
{
  if (!gtk_widget_has_focus (button)) {
    topos_place_hover (self, TOPOS_PLACE_NONE);
    return;
  }
  for (int i = 0; i < TOPOS_PLACE_POOL; i++)
    if (self->pool[i] == button && self->pool_item[i] >= 0)
      topos_place_hover (self, self->markers[self->pool_marker[i]].id);
}

void
topos_place_assign_button (ToposPlaceLayer *self, int button, int i)
{
  GtkWidget *const widget = self->pool[button];

  self->pool_item[button] = i;
  gtk_widget_set_visible (widget, i >= 0);
  if (i < 0)
    return;
  const ToposPlaceItem *const item = &g_array_index (self->items, ToposPlaceItem, i);
  g_autofree char *title = topos_place_title (self, item);
  self->pool_marker[button] = item->marker;
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static bool
item_in_view (const ToposPlaceLayer *self, const ToposPlaceItem *item)
{
  return item->x >= 0 && item->x < self->view.width && item->y >= 0
         && item->y < self->view.height;
}

/* The button that has the focus keeps its place while that is in view. */
static int
focused_button (const ToposPlaceLayer *self)
{
  for (int i = 0; i < TOPOS_PLACE_POOL; i++)
    if (self->pool_item[i] >= 0 && gtk_widget_has_focus (self->pool[i]))
      return i;
  return -1;
}

/* Once the view rests: a button over each thing in it, the most passages first. */
static gboolean
rest_cb (gpointer data)
{
  ToposPlaceLayer *const self = data;
  const int focused = focused_button (self);
  bool taken[TOPOS_PLACE_POOL] = { false };
  guint in_view = 0;
  int next = 0;

  self->rest_id = 0;
  topos_place_update (self);
  for (guint i = 0; i < self->items->len && focused >= 0; i++)
    if (g_array_index (self->items, ToposPlaceItem, i).marker == self->pool_marker[focused]
        && item_in_view (self, &g_array_index (self->items, ToposPlaceItem, i)) && !taken[focused]) {
      topos_place_assign_button (self, focused, i);
      taken[focused] = true;
    }
  for (guint i = 0; i < self->items->len; i++) {
    const ToposPlaceItem *const item = &g_array_index (self->items, ToposPlaceItem, i);
    if (!item_in_view (self, item))
      continue;
    in_view += item->n;
    while (next < TOPOS_PLACE_POOL && taken[next])
      next++;
    if (next < TOPOS_PLACE_POOL && (focused < 0 || !taken[focused] || self->pool_item[focused] != (int) i)) {
      topos_place_assign_button (self, next, i);
      taken[next] = true;
    }
  }
  for (int i = 0; i < TOPOS_PLACE_POOL; i++)
    if (!taken[i])
      topos_place_assign_button (self, i, -1);
  topos_place_tell_summary (self, in_view);
  topos_place_tell_covered (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
topos_place_wait_for_rest (ToposPlaceLayer *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, rest_cb, self);
}

void
topos_place_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (widget);

  if (width != self->view.width || height != self->view.height)
    topos_place_wait_for_rest (self);
  for (int i = 0; i < TOPOS_PLACE_POOL; i++) {
    GtkAllocation at = { 0, 0, 1, 1 };
    int least_width, least_height;

    gtk_widget_measure (self->pool[i], GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL,
                        NULL);
    gtk_widget_measure (self->pool[i], GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL,
                        NULL);
    at.width = least_width;
    at.height = least_height;
    if (self->pool_item[i] >= 0 && self->pool_item[i] < (int) self->items->len) {
      const ToposPlaceItem *const item = &g_array_index (self->items, ToposPlaceItem, self->pool_item[i]);
      const double side = 2 * item->radius + 8;
      at.width = MAX (least_width, (int) side);
      at.height = MAX (least_height, (int) side);
      at.x = (int) item->x - at.width / 2;
      at.y = (int) item->y - at.height / 2;
    }
    gtk_widget_size_allocate (self->pool[i], &at, -1);
  }
}

void
topos_place_make_buttons (ToposPlaceLayer *self)
{
  for (int i = 0; i < TOPOS_PLACE_POOL; i++) {
    GtkWidget *const button = gtk_button_new ();
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_add_css_class (button, "circular");
    gtk_widget_set_can_target (button, FALSE);
    gtk_widget_set_visible (button, FALSE);
    gtk_widget_set_parent (button, GTK_WIDGET (self));
    g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
    g_signal_connect (button, "notify::has-focus", G_CALLBACK (button_focused_cb), self);
    self->pool[i] = button;
    self->pool_item[i] = -1;
  }
}
