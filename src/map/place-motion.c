/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/place-private.h"

#include <math.h>

#define WAY_US 220000          /* how long a thing is on its way */
#define ITEMS_MOST 400         /* with more, nobody could follow */
#define FARTHEST_PX 400.0      /* nor where a thing flew across the view */

/* One thing on its way from a point of the world to its own. */
typedef struct {
  ToposMercator from;
  int64_t since_us;
} Way;

struct ToposPlaceMotion {
  GHashTable *ways;  /* a marker + 1 -> Way */
};

ToposPlaceMotion *
topos_place_motion_new (void)
{
  ToposPlaceMotion *const self = g_new0 (ToposPlaceMotion, 1);

  self->ways = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

void
topos_place_motion_free (ToposPlaceMotion *self)
{
  g_hash_table_unref (self->ways);
  g_free (self);
}

void
topos_place_motion_stop (ToposPlaceMotion *self)
{
  g_hash_table_remove_all (self->ways);
}

static ToposMercator
in_world (const ToposPlaceView *view, double x, double y)
{
  const double dx = x - view->width / 2.0, dy = y - view->height / 2.0;
  const double c = cos (view->rotation), s = sin (view->rotation);

  return (ToposMercator){ view->middle.x + (dx * c + dy * s) / view->world_px,
                          view->middle.y + (dy * c - dx * s) / view->world_px };
}

static bool
is_old (const GArray *before, const ToposPlaceItem *item)
{
  for (guint i = 0; i < before->len; i++) {
    const ToposPlaceItem *const old = &g_array_index (before, ToposPlaceItem, i);
    if (old->marker == item->marker && old->n == item->n)
      return true;
  }
  return false;
}

/* The cluster that a new thing came out of: the smallest one whose places lie round it. */
static const ToposPlaceItem *
source_of (const GArray *before, const ToposPlaceItem *item, ToposMercator at)
{
  const ToposPlaceItem *found = NULL;

  for (guint i = 0; i < before->len; i++) {
    const ToposPlaceItem *const old = &g_array_index (before, ToposPlaceItem, i);
    const ToposWindow e = old->extent;
    const double rim = 1e-9;
    if (old->n <= item->n || at.x < e.x0 - rim || at.x > e.x1 + rim || at.y < e.y0 - rim
        || at.y > e.y1 + rim)
      continue;
    if (found == NULL || old->n < found->n)
      found = old;
  }
  return found;
}

void
topos_place_motion_note (ToposPlaceMotion *self, const GArray *before, const ToposPlaceView *was,
                         const GArray *after, const ToposPlaceView *now, int64_t now_us)
{
  if (before->len == 0 || before->len > ITEMS_MOST || after->len > ITEMS_MOST)
    return;
  for (guint i = 0; i < after->len; i++) {
    const ToposPlaceItem *const item = &g_array_index (after, ToposPlaceItem, i);
    if (item->banner || is_old (before, item))
      continue;
    const ToposMercator at = in_world (now, item->x, item->y);
    const ToposPlaceItem *const source = source_of (before, item, at);
    if (source == NULL)
      continue;
    const ToposMercator from = in_world (was, source->x, source->y);
    if (hypot (from.x - at.x, from.y - at.y) * now->world_px > FARTHEST_PX)
      continue;
    const Way way = { from, now_us };
    g_hash_table_insert (self->ways, GUINT_TO_POINTER (item->marker + 1),
                         g_memdup2 (&way, sizeof way));
  }
}

bool
topos_place_motion_offset (ToposPlaceMotion *self, const ToposPlaceItem *item,
                           const ToposPlaceView *view, int64_t now_us, double *dx, double *dy)
{
  const Way *const way = g_hash_table_size (self->ways) > 0
                             ? g_hash_table_lookup (self->ways, GUINT_TO_POINTER (item->marker + 1))
                             : NULL;

  *dx = *dy = 0;
  if (way == NULL || item->banner || now_us - way->since_us >= WAY_US)
    return false;
  /* Quick at first, then slower: it comes to rest. */
  const double left = 1 - (double) (now_us - way->since_us) / WAY_US;
  const double share = left * left * left;
  const ToposMercator at = in_world (view, item->x, item->y);
  const double east = (way->from.x - at.x) * view->world_px * share;
  const double south = (way->from.y - at.y) * view->world_px * share;
  const double c = cos (view->rotation), s = sin (view->rotation);
  *dx = east * c - south * s;
  *dy = east * s + south * c;
  return true;
}

static gboolean
has_arrived (gpointer marker, gpointer way, gpointer now_us)
{
  return *(const int64_t *) now_us - ((const Way *) way)->since_us >= WAY_US;
}

bool
topos_place_motion_rests (ToposPlaceMotion *self, int64_t now_us)
{
  g_hash_table_foreach_remove (self->ways, has_arrived, &now_us);
  return g_hash_table_size (self->ways) == 0;
}
