/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/offsets.h"

#define STEP 64

struct ToposOffsets {
  const char *text;
  uint32_t length;
  uint32_t n_marks;
  uint32_t marks[];  /* code points that begin before byte i * STEP */
};

static uint32_t
count_starts (const char *text, uint32_t from, uint32_t to)
{
  uint32_t n = 0;

  for (uint32_t i = from; i < to; i++)
    n += (text[i] & 0xC0) != 0x80;
  return n;
}

ToposOffsets *
topos_offsets_new (const char *text, size_t length)
{
  const uint32_t n_marks = length / STEP + 1;
  ToposOffsets *self = g_malloc (sizeof *self + n_marks * sizeof self->marks[0]);

  self->text = text;
  self->length = length;
  self->n_marks = n_marks;
  self->marks[0] = 0;
  for (uint32_t i = 1; i < n_marks; i++)
    self->marks[i] = self->marks[i - 1] + count_starts (text, (i - 1) * STEP, i * STEP);
  return self;
}

void
topos_offsets_free (ToposOffsets *self)
{
  g_free (self);
}

uint32_t
topos_offsets_to_chars (const ToposOffsets *self, uint32_t byte)
{
  const uint32_t at = MIN (byte, self->length);
  const uint32_t mark = at / STEP;

  return self->marks[mark] + count_starts (self->text, mark * STEP, at);
}

uint32_t
topos_offsets_to_bytes (const ToposOffsets *self, uint32_t chars)
{
  uint32_t low = 0, high = self->n_marks;
  uint32_t at, seen;

  while (high - low > 1) {
    const uint32_t middle = low + (high - low) / 2;

    if (self->marks[middle] <= chars)
      low = middle;
    else
      high = middle;
  }
  seen = self->marks[low];
  for (at = low * STEP; at < self->length; at++) {
    if ((self->text[at] & 0xC0) == 0x80)
      continue;
    if (seen == chars)
      return at;
    seen++;
  }
  return self->length;
}
