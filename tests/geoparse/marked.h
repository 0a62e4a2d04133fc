/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* Texts whose places are marked by brackets, for tests. */
typedef struct {
  char *text;        /* without the brackets */
  GArray *places;    /* ToposSpan: what stood in [[square ones]] */
  GArray *optional;  /* ToposSpan: what stood in ((round ones)), told or not */
} Marked;

void marked_init (Marked *self, const char *marked);
void marked_clear (Marked *self);

/* What was found of the places of many texts. */
typedef struct {
  int gold, told, right;
} MarkedCount;

/* Counts the mentions of `reading`, of that text, that are no demonyms: exact spans only. What overlaps
 * an optional place, or is a part of another name, is not counted unless it is right. Tells with
 * g_test_message what is missed and what is wrong when `aloud`. */
void marked_count (const Marked *self, const ToposReading *reading, bool aloud,
                   MarkedCount *count);
