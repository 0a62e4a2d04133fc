/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gazetteer/format.h"

#include <string.h>

#define PRIME 0x9E3779B97F4A7C15u
#define LANES 4

static uint64_t
mixed (uint64_t x)
{
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93u;
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93u;
  return x ^ (x >> 32);
}

static uint64_t
word_at (const uint8_t *bytes, gsize length)
{
  uint64_t word = 0;

  memcpy (&word, bytes, MIN (length, 8));
  return word;
}

/* Each step is a bijection of the lane, so one changed word always changes the sum. */
static uint64_t
sum_of (const void *bytes, gsize length)
{
  const uint8_t *at = bytes;
  uint64_t lane[LANES] = { 1, 2, 3, 4 };
  uint64_t sum = length;
  gsize i = 0;

  for (; i + 8 * LANES <= length; i += 8 * LANES)
    for (int k = 0; k < LANES; k++)
      lane[k] = (lane[k] ^ word_at (at + i + 8 * k, 8)) * PRIME;
  for (; i < length; i += 8)
    lane[0] = (lane[0] ^ word_at (at + i, length - i)) * PRIME;
  for (int k = 0; k < LANES; k++)
    sum = mixed (sum ^ lane[k]) * PRIME;
  return sum;
}

uint64_t
gazetteer_checksum (const void *file, gsize length)
{
  GazetteerHeader header;

  g_assert (length >= sizeof header);
  memcpy (&header, file, sizeof header);
  header.checksum = 0;
  return sum_of (&header, sizeof header)
         ^ mixed (sum_of ((const uint8_t *) file + sizeof header, length - sizeof header));
}

uint64_t
gazetteer_key_begin (const char *key, gsize length)
{
  uint64_t begin = 0;

  for (gsize i = 0; i < 8; i++)
    begin = begin << 8 | (i < length ? (uint8_t) key[i] : 0);
  return begin;
}

uint64_t
gazetteer_filter_hash (const char *key, gsize length)
{
  uint64_t hash = length * PRIME;

  for (gsize i = 0; i < length; i += 8) {
    hash = (hash ^ word_at ((const uint8_t *) key + i, length - i)) * PRIME;
    hash ^= hash >> 29;
  }
  return mixed (hash);
}

void
gazetteer_filter_probes (uint64_t hash, uint16_t probes[GAZETTEER_FILTER_PROBES])
{
  const uint64_t bits = mixed (hash ^ PRIME);

  for (int i = 0; i < GAZETTEER_FILTER_PROBES; i++)
    probes[i] = bits >> (9 * i) & (GAZETTEER_FILTER_LINE * 8 - 1);
}

uint64_t
gazetteer_filter_line (uint64_t hash, uint64_t n_lines)
{
  /* The upper half of the product, in 32-bit steps: n_lines is below 2^32. */
  return ((hash >> 32) * n_lines + ((hash & UINT32_MAX) * n_lines >> 32)) >> 32;
}
