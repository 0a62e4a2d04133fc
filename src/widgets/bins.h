/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/view.h"

/* How wide the bars of a timeline are. */
typedef enum {
  TOPOS_BIN_DAY,
  TOPOS_BIN_WEEK,
  TOPOS_BIN_MONTH,
  TOPOS_BIN_QUARTER,
  TOPOS_BIN_YEAR,
  TOPOS_BIN_DECADE,
  TOPOS_BIN_CENTURY,
  TOPOS_BIN_N,
} ToposBinUnit;

/* One bar: its days, the passages that speak of a day in it as finely as the bar (`sharp`), and
 * those that speak of a longer stretch which touches it (`vague`). */
typedef struct {
  ToposDateSpan days;
  int sharp;
  int vague;
} ToposBin;

/* The first day of the unit that holds `day`, and the first of the next one. */
ToposDay topos_bin_start (ToposBinUnit unit, ToposDay day);
ToposDay topos_bin_next (ToposBinUnit unit, ToposDay start);

/* The finest unit of which no more than `most` fit into `days`. */
ToposBinUnit topos_bin_unit_for (ToposDateSpan days, int most);

/* The bars of `unit` that cover `view`, in order: linear in the bars and the bins. `bars` may be
 * NULL. Returns: (transfer full) (element-type ToposBin). */
GArray *topos_bins_fill (const GArray *bars, ToposDateSpan view, ToposBinUnit unit);

/* The shortest stretch of days in which at least `share` (0 to 1) of all passages begin; none
 * when there are no passages. Open ends do not count. */
ToposDateSpan topos_bins_bulk (const GArray *bars, double share);

/* From the first to the last day that any passage speaks of; none when there are none. */
ToposDateSpan topos_bins_extent (const GArray *bars);

/* How many passages speak only of days before, or only of days after `view`. */
void topos_bins_beyond (const GArray *bars, ToposDateSpan view, int *before, int *after);
