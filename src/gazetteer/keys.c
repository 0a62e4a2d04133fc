/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/keys.h"

#include <string.h>

static int
compare (const char *a, gsize a_length, const char *b, gsize b_length)
{
  const int order = memcmp (a, b, MIN (a_length, b_length));

  return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static bool
read_varint (const KeyIndex *index, gsize *at, gsize end, uint64_t *number)
{
  *number = 0;
  for (int shift = 0; *at < end && shift < 63; shift += 7) {
    const uint8_t byte = index->bytes[(*at)++];

    *number |= (uint64_t) (byte & 0x7f) << shift;
    if (byte < 0x80)
      return true;
  }
  return false;
}

bool
key_index_may_have (const KeyIndex *index, const char *key, gsize length)
{
  uint16_t probes[GAZETTEER_FILTER_PROBES];
  const uint8_t *line;
  uint64_t hash;

  if (index->n_lines == 0)
    return false;
  hash = gazetteer_filter_hash (key, length);
  gazetteer_filter_probes (hash, probes);
  line = index->filter + gazetteer_filter_line (hash, index->n_lines) * GAZETTEER_FILTER_LINE;
  for (int i = 0; i < GAZETTEER_FILTER_PROBES; i++)
    if ((line[probes[i] / 8] >> probes[i] % 8 & 1) == 0)
      return false;
  return true;
}

void
key_cursor_start (KeyCursor *self, const KeyIndex *index, uint32_t block)
{
  self->index = index;
  self->block = block;
  self->at = index->heads[block].offset;
  self->end = block + 1 < index->n_blocks ? index->heads[block + 1].offset : index->length;
  self->end = MIN (self->end, index->length);
  self->length = 0;
  self->n_hits = 0;
}

static bool
next_in_block (KeyCursor *self)
{
  const uint8_t *bytes = self->index->bytes;
  gsize added;
  uint64_t number;

  if (self->at + 2 > self->end)
    return false;
  self->shared = MIN (bytes[self->at], self->length);
  added = bytes[self->at + 1];
  self->at += 2;
  if (self->at + added > self->end || self->shared + added > GAZETTEER_KEY_MAX)
    return false;
  memcpy (self->key + self->shared, bytes + self->at, added);
  self->length = self->shared + added;
  self->at += added;
  if (!read_varint (self->index, &self->at, self->end, &number))
    return false;
  self->n_hits = (guint) MIN (number, self->end - self->at);
  self->hits = self->at;
  for (guint i = 0; i < self->n_hits; i++)
    if (!read_varint (self->index, &self->at, self->end, &number))
      return false;
  return true;
}

bool
key_cursor_next (KeyCursor *self)
{
  while (!next_in_block (self)) {
    if (self->block + 1 >= self->index->n_blocks)
      return false;
    key_cursor_start (self, self->index, self->block + 1);
  }
  return true;
}

/* True when the first key of `block` is not greater than the key. */
static bool
begins_by (const KeyIndex *index, uint32_t block, uint64_t begin, const char *key, gsize length)
{
  gsize first_length;
  gsize at;

  if (index->heads[block].begin != begin)
    return index->heads[block].begin < begin;
  at = index->heads[block].offset;
  if (at + 2 > index->length)
    return false;
  first_length = MIN (index->bytes[at + 1], index->length - at - 2);
  return compare ((const char *) index->bytes + at + 2, first_length, key, length) <= 0;
}

bool
key_cursor_seek (KeyCursor *self, const KeyIndex *index, const char *key, gsize length)
{
  const uint64_t begin = gazetteer_key_begin (key, length);
  uint32_t low = 0;
  uint32_t high = index->n_blocks;

  if (index->n_blocks == 0)
    return false;
  while (low + 1 < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (begins_by (index, middle, begin, key, length))
      low = middle;
    else
      high = middle;
  }
  key_cursor_start (self, index, low);
  while (key_cursor_next (self))
    if (compare (self->key, self->length, key, length) >= 0)
      return true;
  return false;
}

bool
key_cursor_hit (const KeyCursor *self, gsize *at, uint64_t *hit)
{
  return read_varint (self->index, at, self->end, hit);
}
