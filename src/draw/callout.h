/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A rectangle of the drawing, y downwards. */
typedef struct {
  double x;
  double y;
  double width;
  double height;
} ToposRect;

bool topos_rects_overlap (ToposRect a, ToposRect b);

/* A name that wants to stand beside its symbol. */
typedef struct {
  double x;              /* the symbol's middle */
  double y;
  double radius;         /* of the symbol */
  double width;          /* of the text */
  double height;
  double priority;       /* higher ones choose first */
  bool wanted;           /* false: the symbol is in the way of others, and has no name itself */
  bool centred;          /* the name itself is the symbol: over its spot if there is room */

  bool placed;           /* the answer: where the text stands, if anywhere */
  ToposRect text;
  bool leader;           /* with a line from the symbol's rim to the text's edge */
  double from_x, from_y;
  double to_x, to_y;
} ToposCallout;

/* Places each name beside its symbol, nearer to it than to others; or, where it is crowded and
 * `leaders` allow it, further off with a line; most important first, inside `bounds`, none over another, over a symbol, over one
 * of the `obstacles`, or over another's line. What finds no room is not placed. Ties go by the
 * order given, so that the answer depends on the arguments alone. */
void topos_callouts_place (ToposCallout *callouts, size_t n, const ToposRect *obstacles,
                           size_t n_obstacles, ToposRect bounds, bool leaders);
