/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"

#include <gtk/gtk.h>

/* Days as bars, and a range of them chosen by two handles. Properties:
 *   bars         boxed    GArray of ToposBar (core/view.h), in any order
 *   first, last  int      the chosen days, both counted; TOPOS_DAY_NONE in both: all of them
 *   known-by     int      a day on publication's clock, with a handle of its own above the bars;
 *                         TOPOS_DAY_NONE: without it
 *   playing      boolean  the range steps through the days, as long as itself; stops by itself at the
 *                         end, and never starts where the desktop asks for less motion
 *   can-play     boolean  whether it may (read only)
 *   pace         uint     of playing: 0 slow, 1 as one reads, 2 fast
 *   range-text   string   "5 Sep 2021", "All days" (read only)
 *   beyond-text  string   what lies outside the days shown: "12 earlier"; "Busiest days" when all are
 *                         in view and a few far ones crush the rest; or "" (read only)
 * It shows the days that most passages speak of; a few that lie far off do not crush them. Drag over
 * the bars to choose, click a bar to choose its days, drag the chosen stretch to move it, scroll
 * or pinch to zoom. The handles are sliders: arrow keys move by a day, Page Up and Down by a week,
 * Home and End to the edge of what is shown; screen readers are told day and passages. Bars are
 * days, weeks, months, years or decades wide, as the zoom asks for; what is told less finely than
 * that is paler.
 * Actions: timeline.zoom-in, .zoom-out, .zoom-beyond (all days, and back), .clear. */
#define TOPOS_TYPE_TIMELINE (topos_timeline_get_type ())
G_DECLARE_FINAL_TYPE (ToposTimeline, topos_timeline, TOPOS, TIMELINE, GtkWidget)

/* Chooses days and scrolls them into view. */
void topos_timeline_choose (ToposTimeline *self, ToposDateSpan days);
