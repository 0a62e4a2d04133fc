/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"

#include <glib.h>

/* A line of a body without the space at its ends; blank lines are left out. */
typedef struct {
  ToposSpan span;
  ToposSpan part;      /* of another kind within the line: "(AFP Photo)" at a caption's end, the
                          headline in "Title: ..."; empty where there is none */
  uint8_t kind;        /* ToposZoneKind */
  uint8_t part_kind;   /* ToposZoneKind */
  bool blank_before;   /* a blank line, or nothing, stands before it */
  bool settled;        /* its kind is known: later rules leave it alone */
} ToposLine;

/* The lines of `body` (valid UTF-8). Returns: (transfer full) (element-type ToposLine). */
GArray *topos_lines_new (const char *body, size_t length);

static inline ToposLine *
topos_line (const GArray *lines, unsigned i)
{
  return &g_array_index (lines, ToposLine, i);
}

static inline void
topos_line_settle (ToposLine *line, ToposZoneKind kind)
{
  line->kind = kind;
  line->settled = true;
}

/* Returns: (transfer full) the line's text. */
char *topos_line_text (const ToposLine *line, const char *body);

/* Settles the lines that markup has already told: those that lie in one of `zones`, which are
 * sorted. */
void topos_lines_settle_zones (GArray *lines, const ToposZone *zones, size_t n_zones);

/* The article's zones become those of its lines. */
void topos_lines_to_zones (const GArray *lines, ToposArticle *article);
