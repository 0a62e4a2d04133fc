/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/callout.h"

#include <glib.h>
#include <math.h>

#define GAP 3.0      /* between symbol and name */
#define AIR 1.5      /* round a name, so that neighbours do not run together */
#define CLEAR 7.0    /* between a name and another's symbol, so that nobody asks whose name it is */

/* Where a name may stand beside its symbol, best first: right, left, above, below, corners. The
 * numbers say which part of the text's box touches: -1 its end, 0 its middle, 1 its start. */
static const struct {
  double dx;
  double dy;
} BESIDE[] = { { 1, 0 }, { 1, -0.7 }, { 1, 0.7 }, { -1, 0 }, { -1, -0.7 }, { -1, 0.7 },
               { 0, -1 }, { 0, 1 } };

static const double LEADS[] = { 16, 26, 40, 58, 80, 106 };
#define NEAR_LEADS 2  /* so short, a line is better than a name that might be a neighbour's */
#define DIRECTIONS 16

typedef struct {
  double x0, y0, x1, y1;
} Line;

typedef struct {
  ToposCallout *all;
  size_t n;
  const ToposRect *obstacles;
  size_t n_obstacles;
  ToposRect bounds;
  GArray *texts;   /* ToposRect of those placed so far */
  GArray *lines;   /* Line */
} Room;

bool
topos_rects_overlap (ToposRect a, ToposRect b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height
         && b.y < a.y + a.height;
}

static bool
rect_inside (ToposRect inner, ToposRect outer)
{
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width
         && inner.y + inner.height <= outer.y + outer.height;
}

/* Asked of every name and every symbol of a frame: hypot would take longer than all the rest. */
static bool
is_within (double dx, double dy, double reach)
{
  return dx * dx + dy * dy < reach * reach;
}

static bool
disc_meets_rect (double x, double y, double radius, ToposRect rect)
{
  const double nearest_x = CLAMP (x, rect.x, rect.x + rect.width);
  const double nearest_y = CLAMP (y, rect.y, rect.y + rect.height);

  return is_within (x - nearest_x, y - nearest_y, radius);
}

static double
side_of (double ax, double ay, double bx, double by, double px, double py)
{
  return (bx - ax) * (py - ay) - (by - ay) * (px - ax);
}

static bool
lines_cross (Line a, Line b)
{
  return side_of (a.x0, a.y0, a.x1, a.y1, b.x0, b.y0) * side_of (a.x0, a.y0, a.x1, a.y1, b.x1, b.y1)
             < 0
         && side_of (b.x0, b.y0, b.x1, b.y1, a.x0, a.y0)
                    * side_of (b.x0, b.y0, b.x1, b.y1, a.x1, a.y1)
                < 0;
}

static bool
line_meets_rect (Line line, ToposRect rect)
{
  const double right = rect.x + rect.width, bottom = rect.y + rect.height;
  const bool inside = line.x0 > rect.x && line.x0 < right && line.y0 > rect.y && line.y0 < bottom;

  return inside || lines_cross (line, (Line){ rect.x, rect.y, right, bottom })
         || lines_cross (line, (Line){ right, rect.y, rect.x, bottom });
}

static bool
line_meets_disc (Line line, double x, double y, double radius)
{
  const double dx = line.x1 - line.x0, dy = line.y1 - line.y0;
  const double length2 = dx * dx + dy * dy;
  const double t
      = length2 > 0 ? CLAMP (((x - line.x0) * dx + (y - line.y0) * dy) / length2, 0, 1) : 0;

  return is_within (line.x0 + t * dx - x, line.y0 + t * dy - y, radius);
}

/* Whether the text is off all symbols: off its `own`, unless it stands for that, and so many units
 * off others. */
static bool
symbols_are_clear (const Room *room, ToposRect text, const ToposCallout *own, bool stands_for_it,
                   double clear)
{
  for (size_t i = 0; i < room->n; i++) {
    const ToposCallout *const c = &room->all[i];
    if ((c != own || !stands_for_it)
        && disc_meets_rect (c->x, c->y, c == own ? c->radius : c->radius + clear, text))
      return false;
  }
  return true;
}

static bool
text_is_free (const Room *room, ToposRect text)
{
  const ToposRect airy = { text.x - AIR, text.y - AIR, text.width + 2 * AIR,
                           text.height + 2 * AIR };

  if (!rect_inside (text, room->bounds))
    return false;
  for (guint i = 0; i < room->texts->len; i++)
    if (topos_rects_overlap (airy, g_array_index (room->texts, ToposRect, i)))
      return false;
  for (size_t i = 0; i < room->n_obstacles; i++)
    if (topos_rects_overlap (airy, room->obstacles[i]))
      return false;
  for (guint i = 0; i < room->lines->len; i++)
    if (line_meets_rect (g_array_index (room->lines, Line, i), airy))
      return false;
  return true;
}

static bool
line_is_free (const Room *room, Line line, const ToposCallout *own)
{
  for (guint i = 0; i < room->texts->len; i++)
    if (line_meets_rect (line, g_array_index (room->texts, ToposRect, i)))
      return false;
  for (guint i = 0; i < room->lines->len; i++)
    if (lines_cross (line, g_array_index (room->lines, Line, i)))
      return false;
  for (size_t i = 0; i < room->n; i++)
    if (&room->all[i] != own
        && line_meets_disc (line, room->all[i].x, room->all[i].y, room->all[i].radius + 1))
      return false;
  return true;
}

/* The text's box when the middle of its near edge, or its corner, is at x, y seen from dx, dy. */
static ToposRect
text_at (const ToposCallout *c, double x, double y, double dx, double dy)
{
  return (ToposRect){ dx > 0.3 ? x : dx < -0.3 ? x - c->width : x - c->width / 2,
                      y - c->height / 2 + dy * c->height / 2, c->width, c->height };
}

static void
take (Room *room, ToposCallout *callout, ToposRect text)
{
  callout->placed = true;
  callout->text = text;
  g_array_append_val (room->texts, text);
}

static bool
place_over (Room *room, ToposCallout *c)
{
  const ToposRect text = { c->x - c->width / 2, c->y - c->height / 2, c->width, c->height };

  if (!text_is_free (room, text) || !symbols_are_clear (room, text, c, true, 0))
    return false;
  take (room, c, text);
  return true;
}

static bool
place_beside (Room *room, ToposCallout *c, double clear)
{
  for (size_t i = 0; i < G_N_ELEMENTS (BESIDE); i++) {
    const double dx = BESIDE[i].dx, dy = BESIDE[i].dy;
    const double reach = c->radius + GAP;
    const double x = c->x + dx * (dy == 0 || dx == 0 ? reach : reach * 0.8);
    const ToposRect text = text_at (c, x, c->y + dy * (dx == 0 ? reach : reach * 0.7), dx, dy);
    if (text_is_free (room, text) && symbols_are_clear (room, text, c, false, clear)) {
      take (room, c, text);
      return true;
    }
  }
  return false;
}

/* At the end of one of the first `n` leads. */
static bool
place_afar (Room *room, ToposCallout *c, size_t n)
{
  for (size_t d = 0; d < n; d++)
    for (int i = 0; i < DIRECTIONS; i++) {
      /* 0, 1, -1, 2, -2...: from the right upwards and downwards in turn. */
      const double angle = (i + 1) / 2 * (i % 2 ? -1 : 1) * 2 * G_PI / DIRECTIONS;
      const double dx = cos (angle), dy = sin (angle);
      const double reach = c->radius + LEADS[d];
      const Line line = { c->x + dx * c->radius, c->y + dy * c->radius, c->x + dx * reach,
                          c->y + dy * reach };
      const ToposRect text = text_at (c, line.x1 + (dx > 0.3 ? 2 : dx < -0.3 ? -2 : 0), line.y1,
                                      dx, fabs (dx) > 0.3 ? 0 : dy);
      if (!text_is_free (room, text) || !symbols_are_clear (room, text, c, false, 0)
          || !line_is_free (room, line, c))
        continue;
      take (room, c, text);
      c->leader = true;
      c->from_x = line.x0;
      c->from_y = line.y0;
      c->to_x = line.x1;
      c->to_y = line.y1;
      g_array_append_val (room->lines, line);
      return true;
    }
  return false;
}

static int
more_important (const void *a, const void *b, void *data)
{
  const ToposCallout *const all = data;
  const size_t one = *(const size_t *) a, two = *(const size_t *) b;

  if (all[one].priority != all[two].priority)
    return all[one].priority > all[two].priority ? -1 : 1;
  return one < two ? -1 : one > two;
}

void
topos_callouts_place (ToposCallout *callouts, size_t n, const ToposRect *obstacles,
                      size_t n_obstacles, ToposRect bounds, bool leaders)
{
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (ToposRect));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autofree size_t *order = g_new (size_t, MAX (n, 1));
  Room room = { callouts, n, obstacles, n_obstacles, bounds, texts, lines };

  for (size_t i = 0; i < n; i++) {
    order[i] = i;
    callouts[i].placed = callouts[i].leader = false;
  }
  g_qsort_with_data (order, (int) n, sizeof *order, more_important, callouts);
  for (size_t i = 0; i < n; i++) {
    ToposCallout *const c = &callouts[order[i]];
    if (!c->wanted || (c->centred && place_over (&room, c)))
      continue;
    if (!place_beside (&room, c, CLEAR) && !(leaders && place_afar (&room, c, NEAR_LEADS)))
      if (!place_beside (&room, c, 0) && leaders)
        place_afar (&room, c, G_N_ELEMENTS (LEADS));
  }
}
