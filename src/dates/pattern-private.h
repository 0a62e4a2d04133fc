/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/pattern.h"

/* Shared by pattern.c (patterns as written), automaton.c (all of them at once) and match.c. */

#define NO_STATE UINT32_MAX
#define NO_SLOT (-1)
#define NO_VALUE (-1)

typedef enum { STATE_STEP, STATE_FORK, STATE_CORE_END, STATE_ACCEPT } StateKind;

/* A node of the patterns as written: Thompson's automaton. */
typedef struct {
  uint8_t kind;
  bool glued;
  int8_t slot;
  int32_t want;      /* of a step: the only value it takes; NO_VALUE for any */
  uint16_t symbol;
  uint32_t out;
  uint32_t other;    /* of a fork; of an accepting state its pattern */
} State;

typedef struct {
  uint32_t start;
  bool has_core_end;
  GArray *before;    /* uint16_t: symbols of which one stands before; NULL for anything */
} Pattern;

/* Where code (signature * 2 + glued) leads. */
typedef struct {
  uint32_t code;
  uint32_t next;
} Edge;

typedef struct {
  uint32_t first_edge;
  uint32_t n_edges;
  uint32_t first_accept;
  uint32_t n_accepts;
} Node;

struct ToposPatterns {
  GArray *states;    /* State */
  GArray *patterns;  /* Pattern */
  GArray *nodes;     /* Node; 0 is the start */
  GArray *edges;     /* Edge, sorted by code within a node */
  GArray *accepts;   /* uint32_t patterns */
  uint32_t *first;   /* by code: the node after the first item, or NO_STATE */
};

/* Adds to `set` (of state numbers) the steps and acceptances that `state` stands for. */
void topos_patterns_add_closed (const ToposPatterns *self, GArray *set, uint32_t state);
