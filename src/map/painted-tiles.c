/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/painted-tiles.h"

#include "map/outbox.h"

#include <math.h>

#define TILE_PX 512
#define KEPT_BYTES (96u << 20)
#define GROUND_WORLD_PX 1024  /* the coarse map that is always there, under all else */

/* `look` is theme and density; tiles of another look are of no use. */
typedef struct {
  int64_t world;
  int32_t column;
  int32_t row;
  int32_t look;
} TileKey;

typedef struct {
  TileKey key;
  ToposBitmap *bitmap;  /* NULL while it is being painted */
  bool pending;
  int64_t wanted;       /* the last frame that asked for it; under the lock */
  GList link;           /* in `recent` */
} Tile;

struct ToposPaintedTiles {
  void (*news) (gpointer);
  gpointer user_data;

  ToposBaseMap *map;
  GThreadPool *workers;
  ToposOutbox *outbox;      /* Job that was worked off */
  GMutex lock;          /* guards `frame` and the tiles' `wanted` against the workers */
  int64_t frame;
  GHashTable *tiles;    /* TileKey -> Tile */
  GQueue recent;        /* Tile, latest used first */
  size_t bytes;
};

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
  g_clear_pointer (&tile->bitmap, topos_bitmap_free);
  g_free (tile);
}

/* Drops what was used longest ago until `limit` is kept, but nothing that waits for a worker or is
 * in view. */
static void
forget_tiles (ToposPaintedTiles *self, size_t limit, bool even_in_view)
{
  GList *link = g_queue_peek_tail_link (&self->recent);
  while (link && (self->bytes > limit || even_in_view)) {
    Tile *tile = link->data;
    link = link->prev;
    if (tile->pending || (!even_in_view && tile->wanted >= self->frame - 1))
      continue;
    if (tile->bitmap)
      self->bytes -= topos_bitmap_bytes (tile->bitmap);
    g_queue_unlink (&self->recent, &tile->link);
    g_hash_table_remove (self->tiles, &tile->key);
  }
}

/* ------------------------------------------------------------------------------------ workers */

typedef struct {
  ToposPaintedTiles *owner;
  ToposBaseMap *map;
  Tile *tile;           /* the main loop's, but for `wanted` */
  TileKey key;
  double scale;
  ToposTheme theme;
  ToposBitmap *bitmap;
} Job;

/* The last tile of a row ends where the world does. */
static int
tile_extent (int64_t world, int32_t index)
{
  return (int) MIN ((int64_t) TILE_PX, world - (int64_t) index * TILE_PX);
}

static ToposBitmap *
paint (const Job *job)
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
  ToposBitmap *bitmap = topos_bitmap_new (surface, true);
  cairo_surface_destroy (surface);
  return bitmap;
}

static void
job_free (gpointer data)
{
  Job *job = data;
  g_clear_pointer (&job->bitmap, topos_bitmap_free);
  topos_base_map_unref (job->map);
  g_free (job);
}

static void
painted_cb (gpointer data, gpointer user_data)
{
  Job *job = data;
  ToposPaintedTiles *self = user_data;
  Tile *tile = job->tile;

  tile->pending = false;
  if (job->bitmap && job->map == self->map) {
    tile->bitmap = g_steal_pointer (&job->bitmap);
    self->bytes += topos_bitmap_bytes (tile->bitmap);
    forget_tiles (self, KEPT_BYTES, false);
  }
  job_free (job);
  self->news (self->user_data);
}

static void
work (gpointer data, gpointer user_data)
{
  Job *job = data;
  g_mutex_lock (&job->owner->lock);
  const bool wanted = job->tile->wanted >= job->owner->frame - 1;
  g_mutex_unlock (&job->owner->lock);

  /* The view may have moved on while the job waited. */
  if (wanted)
    job->bitmap = paint (job);
  topos_outbox_push (job->owner->outbox, job);
}

/* The tile, which a worker is asked for when it is not there. */
static Tile *
want_tile (ToposPaintedTiles *self, const TileKey *key, int density, ToposTheme theme)
{
  Tile *tile = g_hash_table_lookup (self->tiles, key);
  if (tile)
    g_queue_unlink (&self->recent, &tile->link);
  else {
    tile = g_new0 (Tile, 1);
    tile->key = *key;
    tile->link.data = tile;
    g_hash_table_insert (self->tiles, &tile->key, tile);
  }
  g_queue_push_head_link (&self->recent, &tile->link);
  g_mutex_lock (&self->lock);
  tile->wanted = self->frame;
  g_mutex_unlock (&self->lock);

  if (tile->bitmap || tile->pending || !self->map)
    return tile;
  Job *job = g_new0 (Job, 1);
  *job = (Job) { .owner = self, .map = topos_base_map_ref (self->map), .tile = tile, .key = *key,
                 .scale = density, .theme = theme };
  tile->pending = true;
  g_thread_pool_push (self->workers, job, NULL);
  return tile;
}

/* ----------------------------------------------------------------------------------- drawing */

typedef struct {
  ToposPaintedTiles *tiles;
  ToposCanvas *canvas;
  const ToposWorldWindow *window;
  int density;
  ToposTheme theme;
  bool complete;  /* all that was wanted is there */
  graphene_rect_t missing;  /* round what is not */
} Frame;

static int32_t
look_of (const Frame *self)
{
  return self->density * 4 + (int) self->theme;
}

typedef void (*TileFunc) (Frame *self, const TileKey *key, const graphene_rect_t *place);

/* Calls `each` for the tiles of a world of `world` pixels that show in the window, whose own world
 * may be larger or smaller; the world repeats itself to the east and west. */
static void
each_tile (Frame *self, int64_t world, TileFunc each)
{
  const ToposWorldWindow *window = self->window;
  const double stretch = window->world / (double) world;
  const double left = window->left / stretch;
  const double top = window->top / stretch;
  const double right = left + window->width / stretch;
  const double bottom = top + window->height / stretch;
  const int first_row = MAX (0, (int) floor (top / TILE_PX));
  const int last_row = (int) floor ((MIN (bottom, (double) world) - 1e-6) / TILE_PX);

  for (double copy = floor (left / (double) world); copy * (double) world < right; copy++) {
    const double start = copy * (double) world;
    const int first = MAX (0, (int) floor ((left - start) / TILE_PX));
    const int last = (int) floor ((MIN (right - start, (double) world) - 1e-6) / TILE_PX);
    for (int row = first_row; row <= last_row; row++)
      for (int column = first; column <= last; column++) {
        const TileKey key = { .world = world, .column = column, .row = row,
                              .look = look_of (self) };
        const graphene_rect_t place = GRAPHENE_RECT_INIT (
          (float) ((start + (double) column * TILE_PX - left) * stretch),
          (float) (((double) row * TILE_PX - top) * stretch),
          (float) (tile_extent (world, column) * stretch),
          (float) (tile_extent (world, row) * stretch));
        each (self, &key, &place);
      }
  }
}

static void
want (Frame *self, const TileKey *key, const graphene_rect_t *place)
{
  const Tile *tile = want_tile (self->tiles, key, self->density, self->theme);
  if (tile->bitmap)
    return;
  if (self->complete)
    self->missing = *place;
  else
    graphene_rect_union (&self->missing, place, &self->missing);
  self->complete = false;
}

static void
draw (Frame *self, const TileKey *key, const graphene_rect_t *place)
{
  const Tile *tile = g_hash_table_lookup (self->tiles->tiles, key);
  if (tile && tile->bitmap)
    topos_canvas_draw (self->canvas, tile->bitmap, place);
}

/* The world nearest in size comes last. */
static int
by_distance (gconstpointer a, gconstpointer b, gpointer data)
{
  const double world = *(const double *) data;
  const double from_a = fabs (log2 ((double) *(const int64_t *) a / world));
  const double from_b = fabs (log2 ((double) *(const int64_t *) b / world));
  return from_a < from_b ? 1 : from_a > from_b ? -1 : 0;
}

/* Draws what is there of other zooms, so that nothing is blank. */
static void
draw_placeholders (Frame *self, int64_t current)
{
  g_autoptr (GArray) worlds = g_array_new (FALSE, FALSE, sizeof (int64_t));
  double world = self->window->world;
  for (GList *link = self->tiles->recent.head; link; link = link->next) {
    const Tile *tile = link->data;
    /* Much finer tiles would be too many, and show too little. */
    bool known = tile->key.world == current || !tile->bitmap ||
                 tile->key.look != look_of (self) || (double) tile->key.world > 4 * world;
    for (unsigned int i = 0; i < worlds->len && !known; i++)
      known = g_array_index (worlds, int64_t, i) == tile->key.world;
    if (!known)
      g_array_append_val (worlds, tile->key.world);
  }
  g_array_sort_with_data (worlds, by_distance, &world);
  for (unsigned int i = 0; i < worlds->len; i++)
    each_tile (self, g_array_index (worlds, int64_t, i), draw);
}

void
topos_painted_tiles_draw (ToposPaintedTiles *self, ToposCanvas *canvas,
                          const ToposWorldWindow *window, int density, ToposTheme theme,
                          bool rests)
{
  Frame frame = { .tiles = self, .canvas = canvas, .window = window, .density = density,
                  .theme = theme };
  const int64_t world = llround (window->world);
  g_mutex_lock (&self->lock);
  self->frame++;
  g_mutex_unlock (&self->lock);

  each_tile (&frame, GROUND_WORLD_PX, want);
  frame.complete = rests;
  frame.missing = GRAPHENE_RECT_INIT (0, 0, (float) window->width, (float) window->height);
  if (rests)
    each_tile (&frame, world, want);
  if (!frame.complete) {
    /* Stretched pictures are slow to draw: only where they are seen. */
    topos_canvas_push_clip (canvas, &frame.missing);
    draw_placeholders (&frame, world);
    topos_canvas_pop (canvas);
  }
  each_tile (&frame, world, draw);
}

/* ---------------------------------------------------------------------------------- the object */

ToposPaintedTiles *
topos_painted_tiles_new (void (*news) (gpointer), gpointer user_data)
{
  ToposPaintedTiles *self = g_new0 (ToposPaintedTiles, 1);
  self->news = news;
  self->user_data = user_data;
  self->outbox = topos_outbox_new (painted_cb, self);
  self->workers = g_thread_pool_new_full (
    work, NULL, job_free, MAX (1, (int) g_get_num_processors () - 1), FALSE, NULL);
  self->tiles = g_hash_table_new_full (tile_key_hash, tile_key_equal, NULL, tile_free);
  g_queue_init (&self->recent);
  g_mutex_init (&self->lock);
  return self;
}

void
topos_painted_tiles_close (ToposPaintedTiles *self)
{
  g_thread_pool_free (self->workers, TRUE, TRUE);
  topos_outbox_free (self->outbox, job_free);
  g_hash_table_unref (self->tiles);
  g_clear_pointer (&self->map, topos_base_map_unref);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
topos_painted_tiles_set_map (ToposPaintedTiles *self, ToposBaseMap *map)
{
  g_clear_pointer (&self->map, topos_base_map_unref);
  self->map = map ? topos_base_map_ref (map) : NULL;
  forget_tiles (self, 0, true);
}
