/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/place-layer.h"

#include "core/view.h"
#include "draw/callout.h"
#include "draw/cluster.h"
#include "draw/fit.h"
#include "draw/fonts.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define SPACING_PX 38.0       /* between the middles of two symbols */
#define RING_LEAST_PX 26.0    /* a smaller area is drawn as a symbol */
#define RING_MOST 40          /* rings at once, those with most passages */
#define POOL 64
#define REST_MS 120
#define SPRITES_MOST 1024
#define NAMES_MOST 120        /* names shown at once */
#define CLICK_PX 6.0          /* what a hand may miss by */
#define RING_HIT_PX 5.0
#define OUTLINE_MARGIN_PX 3.0
#define PANNED_PX 250.0       /* what of an outline is painted round the view */
#define PICTURES_MOST 24      /* of outlines, kept */

/* What is drawn at one spot of the view: a place, or a cluster of them. */
typedef struct {
  double x;
  double y;
  double radius;
  ToposSymbolShape shape;
  uint32_t marker;            /* the place, or the cluster's heaviest */
  uint32_t n;                 /* places in it */
  uint64_t passages;
  ToposWindow extent;         /* of a cluster's places */
  double reach;               /* of the ring drawn round an area, or 0 */
  bool banner;                /* a country or region: its name is its symbol */
  bool holds_place;           /* the selected place is in this cluster */
} Item;

typedef struct {
  ToposMercator middle;
  double zoom;
  double world_px;
  double rotation;
  int width;
  int height;
} View;

/* An outline's picture at one zoom: all of it, or what lies in and round the view. */
typedef struct {
  GdkTexture *texture;
  ToposWindow covers;         /* where it lies in the world, on the view's turn of it */
  double world_px;
} Picture;

struct _ToposPlaceLayer {
  ShumateLayer parent_instance;

  ToposMarker *markers;
  GStringChunk *names;
  size_t n;
  uint32_t *points;           /* markers that are no areas, as the index knows them */
  size_t n_points;
  uint32_t *areas;
  size_t n_areas;
  ToposClusterIndex *index;
  GHashTable *by_id;          /* guint64* in markers -> index + 1 */

  ToposPlaceId place;
  ToposPlaceId hovered;
  bool dark;

  View view;                  /* what `items` was made for */
  bool stale;
  GArray *items;              /* Item; countries, then heaviest first */
  GArray *callouts;           /* ToposCallout, one for each item */
  int visible_places;
  char *summary;
  GStrv shown_names;
  GArray *covered;            /* ToposRect */

  PangoContext *fonts;
  GHashTable *sprites;        /* char* -> Sprite */
  ToposOutlines *outlines;
  GHashTable *areas_outlined; /* uint64_t* -> ToposOutline, or NULL where there is none */
  GHashTable *pictures;       /* char* -> Picture */

  GtkWidget *map;             /* weak; the ShumateMap whose pointer is heard */
  GtkGesture *click;
  GtkEventController *motion;
  gulong tooltip_id;
  double press_x, press_y;

  GtkWidget *pool[POOL];
  int pool_item[POOL];        /* index into items, or -1 */
  uint32_t pool_marker[POOL];
  guint rest_id;
};

G_DEFINE_FINAL_TYPE (ToposPlaceLayer, topos_place_layer, SHUMATE_TYPE_LAYER)

enum {
  PROP_PLACE = 1,
  PROP_HOVERED,
  PROP_DARK,
  PROP_PINS,
  PROP_NAMES,
  PROP_COVERED,
  PROP_VISIBLE_PLACES,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* ------------------------------------------------------------------------------- view */

static View
current_view (ToposPlaceLayer *self)
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

  return (View){ .middle = topos_mercator_from_point (centre), .zoom = zoom,
                 .world_px = tile * exp2 (floor (zoom)),
                 .rotation = shumate_viewport_get_rotation (viewport),
                 .width = gtk_widget_get_width (GTK_WIDGET (self)),
                 .height = gtk_widget_get_height (GTK_WIDGET (self)) };
}

static bool
view_equal (View a, View b)
{
  return a.middle.x == b.middle.x && a.middle.y == b.middle.y && a.world_px == b.world_px
         && a.rotation == b.rotation && a.width == b.width && a.height == b.height;
}

/* Where `at` lies in the widget. The map turns round its middle. */
static void
to_widget (const View *view, ToposMercator at, double *x, double *y)
{
  const double dx = (at.x - view->middle.x) * view->world_px;
  const double dy = (at.y - view->middle.y) * view->world_px;
  const double c = cos (view->rotation), s = sin (view->rotation);

  *x = view->width / 2.0 + dx * c - dy * s;
  *y = view->height / 2.0 + dx * s + dy * c;
}

/* The part of the world that may be seen, a little more than the widget, whatever its turn. */
static ToposWindow
seen_window (const View *view)
{
  const double turned = view->rotation != 0 ? hypot (view->width, view->height) : 0;
  const double half_x = (MAX (view->width, turned) / 2 + 40) / view->world_px;
  const double half_y = (MAX (view->height, turned) / 2 + 40) / view->world_px;

  return (ToposWindow){ view->middle.x - half_x, view->middle.y - half_y,
                        view->middle.x + half_x, view->middle.y + half_y };
}

static double
radius_px (const View *view, const ToposMarker *marker)
{
  const double lat = CLAMP (marker->point.lat, -80, 80);

  return marker->radius_km * 1000 / (40075016.7 * cos (lat * G_PI / 180)) * view->world_px;
}

/* ------------------------------------------------------------------------------ items */

static ToposSymbolState
state_of (const ToposPlaceLayer *self, const Item *item)
{
  const ToposPlaceId id = self->markers[item->marker].id;

  if (self->place != TOPOS_PLACE_NONE && (item->holds_place || (item->n == 1 && id == self->place)))
    return TOPOS_SYMBOL_SELECTED;
  if (self->hovered != TOPOS_PLACE_NONE && id == self->hovered)
    return TOPOS_SYMBOL_HOVERED;
  return TOPOS_SYMBOL_PLAIN;
}

static uint32_t
find_marker (const ToposPlaceLayer *self, ToposPlaceId id)
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

static const ToposOutline *
outline_of (ToposPlaceLayer *self, const Item *item)
{
  return item->n == 1 ? marker_outline (self, &self->markers[item->marker]) : NULL;
}

static bool
outline_is_seen (const ToposOutline *outline, ToposWindow window)
{
  if (outline == NULL || outline->high.y < window.y0 || outline->low.y > window.y1)
    return false;
  const double turn = ceil (window.x0 - outline->high.x);
  return outline->low.x + turn <= window.x1;
}

/* An area whose middle is out of view, while some of its outline is in it. */
static void
add_beyond (ToposPlaceLayer *self, const View *view, uint32_t marker, ToposMercator at)
{
  const ToposMarker *const place = &self->markers[marker];

  if (!outline_is_seen (marker_outline (self, place), seen_window (view)))
    return;
  Item item = { .radius = topos_symbol_radius (TOPOS_SYMBOL_AREA, place->passages),
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

static int
more_passages (const void *a, const void *b, void *data)
{
  const ToposMarker *const markers = data;
  const ToposMarker *const one = &markers[*(const uint32_t *) a];
  const ToposMarker *const two = &markers[*(const uint32_t *) b];

  if (one->passages != two->passages)
    return one->passages > two->passages ? -1 : 1;
  return one->id < two->id ? -1 : one->id > two->id;
}

/* Countries and regions in the view become names; other areas join the clusters as `small`, and
 * have a ring where they stay alone. */
static void
add_areas (ToposPlaceLayer *self, const View *view, Small *small)
{
  const ToposWindow window = seen_window (view);

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
    Item item = { .radius = topos_symbol_radius (TOPOS_SYMBOL_AREA, marker->passages),
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
add_clusters (ToposPlaceLayer *self, const View *view, const Small *small)
{
  const uint32_t selected
      = self->place != TOPOS_PLACE_NONE ? find_marker (self, self->place) : UINT32_MAX;
  g_autoptr (ToposClusters) found
      = topos_clusters_find (self->index, seen_window (view), SPACING_PX / view->world_px,
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
    Item item = { .marker = lead, .n = c->n, .passages = c->weight, .extent = c->extent,
                  .shape = c->n > 1 ? TOPOS_SYMBOL_CLUSTER
                                    : topos_symbol_shape (&self->markers[lead]) };
    to_widget (view, c->middle, &item.x, &item.y);
    item.radius = topos_symbol_radius (item.shape, (int) MIN (item.passages, G_MAXINT));
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

/* "Bazarak, 4 passages", "Kabul and 3 more places, 21 passages". */
static char *
item_title (const ToposPlaceLayer *self, const Item *item)
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

/* A country's name is set in capitals with its passages, for it is its own symbol. */
static PangoLayout *
name_layout (ToposPlaceLayer *self, const Item *item, ToposSymbolState state)
{
  const char *const name = self->markers[item->marker].name;
  const bool bold = state == TOPOS_SYMBOL_SELECTED || item->banner;

  if (item->n > 1) {
    g_autofree char *with = g_strdup_printf ("%s + %d", name,
                                             (int) item->n - 1);
    return topos_fonts_layout (self->fonts, with, 12, bold);
  }
  if (!item->banner)
    return topos_fonts_layout (self->fonts, name, 12.5, bold);

  g_autofree char *upper = g_utf8_strup (name, -1);
  g_autofree char *text = g_strdup_printf ("%s  %d", upper, (int) item->passages);
  return topos_fonts_layout (self->fonts, text, state == TOPOS_SYMBOL_SELECTED ? 13.5 : 12, true);
}

/* ---------------------------------------------------------------------------- drawing */

typedef struct {
  GdkTexture *texture;
  double left;    /* from the item's middle, or the text's corner, to the texture's edge */
  double top;
  double width;
  double height;
} Sprite;

static void
sprite_free (Sprite *sprite)
{
  g_object_unref (sprite->texture);
  g_free (sprite);
}

static Sprite *
sprite_from_surface (cairo_surface_t *surface, double left, double top, double width,
                     double height)
{
  const int w = cairo_image_surface_get_width (surface);
  const int h = cairo_image_surface_get_height (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  Sprite *const sprite = g_new0 (Sprite, 1);

  cairo_surface_flush (surface);
  g_autoptr (GBytes) bytes
      = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) h * stride);
  *sprite = (Sprite){ gdk_memory_texture_new (w, h, GDK_MEMORY_DEFAULT, bytes, stride), left, top,
                      width, height };
  return sprite;
}

static cairo_t *
sprite_canvas (double width, double height, int scale)
{
  cairo_surface_t *const surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) ceil (width * scale), (int) ceil (height * scale));
  cairo_t *const cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_scale (cr, scale, scale);
  return cr;
}

/* The picture of a symbol, painted once and kept. */
static const Sprite *
symbol_sprite (ToposPlaceLayer *self, const Item *item, ToposSymbolState state)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  char number[8] = "";

  if (item->shape == TOPOS_SYMBOL_CLUSTER)
    topos_symbol_count (number, item->passages);

  g_autofree char *key = g_strdup_printf ("s%d %d %s %d %d %d", item->shape,
                                          (int) (item->radius * 10), number, state, self->dark,
                                          scale);
  const Sprite *const known = g_hash_table_lookup (self->sprites, key);
  if (known != NULL)
    return known;

  const double half = ceil (item->radius * 1.4 + 12);
  cairo_t *const cr = sprite_canvas (2 * half, 2 * half, scale);
  topos_symbol_paint (cr, self->fonts, half, half, item->shape, item->radius,
                      *number ? number : NULL, state,
                      self->dark ? TOPOS_THEME_DARK : TOPOS_THEME_LIGHT);
  Sprite *const sprite
      = sprite_from_surface (cairo_get_target (cr), -half, -half, 2 * half, 2 * half);
  cairo_destroy (cr);
  g_hash_table_insert (self->sprites, g_steal_pointer (&key), sprite);
  return sprite;
}

static const Sprite *
name_sprite (ToposPlaceLayer *self, const Item *item, ToposSymbolState state)
{
  const ToposTheme theme = self->dark ? TOPOS_THEME_DARK : TOPOS_THEME_LIGHT;
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_autofree char *key = g_strdup_printf ("n%d %d %d %u %d %d %s", state == TOPOS_SYMBOL_SELECTED,
                                          item->banner ? (int) item->passages : 0, item->banner,
                                          item->n, self->dark, scale,
                                          self->markers[item->marker].name);
  const Sprite *const known = g_hash_table_lookup (self->sprites, key);
  int width, height;

  if (known != NULL)
    return known;

  g_autoptr (PangoLayout) layout = name_layout (self, item, state);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_t *const cr = sprite_canvas (width + 6, height + 4, scale);
  topos_halo_text (cr, layout, 3, 1, theme, item->banner ? TOPOS_INK_CLUSTER : TOPOS_INK_TEXT);
  Sprite *const sprite
      = sprite_from_surface (cairo_get_target (cr), -2, -2, width + 6, height + 4);
  cairo_destroy (cr);
  g_hash_table_insert (self->sprites, g_steal_pointer (&key), sprite);
  return sprite;
}

/* Names beside symbols, those of countries over their middle. */
static void
place_names (ToposPlaceLayer *self, const View *view)
{
  g_array_set_size (self->callouts, self->items->len);
  for (guint i = 0; i < self->items->len; i++) {
    const Item *const item = &g_array_index (self->items, Item, i);
    ToposCallout *const c = &g_array_index (self->callouts, ToposCallout, i);
    const ToposSymbolState state = state_of (self, item);
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
    const Sprite *const name = name_sprite (self, item, state);
    c->width = name->width - 4;
    c->height = name->height - 6;
  }
  topos_callouts_place ((ToposCallout *) (void *) self->callouts->data, self->callouts->len, NULL,
                        0, (ToposRect){ 2, 2, view->width - 4, view->height - 4 }, false);
}

static void
update_items (ToposPlaceLayer *self)
{
  const View view = current_view (self);
  Small small = { g_new (ToposMercator, self->n_areas + 1), g_new (uint32_t, self->n_areas + 1),
                  g_new (uint32_t, self->n_areas + 1), 0 };

  if (self->stale || !view_equal (view, self->view)) {
    g_array_set_size (self->items, 0);
    if (self->index != NULL && view.width > 0) {
      add_areas (self, &view, &small);
      add_clusters (self, &view, &small);
    }
    place_names (self, &view);
    self->view = view;
    self->stale = false;
  }
  g_free (small.points);
  g_free (small.weights);
  g_free (small.areas);
}

static void
append_sprite (GtkSnapshot *snapshot, const Sprite *sprite, double x, double y)
{
  gtk_snapshot_append_texture (snapshot, sprite->texture,
                               &GRAPHENE_RECT_INIT ((float) round (x + sprite->left),
                                                    (float) round (y + sprite->top),
                                                    (float) sprite->width,
                                                    (float) sprite->height));
}

static void
snapshot_dashed_ring (ToposPlaceLayer *self, GtkSnapshot *snapshot, const Item *item,
                      ToposSymbolState state)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, self->view.width, self->view.height);
  cairo_t *const cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  topos_symbol_ring (cr, item->x, item->y, item->reach, self->markers[item->marker].standing,
                     state, self->dark ? TOPOS_THEME_DARK : TOPOS_THEME_LIGHT);
  cairo_destroy (cr);
}

/* Whole rings as a border with round corners, which every renderer draws by itself. */
static void
snapshot_ring (ToposPlaceLayer *self, GtkSnapshot *snapshot, const Item *item,
               ToposSymbolState state)
{
  if (self->markers[item->marker].standing != TOPOS_STANDING_PLACED) {
    snapshot_dashed_ring (self, snapshot, item, state);
    return;
  }

  const bool strong = state == TOPOS_SYMBOL_SELECTED;
  const float width = strong ? 3 : state == TOPOS_SYMBOL_HOVERED ? 2.5f : 1.5f;
  const float alpha = state == TOPOS_SYMBOL_PLAIN ? 0.5f : 1;
  const double rgb[3] = { self->dark ? 1 : 0.70, self->dark ? 0.54 : 0.15,
                          self->dark ? 0.44 : 0.12 };
  const GdkRGBA line = strong ? (GdkRGBA){ self->dark, self->dark, self->dark, 1 }
                              : (GdkRGBA){ (float) rgb[0], (float) rgb[1], (float) rgb[2], alpha };
  const GdkRGBA fill = { (float) rgb[0], (float) rgb[1], (float) rgb[2],
                         state == TOPOS_SYMBOL_PLAIN ? 0.04f : 0.09f };
  const graphene_rect_t square
      = GRAPHENE_RECT_INIT ((float) (item->x - item->reach), (float) (item->y - item->reach),
                            (float) (2 * item->reach), (float) (2 * item->reach));
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &square, (float) item->reach);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &fill, &square);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &round, (float[4]){ width, width, width, width },
                              (GdkRGBA[4]){ line, line, line, line });
}

/* What of the outline is painted: all of it, held to the view and a rim to pan over. The
 * outline lies on the turn of the world that is nearest to the view. */
static bool
picture_window (const View *view, const ToposOutline *outline, ToposWindow *window)
{
  const double turn = round (view->middle.x - (outline->low.x + outline->high.x) / 2);
  const double edge = OUTLINE_MARGIN_PX / view->world_px;
  const double turned = view->rotation != 0 ? hypot (view->width, view->height) : 0;
  const double reach_x = (MAX (view->width, turned) / 2 + PANNED_PX) / view->world_px;
  const double reach_y = (MAX (view->height, turned) / 2 + PANNED_PX) / view->world_px;

  *window = (ToposWindow){ MAX (outline->low.x + turn - edge, view->middle.x - reach_x),
                           MAX (outline->low.y - edge, view->middle.y - reach_y),
                           MIN (outline->high.x + turn + edge, view->middle.x + reach_x),
                           MIN (outline->high.y + edge, view->middle.y + reach_y) };
  return window->x0 < window->x1 && window->y0 < window->y1;
}

/* True when the picture has all that the view may show of `wanted`. */
static bool
picture_serves (const Picture *picture, const View *view, const ToposWindow *wanted)
{
  const ToposWindow seen = seen_window (view);

  return picture->world_px == view->world_px
         && picture->covers.x0 <= MAX (seen.x0, wanted->x0) + 1e-12
         && picture->covers.y0 <= MAX (seen.y0, wanted->y0) + 1e-12
         && picture->covers.x1 >= MIN (seen.x1, wanted->x1) - 1e-12
         && picture->covers.y1 >= MIN (seen.y1, wanted->y1) - 1e-12;
}

static void
picture_free (Picture *picture)
{
  g_object_unref (picture->texture);
  g_free (picture);
}

static Picture *
paint_picture (ToposPlaceLayer *self, const Item *item, const ToposOutline *outline,
               ToposWindow window, ToposSymbolState state)
{
  const double world = self->view.world_px;
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const double width = ceil ((window.x1 - window.x0) * world);
  const double height = ceil ((window.y1 - window.y0) * world);
  cairo_t *const cr = sprite_canvas (width, height, scale);
  const ToposMercator middle = { (window.x0 + window.x1) / 2, (window.y0 + window.y1) / 2 };

  window.x1 = window.x0 + width / world;
  window.y1 = window.y0 + height / world;
  cairo_translate (cr, (middle.x - window.x0) * world, (middle.y - window.y0) * world);
  topos_symbol_outline (cr, outline, middle, world, item->banner,
                        self->markers[item->marker].standing, state,
                        self->dark ? TOPOS_THEME_DARK : TOPOS_THEME_LIGHT);
  Sprite *const sprite = sprite_from_surface (cairo_get_target (cr), 0, 0, width, height);
  Picture *const picture = g_new0 (Picture, 1);
  *picture = (Picture){ g_object_ref (sprite->texture), window, world };
  sprite_free (sprite);
  cairo_destroy (cr);
  return picture;
}

/* Paints the outline anew only when the zoom has changed or the view has left its picture. */
static void
snapshot_outline (ToposPlaceLayer *self, GtkSnapshot *snapshot, const Item *item,
                  const ToposOutline *outline, ToposSymbolState state)
{
  const View *const view = &self->view;
  ToposWindow window;

  if (!picture_window (view, outline, &window))
    return;
  g_autofree char *key = g_strdup_printf ("%" G_GUINT64_FORMAT " %d %d %d %d",
                                          self->markers[item->marker].id, state, self->dark,
                                          self->markers[item->marker].standing,
                                          gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  Picture *picture = g_hash_table_lookup (self->pictures, key);
  if (picture == NULL || !picture_serves (picture, view, &window)) {
    picture = paint_picture (self, item, outline, window, state);
    g_hash_table_insert (self->pictures, g_steal_pointer (&key), picture);
  }

  const ToposWindow at = picture->covers;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (view->width / 2.0f, view->height / 2.0f));
  gtk_snapshot_rotate (snapshot, (float) (view->rotation * 180 / G_PI));
  gtk_snapshot_append_texture (
      snapshot, picture->texture,
      &GRAPHENE_RECT_INIT ((float) ((at.x0 - view->middle.x) * view->world_px),
                           (float) ((at.y0 - view->middle.y) * view->world_px),
                           (float) ((at.x1 - at.x0) * view->world_px),
                           (float) ((at.y1 - at.y0) * view->world_px)));
  gtk_snapshot_restore (snapshot);
}

/* A country's ring shows only while it is pointed at or selected; others' always, where they are
 * large enough to be told from the symbol and small enough to be seen. */
static bool
has_ring (const ToposPlaceLayer *self, const Item *item, ToposSymbolState state)
{
  const double diagonal = hypot (self->view.width, self->view.height);

  return item->reach >= RING_LEAST_PX && item->reach < 3 * diagonal
         && (!item->banner || state != TOPOS_SYMBOL_PLAIN);
}

static void
snapshot_rings (ToposPlaceLayer *self, GtkSnapshot *snapshot, bool plain)
{
  int left = RING_MOST;

  for (guint i = 0; i < self->items->len && left > 0; i++) {
    const Item *const item = &g_array_index (self->items, Item, i);
    const ToposSymbolState state = state_of (self, item);

    if ((state == TOPOS_SYMBOL_PLAIN) != plain || !has_ring (self, item, state))
      continue;
    const ToposOutline *const outline = outline_of (self, item);
    if (outline != NULL)
      snapshot_outline (self, snapshot, item, outline, state);
    else
      snapshot_ring (self, snapshot, item, state);
    left--;
  }
}

static void
snapshot_symbols (ToposPlaceLayer *self, GtkSnapshot *snapshot, bool plain)
{
  for (guint i = self->items->len; i-- > 0;) {
    const Item *const item = &g_array_index (self->items, Item, i);
    const ToposSymbolState state = state_of (self, item);

    if ((state == TOPOS_SYMBOL_PLAIN) != plain
        || (item->banner && g_array_index (self->callouts, ToposCallout, i).placed))
      continue;
    append_sprite (snapshot, symbol_sprite (self, item, state), item->x, item->y);
  }
}

static void
topos_place_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (widget);
  const graphene_rect_t bounds
      = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  update_items (self);
  if (g_hash_table_size (self->sprites) > SPRITES_MOST)
    g_hash_table_remove_all (self->sprites);
  if (g_hash_table_size (self->pictures) > PICTURES_MOST)
    g_hash_table_remove_all (self->pictures);
  gtk_snapshot_push_clip (snapshot, &bounds);
  snapshot_rings (self, snapshot, true);
  snapshot_rings (self, snapshot, false);
  snapshot_symbols (self, snapshot, true);
  for (guint i = 0; i < self->callouts->len; i++) {
    const ToposCallout *const c = &g_array_index (self->callouts, ToposCallout, i);
    const Item *const item = &g_array_index (self->items, Item, i);
    if (c->placed)
      append_sprite (snapshot, name_sprite (self, item, state_of (self, item)), c->text.x,
                     c->text.y);
  }
  snapshot_symbols (self, snapshot, false);
  gtk_snapshot_pop (snapshot);
  for (int i = 0; i < POOL; i++)
    if (self->pool_item[i] >= 0)
      gtk_widget_snapshot_child (widget, self->pool[i], snapshot);
}

/* ---------------------------------------------------------------------------- pointer */

/* The item under x, y: the nearest symbol, else a name, else a ring's line. -1 when there is none. */
static int
hit (ToposPlaceLayer *self, double x, double y)
{
  double nearest = INFINITY;
  int found = -1;

  update_items (self);
  for (guint i = 0; i < self->items->len; i++) {
    const Item *const item = &g_array_index (self->items, Item, i);
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
    const Item *const item = &g_array_index (self->items, Item, i);
    if (outline_of (self, item) == NULL && has_ring (self, item, state_of (self, item))
        && fabs (hypot (item->x - x, item->y - y) - item->reach) <= RING_HIT_PX)
      return i;
  }
  return found;
}

static void
set_hovered (ToposPlaceLayer *self, ToposPlaceId hovered)
{
  if (self->hovered == hovered)
    return;
  self->hovered = hovered;
  self->stale = true;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HOVERED]);
}

static void
set_place (ToposPlaceLayer *self, ToposPlaceId place)
{
  if (self->place == place)
    return;
  self->place = place;
  self->stale = true;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLACE]);
}

static void
go_to (ToposPlaceLayer *self, ToposMercator middle, double zoom)
{
  ShumateViewport *const viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  gboolean animate = FALSE;

  middle.x -= floor (middle.x);
  const ToposPoint at = topos_mercator_to_point (middle);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animate,
                NULL);
  if (animate && self->map != NULL) {
    shumate_map_go_to_full (SHUMATE_MAP (self->map), at.lat, at.lon, zoom);
    return;
  }
  shumate_viewport_set_zoom_level (viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), at.lat, at.lon);
}

/* Zooms so far in that the cluster's places fill the view; when they all lie on one spot and no
 * zoom parts them, selects the heaviest. */
static void
open_cluster (ToposPlaceLayer *self, const Item *item)
{
  ShumateViewport *const viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  const double most = shumate_viewport_get_max_zoom_level (viewport);
  const ToposWindow e = item->extent;
  const double wide = (e.x1 - e.x0) * self->view.world_px / MAX (self->view.width, 1);
  const double high = (e.y1 - e.y0) * self->view.world_px / MAX (self->view.height, 1);
  const double share = MAX (wide, high) / 0.7;
  const double more = share > 0 ? -log2 (share) : INFINITY;

  if (more > 12 || self->view.zoom >= most - 0.01) {
    set_place (self, self->markers[item->marker].id);
    return;
  }
  go_to (self, (ToposMercator){ (e.x0 + e.x1) / 2, (e.y0 + e.y1) / 2 },
         MIN (most, self->view.zoom + CLAMP (more, 1, 6)));
}

static void
open_item (ToposPlaceLayer *self, int i)
{
  const Item *const item = &g_array_index (self->items, Item, i);

  if (item->n > 1)
    open_cluster (self, item);
  else
    set_place (self, self->markers[item->marker].id);
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
  double at_x, at_y;
  int found;

  if (n_press != 1 || hypot (x - self->press_x, y - self->press_y) > 8)
    return;
  gtk_widget_translate_coordinates (self->map, GTK_WIDGET (self), x, y, &at_x, &at_y);
  found = hit (self, at_x, at_y);
  if (found >= 0)
    open_item (self, found);
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, ToposPlaceLayer *self)
{
  double at_x, at_y;
  int found;

  gtk_widget_translate_coordinates (self->map, GTK_WIDGET (self), x, y, &at_x, &at_y);
  found = hit (self, at_x, at_y);
  gtk_widget_set_cursor_from_name (self->map, found >= 0 ? "pointer" : NULL);
  set_hovered (self, found < 0 ? TOPOS_PLACE_NONE
                               : self->markers[g_array_index (self->items, Item, found).marker].id);
}

static void
leave_cb (GtkEventControllerMotion *motion, ToposPlaceLayer *self)
{
  set_hovered (self, TOPOS_PLACE_NONE);
}

static gboolean
query_tooltip_cb (GtkWidget *map, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                  ToposPlaceLayer *self)
{
  double at_x, at_y;
  int found;

  gtk_widget_translate_coordinates (map, GTK_WIDGET (self), x, y, &at_x, &at_y);
  found = keyboard ? -1 : hit (self, at_x, at_y);
  if (found < 0)
    return FALSE;

  g_autofree char *title = item_title (self, &g_array_index (self->items, Item, found));
  gtk_tooltip_set_text (tooltip, title);
  return TRUE;
}

/* ------------------------------------------------------------------- keyboard, readers */

/* By the place it was given, for the items may have moved since. */
static void
button_clicked_cb (GtkButton *button, ToposPlaceLayer *self)
{
  uint32_t marker = UINT32_MAX;

  for (int i = 0; i < POOL; i++)
    if (self->pool[i] == GTK_WIDGET (button) && self->pool_item[i] >= 0)
      marker = self->pool_marker[i];
  update_items (self);
  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, Item, i).marker == marker) {
      open_item (self, i);
      return;
    }
}

static void
assign_button (ToposPlaceLayer *self, int button, int i)
{
  GtkWidget *const widget = self->pool[button];

  self->pool_item[button] = i;
  gtk_widget_set_visible (widget, i >= 0);
  if (i < 0)
    return;
  const Item *const item = &g_array_index (self->items, Item, i);
  g_autofree char *title = item_title (self, item);
  self->pool_marker[button] = item->marker;
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

static void
summarise (ToposPlaceLayer *self, guint in_view)
{
  g_autofree char *summary = NULL;

  if (self->n == 0)
    summary = g_strdup (_("Map without places"));
  else if (in_view == 0)
    summary = g_strdup_printf (ngettext ("Map; its %d place lies outside the view",
                                         "Map; its %d places lie outside the view", self->n),
                               (int) self->n);
  else
    summary = g_strdup_printf (ngettext ("Map with %u of %d place in view",
                                         "Map with %u of %d places in view", self->n),
                               in_view, (int) self->n);
  if (g_strcmp0 (summary, self->summary) == 0)
    return;
  g_free (self->summary);
  self->summary = g_steal_pointer (&summary);
  self->visible_places = in_view;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->summary, -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUMMARY]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VISIBLE_PLACES]);
}

static bool
item_in_view (const ToposPlaceLayer *self, const Item *item)
{
  return item->x >= 0 && item->x < self->view.width && item->y >= 0
         && item->y < self->view.height;
}

/* A rectangle of the widget in units of the world's width. */
static ToposRect
in_world (const View *view, ToposRect r)
{
  return (ToposRect){ view->middle.x + (r.x - view->width / 2.0) / view->world_px,
                      view->middle.y + (r.y - view->height / 2.0) / view->world_px,
                      r.width / view->world_px, r.height / view->world_px };
}

/* Says what lies over the map now, for those who draw beneath. */
static void
tell_covered (ToposPlaceLayer *self)
{
  g_autoptr (GArray) covered = g_array_new (FALSE, FALSE, sizeof (ToposRect));
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const guint size = sizeof (ToposRect);

  for (guint i = 0; i < self->items->len && self->view.rotation == 0; i++) {
    const Item *const item = &g_array_index (self->items, Item, i);
    const ToposCallout *const c = &g_array_index (self->callouts, ToposCallout, i);
    const double r = item->radius;
    const ToposRect symbol
        = in_world (&self->view, (ToposRect){ item->x - r, item->y - r, 2 * r, 2 * r });
    const ToposRect text
        = in_world (&self->view, (ToposRect){ c->text.x - 4, c->text.y, c->text.width + 8,
                                              c->text.height });
    if (!item->banner || !c->placed)
      g_array_append_val (covered, symbol);
    if (c->placed)
      g_array_append_val (covered, text);
    if (c->placed || item->n == 1)
      g_strv_builder_add (names, self->markers[item->marker].name);
  }
  g_auto (GStrv) list = g_strv_builder_end (names);
  if (self->shown_names != NULL && self->covered != NULL
      && g_strv_equal ((const char *const *) list, (const char *const *) self->shown_names)
      && covered->len == self->covered->len
      && (covered->len == 0
          || memcmp (covered->data, self->covered->data, (gsize) size * covered->len) == 0))
    return;
  g_strfreev (self->shown_names);
  g_clear_pointer (&self->covered, g_array_unref);
  self->shown_names = g_steal_pointer (&list);
  self->covered = g_steal_pointer (&covered);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COVERED]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAMES]);
}

/* The button that has the focus keeps its place while that is in view. */
static int
focused_button (const ToposPlaceLayer *self)
{
  for (int i = 0; i < POOL; i++)
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
  bool taken[POOL] = { false };
  guint in_view = 0;
  int next = 0;

  self->rest_id = 0;
  update_items (self);
  for (guint i = 0; i < self->items->len && focused >= 0; i++)
    if (g_array_index (self->items, Item, i).marker == self->pool_marker[focused]
        && item_in_view (self, &g_array_index (self->items, Item, i)) && !taken[focused]) {
      assign_button (self, focused, i);
      taken[focused] = true;
    }
  for (guint i = 0; i < self->items->len; i++) {
    const Item *const item = &g_array_index (self->items, Item, i);
    if (!item_in_view (self, item))
      continue;
    in_view += item->n;
    while (next < POOL && taken[next])
      next++;
    if (next < POOL && (focused < 0 || !taken[focused] || self->pool_item[focused] != (int) i)) {
      assign_button (self, next, i);
      taken[next] = true;
    }
  }
  for (int i = 0; i < POOL; i++)
    if (!taken[i])
      assign_button (self, i, -1);
  summarise (self, in_view);
  tell_covered (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
wait_for_rest (ToposPlaceLayer *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, rest_cb, self);
}

static void
view_changed_cb (ToposPlaceLayer *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  wait_for_rest (self);
}

static void
topos_place_layer_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (widget);

  if (width != self->view.width || height != self->view.height)
    wait_for_rest (self);
  for (int i = 0; i < POOL; i++) {
    GtkAllocation at = { 0, 0, 1, 1 };
    int least_width, least_height;

    gtk_widget_measure (self->pool[i], GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL,
                        NULL);
    gtk_widget_measure (self->pool[i], GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL,
                        NULL);
    at.width = least_width;
    at.height = least_height;
    if (self->pool_item[i] >= 0 && self->pool_item[i] < (int) self->items->len) {
      const Item *const item = &g_array_index (self->items, Item, self->pool_item[i]);
      const double side = 2 * item->radius + 8;
      at.width = MAX (least_width, (int) side);
      at.height = MAX (least_height, (int) side);
      at.x = (int) item->x - at.width / 2;
      at.y = (int) item->y - at.height / 2;
    }
    gtk_widget_size_allocate (self->pool[i], &at, -1);
  }
}

/* ----------------------------------------------------------------------------- object */

/* The pointer is heard on the map itself, so that dragging and scrolling stay the map's. */
static void
topos_place_layer_root (GtkWidget *widget)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (widget);

  GTK_WIDGET_CLASS (topos_place_layer_parent_class)->root (widget);
  self->map = gtk_widget_get_ancestor (widget, SHUMATE_TYPE_MAP);
  if (self->map == NULL)
    return;
  self->click = gtk_gesture_click_new ();
  self->motion = gtk_event_controller_motion_new ();
  g_signal_connect_object (self->click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (self->click, "released", G_CALLBACK (released_cb), self, 0);
  g_signal_connect_object (self->motion, "motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (self->motion, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (self->map, GTK_EVENT_CONTROLLER (self->click));
  gtk_widget_add_controller (self->map, self->motion);
  gtk_widget_set_has_tooltip (self->map, TRUE);
  self->tooltip_id = g_signal_connect_object (self->map, "query-tooltip",
                                              G_CALLBACK (query_tooltip_cb), self, 0);
}

static void
topos_place_layer_unroot (GtkWidget *widget)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (widget);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  if (self->map != NULL) {
    gtk_widget_remove_controller (self->map, GTK_EVENT_CONTROLLER (self->click));
    gtk_widget_remove_controller (self->map, self->motion);
    g_clear_signal_handler (&self->tooltip_id, self->map);
  }
  self->map = NULL;
  GTK_WIDGET_CLASS (topos_place_layer_parent_class)->unroot (widget);
}

static void
clear_places (ToposPlaceLayer *self)
{
  g_clear_pointer (&self->index, topos_cluster_index_free);
  g_clear_pointer (&self->markers, g_free);
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->areas, g_free);
  g_string_chunk_clear (self->names);
  g_hash_table_remove_all (self->by_id);
  g_array_set_size (self->items, 0);
  g_array_set_size (self->callouts, 0);
  self->n = self->n_points = self->n_areas = 0;
}

static void
index_points (ToposPlaceLayer *self)
{
  g_autofree ToposMercator *at = g_new (ToposMercator, self->n_points + 1);
  g_autofree uint32_t *weights = g_new (uint32_t, self->n_points + 1);

  for (size_t i = 0; i < self->n_points; i++) {
    const ToposMarker *const marker = &self->markers[self->points[i]];
    at[i] = topos_mercator_from_point (marker->point);
    weights[i] = MAX (marker->passages, 1);
  }
  self->index = topos_cluster_index_new (at, weights, self->n_points);
}

void
topos_place_layer_set_places (ToposPlaceLayer *self, const ToposMarker *places, size_t n)
{
  g_return_if_fail (TOPOS_IS_PLACE_LAYER (self));

  clear_places (self);
  self->n = n;
  self->markers = g_new (ToposMarker, n + 1);
  self->points = g_new (uint32_t, n + 1);
  self->areas = g_new (uint32_t, n + 1);
  for (size_t i = 0; i < n; i++) {
    ToposMarker *const marker = &self->markers[i];
    *marker = places[i];
    marker->name = g_string_chunk_insert (self->names, places[i].name);
    g_hash_table_insert (self->by_id, &marker->id, GUINT_TO_POINTER (i + 1));
    if (topos_place_kind_is_area (marker->kind) && marker->radius_km > 0)
      self->areas[self->n_areas++] = i;
    else
      self->points[self->n_points++] = i;
  }
  g_qsort_with_data (self->areas, (int) self->n_areas, sizeof *self->areas, more_passages,
                     self->markers);
  index_points (self);
  self->stale = true;
  for (int i = 0; i < POOL; i++)
    assign_button (self, i, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  wait_for_rest (self);
}

void
topos_place_layer_set_outlines (ToposPlaceLayer *self, ToposOutlines *outlines)
{
  g_return_if_fail (TOPOS_IS_PLACE_LAYER (self));

  g_clear_pointer (&self->outlines, topos_outlines_unref);
  self->outlines = outlines != NULL ? topos_outlines_ref (outlines) : NULL;
  g_hash_table_remove_all (self->areas_outlined);
  g_hash_table_remove_all (self->pictures);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_pins (ToposPlaceLayer *self, GArray *pins)
{
  const guint n = pins != NULL ? pins->len : 0;
  g_autofree ToposMarker *markers = g_new (ToposMarker, n + 1);

  for (guint i = 0; i < n; i++) {
    const ToposPin *const pin = &g_array_index (pins, ToposPin, i);
    markers[i] = (ToposMarker){ .id = pin->id, .name = pin->name, .point = pin->point,
                                .kind = pin->kind, .standing = pin->standing,
                                .radius_km = pin->radius_km, .passages = pin->passages,
                                .rank = pin->rank };
  }
  topos_place_layer_set_places (self, markers, n);
}

static void
topos_place_layer_constructed (GObject *object)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);
  ShumateViewport *const viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  static const char *const watched[]
      = { "notify::latitude", "notify::longitude", "notify::zoom-level", "notify::rotation",
          "notify::reference-map-source" };

  G_OBJECT_CLASS (topos_place_layer_parent_class)->constructed (object);
  for (size_t i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (viewport, watched[i], G_CALLBACK (view_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
topos_place_layer_dispose (GObject *object)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  for (int i = 0; i < POOL; i++)
    g_clear_pointer (&self->pool[i], gtk_widget_unparent);
  G_OBJECT_CLASS (topos_place_layer_parent_class)->dispose (object);
}

static void
topos_place_layer_finalize (GObject *object)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);

  clear_places (self);
  g_string_chunk_free (self->names);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->sprites);
  g_hash_table_unref (self->pictures);
  g_hash_table_unref (self->areas_outlined);
  g_clear_pointer (&self->outlines, topos_outlines_unref);
  g_array_unref (self->items);
  g_array_unref (self->callouts);
  g_object_unref (self->fonts);
  g_free (self->summary);
  g_strfreev (self->shown_names);
  g_clear_pointer (&self->covered, g_array_unref);
  G_OBJECT_CLASS (topos_place_layer_parent_class)->finalize (object);
}

static void
topos_place_layer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);

  switch (id) {
  case PROP_PLACE:
    g_value_set_uint64 (value, self->place);
    break;
  case PROP_HOVERED:
    g_value_set_uint64 (value, self->hovered);
    break;
  case PROP_DARK:
    g_value_set_boolean (value, self->dark);
    break;
  case PROP_NAMES:
    g_value_set_boxed (value, self->shown_names);
    break;
  case PROP_COVERED:
    g_value_set_boxed (value, self->covered);
    break;
  case PROP_VISIBLE_PLACES:
    g_value_set_int (value, self->visible_places);
    break;
  case PROP_SUMMARY:
    g_value_set_string (value, self->summary);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_dark (ToposPlaceLayer *self, bool dark)
{
  if (self->dark == dark)
    return;
  self->dark = dark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DARK]);
}

static void
topos_place_layer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToposPlaceLayer *const self = TOPOS_PLACE_LAYER (object);

  switch (id) {
  case PROP_PLACE:
    set_place (self, g_value_get_uint64 (value));
    break;
  case PROP_HOVERED:
    set_hovered (self, g_value_get_uint64 (value));
    break;
  case PROP_DARK:
    set_dark (self, g_value_get_boolean (value));
    break;
  case PROP_PINS:
    set_pins (self, g_value_get_boxed (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
topos_place_layer_class_init (ToposPlaceLayerClass *class)
{
  GObjectClass *const object = G_OBJECT_CLASS (class);
  GtkWidgetClass *const widget = GTK_WIDGET_CLASS (class);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object->constructed = topos_place_layer_constructed;
  object->dispose = topos_place_layer_dispose;
  object->finalize = topos_place_layer_finalize;
  object->get_property = topos_place_layer_get_property;
  object->set_property = topos_place_layer_set_property;
  widget->snapshot = topos_place_layer_snapshot;
  widget->size_allocate = topos_place_layer_size_allocate;
  widget->root = topos_place_layer_root;
  widget->unroot = topos_place_layer_unroot;
  props[PROP_PLACE] = g_param_spec_uint64 ("place", NULL, NULL, 0, G_MAXUINT64, 0, both);
  props[PROP_HOVERED] = g_param_spec_uint64 ("hovered", NULL, NULL, 0, G_MAXUINT64, 0, both);
  props[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, both);
  props[PROP_PINS] = g_param_spec_boxed ("pins", NULL, NULL, G_TYPE_ARRAY,
                                         G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_NAMES] = g_param_spec_boxed ("names", NULL, NULL, G_TYPE_STRV, read);
  props[PROP_COVERED] = g_param_spec_boxed ("covered", NULL, NULL, G_TYPE_ARRAY, read);
  props[PROP_VISIBLE_PLACES]
      = g_param_spec_int ("visible-places", NULL, NULL, 0, G_MAXINT, 0, read);
  props[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, read);
  g_object_class_install_properties (object, N_PROPS, props);
  gtk_widget_class_set_css_name (widget, "place-layer");
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
topos_place_layer_init (ToposPlaceLayer *self)
{
  self->names = g_string_chunk_new (4096);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->sprites
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sprite_free);
  self->pictures
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) picture_free);
  self->areas_outlined = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                (GDestroyNotify) topos_outline_free);
  self->items = g_array_new (FALSE, TRUE, sizeof (Item));
  self->callouts = g_array_new (FALSE, TRUE, sizeof (ToposCallout));
  self->fonts = topos_fonts_context_new (NULL);
  self->stale = true;
  for (int i = 0; i < POOL; i++) {
    GtkWidget *const button = gtk_button_new ();
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_add_css_class (button, "circular");
    gtk_widget_set_can_target (button, FALSE);
    gtk_widget_set_visible (button, FALSE);
    gtk_widget_set_parent (button, GTK_WIDGET (self));
    g_signal_connect (button, "clicked", G_CALLBACK (button_clicked_cb), self);
    self->pool[i] = button;
    self->pool_item[i] = -1;
  }
}

ToposPlaceLayer *
topos_place_layer_new (ShumateViewport *viewport)
{
  return g_object_new (TOPOS_TYPE_PLACE_LAYER, "viewport", viewport, NULL);
}

bool
topos_place_layer_fit_box (ToposPlaceLayer *self, ToposBox *box)
{
  g_return_val_if_fail (TOPOS_IS_PLACE_LAYER (self), false);
  return topos_fit_markers (self->markers, self->n, box);
}

bool
topos_place_layer_select_towards (ToposPlaceLayer *self, double bearing)
{
  const uint32_t from = self->place != TOPOS_PLACE_NONE ? find_marker (self, self->place)
                                                        : UINT32_MAX;
  const ToposPoint start = from != UINT32_MAX ? self->markers[from].point
                                              : topos_mercator_to_point (current_view (self).middle);
  double nearest = INFINITY;
  uint32_t found = UINT32_MAX;

  for (size_t i = 0; i < self->n; i++) {
    const double turn = topos_geo_bearing (start, self->markers[i].point) - bearing;
    const double off = fabs (remainder (turn, 360));
    const double km = topos_geo_distance_km (start, self->markers[i].point);
    if (i == from || km == 0 || off > 60 || km / cos (off * G_PI / 180) >= nearest)
      continue;
    nearest = km / cos (off * G_PI / 180);
    found = i;
  }
  if (found == UINT32_MAX)
    return false;
  set_place (self, self->markers[found].id);
  return true;
}
