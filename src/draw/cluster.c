/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/cluster.h"

#include <math.h>
#include <string.h>

#define NO_PART UINT32_MAX
#define DEEPEST 28           /* levels of halving: 15 cm at the equator */
#define GRID_MOST 2048       /* cells a side of a window: more than any sheet shows */
#define UNIT 4294967296.0    /* a coordinate is a fraction of 2^32 */
#define MERGE_ROUNDS 8

typedef struct {
  uint64_t key;
  uint32_t point;
} Entry;

/* Sums before the i-th point in order; whole numbers, so that a difference is exact. */
typedef struct {
  uint64_t weight;
  uint64_t x;
  uint64_t y;
} Sum;

struct ToposClusterIndex {
  size_t n;
  Entry *order;
  Sum *before;          /* n + 1 */
  uint32_t *x;          /* by point */
  uint32_t *y;
  uint32_t *weights;
};

static uint64_t
spread (uint32_t bits)
{
  uint64_t v = bits;

  v = (v | v << 16) & 0x0000ffff0000ffffu;
  v = (v | v << 8) & 0x00ff00ff00ff00ffu;
  v = (v | v << 4) & 0x0f0f0f0f0f0f0f0fu;
  v = (v | v << 2) & 0x3333333333333333u;
  return (v | v << 1) & 0x5555555555555555u;
}

static uint64_t
morton (uint32_t x, uint32_t y)
{
  return spread (x) | spread (y) << 1;
}

static uint32_t
fixed (double unit)
{
  return (uint32_t) CLAMP (unit * UNIT, 0.0, UNIT - 1);
}

/* Eight passes of one byte each: stable, so that equal keys keep the order given. */
static void
sort_by_key (Entry *entries, size_t n)
{
  g_autofree Entry *other = g_new (Entry, MAX (n, 1));
  Entry *from = entries, *to = other;

  for (int shift = 0; shift < 64; shift += 8) {
    size_t place[257] = { 0 };

    for (size_t i = 0; i < n; i++)
      place[(from[i].key >> shift & 0xff) + 1]++;
    for (int b = 0; b < 256; b++)
      place[b + 1] += place[b];
    for (size_t i = 0; i < n; i++)
      to[place[from[i].key >> shift & 0xff]++] = from[i];
    Entry *const swap = from;
    from = to;
    to = swap;
  }
}

ToposClusterIndex *
topos_cluster_index_new (const ToposMercator *points, const uint32_t *weights, size_t n)
{
  ToposClusterIndex *const self = g_new0 (ToposClusterIndex, 1);

  self->n = n;
  self->order = g_new (Entry, MAX (n, 1));
  self->before = g_new0 (Sum, n + 1);
  self->x = g_new (uint32_t, MAX (n, 1));
  self->y = g_new (uint32_t, MAX (n, 1));
  self->weights = g_new (uint32_t, MAX (n, 1));
  for (size_t i = 0; i < n; i++) {
    const double x = points[i].x - floor (points[i].x);
    self->x[i] = fixed (x);
    self->y[i] = fixed (points[i].y);
    self->weights[i] = MAX (weights[i], 1);
    self->order[i] = (Entry){ morton (self->x[i], self->y[i]), i };
  }
  sort_by_key (self->order, n);
  for (size_t i = 0; i < n; i++) {
    const uint32_t p = self->order[i].point;
    const uint64_t weight = self->weights[p];
    self->before[i + 1] = (Sum){ self->before[i].weight + weight,
                                 self->before[i].x + weight * (self->x[p] >> 4),
                                 self->before[i].y + weight * (self->y[p] >> 4) };
  }
  return self;
}

void
topos_cluster_index_free (ToposClusterIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->order);
  g_free (self->before);
  g_free (self->x);
  g_free (self->y);
  g_free (self->weights);
  g_free (self);
}

/* The first place in order from `from` to `to` whose key is not below `key`; `to` if none. */
static size_t
lower_bound (const ToposClusterIndex *self, size_t from, size_t to, uint64_t key)
{
  size_t low = from, high = to;

  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (self->order[middle].key < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void
grow (ToposMercatorBox *extent, double x, double y)
{
  extent->x0 = MIN (extent->x0, x);
  extent->y0 = MIN (extent->y0, y);
  extent->x1 = MAX (extent->x1, x);
  extent->y1 = MAX (extent->y1, y);
}

static void
add_cluster (ToposClusters *into, ToposCluster cluster, ToposClusterPart part)
{
  cluster.first_part = into->parts->len;
  part.next = NO_PART;
  g_array_append_val (into->parts, part);
  g_array_append_val (into->clusters, cluster);
}

/* The points from `first` to `end` in order, which are those of one cell, as a cluster. Its extent
 * is that of the points when they are few, else the cell's. */
static void
add_cell (const ToposClusterIndex *self, ToposClusters *into, int64_t turn, int level,
          uint32_t column, uint32_t row, size_t first, size_t end)
{
  const Sum a = self->before[first], b = self->before[end];
  const double weight = (double) (b.weight - a.weight);
  const double side = ldexp (1, -level);
  ToposCluster cluster = { .middle = { turn + (b.x - a.x) / weight * 16 / UNIT,
                                       (b.y - a.y) / weight * 16 / UNIT },
                           .extent = { INFINITY, INFINITY, -INFINITY, -INFINITY },
                           .n = end - first, .lead = self->order[first].point,
                           .lead_weight = self->weights[self->order[first].point],
                           .weight = b.weight - a.weight };

  if (cluster.n > 64) {
    grow (&cluster.extent, turn + column * side, row * side);
    grow (&cluster.extent, turn + (column + 1.0) * side, (row + 1.0) * side);
  }
  for (size_t i = first; i < end && i < first + 64; i++) {
    const uint32_t p = self->order[i].point;
    if (cluster.n <= 64)
      grow (&cluster.extent, turn + self->x[p] / UNIT, self->y[p] / UNIT);
    if (self->weights[p] > cluster.lead_weight) {
      cluster.lead = p;
      cluster.lead_weight = self->weights[p];
    }
  }
  if (cluster.n == 1)
    cluster.middle = (ToposMercator){ cluster.extent.x0, cluster.extent.y0 };
  add_cluster (into, cluster, (ToposClusterPart){ .first = first, .n = cluster.n });
}

typedef struct {
  const ToposClusterIndex *index;
  ToposClusters *into;
  ToposMercatorBox window;
  int64_t turn;
  int level;
} Descent;

/* From the whole world down to the cells of the level asked for, past all that is empty or outside
 * the window. */
static void
descend (const Descent *d, int level, uint32_t column, uint32_t row, size_t first, size_t end)
{
  const double side = ldexp (1, -level), x = d->turn + column * side, y = row * side;

  if (first == end || x >= d->window.x1 || x + side <= d->window.x0 || y > d->window.y1
      || y + side <= d->window.y0)
    return;
  if (level == d->level) {
    add_cell (d->index, d->into, d->turn, level, column, row, first, end);
    return;
  }
  for (uint32_t child = 0; child < 4; child++) {
    const uint32_t cx = 2 * column + (child & 1), cy = 2 * row + (child >> 1);
    const uint64_t next = (morton (cx, cy) + 1) << (64 - 2 * (level + 1));
    const size_t last = child == 3 ? end : lower_bound (d->index, first, end, next);
    descend (d, level + 1, cx, cy, first, last);
    first = last;
  }
}

static int
heavier_first (const void *a, const void *b)
{
  const ToposCluster *const one = a, *const two = b;

  if (one->weight != two->weight)
    return one->weight > two->weight ? -1 : 1;
  if (one->lead != two->lead)
    return one->lead < two->lead ? -1 : 1;
  return one->middle.x < two->middle.x ? -1 : one->middle.x > two->middle.x;
}

static void
absorb (ToposClusters *all, ToposCluster *one, ToposCluster *two)
{
  const double weight = (double) (one->weight + two->weight);
  uint32_t last = one->first_part;

  one->middle.x = (one->middle.x * one->weight + two->middle.x * two->weight) / weight;
  one->middle.y = (one->middle.y * one->weight + two->middle.y * two->weight) / weight;
  grow (&one->extent, two->extent.x0, two->extent.y0);
  grow (&one->extent, two->extent.x1, two->extent.y1);
  if (two->lead_weight > one->lead_weight) {
    one->lead = two->lead;
    one->lead_weight = two->lead_weight;
  }
  one->n += two->n;
  one->weight += two->weight;
  while (g_array_index (all->parts, ToposClusterPart, last).next != NO_PART)
    last = g_array_index (all->parts, ToposClusterPart, last).next;
  g_array_index (all->parts, ToposClusterPart, last).next = two->first_part;
  two->n = 0;
}

/* Lets heavy clusters take in those nearer than `spacing`, until none is or they have grown enough:
 * a cluster's middle wanders as it grows, so one round may bring two together again. */
static void
merge_near (ToposClusters *all, double spacing)
{
  for (int round = 0; round < MERGE_ROUNDS; round++) {
    bool merged = false;

    g_array_sort (all->clusters, heavier_first);
    ToposCluster *const c = (ToposCluster *) (void *) all->clusters->data;
    for (guint i = 0; i < all->clusters->len; i++)
      for (guint j = i + 1; c[i].n > 0 && j < all->clusters->len; j++)
        if (c[j].n > 0 && fabs (c[i].middle.x - c[j].middle.x) < spacing
            && hypot (c[i].middle.x - c[j].middle.x, c[i].middle.y - c[j].middle.y) < spacing) {
          absorb (all, &c[i], &c[j]);
          merged = true;
        }

    guint kept = 0;
    for (guint i = 0; i < all->clusters->len; i++)
      if (c[i].n > 0)
        c[kept++] = c[i];
    g_array_set_size (all->clusters, kept);
    if (!merged)
      break;
  }
  g_array_sort (all->clusters, heavier_first);
}

ToposClusters *
topos_clusters_find (const ToposClusterIndex *self, ToposMercatorBox window, double spacing,
                     const ToposMercator *extra, const uint32_t *extra_weights, size_t n_extra)
{
  ToposClusters *const all = g_new0 (ToposClusters, 1);
  int level = CLAMP ((int) floor (-log2 (spacing)), 0, DEEPEST);

  while (level > 0 && ldexp (window.x1 - window.x0, level) > GRID_MOST)
    level--;

  all->clusters = g_array_new (FALSE, FALSE, sizeof (ToposCluster));
  all->parts = g_array_new (FALSE, FALSE, sizeof (ToposClusterPart));
  for (int64_t turn = (int64_t) floor (window.x0); turn < window.x1; turn++) {
    const Descent descent = { self, all, window, turn, level };
    descend (&descent, 0, 0, 0, 0, self->n);
  }
  for (size_t i = 0; i < n_extra; i++) {
    const ToposMercator at = extra[i];
    add_cluster (all, (ToposCluster){ .middle = at, .extent = { at.x, at.y, at.x, at.y }, .n = 1,
                                      .lead = self->n + i,
                                      .lead_weight = MAX (extra_weights[i], 1),
                                      .weight = MAX (extra_weights[i], 1) },
                 (ToposClusterPart){ .first = i, .n = 1, .extra = true });
  }
  merge_near (all, spacing);
  return all;
}

void
topos_clusters_free (ToposClusters *clusters)
{
  if (clusters == NULL)
    return;
  g_array_unref (clusters->clusters);
  g_array_unref (clusters->parts);
  g_free (clusters);
}

void
topos_cluster_foreach (const ToposClusterIndex *self, const ToposClusters *clusters,
                       const ToposCluster *cluster, ToposClusterVisit visit, void *data)
{
  for (uint32_t at = cluster->first_part; at != NO_PART;) {
    const ToposClusterPart *const part
        = &g_array_index (clusters->parts, ToposClusterPart, at);
    for (uint32_t i = 0; i < part->n; i++)
      visit (part->extra ? self->n + part->first + i : self->order[part->first + i].point, data);
    at = part->next;
  }
}
