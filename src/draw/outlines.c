/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/outlines.h"

#include "core/error.h"
#include "core/translate.h"

#include <math.h>
#include <string.h>

/* The file, little-endian: a header; one entry an outline by rising place; and for each outline
 * varints: how many rings, then for each ring how many points, and for each point the zigzag steps
 * in x and y from the one before (the first from 0, 0), in `units` to the world's width. */
#define MAGIC "ToposOut"
#define VERSION 1u

typedef struct {
  char magic[8];
  uint32_t version;
  uint32_t n;
  uint32_t size;   /* of the file */
  uint32_t units;
} Header;

typedef struct {
  uint64_t place;
  uint32_t offset;
  uint32_t length;
  int32_t low_x, low_y, high_x, high_y;
} Entry;

struct ToposOutlines {
  gatomicrefcount references;
  GMappedFile *file;
  const Header *header;
  const Entry *entries;
};

typedef struct {
  const uint8_t *at;
  const uint8_t *end;
  bool bad;
} Cursor;

static bool
is_whole (const char *data, gsize length)
{
  const Header *const header = (const void *) data;

  return length >= sizeof *header && memcmp (header->magic, MAGIC, 8) == 0
         && header->version == VERSION && header->size == length && header->units > 0
         && header->n <= (length - sizeof *header) / sizeof (Entry);
}

ToposOutlines *
topos_outlines_open (const char *path, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &why);

  if (file == NULL) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
                 _ ("The outlines %s cannot be opened: %s. Install Topos again."), path, why->message);
    return NULL;
  }
  const char *const data = g_mapped_file_get_contents (file);
  if (!is_whole (data, g_mapped_file_get_length (file))) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA,
                 _ ("The outlines %s are damaged or of another version. Install Topos again."), path);
    return NULL;
  }
  ToposOutlines *const self = g_new0 (ToposOutlines, 1);
  g_atomic_ref_count_init (&self->references);
  self->header = (const void *) data;
  self->entries = (const void *) (data + sizeof (Header));
  self->file = g_steal_pointer (&file);
  return self;
}

ToposOutlines *
topos_outlines_ref (ToposOutlines *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
topos_outlines_unref (ToposOutlines *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_mapped_file_unref (self->file);
  g_free (self);
}

static uint32_t
next_varint (Cursor *cursor)
{
  uint32_t value = 0;

  for (int shift = 0; shift < 32 && cursor->at < cursor->end; shift += 7) {
    const uint8_t byte = *cursor->at++;
    value |= (uint32_t) (byte & 127) << shift;
    if (byte < 128)
      return value;
  }
  cursor->bad = true;
  return 0;
}

static int64_t
next_step (Cursor *cursor)
{
  const uint32_t value = next_varint (cursor);

  return (int64_t) (value >> 1) ^ -(int64_t) (value & 1);
}

/* Every point takes two bytes at least: a count that is too large shows before it is believed. */
static bool
read_rings (Cursor *cursor, double units, GArray *points, GArray *ends)
{
  const uint32_t n_rings = next_varint (cursor);
  int64_t x = 0, y = 0;

  for (uint32_t r = 0; r < n_rings; r++) {
    const uint32_t n = next_varint (cursor);
    if (cursor->bad || n < 3 || n > (size_t) (cursor->end - cursor->at) / 2)
      return false;
    for (uint32_t i = 0; i < n; i++) {
      x += next_step (cursor);
      y += next_step (cursor);
      const ToposMercator at = { (double) x / units, (double) y / units };
      if (cursor->bad || at.x < -1 || at.x > 2 || at.y < 0 || at.y > 1)
        return false;
      g_array_append_val (points, at);
    }
    g_array_append_val (ends, points->len);
  }
  return n_rings > 0 && cursor->at == cursor->end;
}

static const Entry *
find_entry (const ToposOutlines *self, ToposPlaceId id)
{
  uint32_t low = 0, high = self->header->n;

  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (self->entries[middle].place == id)
      return &self->entries[middle];
    if (self->entries[middle].place < id)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

static void
measure (ToposOutline *outline, size_t n)
{
  outline->low = outline->high = outline->points[0];
  for (size_t i = 1; i < n; i++) {
    const ToposMercator p = outline->points[i];
    outline->low = (ToposMercator){ MIN (outline->low.x, p.x), MIN (outline->low.y, p.y) };
    outline->high = (ToposMercator){ MAX (outline->high.x, p.x), MAX (outline->high.y, p.y) };
  }
}

ToposOutline *
topos_outlines_find (const ToposOutlines *self, ToposPlaceId id)
{
  const Entry *const entry = self != NULL ? find_entry (self, id) : NULL;

  if (entry == NULL || entry->offset > self->header->size
      || entry->length > self->header->size - entry->offset)
    return NULL;

  const uint8_t *const data = (const uint8_t *) self->header + entry->offset;
  Cursor cursor = { data, data + entry->length, false };
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (ToposMercator));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (uint32_t));

  if (!read_rings (&cursor, self->header->units, points, ends))
    return NULL;
  ToposOutline *const outline = g_new0 (ToposOutline, 1);
  const size_t n = points->len;
  outline->n_rings = ends->len;
  outline->points = (void *) g_array_free (g_steal_pointer (&points), FALSE);
  outline->ends = (void *) g_array_free (g_steal_pointer (&ends), FALSE);
  measure (outline, n);
  return outline;
}

void
topos_outline_free (ToposOutline *outline)
{
  if (outline == NULL)
    return;
  g_free (outline->points);
  g_free (outline->ends);
  g_free (outline);
}

/* `x` on the turn of the world that is nearest to the outline's middle. */
static double
turned (const ToposOutline *outline, double x)
{
  return x + round ((outline->low.x + outline->high.x) / 2 - x);
}

bool
topos_outline_contains (const ToposOutline *outline, ToposMercator point)
{
  const double x = turned (outline, point.x);
  uint32_t begin = 0;
  bool inside = false;

  for (uint32_t r = 0; r < outline->n_rings; begin = outline->ends[r++])
    for (uint32_t i = begin, last = outline->ends[r] - 1; i < outline->ends[r]; last = i++) {
      const ToposMercator a = outline->points[i], b = outline->points[last];
      if ((a.y > point.y) != (b.y > point.y)
          && x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x))
        inside = !inside;
    }
  return inside;
}

void
topos_outline_trace (const ToposOutline *outline, cairo_t *cr, ToposMercator origin, double world)
{
  const double from = turned (outline, origin.x);
  uint32_t begin = 0;

  for (uint32_t r = 0; r < outline->n_rings; begin = outline->ends[r++]) {
    double last_x = INFINITY, last_y = INFINITY;
    for (uint32_t i = begin; i < outline->ends[r]; i++) {
      const double x = (outline->points[i].x - from) * world;
      const double y = (outline->points[i].y - origin.y) * world;
      if (i == begin)
        cairo_move_to (cr, x, y);
      else if (fabs (x - last_x) + fabs (y - last_y) >= 0.7)
        cairo_line_to (cr, x, y);
      else
        continue;
      last_x = x;
      last_y = y;
    }
    cairo_close_path (cr);
  }
}
