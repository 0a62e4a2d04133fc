/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A stretch of an article's body, in bytes of its UTF-8: [start, end). Both ends lie between
 * characters. A word, a mention, a passage is a place in the text, never a copy of it. */
typedef struct {
  uint32_t start;
  uint32_t end;
} ToposSpan;

static inline uint32_t
topos_span_length (ToposSpan span)
{
  return span.end - span.start;
}

/* True when the two share at least one byte. */
static inline bool
topos_spans_overlap (ToposSpan a, ToposSpan b)
{
  return a.start < b.end && b.start < a.end;
}

/* True when `inner` lies within `outer`. */
static inline bool
topos_span_holds (ToposSpan outer, ToposSpan inner)
{
  return outer.start <= inner.start && inner.end <= outer.end;
}
