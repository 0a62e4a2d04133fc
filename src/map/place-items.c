/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/place-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define SPACING_PX 38.0       /* between the middles of two symbols */
#define RING_LEAST_PX 26.0    /* a smaller area is drawn as a symbol */
#define NAMES_MOST 120        /* names shown at once */

ToposPlaceView
topos_place_view (ToposPlaceLayer *self)
{
  ShumateViewport *const viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  ShumateMapSource *const source = shumate_viewport_get_reference_map_source (viewport);
  const ToposPoint centre
      = { .lat = shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
          .lon = shumate_location_get_longitude (SHUMATE_LOCATION (viewport)) };
  const double zoom = shumate_viewport_get_zoom_level (viewport);
  /* Between two whole zooms libshumate grows the world in a straight line. */
  const double tile = source != NULL ? shumate_map_source_get_tile_size_at_zoom (source, zoom)
                                     : 256 * (1 + zoom - floor (zoom));

  return (ToposPlaceView){ .middle = topos_mercator_from_point (centre), .zoom = zoom,
                 .world_px = tile * exp2 (floor (zoom)),
                 .rotation = shumate_viewport_get_rotation (viewport),
                 .width = gtk_widget_get_width (GTK_WIDGET (self)),
                 .height = gtk_widget_get_height (GTK_WIDGET (self)) };
}

static bool
view_equal (ToposPlaceView a, ToposPlaceView b)
{
  return a.middle.x == b.middle.x && a.middle.y == b.middle.y && a.world_px == b.world_px
         && a.rotation == b.rotation && a.width == b.width && a.height == b.height;
}

/* Where `at` lies in the widget. The map turns round its middle. */
static void
to_widget (const ToposPlaceView *view, ToposMercator at, double *x, double *y)
{
  const double dx = (at.x - view->middle.x) * view->world_px;
  const double dy = (at.y - view->middle.y) * view->world_px;
  const double c = cos (view->rotation), s = sin (view->rotation);

  *x = view->width / 2.0 + dx * c - dy * s;
  *y = view->height / 2.0 + dx * s + dy * c;
}

/* The part of the world that may be seen, a little more than the widget, whatever its turn. */
ToposMercatorBox
topos_place_seen_box (const ToposPlaceView *view)
{
  const double turned = view->rotation != 0 ? hypot (view->width, view->height) : 0;
  const double half_x = (MAX (view->width, turned) / 2 + 40) / view->world_px;
  const double half_y = (MAX (view->height, turned) / 2 + 40) / view->world_px;

  return (ToposMercatorBox){ view->middle.x - half_x, view->middle.y - half_y,
                        view->middle.x + half_x, view->middle.y + half_y };
}

static double
radius_px (const ToposPlaceView *view, const ToposMarker *marker)
{
  const double lat = CLAMP (marker->point.lat, -80, 80);

  return marker->radius_km * 1000 / (40075016.7 * cos (lat * G_PI / 180)) * view->world_px;
}

/* ------------------------------------------------------------------------------ items */

ToposSymbolState
topos_place_state (const ToposPlaceLayer *self, const ToposPlaceItem *item)
{
  const ToposPlaceId id = self->markers[item->marker].id;

  if (self->place != TOPOS_PLACE_NONE && (item->holds_place || (item->n == 1 && id == self->place)))
    return TOPOS_SYMBOL_SELECTED;
  if (self->hovered != TOPOS_PLACE_NONE && id == self->hovered)
    return TOPOS_SYMBOL_HOVERED;
  return TOPOS_SYMBOL_PLAIN;
}

uint32_t
topos_place_find (const ToposPlaceLayer *self, ToposPlaceId id)
{
  const guint64 key = id;

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, &key)) - 1;
}

/* The outline of a marker, read once. */
static const ToposOutline *
marker_outline (ToposPlaceLayer *self, const ToposMarker *marker)
{
  const guint64 id = marker->id;
  gpointer known = NULL;

  if (self->outlines == NULL || !topos_place_kind_is_area (marker->kind))
    return NULL;
  if (!g_hash_table_lookup_extended (self->areas_outlined, &id, NULL, &known)) {
    known = topos_outlines_find (self->outlines, id);
    g_hash_table_insert (self->areas_outlined, g_memdup2 (&id, sizeof id), known);
  }
  return known;
}

const ToposOutline *
topos_place_outline (ToposPlaceLayer *self, const ToposPlaceItem *item)
{
  return item->n == 1 ? marker_outline (self, &self->markers[item->marker]) : NULL;
}

static bool
outline_is_seen (const ToposOutline *outline, ToposMercatorBox window)
{
  if (outline == NULL || outline->high.y < window.y0 || outline->low.y > window.y1)
    return false;
  const double turn = ceil (window.x0 - outline->high.x);
  return outline->low.x + turn <= window.x1;
}

/* An area whose middle is out of view, while some of its outline is in it. */
static void
add_beyond (ToposPlaceLayer *self, const ToposPlaceView *view, uint32_t marker, ToposMercator at)
{
  const ToposMarker *const place = &self->markers[marker];

  if (!outline_is_seen (marker_outline (self, place), topos_place_seen_box (view)))
    return;
  ToposPlaceItem item = { .radius = self->text_scale * topos_symbol_radius (TOPOS_SYMBOL_AREA, place->passages),
                .shape = topos_symbol_shape (place), .marker = marker, .n = 1,
                .passages = MAX (place->passages, 0), .reach = radius_px (view, place),
                .banner = topos_symbol_is_vast (place->kind) };
  to_widget (view, at, &item.x, &item.y);
  g_array_append_val (self->items, item);
}

typedef struct {
  ToposMercator *points;
  uint32_t *weights;
  uint32_t *areas;
  size_t n;
} Small;

/* Countries and regions in the view become names; other areas join the clusters as `small`, and
 * have a ring where they stay alone. */
static void
add_areas (ToposPlaceLayer *self, const ToposPlaceView *view, Small *small)
{
  const ToposMercatorBox window = topos_place_seen_box (view);

  for (size_t i = 0; i < self->n_areas; i++) {
    const ToposMarker *const marker = &self->markers[self->areas[i]];
    ToposMercator at = topos_mercator_from_point (marker->point);

    at.x += ceil (window.x0 - at.x);
    if (at.x > window.x1 || at.y < window.y0 || at.y > window.y1) {
      add_beyond (self, view, self->areas[i], at);
      continue;
    }
    if (!topos_symbol_is_vast (marker->kind)) {
      small->points[small->n] = at;
      small->weights[small->n] = MAX (marker->passages, 1);
      small->areas[small->n++] = self->areas[i];
      continue;
    }
    ToposPlaceItem item = { .radius = self->text_scale * topos_symbol_radius (TOPOS_SYMBOL_AREA, marker->passages),
                  .shape = topos_symbol_shape (marker), .marker = self->areas[i], .n = 1,
                  .passages = MAX (marker->passages, 0), .banner = true,
                  .reach = radius_px (view, marker) };
    to_widget (view, at, &item.x, &item.y);
    g_array_append_val (self->items, item);
  }
}

typedef struct {
  uint32_t wanted;
  bool found;
} Search;

static void
search_cb (uint32_t point, void *data)
{
  Search *const search = data;

  search->found |= point == search->wanted;
}

static void
add_clusters (ToposPlaceLayer *self, const ToposPlaceView *view, const Small *small)
{
  const uint32_t selected
      = self->place != TOPOS_PLACE_NONE ? topos_place_find (self, self->place) : UINT32_MAX;
  g_autoptr (ToposClusters) found
      = topos_clusters_find (self->index, topos_place_seen_box (view), SPACING_PX * self->text_scale / view->world_px,
                             small->points, small->weights, small->n);
  Search search = { .wanted = UINT32_MAX };

  for (size_t i = 0; i < self->n_points && selected != UINT32_MAX; i++)
    if (self->points[i] == selected)
      search.wanted = i;
  for (size_t i = 0; i < small->n && selected != UINT32_MAX; i++)
    if (small->areas[i] == selected)
      search.wanted = self->n_points + i;

  for (guint i = 0; i < found->clusters->len; i++) {
    const ToposCluster *const c = &g_array_index (found->clusters, ToposCluster, i);
    const uint32_t lead = c->lead < self->n_points ? self->points[c->lead]
                                                   : small->areas[c->lead - self->n_points];
    ToposPlaceItem item = { .marker = lead, .n = c->n, .passages = c->weight, .extent = c->extent,
                  .shape = c->n > 1 ? TOPOS_SYMBOL_CLUSTER
                                    : topos_symbol_shape (&self->markers[lead]) };
    to_widget (view, c->middle, &item.x, &item.y);
    item.radius = self->text_scale
                  * topos_symbol_radius (item.shape, (int) MIN (item.passages, G_MAXINT));
    if (c->n == 1 && topos_place_kind_is_area (self->markers[lead].kind))
      item.reach = radius_px (view, &self->markers[lead]);
    if (c->n > 1 && search.wanted != UINT32_MAX) {
      search.found = false;
      topos_cluster_foreach (self->index, found, c, search_cb, &search);
      item.holds_place = search.found;
    }
    g_array_append_val (self->items, item);
  }
}

/* A country's ring shows only while it is pointed at or selected; others' always, where they are
 * large enough to be told from the symbol and small enough to be seen. */
bool
topos_place_has_ring (const ToposPlaceLayer *self, const ToposPlaceItem *item, ToposSymbolState state)
{
  const double diagonal = hypot (self->view.width, self->view.height);

  return item->reach >= RING_LEAST_PX && item->reach < 3 * diagonal
         && (!item->banner || state != TOPOS_SYMBOL_PLAIN);
}

/* "Bazarak, 4 passages", "Kabul and 3 more places, 21 passages". */
char *
topos_place_title (const ToposPlaceLayer *self, const ToposPlaceItem *item)
{
  const ToposMarker *const marker = &self->markers[item->marker];
  const int more = (int) item->n - 1, passages = (int) item->passages;
  g_autofree char *what
      = more == 0 ? g_strdup (marker->name)
                  : g_strdup_printf (ngettext ("%s and %d more place", "%s and %d more places",
                                               more), marker->name, more);

  return g_strdup_printf (ngettext ("%s, %d passage", "%s, %d passages", passages), what,
                          passages);
}

/* Names beside symbols, those of countries over their middle. */
static void
place_names (ToposPlaceLayer *self, const ToposPlaceView *view)
{
  g_array_set_size (self->callouts, self->items->len);
  for (guint i = 0; i < self->items->len; i++) {
    const ToposPlaceItem *const item = &g_array_index (self->items, ToposPlaceItem, i);
    ToposCallout *const c = &g_array_index (self->callouts, ToposCallout, i);
    const ToposSymbolState state = topos_place_state (self, item);
    const bool on_view = item->x > -60 && item->x < view->width + 60 && item->y > -60
                         && item->y < view->height + 60;

    *c = (ToposCallout){ .x = item->x, .y = item->y,
                         .radius = item->radius + (state == TOPOS_SYMBOL_SELECTED ? 9 : 2),
                         .centred = item->banner };
    c->wanted = i < NAMES_MOST && on_view;
    c->priority = (double) item->passages + (item->banner ? 0 : 5)
                  + (state != TOPOS_SYMBOL_PLAIN ? 1e9 : 0);
    if (!c->wanted)
      continue;
    const ToposSprite *const name = topos_place_name (self, item, state);
    c->width = name->width - 4;
    c->height = name->height - 6;
  }
  topos_callouts_place ((ToposCallout *) (void *) self->callouts->data, self->callouts->len, NULL,
                        0, (ToposRect){ 2, 2, view->width - 4, view->height - 4 }, false);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (widget);

  gtk_widget_queue_draw (widget);
  if (!topos_place_motion_rests (self->motion, g_get_monotonic_time ()))
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

/* What the zoom has parted sets out from where it was, unless the user wants no animations. */
static void
move_apart (ToposPlaceLayer *self, const GArray *before, const ToposPlaceView *was)
{
  const int64_t now_us = g_get_monotonic_time ();

  if (!topos_look_animates (GTK_WIDGET (self)))
    return;
  topos_place_motion_note (self->motion, before, was, self->items, &self->view, now_us);
  if (self->tick_id == 0 && !topos_place_motion_rests (self->motion, now_us))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

void
topos_place_update (ToposPlaceLayer *self)
{
  const ToposPlaceView view = topos_place_view (self);
  const ToposPlaceView was = self->view;

  if (!self->stale && view_equal (view, was))
    return;
  g_autoptr (GArray) before = g_steal_pointer (&self->items);
  self->items = g_array_sized_new (FALSE, TRUE, sizeof (ToposPlaceItem), before->len);
  if (self->index != NULL && view.width > 0) {
    Small small = { g_new (ToposMercator, self->n_areas + 1), g_new (uint32_t, self->n_areas + 1),
                    g_new (uint32_t, self->n_areas + 1), 0 };
    add_areas (self, &view, &small);
    add_clusters (self, &view, &small);
    g_free (small.points);
    g_free (small.weights);
    g_free (small.areas);
  }
  place_names (self, &view);
  self->view = view;
  self->stale = false;
  if (view.world_px != was.world_px && was.width > 0)
    move_apart (self, before, &was);
}
