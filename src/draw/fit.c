/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_WEIGHT 0.6     /* what may never be cut away */
#define WEIGHT_POWER 4.0     /* how dear a lost place is against a smaller box */
#define WORTH_IT 1.5         /* cut only when the box shrinks by this */
#define NEAR_BY 0.75         /* what lies this much of the box beyond its edge is taken in again */
#define REACH 0.7            /* how much of an area's radius is to be seen */
#define SMALLEST 0.001       /* of the world's width: 40 km */
#define SPOTS_MOST 10000     /* of more places every other, or third, tells where the bulk is */

typedef struct {
  double x;
  double y;
  double weight;
  double reach;  /* of a small area, in units of the world */
} Spot;

static int
by_x (const void *a, const void *b)
{
  const Spot *const one = a, *const two = b;

  return one->x < two->x ? -1 : one->x > two->x;
}

static int
by_y (const void *a, const void *b)
{
  const Spot *const *one = a, *const *two = b;

  return (*one)->y < (*two)->y ? -1 : (*one)->y > (*two)->y;
}

/* Whether the marker's middle says where things happen: a country's does not, unless there
 * is nothing better. */
static bool
is_precise (const ToposMarker *marker)
{
  return marker->kind != TOPOS_PLACE_COUNTRY && marker->kind != TOPOS_PLACE_CONTINENT
         && marker->kind != TOPOS_PLACE_OCEAN && marker->kind != TOPOS_PLACE_REGION
         && marker->kind != TOPOS_PLACE_FORMER_COUNTRY && marker->radius_km < 250;
}

static GArray *
spots_of (const ToposMarker *markers, size_t n)
{
  GArray *const spots = g_array_new (FALSE, FALSE, sizeof (Spot));
  const size_t step = (n + SPOTS_MOST - 1) / SPOTS_MOST;
  size_t precise = 0;

  for (size_t i = 0; i < n; i += step)
    precise += is_precise (&markers[i]);
  for (size_t i = 0; i < n; i += step) {
    if (precise > 0 && !is_precise (&markers[i]))
      continue;
    const ToposMercator at = topos_mercator_from_point (markers[i].point);
    const double circle_km = 40075 * cos (CLAMP (markers[i].point.lat, -80, 80) * G_PI / 180);
    const Spot spot = { at.x, at.y, sqrt (MAX (markers[i].passages, 1)),
                        is_precise (&markers[i]) ? REACH * markers[i].radius_km / circle_km : 0 };
    g_array_append_val (spots, spot);
  }
  return spots;
}

/* Cuts the world where the gap between neighbours is widest; what lies west of the cut is moved
 * one turn to the east. The spots come out sorted by x. */
static void
unroll (GArray *spots)
{
  Spot *const s = (Spot *) (void *) spots->data;
  const guint n = spots->len;
  guint cut = 0;

  qsort (s, n, sizeof *s, by_x);
  double widest = s[0].x + 1 - s[n - 1].x;
  for (guint i = 1; i < n; i++)
    if (s[i].x - s[i - 1].x > widest) {
      widest = s[i].x - s[i - 1].x;
      cut = i;
    }
  g_autofree Spot *west = g_memdup2 (s, cut * sizeof *s);
  for (guint i = 0; i < cut; i++)
    west[i].x += 1;
  memmove (s, s + cut, (n - cut) * sizeof *s);
  for (guint i = 0; i < cut; i++)
    s[n - cut + i] = west[i];
}

typedef struct {
  guint west, east, north, south;  /* indices into the two orders, inclusive */
} Trim;

static double
spread_of (const Spot *xs, Spot *const *ys, Trim t)
{
  const double width = xs[t.east].x - xs[t.west].x, height = ys[t.south]->y - ys[t.north]->y;

  return sqrt (width * width + height * height) + SMALLEST;  /* hypot takes four times as long */
}

static bool
is_in (const Spot *spot, const Spot *xs, Spot *const *ys, Trim t)
{
  return spot >= &xs[t.west] && spot <= &xs[t.east] && spot->y >= ys[t.north]->y
         && spot->y <= ys[t.south]->y;
}

/* Moves the four sides inwards over spots that another side has cut away already. */
static Trim
tighten (const Spot *xs, Spot *const *ys, Trim t)
{
  while (t.west < t.east && !is_in (&xs[t.west], xs, ys, t))
    t.west++;
  while (t.east > t.west && !is_in (&xs[t.east], xs, ys, t))
    t.east--;
  while (t.north < t.south && !is_in (ys[t.north], xs, ys, t))
    t.north++;
  while (t.south > t.north && !is_in (ys[t.south], xs, ys, t))
    t.south--;
  return t;
}

/* Cuts one side's outermost spot away again and again, always the one whose loss shrinks the box
 * most for its weight, and remembers the best box on the way. */
static Trim
best_trim (GArray *spots, Spot **ys)
{
  const Spot *const xs = (Spot *) (void *) spots->data;
  const guint n = spots->len;
  Trim now = { 0, n - 1, 0, n - 1 }, best = now;
  double all = 0, left, best_cost;

  for (guint i = 0; i < n; i++)
    all += xs[i].weight;
  left = all;
  best_cost = log (spread_of (xs, ys, now));
  const double full = spread_of (xs, ys, now);

  while (now.west < now.east && now.north < now.south) {
    const Trim tries[] = { { now.west + 1, now.east, now.north, now.south },
                           { now.west, now.east - 1, now.north, now.south },
                           { now.west, now.east, now.north + 1, now.south },
                           { now.west, now.east, now.north, now.south - 1 } };
    const Spot *const lost[] = { &xs[now.west], &xs[now.east], ys[now.north], ys[now.south] };
    const double before = spread_of (xs, ys, now);
    double gain = -1;
    int chosen = 0;

    for (int i = 0; i < 4; i++) {
      const double worth
          = log (before / spread_of (xs, ys, tighten (xs, ys, tries[i]))) / lost[i]->weight;
      if (worth > gain) {
        gain = worth;
        chosen = i;
      }
    }
    left -= lost[chosen]->weight;
    if (left < all * LEAST_WEIGHT)
      break;
    now = tighten (xs, ys, tries[chosen]);
    const double cost = log (spread_of (xs, ys, now)) - WEIGHT_POWER * log (left / all);
    if (cost < best_cost) {
      best_cost = cost;
      best = now;
    }
  }
  return full / spread_of (xs, ys, best) >= WORTH_IT ? best : (Trim){ 0, n - 1, 0, n - 1 };
}

bool
topos_fit_markers (const ToposMarker *markers, size_t n, ToposBox *box)
{
  g_autoptr (GArray) spots = spots_of (markers, n);
  g_autofree Spot **ys = g_new (Spot *, MAX (spots->len, 1));

  if (spots->len == 0)
    return false;
  unroll (spots);
  for (guint i = 0; i < spots->len; i++)
    ys[i] = &g_array_index (spots, Spot, i);
  qsort (ys, spots->len, sizeof *ys, by_y);

  const Spot *const xs = (Spot *) (void *) spots->data;
  const Trim trim = best_trim (spots, ys);
  const double west = xs[trim.west].x, east = xs[trim.east].x;
  const double north = ys[trim.north]->y, south = ys[trim.south]->y;
  const double near_by = NEAR_BY * hypot (east - west, south - north);
  double x0 = west, x1 = east, y0 = north, y1 = south;

  for (guint i = 0; i < spots->len; i++) {
    const double x = xs[i].x, y = xs[i].y;
    if (hypot (x - CLAMP (x, west, east), y - CLAMP (y, north, south)) > near_by)
      continue;
    x0 = MIN (x0, x - xs[i].reach);
    x1 = MAX (x1, x + xs[i].reach);
    y0 = MIN (y0, y - xs[i].reach);
    y1 = MAX (y1, y + xs[i].reach);
  }
  const double short_by = SMALLEST - MAX (x1 - x0, y1 - y0);

  if (short_by > 0) {
    x0 -= short_by / 2;
    x1 += short_by / 2;
    y0 -= short_by / 2;
    y1 += short_by / 2;
  }
  const ToposPoint north_west = topos_mercator_to_point ((ToposMercator){ x0, y0 });
  const ToposPoint south_east = topos_mercator_to_point ((ToposMercator){ x1, y1 });
  *box = (ToposBox){ .west = north_west.lon > 180 ? north_west.lon - 360 : north_west.lon,
                     .south = south_east.lat,
                     .east = south_east.lon > 180 ? south_east.lon - 360 : south_east.lon,
                     .north = north_west.lat };
  return true;
}
