/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/room.h"

#include <glib.h>
#include <math.h>

/* By the cells of a grid, so that a question touches few. */
struct ToposRoom {
  ToposRect bounds;
  double cell;
  int columns;
  int rows;
  GArray **cells;  /* ToposRect, or NULL */
};

ToposRoom *
topos_room_new (ToposRect bounds, double cell)
{
  ToposRoom *self = g_new (ToposRoom, 1);
  *self = (ToposRoom) { .bounds = bounds, .cell = cell,
                        .columns = MAX (1, (int) ceil (bounds.width / cell)),
                        .rows = MAX (1, (int) ceil (bounds.height / cell)) };
  self->cells = g_new0 (GArray *, (size_t) self->columns * (size_t) self->rows);
  return self;
}

void
topos_room_free (ToposRoom *self)
{
  for (int i = 0; i < self->columns * self->rows; i++)
    g_clear_pointer (&self->cells[i], g_array_unref);
  g_free (self->cells);
  g_free (self);
}

typedef struct {
  int left;
  int right;
  int top;
  int bottom;
} Cells;

static Cells
cells_of (const ToposRoom *self, ToposRect rect)
{
  const double x = rect.x - self->bounds.x;
  const double y = rect.y - self->bounds.y;
  return (Cells) {
    .left = CLAMP ((int) floor (x / self->cell), 0, self->columns - 1),
    .right = CLAMP ((int) floor ((x + rect.width) / self->cell), 0, self->columns - 1),
    .top = CLAMP ((int) floor (y / self->cell), 0, self->rows - 1),
    .bottom = CLAMP ((int) floor ((y + rect.height) / self->cell), 0, self->rows - 1),
  };
}

static bool
cell_is_free (const GArray *cell, ToposRect rect)
{
  for (unsigned int i = 0; cell && i < cell->len; i++)
    if (topos_rects_overlap (rect, g_array_index (cell, ToposRect, i)))
      return false;
  return true;
}

bool
topos_room_is_free (const ToposRoom *self, ToposRect rect)
{
  const Cells cells = cells_of (self, rect);
  for (int row = cells.top; row <= cells.bottom; row++)
    for (int column = cells.left; column <= cells.right; column++)
      if (!cell_is_free (self->cells[row * self->columns + column], rect))
        return false;
  return true;
}

bool
topos_room_holds (const ToposRoom *self, ToposRect rect)
{
  const ToposRect *outer = &self->bounds;
  return rect.x >= outer->x && rect.y >= outer->y &&
         rect.x + rect.width <= outer->x + outer->width &&
         rect.y + rect.height <= outer->y + outer->height;
}

void
topos_room_take (ToposRoom *self, ToposRect rect)
{
  const Cells cells = cells_of (self, rect);
  for (int row = cells.top; row <= cells.bottom; row++)
    for (int column = cells.left; column <= cells.right; column++) {
      GArray **cell = &self->cells[row * self->columns + column];
      if (!*cell)
        *cell = g_array_new (FALSE, FALSE, sizeof (ToposRect));
      g_array_append_val (*cell, rect);
    }
}

ToposRect
topos_rect_grown (ToposRect rect, double by)
{
  return (ToposRect) { .x = rect.x - by, .y = rect.y - by, .width = rect.width + 2 * by,
                       .height = rect.height + 2 * by };
}
