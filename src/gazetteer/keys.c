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

/* The last block whose first key is not greater than the key; the first when there is none. */
static uint32_t
block_of (const KeyIndex *index, const char *key, gsize length)
{
  const uint64_t begin = gazetteer_key_begin (key, length);
  uint32_t low = 0;
  uint32_t high = index->n_blocks;

  while (low + 1 < high) {
    const uint32_t middle = low + (high - low) / 2;

    if (begins_by (index, middle, begin, key, length))
      low = middle;
    else
      high = middle;
  }
  return low;
}

bool
key_cursor_seek (KeyCursor *self, const KeyIndex *index, const char *key, gsize length)
{
  if (index->n_blocks == 0)
    return false;
  key_cursor_start (self, index, block_of (index, key, length));
  while (key_cursor_next (self))
    if (compare (self->key, self->length, key, length) >= 0)
      return true;
  return false;
}

/* Steps over the places of an entry. False when the bytes end. */
static bool
skip_hits (const KeyIndex *index, gsize *at, gsize end, uint64_t n)
{
  const uint8_t *bytes = index->bytes;
  gsize i = *at;

  for (; n > 0 && i < end; i++)
    n -= bytes[i] < 0x80;
  *at = i;
  return n == 0;
}

/* How many bytes are the same at the beginning of both. */
static gsize
common (const uint8_t *a, const char *b, gsize length)
{
  gsize n = 0;

  while (n < length && a[n] == (uint8_t) b[n])
    n++;
  return n;
}

/* Keys lie in order and each says how much it shares with the one before, so how much of the key
 * has matched so far tells most entries apart without a look at their letters. */
bool
key_index_find (const KeyIndex *index, const char *key, gsize length, KeyHits *hits)
{
  KeyCursor cursor;
  gsize matched = 0;

  if (index->n_blocks == 0)
    return false;
  key_cursor_start (&cursor, index, block_of (index, key, length));
  while (cursor.at + 2 <= cursor.end) {
    const gsize shared = index->bytes[cursor.at];
    const gsize added = index->bytes[cursor.at + 1];
    const gsize letters = cursor.at + 2;
    uint64_t n;

    if (shared < matched || letters + added > cursor.end)
      return false;  /* the keys have gone past it, or are damaged */
    if (shared == matched)
      matched += common (index->bytes + letters, key + matched, MIN (added, length - matched));
    cursor.at = letters + added;
    if (!read_varint (index, &cursor.at, cursor.end, &n))
      return false;
    if (matched == length && shared + added == length) {
      *hits = (KeyHits) { index, cursor.at, cursor.end, (guint) MIN (n, cursor.end - cursor.at) };
      return true;
    }
    if (!skip_hits (index, &cursor.at, cursor.end, n))
      return false;
  }
  return false;
}

bool
key_hits_next (KeyHits *self, uint64_t *hit)
{
  if (self->n == 0 || !read_varint (self->index, &self->at, self->end, hit))
    return false;
  self->n--;
  return true;
}

KeyHits
key_cursor_hits (const KeyCursor *self)
{
  return (KeyHits) { self->index, self->hits, self->end, self->n_hits };
}
