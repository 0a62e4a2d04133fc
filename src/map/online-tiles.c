/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/online-tiles.h"

#include "core/error.h"
#include "tiles/fetcher.h"

#include <glib/gi18n.h>
#include <math.h>

#define TILE_PX 256
#define KEPT_BYTES ((size_t) 64 << 20)
#define KEPT_FRAMES 60        /* not drawn for so long: may go when there are too many */
#define PARENTS_MOST 6        /* so many zooms further out a tile may stand in for another */
#define UNUSABLE_MOST 3       /* so many answers, and it is no server of tiles */
#define REFUSED_AGAIN_US (30 * G_USEC_PER_SEC)

typedef struct {
  ToposBitmap *bitmap;  /* NULL while it is wished for, or when it cannot be had */
  int64_t asked;        /* the frame that wished for it, 0 for none */
  int64_t refused_us;   /* when it could not be had, by the monotonic clock; 0 for never */
  int64_t used;         /* the last frame that drew it */
} Tile;

struct ToposOnlineTiles {
  ToposFetcher *fetcher;  /* NULL when the address is none */
  void (*news) (gpointer);
  gpointer user_data;
  GHashTable *tiles;      /* int64_t of zoom, x, y -> Tile */
  size_t bytes;
  int64_t frame;
  int64_t view_since;     /* the frame from which wishes are for this view */
  bool moved;
  int unusable;           /* answers one after the other that were no tiles */
  char *trouble;
};

static void
tile_free (gpointer data)
{
  Tile *tile = data;
  g_clear_pointer (&tile->bitmap, topos_bitmap_free);
  g_free (tile);
}

static size_t
bytes_of (const ToposBitmap *bitmap)
{
  return bitmap ? topos_bitmap_bytes (bitmap) : 0;
}

static void
pixels_free (gpointer pixels)
{
  g_bytes_unref (pixels);
}

/* Without a copy. Returns: (transfer full). */
static ToposBitmap *
bitmap_of (const ToposImage *image)
{
  static const cairo_user_data_key_t PIXELS;
  /* The surface is never painted on. */
  unsigned char *pixels = (unsigned char *) g_bytes_get_data (image->pixels, NULL);
  cairo_surface_t *surface = cairo_image_surface_create_for_data (
    pixels, CAIRO_FORMAT_ARGB32, image->width, image->height, (int) image->stride);
  cairo_surface_set_user_data (surface, &PIXELS, g_bytes_ref (image->pixels), pixels_free);
  ToposBitmap *bitmap = topos_bitmap_new (surface, false);
  cairo_surface_destroy (surface);
  return bitmap;
}

static Tile *
tile_at (ToposOnlineTiles *self, int zoom, int x, int y, bool make)
{
  const int64_t key = (int64_t) zoom << 48 | (int64_t) x << 24 | (int64_t) y;
  Tile *tile = g_hash_table_lookup (self->tiles, &key);
  if (!tile && make) {
    tile = g_new0 (Tile, 1);
    g_hash_table_insert (self->tiles, g_memdup2 (&key, sizeof key), tile);
  }
  return tile;
}

static void
forget_old_tiles (ToposOnlineTiles *self)
{
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Tile *tile = value;
    if (tile->used >= self->frame - KEPT_FRAMES)
      continue;
    self->bytes -= bytes_of (tile->bitmap);
    g_hash_table_iter_remove (&iter);
  }
}

/* Of one tile that is missing nothing need be said. */
static void
note (ToposOnlineTiles *self, bool good, const GError *error)
{
  const char *words = NULL;

  if (good) {
    self->unusable = 0;
    g_clear_pointer (&self->trouble, g_free);
    return;
  }
  if (g_error_matches (error, TOPOS_ERROR, TOPOS_ERROR_NETWORK))
    words = _("The map server does not answer: showing the offline map");
  else if (++self->unusable >= UNUSABLE_MOST)
    words = _("The map server sends no map tiles: showing the offline map");
  if (words && !self->trouble)
    self->trouble = g_strdup (words);
}

static void
fetched_cb (int zoom, int x, int y, ToposImage *image, const GError *error, gpointer data)
{
  ToposOnlineTiles *self = data;
  Tile *tile = tile_at (self, zoom, x, y, true);
  tile->asked = 0;
  tile->used = self->frame;
  tile->refused_us = image ? 0 : g_get_monotonic_time ();
  if (image && !tile->bitmap) {
    tile->bitmap = bitmap_of (image);
    self->bytes += bytes_of (tile->bitmap);
  }
  if (self->bytes > KEPT_BYTES)
    forget_old_tiles (self);

  note (self, image != NULL, error);
  self->news (self->user_data);
}

/* Draws a tile, or the part of a larger one that lies there. */
static bool
draw_tile (ToposOnlineTiles *self, ToposCanvas *canvas, int zoom, int x, int y,
           const graphene_rect_t *place)
{
  for (int up = 0; up <= zoom && up <= PARENTS_MOST; up++) {
    Tile *tile = tile_at (self, zoom - up, x >> up, y >> up, false);
    if (!tile || !tile->bitmap)
      continue;
    tile->used = self->frame;
    const float parts = (float) (1 << up);
    const float left = place->origin.x - place->size.width * (float) (x & ((1 << up) - 1));
    const float top = place->origin.y - place->size.height * (float) (y & ((1 << up) - 1));
    topos_canvas_push_clip (canvas, place);
    topos_canvas_draw (canvas, tile->bitmap,
                       &GRAPHENE_RECT_INIT (left, top, place->size.width * parts,
                                            place->size.height * parts));
    topos_canvas_pop (canvas);
    return true;
  }
  return false;
}

/* Wishes for a tile that is in view, unless that has been done or was in vain a moment ago. */
static void
wish (ToposOnlineTiles *self, int zoom, int x, int y)
{
  Tile *tile = tile_at (self, zoom, x, y, true);
  const bool refused = tile->refused_us > 0 &&
                       g_get_monotonic_time () - tile->refused_us < REFUSED_AGAIN_US;
  tile->used = self->frame;
  if (tile->bitmap || refused || tile->asked >= self->view_since)
    return;
  tile->asked = self->frame;
  topos_fetcher_want (self->fetcher, zoom, x, y);
}

bool
topos_online_tiles_draw (ToposOnlineTiles *self, ToposCanvas *canvas,
                         const ToposWorldWindow *window, bool rests)
{
  const int zoom = CLAMP ((int) lround (log2 (window->world / TILE_PX)), 0, TOPOS_OSM_MAX_ZOOM);
  const int count = 1 << zoom;
  const double size = window->world / count;
  const int first_column = (int) floor (window->left / size);
  const int last_column = (int) ceil ((window->left + window->width) / size) - 1;
  const int first_row = MAX (0, (int) floor (window->top / size));
  const int last_row = MIN (count - 1, (int) ceil ((window->top + window->height) / size) - 1);
  bool drawn = false;

  self->frame++;
  if (rests && self->fetcher && self->moved) {
    topos_fetcher_forget (self->fetcher);
    self->moved = false;
    self->view_since = self->frame;
  }
  for (int row = first_row; row <= last_row; row++)
    for (int column = first_column; column <= last_column; column++) {
      const int x = ((column % count) + count) % count;
      /* Whole pixels: otherwise seams show. */
      const float left = (float) round (column * size - window->left);
      const float top = (float) round (row * size - window->top);
      const graphene_rect_t place = GRAPHENE_RECT_INIT (
        left, top, (float) round ((column + 1) * size - window->left) - left,
        (float) round ((row + 1) * size - window->top) - top);
      if (rests && self->fetcher)
        wish (self, zoom, x, row);
      drawn = draw_tile (self, canvas, zoom, x, row, &place) || drawn;
    }
  return drawn;
}

void
topos_online_tiles_moved (ToposOnlineTiles *self)
{
  self->moved = true;
}

const char *
topos_online_tiles_trouble (const ToposOnlineTiles *self)
{
  return self->trouble;
}

ToposOnlineTiles *
topos_online_tiles_new (const char *address, const char *cache_folder, void (*news) (gpointer),
                        gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const ToposFetcherOptions options = { .address = address, .cache_folder = cache_folder };
  ToposOnlineTiles *self = g_new0 (ToposOnlineTiles, 1);
  self->news = news;
  self->user_data = user_data;
  self->moved = true;
  self->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, tile_free);
  self->fetcher = topos_fetcher_new (&options, fetched_cb, self, &error);
  if (error)
    self->trouble = g_strdup (error->message);
  return self;
}

void
topos_online_tiles_free (ToposOnlineTiles *self)
{
  g_clear_pointer (&self->fetcher, topos_fetcher_free);
  g_hash_table_unref (self->tiles);
  g_free (self->trouble);
  g_free (self);
}
