/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"

/* A day whose name stands under a timeline, with its year where that is new to the reader. */
typedef struct {
  ToposDay day;
  char *words;
} ToposTick;

/* The names for the days from `first` to `last` on a line of so many pixels a day, as many as
 * stand apart when the longest is `label_px` wide. They stay where they are while the line is
 * moved. Returns: (transfer full) (element-type ToposTick). */
GArray *topos_axis_ticks (ToposDateSpan view, double pixels_per_day, double label_px);
