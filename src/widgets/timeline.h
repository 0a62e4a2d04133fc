/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"

#include <gtk/gtk.h>

/* Days as bars, and a range of them chosen by two handles. Properties:
 *   bars         boxed    GArray of ToposBar (core/view.h), in any order
 *   first, last  int      the chosen days, both counted; TOPOS_DAY_NONE in both: all of them
 *   playing      boolean  the range steps through the days; stops by itself at the end, and never
 *                         starts where the desktop asks for less motion
 *   range-text   string   "5 Sep 2021", "All days" (read only)
 *   beyond-text  string   what lies outside the days shown: "12 earlier", or "" (read only)
 * It shows the days that most passages speak of; a few that lie far off do not crush them
 * (see "beyond-text", and zoom-all). Drag over the bars to choose, click a bar to choose its days,
 * scroll to zoom, the handles move by the arrow keys. Bars are days, weeks, months, years or
 * decades wide, as the zoom asks for; what is told less finely than that is paler.
 * Actions: timeline.zoom-in, .zoom-out, .zoom-all, .clear. */
#define TOPOS_TYPE_TIMELINE (topos_timeline_get_type ())
G_DECLARE_FINAL_TYPE (ToposTimeline, topos_timeline, TOPOS, TIMELINE, GtkWidget)

GtkWidget *topos_timeline_new (void);

/* Chooses days and scrolls them into view. */
void topos_timeline_choose (ToposTimeline *self, ToposDateSpan days);
