/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/map-motion.h"
#include "map/place-private.h"

#include <math.h>

#define CLICK_PX 6.0          /* what a hand may miss by */
#define RING_HIT_PX 5.0

/* The item under x, y: the nearest symbol, else a name, else a ring's line. -1 when there is none. */
static int
hit (ToposPlaceLayer *self, double x, double y)
{
  double nearest = INFINITY;
  int found = -1;

  topos_place_update (self);
  for (guint i = 0; i < self->items->len; i++) {
    const ToposPlaceItem *const item = &g_array_index (self->items, ToposPlaceItem, i);
    const double off = hypot (item->x - x, item->y - y);
    const bool is_name
        = item->banner && g_array_index (self->callouts, ToposCallout, i).placed;
    if (!is_name && off <= item->radius + CLICK_PX && off < nearest) {
      nearest = off;
      found = i;
    }
  }
  for (guint i = 0; found < 0 && i < self->callouts->len; i++) {
    const ToposCallout *const c = &g_array_index (self->callouts, ToposCallout, i);
    if (c->placed && topos_rects_overlap (c->text, (ToposRect){ x, y, 1, 1 }))
      return i;
  }
  for (guint i = 0; found < 0 && i < self->items->len; i++) {
    const ToposPlaceItem *const item = &g_array_index (self->items, ToposPlaceItem, i);
    if (topos_place_outline (self, item) == NULL && topos_place_has_ring (self, item, topos_place_state (self, item))
        && fabs (hypot (item->x - x, item->y - y) - item->reach) <= RING_HIT_PX)
      return i;
  }
  return found;
}

/* Zooms so far in that the cluster's places fill the view; when they all lie on one spot and no
 * zoom parts them, selects the heaviest. */
static void
open_cluster (ToposPlaceLayer *self, const ToposPlaceItem *item)
{
  ShumateViewport *const viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  const double most = shumate_viewport_get_max_zoom_level (viewport);
  const ToposMercatorBox e = item->extent;
  const double wide = (e.x1 - e.x0) * self->view.world_px / MAX (self->view.width, 1);
  const double high = (e.y1 - e.y0) * self->view.world_px / MAX (self->view.height, 1);
  const double share = MAX (wide, high) / 0.7;
  const double more = share > 0 ? -log2 (share) : INFINITY;

  if (self->map == NULL || more > 12 || self->view.zoom >= most - 0.01) {
    topos_place_choose (self, self->markers[item->marker].id);
    return;
  }
  const double x = (e.x0 + e.x1) / 2;
  topos_map_go_to (SHUMATE_MAP (self->map), (ToposMercator){ x - floor (x), (e.y0 + e.y1) / 2 },
                   MIN (most, self->view.zoom + CLAMP (more, 1, 6)), true);
}

void
topos_place_open (ToposPlaceLayer *self, int i)
{
  const ToposPlaceItem *const item = &g_array_index (self->items, ToposPlaceItem, i);

  if (item->n > 1)
    open_cluster (self, item);
  else
    topos_place_choose (self, self->markers[item->marker].id);
}

void
topos_place_layer_light_up (ToposPlaceLayer *self, double x, double y)
{
  const int found = hit (self, x, y);

  topos_place_hover (self, found < 0 ? TOPOS_PLACE_NONE
                               : self->markers[g_array_index (self->items, ToposPlaceItem, found).marker].id);
}

/* The layer's own point for a point of the map, which hears the pointer. */
static graphene_point_t
on_layer (ToposPlaceLayer *self, double x, double y)
{
  const graphene_point_t here = GRAPHENE_POINT_INIT ((float) x, (float) y);
  graphene_point_t there = here;

  if (!gtk_widget_compute_point (self->map, GTK_WIDGET (self), &here, &there))
    return here;
  return there;
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, ToposPlaceLayer *self)
{
  self->press_x = x;
  self->press_y = y;
}

/* On release, and only where it was pressed: a drag that begins on a symbol pans the map. */
static void
released_cb (GtkGestureClick *click, int n_press, double x, double y, ToposPlaceLayer *self)
{
  const graphene_point_t at = on_layer (self, x, y);
  int found;

  if (n_press != 1 || hypot (x - self->press_x, y - self->press_y) > 8)
    return;
  found = hit (self, at.x, at.y);
  if (found >= 0)
    topos_place_open (self, found);
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, ToposPlaceLayer *self)
{
  const graphene_point_t at = on_layer (self, x, y);

  topos_place_layer_light_up (self, at.x, at.y);
  gtk_widget_set_cursor_from_name (self->map, self->hovered != TOPOS_PLACE_NONE ? "pointer" : NULL);
}

static void
leave_cb (GtkEventControllerMotion *motion, ToposPlaceLayer *self)
{
  topos_place_hover (self, TOPOS_PLACE_NONE);
}

static gboolean
query_tooltip_cb (GtkWidget *map, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                  ToposPlaceLayer *self)
{
  const graphene_point_t at = on_layer (self, x, y);
  const int found = keyboard ? -1 : hit (self, at.x, at.y);

  if (found < 0)
    return FALSE;

  g_autofree char *title = topos_place_title (self, &g_array_index (self->items, ToposPlaceItem, found));
  gtk_tooltip_set_text (tooltip, title);
  return TRUE;
}

void
topos_place_listen (ToposPlaceLayer *self)
{
  self->map = gtk_widget_get_ancestor (GTK_WIDGET (self), SHUMATE_TYPE_MAP);
  if (self->map == NULL)
    return;
  self->click = gtk_gesture_click_new ();
  self->motion_controller = gtk_event_controller_motion_new ();
  g_signal_connect_object (self->click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (self->click, "released", G_CALLBACK (released_cb), self, 0);
  g_signal_connect_object (self->motion_controller, "motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (self->motion_controller, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (self->map, GTK_EVENT_CONTROLLER (self->click));
  gtk_widget_add_controller (self->map, self->motion_controller);
  gtk_widget_set_has_tooltip (self->map, TRUE);
  self->tooltip_id = g_signal_connect_object (self->map, "query-tooltip",
                                              G_CALLBACK (query_tooltip_cb), self, 0);
}

void
topos_place_unlisten (ToposPlaceLayer *self)
{
  if (self->map != NULL) {
    gtk_widget_remove_controller (self->map, GTK_EVENT_CONTROLLER (self->click));
    gtk_widget_remove_controller (self->map, self->motion_controller);
    g_clear_signal_handler (&self->tooltip_id, self->map);
  }
  self->map = NULL;
}
