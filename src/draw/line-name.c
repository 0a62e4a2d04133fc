/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/line-name.h"

#include <math.h>
#include <pango/pangocairo.h>

#define TURN_MOST 0.45   /* between one letter and the next, in radians */
#define TRIES_MOST 12

/* Some letters that are drawn together. */
typedef struct {
  PangoFont *font;
  PangoGlyphString *glyphs;
  double from;     /* along the text */
  double width;
  double x;        /* of their middle */
  double y;
  double angle;
} Cluster;

struct ToposLineName {
  GArray *clusters;  /* Cluster */
  double rise;       /* from the baseline to the middle of a small letter */
  double height;
};

/* A line in the view's units, with how far each point lies along it. */
typedef struct {
  double *x;
  double *y;
  double *along;
  size_t n;
} Path;

static void
cluster_clear (gpointer data)
{
  Cluster *cluster = data;
  g_clear_object (&cluster->font);
  g_clear_pointer (&cluster->glyphs, pango_glyph_string_free);
}

static void
path_clear (Path *self)
{
  g_free (self->x);
  g_free (self->y);
  g_free (self->along);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Path, path_clear)

static Path
path_of (const ToposLabelWish *wish)
{
  const uint32_t n = wish->line->n_points;
  Path path = { .x = g_new (double, n), .y = g_new (double, n), .along = g_new (double, n), .n = n };
  for (uint32_t i = 0; i < n; i++) {
    path.x[i] = wish->x + wish->line->points[i].x * wish->unit;
    path.y[i] = wish->y + wish->line->points[i].y * wish->unit;
    path.along[i] = i == 0 ? 0 : path.along[i - 1] + hypot (path.x[i] - path.x[i - 1],
                                                            path.y[i] - path.y[i - 1]);
  }
  return path;
}

/* The point so far along the line. */
static void
point_at (const Path *path, double along, double *x, double *y)
{
  size_t low = 0;
  size_t high = path->n - 1;
  while (low + 1 < high) {
    const size_t middle = low + (high - low) / 2;
    if (path->along[middle] <= along)
      low = middle;
    else
      high = middle;
  }
  const double step = path->along[high] - path->along[low];
  const double t = step > 0 ? CLAMP ((along - path->along[low]) / step, 0, 1) : 0;
  *x = path->x[low] + t * (path->x[high] - path->x[low]);
  *y = path->y[low] + t * (path->y[high] - path->y[low]);
}

/* ------------------------------------------------------------------------------- the letters */

/* The glyphs of one cluster of a run, as a string of their own. */
static PangoGlyphString *
glyphs_between (const PangoGlyphString *all, int first, int last)
{
  PangoGlyphString *some = pango_glyph_string_new ();
  pango_glyph_string_set_size (some, last - first);
  for (int i = first; i < last; i++) {
    some->glyphs[i - first] = all->glyphs[i];
    some->log_clusters[i - first] = 0;
  }
  return some;
}

static void
add_run (GArray *clusters, const PangoGlyphItem *run, double *at)
{
  const PangoGlyphString *glyphs = run->glyphs;
  for (int i = 0; i < glyphs->num_glyphs;) {
    int end = i + 1;
    int width = glyphs->glyphs[i].geometry.width;
    while (end < glyphs->num_glyphs && glyphs->log_clusters[end] == glyphs->log_clusters[i])
      width += glyphs->glyphs[end++].geometry.width;
    const Cluster cluster = { .font = g_object_ref (run->item->analysis.font),
                              .glyphs = glyphs_between (glyphs, i, end),
                              .from = *at, .width = width / (double) PANGO_SCALE };
    g_array_append_val (clusters, cluster);
    *at += cluster.width;
    i = end;
  }
}

/* All clusters of a layout of one line, as they stand from left to right. Gives its width. */
static double
add_clusters (GArray *clusters, PangoLayout *layout)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  double at = 0;
  for (GSList *run = line ? line->runs : NULL; run; run = run->next)
    add_run (clusters, run->data, &at);
  return at;
}

/* --------------------------------------------------------------------------------- the place */

/* Sets the letters along the line from `start` on; false where it turns too sharply. */
static bool
set_letters (ToposLineName *self, const Path *path, double start, bool backwards, double width)
{
  double before = 0;
  for (unsigned int i = 0; i < self->clusters->len; i++) {
    Cluster *cluster = &g_array_index (self->clusters, Cluster, i);
    const double reach = MAX (cluster->width, self->height) / 2;
    const double middle = cluster->from + cluster->width / 2;
    const double at = start + (backwards ? width - middle : middle);
    double x0, y0, x1, y1;
    point_at (path, at, &cluster->x, &cluster->y);
    point_at (path, at - reach, &x0, &y0);
    point_at (path, at + reach, &x1, &y1);
    cluster->angle = backwards ? atan2 (y0 - y1, x0 - x1) : atan2 (y1 - y0, x1 - x0);
    if (i > 0 && fabs (remainder (cluster->angle - before, 2 * G_PI)) > TURN_MOST)
      return false;
    before = cluster->angle;
  }
  return true;
}

static ToposRect
cluster_rect (const ToposLineName *self, const Cluster *cluster)
{
  const double side = MAX (self->height * 0.8, cluster->width);
  return (ToposRect) { .x = cluster->x - side / 2, .y = cluster->y - side / 2, .width = side,
                       .height = side };
}

static bool
has_room (const ToposLineName *self, const ToposRoom *room, double padding)
{
  for (unsigned int i = 0; i < self->clusters->len; i++) {
    const ToposRect rect = topos_rect_grown (
      cluster_rect (self, &g_array_index (self->clusters, Cluster, i)), padding / 2);
    if (!topos_room_holds (room, rect) || !topos_room_is_free (room, rect))
      return false;
  }
  return true;
}

/* Tries the middle of the line first, then farther and farther to both sides. */
static bool
find_stretch (ToposLineName *self, const Path *path, double width, const ToposRoom *room,
              double padding)
{
  const double length = path->along[path->n - 1];
  const double middle = (length - width) / 2;
  for (int i = 0; i < TRIES_MOST; i++) {
    const double off = (i + 1) / 2 * width / 2 * (i % 2 ? -1 : 1);
    const double start = middle + off;
    double x0, y0, x1, y1;
    if (start < padding || start + width > length - padding)
      continue;
    point_at (path, start, &x0, &y0);
    point_at (path, start + width, &x1, &y1);
    if (set_letters (self, path, start, x1 < x0, width) && has_room (self, room, padding))
      return true;
  }
  return false;
}

ToposLineName *
topos_line_name_place (const ToposLabelWish *wish, PangoLayout *layout, ToposRoom *room,
                       double padding)
{
  g_auto (Path) path = path_of (wish);
  PangoRectangle extents;
  pango_layout_get_extents (layout, NULL, &extents);
  if (path.n < 2 || path.along[path.n - 1] < extents.width / (double) PANGO_SCALE + 2 * padding)
    return NULL;

  ToposLineName *self = g_new0 (ToposLineName, 1);
  self->clusters = g_array_new (FALSE, FALSE, sizeof (Cluster));
  g_array_set_clear_func (self->clusters, cluster_clear);
  self->height = extents.height / (double) PANGO_SCALE;
  self->rise = wish->size * 0.27;
  const double width = add_clusters (self->clusters, layout);
  if (self->clusters->len == 0 || !find_stretch (self, &path, width, room, padding)) {
    topos_line_name_free (self);
    return NULL;
  }
  for (unsigned int i = 0; i < self->clusters->len; i++)
    topos_room_take (room, topos_rect_grown (
      cluster_rect (self, &g_array_index (self->clusters, Cluster, i)), padding / 2));
  return self;
}

void
topos_line_name_free (ToposLineName *self)
{
  g_array_unref (self->clusters);
  g_free (self);
}

ToposRect
topos_line_name_rect (const ToposLineName *self)
{
  ToposRect all = cluster_rect (self, &g_array_index (self->clusters, Cluster, 0));
  for (unsigned int i = 1; i < self->clusters->len; i++) {
    const ToposRect rect = cluster_rect (self, &g_array_index (self->clusters, Cluster, i));
    const double right = MAX (all.x + all.width, rect.x + rect.width);
    const double bottom = MAX (all.y + all.height, rect.y + rect.height);
    all.x = MIN (all.x, rect.x);
    all.y = MIN (all.y, rect.y);
    all.width = right - all.x;
    all.height = bottom - all.y;
  }
  return all;
}

/* ---------------------------------------------------------------------------------- painting */

/* The pen at the beginning of a cluster's baseline. */
static void
stand_at (const ToposLineName *self, cairo_t *cr, const Cluster *cluster)
{
  cairo_save (cr);
  cairo_translate (cr, cluster->x, cluster->y);
  cairo_rotate (cr, cluster->angle);
  cairo_move_to (cr, -cluster->width / 2, self->rise);
}

void
topos_line_name_paint (const ToposLineName *self, cairo_t *cr, ToposTheme theme, ToposInk ink,
                       ToposInk halo, double scale)
{
  cairo_new_path (cr);
  for (unsigned int i = 0; i < self->clusters->len; i++) {
    const Cluster *cluster = &g_array_index (self->clusters, Cluster, i);
    stand_at (self, cr, cluster);
    pango_cairo_glyph_string_path (cr, cluster->font, cluster->glyphs);
    cairo_restore (cr);
  }
  topos_style_set_ink (cr, theme, halo);
  cairo_set_line_width (cr, 2.6 * scale);
  cairo_stroke (cr);
  topos_style_set_ink (cr, theme, ink);
  for (unsigned int i = 0; i < self->clusters->len; i++) {
    const Cluster *cluster = &g_array_index (self->clusters, Cluster, i);
    stand_at (self, cr, cluster);
    pango_cairo_show_glyph_string (cr, cluster->font, cluster->glyphs);
    cairo_restore (cr);
  }
}
