/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* A token's observations while they are gathered: each becomes one number, the hash of what was
 * seen and of the template that saw it. */
typedef struct {
  uint32_t *features;
  int n;
  uint32_t template;
} ToposFeatureList;

static inline uint32_t
topos_feature_mix (uint32_t a, uint32_t b)
{
  uint32_t h = a * 0x9E3779B1u ^ (b + 0x7F4A7C15u) * 0x85EBCA6Bu;

  h ^= h >> 15;
  h *= 0xC2B2AE35u;
  return h ^ (h >> 13);
}

/* Every call is one template: its place in the order is part of the hash. */
static inline void
topos_feature_add (ToposFeatureList *list, uint32_t a)
{
  list->features[list->n++] = topos_feature_mix (++list->template, a);
}

static inline void
topos_feature_add2 (ToposFeatureList *list, uint32_t a, uint32_t b)
{
  topos_feature_add (list, topos_feature_mix (a, b));
}

static inline void
topos_feature_add3 (ToposFeatureList *list, uint32_t a, uint32_t b, uint32_t c)
{
  topos_feature_add (list, topos_feature_mix (topos_feature_mix (a, b), c));
}

/* Leaves a template out. */
static inline void
topos_feature_skip (ToposFeatureList *list)
{
  list->template++;
}
