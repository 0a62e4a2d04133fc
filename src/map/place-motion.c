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

/* One that has gone into a cluster: it is drawn until it is there. */
typedef struct {
  ToposPlaceItem item;
  ToposMercator to;
  Way way;
} Leaving;

struct ToposPlaceMotion {
  GHashTable *ways;  /* a marker + 1 -> Way */
  GArray *leaving;   /* Leaving */
};

ToposPlaceMotion *
topos_place_motion_new (void)
{
  ToposPlaceMotion *const self = g_new0 (ToposPlaceMotion, 1);

  self->ways = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->leaving = g_array_new (FALSE, FALSE, sizeof (Leaving));
  return self;
}

void
topos_place_motion_free (ToposPlaceMotion *self)
{
  g_hash_table_unref (self->ways);
  g_array_unref (self->leaving);
  g_free (self);
}

void
topos_place_motion_stop (ToposPlaceMotion *self)
{
  g_hash_table_remove_all (self->ways);
  g_array_set_size (self->leaving, 0);
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
is_among (const GArray *items, const ToposPlaceItem *item)
{
  for (guint i = 0; i < items->len; i++) {
    const ToposPlaceItem *const one = &g_array_index (items, ToposPlaceItem, i);
    if (one->marker == item->marker && one->n == item->n)
      return true;
  }
  return false;
}

/* The cluster that a thing at that point came out of, or went into: the smallest one whose places
 * lie round it. */
static const ToposPlaceItem *
cluster_round (const GArray *items, const ToposPlaceItem *item, ToposMercator at)
{
  const ToposPlaceItem *found = NULL;

  for (guint i = 0; i < items->len; i++) {
    const ToposPlaceItem *const one = &g_array_index (items, ToposPlaceItem, i);
    const ToposMercatorBox e = one->extent;
    const double rim = 1e-9;
    if (one->n <= item->n || at.x < e.x0 - rim || at.x > e.x1 + rim || at.y < e.y0 - rim
        || at.y > e.y1 + rim)
      continue;
    if (found == NULL || one->n < found->n)
      found = one;
  }
  return found;
}

static bool
is_near (ToposMercator a, ToposMercator b, const ToposPlaceView *view)
{
  return hypot (a.x - b.x, a.y - b.y) * view->world_px <= FARTHEST_PX;
}

/* What has gone into a cluster moves to its middle. */
static void
note_leaving (ToposPlaceMotion *self, const GArray *before, const ToposPlaceView *was,
              const GArray *after, const ToposPlaceView *now, int64_t now_us)
{
  for (guint i = 0; i < before->len; i++) {
    const ToposPlaceItem *const item = &g_array_index (before, ToposPlaceItem, i);
    if (item->banner || is_among (after, item))
      continue;
    const ToposMercator from = in_world (was, item->x, item->y);
    const ToposPlaceItem *const cluster = cluster_round (after, item, from);
    if (cluster == NULL)
      continue;
    const Leaving one = { *item, in_world (now, cluster->x, cluster->y), { from, now_us } };
    if (is_near (from, one.to, now))
      g_array_append_val (self->leaving, one);
  }
}

void
topos_place_motion_note (ToposPlaceMotion *self, const GArray *before, const ToposPlaceView *was,
                         const GArray *after, const ToposPlaceView *now, int64_t now_us)
{
  if (before->len == 0 || before->len > ITEMS_MOST || after->len > ITEMS_MOST)
    return;
  note_leaving (self, before, was, after, now, now_us);
  for (guint i = 0; i < after->len; i++) {
    const ToposPlaceItem *const item = &g_array_index (after, ToposPlaceItem, i);
    if (item->banner || is_among (before, item))
      continue;
    const ToposMercator at = in_world (now, item->x, item->y);
    const ToposPlaceItem *const source = cluster_round (before, item, at);
    if (source == NULL)
      continue;
    const ToposMercator from = in_world (was, source->x, source->y);
    if (!is_near (from, at, now))
      continue;
    const Way way = { from, now_us };
    g_hash_table_insert (self->ways, GUINT_TO_POINTER (item->marker + 1),
                         g_memdup2 (&way, sizeof way));
  }
}

/* Of the way from `way` to `to`, what is left, in pixels of the view; false when it is done. */
static bool
left_of (const Way *way, ToposMercator to, const ToposPlaceView *view, int64_t now_us, double *dx,
         double *dy)
{
  *dx = *dy = 0;
  if (now_us - way->since_us >= WAY_US)
    return false;
  /* Quick at first, then slower: it comes to rest. */
  const double left = 1 - (double) (now_us - way->since_us) / WAY_US;
  const double share = left * left * left;
  const double east = (way->from.x - to.x) * view->world_px * share;
  const double south = (way->from.y - to.y) * view->world_px * share;
  const double c = cos (view->rotation), s = sin (view->rotation);
  *dx = east * c - south * s;
  *dy = east * s + south * c;
  return true;
}

bool
topos_place_motion_offset (ToposPlaceMotion *self, const ToposPlaceItem *item,
                           const ToposPlaceView *view, int64_t now_us, double *dx, double *dy)
{
  const Way *const way = g_hash_table_size (self->ways) > 0
                             ? g_hash_table_lookup (self->ways, GUINT_TO_POINTER (item->marker + 1))
                             : NULL;

  *dx = *dy = 0;
  if (way == NULL || item->banner)
    return false;
  return left_of (way, in_world (view, item->x, item->y), view, now_us, dx, dy);
}

/* Where a point of the world lies in the view. */
static void
in_view (const ToposPlaceView *view, ToposMercator at, double *x, double *y)
{
  const double east = (at.x - view->middle.x) * view->world_px;
  const double south = (at.y - view->middle.y) * view->world_px;
  const double c = cos (view->rotation), s = sin (view->rotation);

  *x = view->width / 2.0 + east * c - south * s;
  *y = view->height / 2.0 + east * s + south * c;
}

bool
topos_place_motion_leaving (ToposPlaceMotion *self, guint i, const ToposPlaceView *view,
                            int64_t now_us, ToposPlaceItem *item)
{
  double dx, dy;

  if (i >= self->leaving->len)
    return false;
  const Leaving *const one = &g_array_index (self->leaving, Leaving, i);
  *item = one->item;
  in_view (view, one->to, &item->x, &item->y);
  left_of (&one->way, one->to, view, now_us, &dx, &dy);
  item->x += dx;
  item->y += dy;
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
  for (guint i = self->leaving->len; i-- > 0;)
    if (has_arrived (NULL, &g_array_index (self->leaving, Leaving, i).way, &now_us))
      g_array_remove_index_fast (self->leaving, i);
  return g_hash_table_size (self->ways) == 0 && self->leaving->len == 0;
}
