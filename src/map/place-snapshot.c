/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/place-private.h"

#include <math.h>

#define RING_MOST 40          /* rings at once, those with most passages */
#define SPRITES_MOST 1024
#define PICTURES_MOST 24      /* of outlines, kept */

/* One frame's drawing. */
typedef struct {
  ToposPlaceLayer *layer;
  ToposCanvas canvas;
  int64_t now_us;
} Frame;

static void
draw_sprite (Frame *self, const ToposSprite *sprite, double x, double y)
{
  topos_canvas_draw (&self->canvas, sprite->bitmap,
                     &GRAPHENE_RECT_INIT ((float) round (x + sprite->left),
                                          (float) round (y + sprite->top),
                                          (float) sprite->width, (float) sprite->height));
}

/* By cairo into the frame itself where that is cairo's, else into a node of its own. */
static void
draw_ring (Frame *self, const ToposPlaceItem *item, ToposSymbolState state)
{
  ToposPlaceLayer *const layer = self->layer;
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, layer->view.width, layer->view.height);
  cairo_t *const cr = self->canvas.cr != NULL
                          ? cairo_reference (self->canvas.cr)
                          : gtk_snapshot_append_cairo (self->canvas.snapshot, &bounds);

  cairo_save (cr);
  topos_symbol_ring (cr, item->x, item->y, item->reach, layer->markers[item->marker].standing, state,
                     topos_look_theme (layer->dark, layer->contrast));
  cairo_restore (cr);
  cairo_destroy (cr);
}

/* The map turns round its middle, and the outline's picture with it. */
static void
draw_outline (Frame *self, const ToposPlaceItem *item, const ToposOutline *outline,
              ToposSymbolState state)
{
  const ToposPlaceView *const view = &self->layer->view;
  const ToposPlacePicture *const picture = topos_place_picture (self->layer, item, outline, state);

  if (picture == NULL)
    return;
  const ToposMercatorBox at = picture->covers;
  topos_canvas_push_turn (&self->canvas, view->width / 2.0, view->height / 2.0, view->rotation);
  topos_canvas_draw (&self->canvas, picture->bitmap,
                     &GRAPHENE_RECT_INIT ((float) ((at.x0 - view->middle.x) * view->world_px),
                                          (float) ((at.y0 - view->middle.y) * view->world_px),
                                          (float) ((at.x1 - at.x0) * view->world_px),
                                          (float) ((at.y1 - at.y0) * view->world_px)));
  topos_canvas_pop_turn (&self->canvas);
}

static void
draw_rings (Frame *self, bool plain)
{
  const GArray *const items = self->layer->items;
  int left = RING_MOST;

  for (guint i = 0; i < items->len && left > 0; i++) {
    const ToposPlaceItem *const item = &g_array_index (items, ToposPlaceItem, i);
    const ToposSymbolState state = topos_place_state (self->layer, item);

    if ((state == TOPOS_SYMBOL_PLAIN) != plain || !topos_place_has_ring (self->layer, item, state))
      continue;
    const ToposOutline *const outline = topos_place_outline (self->layer, item);
    if (outline != NULL)
      draw_outline (self, item, outline, state);
    else
      draw_ring (self, item, state);
    left--;
  }
}

static void
draw_symbols (Frame *self, bool plain)
{
  ToposPlaceLayer *const layer = self->layer;

  for (guint i = layer->items->len; i-- > 0;) {
    const ToposPlaceItem *const item = &g_array_index (layer->items, ToposPlaceItem, i);
    const ToposSymbolState state = topos_place_state (layer, item);
    double dx, dy;

    if ((state == TOPOS_SYMBOL_PLAIN) != plain
        || (item->banner && g_array_index (layer->callouts, ToposCallout, i).placed))
      continue;
    topos_place_motion_offset (layer->motion, item, &layer->view, self->now_us, &dx, &dy);
    draw_sprite (self, topos_place_symbol (layer, item, state), item->x + dx, item->y + dy);
  }
}

/* Below the clusters that they go into. */
static void
draw_leaving (Frame *self)
{
  ToposPlaceLayer *const layer = self->layer;
  ToposPlaceItem item;

  for (guint i = 0; topos_place_motion_leaving (layer->motion, i, &layer->view, self->now_us, &item); i++)
    draw_sprite (self, topos_place_symbol (layer, &item, TOPOS_SYMBOL_PLAIN), item.x, item.y);
}

/* A name waits until its symbol has arrived. */
static void
draw_names (Frame *self)
{
  ToposPlaceLayer *const layer = self->layer;

  for (guint i = 0; i < layer->callouts->len; i++) {
    const ToposCallout *const c = &g_array_index (layer->callouts, ToposCallout, i);
    const ToposPlaceItem *const item = &g_array_index (layer->items, ToposPlaceItem, i);
    double dx, dy;

    if (!c->placed
        || topos_place_motion_offset (layer->motion, item, &layer->view, self->now_us, &dx, &dy))
      continue;
    draw_sprite (self, topos_place_name (layer, item, topos_place_state (layer, item)), c->text.x,
                 c->text.y);
  }
}

static void
draw_all (Frame *self)
{
  draw_rings (self, true);
  draw_rings (self, false);
  draw_leaving (self);
  draw_symbols (self, true);
  draw_names (self);
  draw_symbols (self, false);
}

void
topos_place_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (widget);
  const graphene_rect_t bounds
      = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  topos_place_update (self);
  if (g_hash_table_size (self->sprites) > SPRITES_MOST)
    g_hash_table_remove_all (self->sprites);
  if (g_hash_table_size (self->pictures) > PICTURES_MOST)
    g_hash_table_remove_all (self->pictures);
  Frame frame = { .layer = self, .canvas = topos_canvas_open (widget, snapshot, &bounds),
                  .now_us = g_get_monotonic_time () };
  topos_canvas_push_clip (&frame.canvas, &bounds);
  draw_all (&frame);
  topos_canvas_pop (&frame.canvas);
  topos_canvas_close (&frame.canvas);
  for (int i = 0; i < TOPOS_PLACE_POOL; i++)
    if (self->pool_item[i] >= 0)
      gtk_widget_snapshot_child (widget, self->pool[i], snapshot);
}
