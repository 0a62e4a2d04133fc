/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/base-layer.h"

#include "core/error.h"
#include "core/geo.h"
#include "draw/base-map.h"
#include "draw/fonts.h"
#include "draw/labels.h"
#include "tiles/fetcher.h"

#include <glib/gi18n.h>

#include <math.h>

#define TILE_PX 512
#define ONLINE_PX 256
#define ONLINE_KEPT_BYTES (64u << 20)
#define REST_MS 120
#define KEPT_BYTES (96u << 20)
#define LABEL_MARGIN_PX 192.0  /* names are ready that far beside the view */
#define GROUND_WORLD_PX 1024  /* the coarse map that is always there, under all else */

/* A tile of the screen: a square of a world that is `world` pixels wide, so that a map that rests
 * between two zooms is as sharp as one on a zoom. */
typedef struct {
  int64_t world;
  int32_t column;
  int32_t row;
  int32_t look;  /* theme and pixel density; tiles of another look are of no use */
} TileKey;

typedef struct {
  TileKey key;
  GdkTexture *texture;  /* NULL while it is being painted */
  size_t bytes;
  bool pending;
  int64_t wanted;       /* the last frame that asked for it; atomic by the layer's lock */
  GList link;           /* in `recent`, latest first */
} Tile;

/* A tile from the network. */
typedef struct {
  GdkTexture *texture;  /* NULL while it is wished for, or when it cannot be had */
  int64_t asked;        /* the frame that wished for it, 0 for none */
  int64_t refused_us;   /* when it could not be had, by the monotonic clock */
  int64_t used;         /* the last frame that drew it */
} OnlineTile;

/* Where the view lies in a world of `world` pixels (of the layout, not the screen's). */
typedef struct {
  double world;
  double left;   /* of the view's corner in that world */
  double top;
  int width;
  int height;
} Window;

/* The names of the map, painted for one view and moved with it until the next rest. */
typedef struct {
  GdkTexture *texture;
  Window window;        /* what it covers */
  int32_t look;
} Names;

struct _ToposBaseLayer {
  ShumateLayer parent_instance;

  ToposBaseMap *map;
  char *offline_map;
  char *language;
  char *tile_address;
  char *cache_folder;
  char *status;
  bool dark;
  bool online;

  GThreadPool *workers;
  GMutex lock;          /* guards `frame` and the tiles' `wanted` against the workers */
  int64_t frame;
  GHashTable *tiles;    /* TileKey -> Tile */
  GQueue recent;        /* Tile, latest used first */
  size_t bytes;

  ToposFetcher *fetcher; /* made when the online map is first drawn, not before */
  GHashTable *online_tiles;  /* int64_t zoom, x, y -> OnlineTile */
  size_t online_bytes;
  int64_t online_since;  /* the frame from which wishes are for this view */
  bool online_moved;
  bool fetcher_failed;
  char *trouble;         /* of the online map, or NULL */
  char *damage;          /* of the offline map, or NULL */

  GThreadPool *writer;   /* one thread, which alone uses `fonts` */
  PangoContext *fonts;
  Names names;
  bool names_pending;
  bool names_stale;

  double last_zoom;
  unsigned int rest;    /* timer */
  bool at_rest;
};

G_DEFINE_FINAL_TYPE (ToposBaseLayer, topos_base_layer, SHUMATE_TYPE_LAYER)

enum {
  PROP_OFFLINE_MAP = 1,
  PROP_DARK,
  PROP_LANGUAGE,
  PROP_ONLINE,
  PROP_TILE_ADDRESS,
  PROP_CACHE_FOLDER,
  PROP_STATUS,
  PROP_CREDITS,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

/* ---------------------------------------------------------------------------------- the tiles */

static unsigned int
tile_key_hash (gconstpointer data)
{
  const TileKey *key = data;
  const uint64_t mixed = ((uint64_t) key->world * 31 + (uint64_t) key->look) * 0x9e3779b97f4a7c15u ^
                         ((uint64_t) (uint32_t) key->column << 32 | (uint32_t) key->row) *
                         0xc2b2ae3d27d4eb4fu;
  return (unsigned int) (mixed >> 32);
}

static gboolean
tile_key_equal (gconstpointer a, gconstpointer b)
{
  const TileKey *x = a;
  const TileKey *y = b;
  return x->world == y->world && x->column == y->column && x->row == y->row && x->look == y->look;
}

static void
tile_free (gpointer data)
{
  Tile *tile = data;
  g_clear_object (&tile->texture);
  g_free (tile);
}

static int32_t
look_of (ToposBaseLayer *self)
{
  return gtk_widget_get_scale_factor (GTK_WIDGET (self)) * 2 + (self->dark ? 1 : 0);
}

/* Drops what was used longest ago, but nothing that waits for a worker or is in view. */
static void
forget_old_tiles (ToposBaseLayer *self)
{
  GList *link = g_queue_peek_tail_link (&self->recent);
  while (link && self->bytes > KEPT_BYTES)
    {
      Tile *tile = link->data;
      link = link->prev;
      if (tile->pending || tile->wanted >= self->frame - 1)
        continue;
      self->bytes -= tile->bytes;
      g_queue_unlink (&self->recent, &tile->link);
      g_hash_table_remove (self->tiles, &tile->key);
    }
}

static void
forget_all_tiles (ToposBaseLayer *self)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Tile *tile = value;
      if (tile->pending)
        continue;
      self->bytes -= tile->bytes;
      g_queue_unlink (&self->recent, &tile->link);
      g_hash_table_iter_remove (&iter);
    }
}

/* ------------------------------------------------------------------------------------ workers */

/* What a worker gets and gives back; it holds the layer until the main loop has taken it. */
typedef struct {
  ToposBaseLayer *layer;
  ToposBaseMap *map;
  Tile *tile;             /* touched on the main loop only, but for `wanted` */
  TileKey key;
  double scale;
  ToposTheme theme;
  GdkTexture *texture;
} Job;

/* The width of a tile: the last of a row ends where the world does. */
static int
tile_extent (int64_t world, int32_t index)
{
  return (int) MIN ((int64_t) TILE_PX, world - (int64_t) index * TILE_PX);
}

static void
surface_free (gpointer surface)
{
  cairo_surface_destroy (surface);
}

/* Hands a painted surface to GTK without copying it. */
static GdkTexture *
texture_of (cairo_surface_t *surface)
{
  cairo_surface_flush (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  const int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes =
    g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * height,
                                surface_free, cairo_surface_reference (surface));
  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
}

static GdkTexture *
paint_tile (const Job *job)
{
  const int width = tile_extent (job->key.world, job->key.column);
  const int height = tile_extent (job->key.world, job->key.row);
  const double world = (double) job->key.world;
  const ToposBaseView view = {
    .centre = { .x = ((double) job->key.column * TILE_PX + width / 2.0) / world,
                .y = ((double) job->key.row * TILE_PX + height / 2.0) / world },
    .zoom = log2 (world / 256),
    .width = width * job->scale,
    .height = height * job->scale,
    .scale = job->scale,
    .theme = job->theme,
  };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) view.width,
                                                         (int) view.height);
  cairo_t *cr = cairo_create (surface);
  topos_base_map_paint (job->map, cr, &view);
  cairo_destroy (cr);
  GdkTexture *texture = texture_of (surface);
  cairo_surface_destroy (surface);
  return texture;
}

static gboolean
tile_painted_cb (gpointer data)
{
  Job *job = data;
  ToposBaseLayer *self = job->layer;
  Tile *tile = job->tile;

  tile->pending = false;
  if (job->texture && job->map == self->map)
    {
      tile->texture = g_steal_pointer (&job->texture);
      tile->bytes = (size_t) gdk_texture_get_width (tile->texture) *
                    (size_t) gdk_texture_get_height (tile->texture) * 4;
      self->bytes += tile->bytes;
      forget_old_tiles (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  g_clear_object (&job->texture);
  g_clear_pointer (&job->map, topos_base_map_unref);
  g_object_unref (job->layer);
  g_free (job);
  return G_SOURCE_REMOVE;
}

static void
work (gpointer data, gpointer user_data)
{
  Job *job = data;
  g_mutex_lock (&job->layer->lock);
  const bool wanted = job->tile->wanted >= job->layer->frame - 1;
  g_mutex_unlock (&job->layer->lock);

  /* The view may have moved on while the job waited. */
  if (wanted)
    job->texture = paint_tile (job);
  g_idle_add_full (G_PRIORITY_DEFAULT, tile_painted_cb, job, NULL);
}

/* The tile, which a worker is asked for when it is not there. `wanted` tiles count as in view. */
static Tile *
want_tile (ToposBaseLayer *self, const TileKey *key)
{
  Tile *tile = g_hash_table_lookup (self->tiles, key);
  if (!tile)
    {
      tile = g_new0 (Tile, 1);
      tile->key = *key;
      tile->link.data = tile;
      g_hash_table_insert (self->tiles, &tile->key, tile);
      g_queue_push_head_link (&self->recent, &tile->link);
    }
  else
    {
      g_queue_unlink (&self->recent, &tile->link);
      g_queue_push_head_link (&self->recent, &tile->link);
    }
  g_mutex_lock (&self->lock);
  tile->wanted = self->frame;
  g_mutex_unlock (&self->lock);

  if (tile->texture || tile->pending || !self->map)
    return tile;
  Job *job = g_new0 (Job, 1);
  *job = (Job) {
    .layer = g_object_ref (self),
    .map = topos_base_map_ref (self->map),
    .tile = tile,
    .key = *key,
    .scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
    .theme = self->dark ? TOPOS_THEME_DARK : TOPOS_THEME_LIGHT,
  };
  tile->pending = true;
  g_thread_pool_push (self->workers, job, NULL);
  return tile;
}

/* ------------------------------------------------------------------------------------- online */

#define REFUSED_AGAIN_US (30 * G_USEC_PER_SEC)

static void
online_tile_free (gpointer data)
{
  OnlineTile *tile = data;
  g_clear_object (&tile->texture);
  g_free (tile);
}

static int64_t
online_key (int zoom, int x, int y)
{
  return (int64_t) zoom << 48 | (int64_t) x << 24 | (int64_t) y;
}

static OnlineTile *
online_tile (ToposBaseLayer *self, int zoom, int x, int y, bool make)
{
  int64_t key = online_key (zoom, x, y);
  OnlineTile *tile = g_hash_table_lookup (self->online_tiles, &key);
  if (!tile && make)
    {
      tile = g_new0 (OnlineTile, 1);
      g_hash_table_insert (self->online_tiles, g_memdup2 (&key, sizeof key), tile);
    }
  return tile;
}

static void
update_status (ToposBaseLayer *self)
{
  const char *status = self->damage ? self->damage : self->trouble;
  if (g_strcmp0 (self->status, status) == 0)
    return;
  g_free (self->status);
  self->status = g_strdup (status);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS]);
}

/* Forgets what has not been drawn for a while; all of it when `all`. */
static void
forget_online_tiles (ToposBaseLayer *self, bool all)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->online_tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const OnlineTile *tile = value;
      if (!all && tile->used >= self->frame - 60)
        continue;
      if (tile->texture)
        self->online_bytes -= ONLINE_PX * ONLINE_PX * 4;
      g_hash_table_iter_remove (&iter);
    }
}

static void
tile_fetched_cb (int zoom, int x, int y, ToposImage *image, const GError *error, gpointer data)
{
  ToposBaseLayer *self = data;
  OnlineTile *tile = online_tile (self, zoom, x, y, true);
  tile->asked = 0;
  tile->used = self->frame;
  if (image && !tile->texture)
    {
      tile->texture = gdk_memory_texture_new (image->width, image->height, GDK_MEMORY_DEFAULT,
                                              image->pixels, image->stride);
      self->online_bytes += ONLINE_PX * ONLINE_PX * 4;
      if (self->online_bytes > ONLINE_KEPT_BYTES)
        forget_online_tiles (self, false);
    }
  if (image || g_error_matches (error, TOPOS_ERROR, TOPOS_ERROR_NETWORK))
    {
      /* Said once, until the server answers again. */
      g_free (self->trouble);
      self->trouble = image ? NULL : g_strdup (_("The map server does not answer: showing the "
                                                 "offline map"));
      update_status (self);
    }
  if (!image)
    tile->refused_us = g_get_monotonic_time ();
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Draws one online tile, or the part of a larger one over it. */
static bool
draw_online_tile (ToposBaseLayer *self, GtkSnapshot *snapshot, int zoom, int x, int y,
                  const graphene_rect_t *place)
{
  for (int up = 0; up <= zoom && up < 6; up++)
    {
      OnlineTile *tile = online_tile (self, zoom - up, x >> up, y >> up, false);
      if (!tile || !tile->texture)
        continue;
      tile->used = self->frame;
      const float size = place->size.width * (float) (1 << up);
      const float left = place->origin.x - place->size.width * (float) (x - ((x >> up) << up));
      const float top = place->origin.y - place->size.height * (float) (y - ((y >> up) << up));
      gtk_snapshot_push_clip (snapshot, place);
      gtk_snapshot_append_texture (snapshot, tile->texture,
                                   &GRAPHENE_RECT_INIT (left, top, size, size));
      gtk_snapshot_pop (snapshot);
      return true;
    }
  return false;
}

/* The tiles of the network over the view: draws those that are there; wishes for the others once
 * the view rests, and only for what is in view. False when there was none to draw. */
static bool
draw_online (ToposBaseLayer *self, GtkSnapshot *snapshot, const Window *window)
{
  const int zoom = CLAMP ((int) lround (log2 (window->world / ONLINE_PX)), 0, TOPOS_OSM_MAX_ZOOM);
  const int count = 1 << zoom;
  const double size = window->world / count;
  const int first_column = (int) floor (window->left / size);
  const int last_column = (int) ceil ((window->left + window->width) / size) - 1;
  const int first_row = MAX (0, (int) floor (window->top / size));
  const int last_row = MIN (count - 1, (int) ceil ((window->top + window->height) / size) - 1);
  const bool may_ask = self->rest == 0 && self->fetcher;
  const int64_t now = g_get_monotonic_time ();
  bool drawn = false;

  if (may_ask && self->online_moved)
    {
      topos_fetcher_forget (self->fetcher);
      self->online_moved = false;
      self->online_since = self->frame;
    }
  for (int row = first_row; row <= last_row; row++)
    for (int column = first_column; column <= last_column; column++)
      {
        const int x = ((column % count) + count) % count;
        const float left = (float) round (column * size - window->left);
        const float top = (float) round (row * size - window->top);
        const graphene_rect_t place = GRAPHENE_RECT_INIT (
          left, top, (float) round ((column + 1) * size - window->left) - left,
          (float) round ((row + 1) * size - window->top) - top);
        OnlineTile *tile = online_tile (self, zoom, x, row, may_ask);
        if (may_ask && !tile->texture && tile->asked < self->online_since &&
            (tile->refused_us == 0 || now - tile->refused_us > REFUSED_AGAIN_US))
          {
            tile->asked = self->frame;
            topos_fetcher_want (self->fetcher, zoom, x, row);
          }
        drawn = draw_online_tile (self, snapshot, zoom, x, row, &place) || drawn;
      }
  return drawn;
}

/* Makes the fetcher when the online map is wished and on screen; drops it when it is not wished. */
static void
ready_fetcher (ToposBaseLayer *self)
{
  if (!self->online)
    {
      g_clear_pointer (&self->fetcher, topos_fetcher_free);
      return;
    }
  if (self->fetcher || self->fetcher_failed)
    return;
  g_autoptr (GError) error = NULL;
  const ToposFetcherOptions options = { .address = self->tile_address,
                                        .cache_folder = self->cache_folder };
  self->fetcher = topos_fetcher_new (&options, tile_fetched_cb, self, &error);
  self->online_moved = true;
  self->fetcher_failed = !self->fetcher;
  if (error)
    {
      g_free (self->trouble);
      self->trouble = g_strdup (error->message);
      update_status (self);
    }
}

/* Another address, or on and off: begins anew. */
static void
reset_online (ToposBaseLayer *self)
{
  g_clear_pointer (&self->fetcher, topos_fetcher_free);
  g_clear_pointer (&self->trouble, g_free);
  self->fetcher_failed = false;
  forget_online_tiles (self, true);
  update_status (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CREDITS]);
}

/* -------------------------------------------------------------------------------------- names */

typedef struct {
  ToposBaseLayer *layer;
  ToposBaseMap *map;
  char *data_dir;
  char *language;
  double scale;
  ToposTheme theme;
  Names names;
} NamesJob;

static gboolean
names_painted_cb (gpointer data)
{
  NamesJob *job = data;
  ToposBaseLayer *self = job->layer;
  self->names_pending = false;
  if (job->map == self->map)
    {
      g_clear_object (&self->names.texture);
      self->names = job->names;
      job->names.texture = NULL;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_clear_object (&job->names.texture);
  g_clear_pointer (&job->map, topos_base_map_unref);
  g_free (job->data_dir);
  g_free (job->language);
  g_object_unref (job->layer);
  g_free (job);
  return G_SOURCE_REMOVE;
}

static void
write_names (gpointer data, gpointer user_data)
{
  NamesJob *job = data;
  const Window *window = &job->names.window;
  if (!job->layer->fonts)
    job->layer->fonts = topos_fonts_context_new (job->data_dir);
  const ToposBaseView view = {
    .centre = { .x = (window->left + window->width / 2.0) / window->world,
                .y = (window->top + window->height / 2.0) / window->world },
    .zoom = log2 (window->world / 256),
    .width = window->width * job->scale,
    .height = window->height * job->scale,
    .scale = job->scale,
    .theme = job->theme,
    .language = job->language,
  };
  const ToposRect bounds = { .width = view.width, .height = view.height };
  g_autoptr (ToposLabels) labels =
    topos_labels_place (job->map, &view, job->layer->fonts, bounds, NULL, 0, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) view.width,
                                                         (int) view.height);
  cairo_t *cr = cairo_create (surface);
  topos_labels_paint (labels, cr);
  cairo_destroy (cr);
  job->names.texture = texture_of (surface);
  cairo_surface_destroy (surface);
  g_idle_add_full (G_PRIORITY_DEFAULT, names_painted_cb, job, NULL);
}

/* Whether the names that are there serve the view. */
static bool
names_serve (ToposBaseLayer *self, const Window *window)
{
  const Window *have = &self->names.window;
  return !self->names_stale && self->names.texture && have->world == window->world &&
         self->names.look == look_of (self) && have->left <= window->left &&
         have->top <= window->top && have->left + have->width >= window->left + window->width &&
         have->top + have->height >= window->top + window->height;
}

/* Asks for the names of a view that rests. */
static void
want_names (ToposBaseLayer *self, const Window *window)
{
  if (!self->map || self->names_pending || names_serve (self, window))
    return;
  g_autofree char *folder = g_path_get_dirname (self->offline_map);
  NamesJob *job = g_new0 (NamesJob, 1);
  *job = (NamesJob) {
    .layer = g_object_ref (self),
    .map = topos_base_map_ref (self->map),
    .data_dir = g_path_get_dirname (folder),
    .language = g_strdup (self->language),
    .scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
    .theme = self->dark ? TOPOS_THEME_DARK : TOPOS_THEME_LIGHT,
    .names = {
      .window = { .world = window->world, .left = window->left - LABEL_MARGIN_PX,
                  .top = window->top - LABEL_MARGIN_PX,
                  .width = window->width + (int) (2 * LABEL_MARGIN_PX),
                  .height = window->height + (int) (2 * LABEL_MARGIN_PX) },
      .look = look_of (self),
    },
  };
  self->names_pending = true;
  self->names_stale = false;
  g_thread_pool_push (self->writer, job, NULL);
}

/* Names move with the map; while the zoom moves they grow and shrink with it, within reason. */
static void
draw_names (ToposBaseLayer *self, GtkSnapshot *snapshot, const Window *window)
{
  const Window *have = &self->names.window;
  const double stretch = have->world > 0 ? window->world / have->world : 0;
  if (!self->names.texture || self->names.look != look_of (self) || stretch < 0.6 || stretch > 1.7)
    return;
  double left = have->left * stretch - window->left;
  /* The view may since have gone once round the world. */
  left -= round ((left + have->width * stretch / 2 - window->width / 2.0) / window->world) *
          window->world;
  gtk_snapshot_append_texture (snapshot, self->names.texture,
                               &GRAPHENE_RECT_INIT ((float) left,
                                                    (float) (have->top * stretch - window->top),
                                                    (float) (have->width * stretch),
                                                    (float) (have->height * stretch)));
}

/* ----------------------------------------------------------------------------------- drawing */

/* How wide the world is on screen, in pixels of the layout. */
static double
world_px (ShumateViewport *viewport)
{
  ShumateMapSource *source = shumate_viewport_get_reference_map_source (viewport);
  const double zoom = shumate_viewport_get_zoom_level (viewport);
  const double tile = source ? shumate_map_source_get_tile_size_at_zoom (source, zoom)
                             : 256 * (1 + zoom - floor (zoom));
  return tile * exp2 (floor (zoom));
}

/* The window of the view; turned, it is as large as its diagonal in each direction. */
static Window
window_of (ToposBaseLayer *self, double world, int width, int height)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  const ToposMercator centre = topos_mercator_from_point ((ToposPoint) {
    .lat = shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
    .lon = shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
  });
  const double density = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  /* Whole pixels of the screen: otherwise seams show between tiles. */
  const double left = round ((centre.x * world - width / 2.0) * density) / density;
  const double top = round ((centre.y * world - height / 2.0) * density) / density;
  return (Window) { .world = world, .left = left, .top = top, .width = width, .height = height };
}

typedef void (*TileFunc) (ToposBaseLayer *self, const TileKey *key, const graphene_rect_t *place,
                          gpointer data);

/* Calls `each` for the tiles of a world of `world` pixels that show in `window`, whose own world
 * may be larger or smaller; the world repeats itself to the east and west. */
static void
each_tile (ToposBaseLayer *self, const Window *window, int64_t world, TileFunc each, gpointer data)
{
  const double stretch = window->world / (double) world;
  const double left = window->left / stretch;
  const double top = window->top / stretch;
  const double right = left + window->width / stretch;
  const double bottom = top + window->height / stretch;
  const int first_row = MAX (0, (int) floor (top / TILE_PX));
  const int last_row = (int) floor ((MIN (bottom, (double) world) - 1e-6) / TILE_PX);

  for (double copy = floor (left / (double) world); copy * (double) world < right; copy++)
    {
      const double start = copy * (double) world;
      const int first = MAX (0, (int) floor ((left - start) / TILE_PX));
      const int last = (int) floor ((MIN (right - start, (double) world) - 1e-6) / TILE_PX);
      for (int row = first_row; row <= last_row; row++)
        for (int column = first; column <= last; column++)
          {
            const TileKey key = { .world = world, .column = column, .row = row,
                                  .look = look_of (self) };
            const graphene_rect_t place = GRAPHENE_RECT_INIT (
              (float) ((start + (double) column * TILE_PX - left) * stretch),
              (float) (((double) row * TILE_PX - top) * stretch),
              (float) (tile_extent (world, column) * stretch),
              (float) (tile_extent (world, row) * stretch));
            each (self, &key, &place, data);
          }
    }
}

static void
want_cb (ToposBaseLayer *self, const TileKey *key, const graphene_rect_t *place, gpointer data)
{
  Tile *tile = want_tile (self, key);
  bool *complete = data;
  *complete = *complete && tile->texture;
}

static void
draw_cb (ToposBaseLayer *self, const TileKey *key, const graphene_rect_t *place, gpointer data)
{
  const Tile *tile = g_hash_table_lookup (self->tiles, key);
  if (tile && tile->texture)
    gtk_snapshot_append_texture (data, tile->texture, place);
}

static int
by_distance (gconstpointer a, gconstpointer b, gpointer data)
{
  const double world = *(const double *) data;
  const double from_a = fabs (log2 ((double) *(const int64_t *) a / world));
  const double from_b = fabs (log2 ((double) *(const int64_t *) b / world));
  return from_a < from_b ? 1 : from_a > from_b ? -1 : 0;
}

/* Draws what is there of other zooms, the nearest zoom last, so that nothing is blank. */
static void
draw_placeholders (ToposBaseLayer *self, GtkSnapshot *snapshot, const Window *window,
                   int64_t current)
{
  g_autoptr (GArray) worlds = g_array_new (FALSE, FALSE, sizeof (int64_t));
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Tile *tile = value;
      bool known = tile->key.world == current || !tile->texture ||
                   (double) tile->key.world > 4 * window->world;
      for (unsigned int i = 0; i < worlds->len && !known; i++)
        known = g_array_index (worlds, int64_t, i) == tile->key.world;
      if (!known)
        g_array_append_val (worlds, tile->key.world);
    }
  g_array_sort_with_data (worlds, by_distance, (gpointer) &window->world);
  for (unsigned int i = 0; i < worlds->len; i++)
    each_tile (self, window, g_array_index (worlds, int64_t, i), draw_cb, snapshot);
}

static gboolean
rested_cb (gpointer data)
{
  ToposBaseLayer *self = data;
  self->rest = 0;
  self->at_rest = true;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
view_moved_cb (ToposBaseLayer *self)
{
  const double zoom =
    shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self)));
  if (fabs (zoom - self->last_zoom) > 1e-9)
    self->at_rest = false;
  self->last_zoom = zoom;
  self->online_moved = true;
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rested_cb, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_ground (ToposBaseLayer *self, GtkSnapshot *snapshot, int width, int height)
{
  /* The sea's colour (draw/style.c), seen only until the first tile is there. */
  const GdkRGBA light = { 0xc3 / 255.f, 0xd9 / 255.f, 0xe2 / 255.f, 1 };
  const GdkRGBA dark = { 0x1a / 255.f, 0x22 / 255.f, 0x29 / 255.f, 1 };
  gtk_snapshot_append_color (snapshot, self->dark ? &dark : &light,
                             &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

static void
topos_base_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (widget);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  const double rotation = shumate_viewport_get_rotation (viewport);
  if (width <= 0 || height <= 0)
    return;

  g_mutex_lock (&self->lock);
  self->frame++;
  g_mutex_unlock (&self->lock);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_ground (self, snapshot, width, height);
  if (fabs (rotation) > 1e-6)
    {
      const int diagonal = (int) ceil (hypot (width, height));
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width / 2.f, height / 2.f));
      gtk_snapshot_rotate (snapshot, (float) (rotation * 180 / G_PI));
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-diagonal / 2.f, -diagonal / 2.f));
      width = height = diagonal;
    }

  /* While the zoom moves, the tiles that are there are stretched; painting begins when it rests. */
  const int64_t world = llround (world_px (viewport));
  const Window window = window_of (self, (double) world, width, height);
  bool complete = true;
  each_tile (self, &window, GROUND_WORLD_PX, want_cb, &complete);
  complete = true;
  if (self->at_rest)
    each_tile (self, &window, world, want_cb, &complete);
  if (!complete || !self->at_rest)
    draw_placeholders (self, snapshot, &window, world);
  each_tile (self, &window, world, draw_cb, snapshot);
  ready_fetcher (self);
  const bool drawn = self->online && draw_online (self, snapshot, &window);
  if (!drawn && (!self->online || self->trouble))
    {
      if (self->rest == 0)
        want_names (self, &window);
      draw_names (self, snapshot, &window);
    }
  gtk_snapshot_pop (snapshot);
}

/* --------------------------------------------------------------------------------- the object */

static void
open_offline_map (ToposBaseLayer *self)
{
  g_autoptr (GError) error = NULL;
  g_clear_pointer (&self->map, topos_base_map_unref);
  forget_all_tiles (self);
  self->names_stale = true;
  if (self->offline_map)
    self->map = topos_base_map_new (self->offline_map, &error);
  g_free (self->damage);
  self->damage = error ? g_strdup (error->message) : NULL;
  update_status (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CREDITS]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static bool
set_text (char **text, const GValue *value)
{
  if (g_strcmp0 (*text, g_value_get_string (value)) == 0)
    return false;
  g_free (*text);
  *text = g_value_dup_string (value);
  return true;
}

static bool
set_flag (bool *flag, const GValue *value)
{
  const bool wished = g_value_get_boolean (value);
  const bool changes = *flag != wished;
  *flag = wished;
  return changes;
}

static void
topos_base_layer_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  bool changed = false;
  switch (id)
    {
    case PROP_OFFLINE_MAP:
      changed = set_text (&self->offline_map, value);
      if (changed)
        open_offline_map (self);
      break;
    case PROP_DARK:
      changed = set_flag (&self->dark, value);
      break;
    case PROP_LANGUAGE:
      changed = set_text (&self->language, value);
      self->names_stale = self->names_stale || changed;
      break;
    case PROP_ONLINE:
      changed = set_flag (&self->online, value);
      if (changed)
        reset_online (self);
      break;
    case PROP_TILE_ADDRESS:
      changed = set_text (&self->tile_address, value);
      if (changed)
        reset_online (self);
      break;
    case PROP_CACHE_FOLDER:
      changed = set_text (&self->cache_folder, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
  if (!changed)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (object, spec);
}

/* Of an address that is not OpenStreetMap's the user must know; most are made from its data. */
static char *
credits_of (ToposBaseLayer *self)
{
  const char *offline = self->map ? topos_base_map_credits (self->map) : "";
  return self->online ? g_strdup (TOPOS_OSM_CREDITS) : g_strdup (offline);
}

static void
topos_base_layer_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  switch (id)
    {
    case PROP_OFFLINE_MAP:
      g_value_set_string (value, self->offline_map);
      break;
    case PROP_DARK:
      g_value_set_boolean (value, self->dark);
      break;
    case PROP_LANGUAGE:
      g_value_set_string (value, self->language);
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, self->online);
      break;
    case PROP_TILE_ADDRESS:
      g_value_set_string (value, self->tile_address);
      break;
    case PROP_CACHE_FOLDER:
      g_value_set_string (value, self->cache_folder);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_CREDITS:
      g_value_take_string (value, credits_of (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
topos_base_layer_constructed (GObject *object)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  G_OBJECT_CLASS (topos_base_layer_parent_class)->constructed (object);

  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  static const char *const NEWS[] = { "notify::zoom-level", "notify::latitude",
                                      "notify::longitude", "notify::rotation",
                                      "notify::reference-map-source" };
  for (size_t i = 0; i < G_N_ELEMENTS (NEWS); i++)
    g_signal_connect_object (viewport, NEWS[i], G_CALLBACK (view_moved_cb), self,
                             G_CONNECT_SWAPPED);
  self->last_zoom = shumate_viewport_get_zoom_level (viewport);
}

static void
topos_base_layer_dispose (GObject *object)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_pointer (&self->map, topos_base_map_unref);
  g_clear_pointer (&self->fetcher, topos_fetcher_free);
  self->online = false;
  /* What still waits in the queue is not wanted any more. */
  g_mutex_lock (&self->lock);
  self->frame += 2;
  g_mutex_unlock (&self->lock);
  G_OBJECT_CLASS (topos_base_layer_parent_class)->dispose (object);
}

static void
topos_base_layer_finalize (GObject *object)
{
  ToposBaseLayer *self = TOPOS_BASE_LAYER (object);
  /* Every job holds the layer, so there is none left. */
  g_thread_pool_free (self->workers, FALSE, TRUE);
  g_thread_pool_free (self->writer, FALSE, TRUE);
  g_clear_object (&self->fonts);
  g_clear_object (&self->names.texture);
  g_hash_table_unref (self->tiles);
  g_hash_table_unref (self->online_tiles);
  g_mutex_clear (&self->lock);
  g_free (self->offline_map);
  g_free (self->language);
  g_free (self->tile_address);
  g_free (self->cache_folder);
  g_free (self->status);
  g_free (self->trouble);
  g_free (self->damage);
  G_OBJECT_CLASS (topos_base_layer_parent_class)->finalize (object);
}

static void
topos_base_layer_class_init (ToposBaseLayerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = topos_base_layer_constructed;
  object_class->dispose = topos_base_layer_dispose;
  object_class->finalize = topos_base_layer_finalize;
  object_class->set_property = topos_base_layer_set_property;
  object_class->get_property = topos_base_layer_get_property;
  widget_class->snapshot = topos_base_layer_snapshot;

  props[PROP_OFFLINE_MAP] = g_param_spec_string ("offline-map", NULL, NULL, NULL, flags);
  props[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, flags);
  props[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, flags);
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, flags);
  props[PROP_TILE_ADDRESS] = g_param_spec_string ("tile-address", NULL, NULL, NULL, flags);
  props[PROP_CACHE_FOLDER] = g_param_spec_string ("cache-folder", NULL, NULL, NULL, flags);
  props[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_CREDITS] = g_param_spec_string ("credits", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "base-layer");
}

static void
topos_base_layer_init (ToposBaseLayer *self)
{
  const int n_workers = MAX (1, (int) g_get_num_processors () - 1);
  self->workers = g_thread_pool_new (work, NULL, n_workers, FALSE, NULL);
  self->writer = g_thread_pool_new (write_names, NULL, 1, FALSE, NULL);
  self->tiles = g_hash_table_new_full (tile_key_hash, tile_key_equal, NULL, tile_free);
  self->online_tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                              online_tile_free);
  g_queue_init (&self->recent);
  g_mutex_init (&self->lock);
  self->at_rest = true;
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (gtk_widget_queue_draw), NULL);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

ToposBaseLayer *
topos_base_layer_new (ShumateViewport *viewport)
{
  return g_object_new (TOPOS_TYPE_BASE_LAYER, "viewport", viewport, NULL);
}
