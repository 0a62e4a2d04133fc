/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/bins.h"
#include "widgets/timeline.h"

/* What timeline.c (range and handles), timeline-view.c (days and pixels), timeline-pointer.c,
 * timeline-play.c and timeline-draw.c share. */

#define TOPOS_TIMELINE_CHART_HEIGHT 44
#define TOPOS_TIMELINE_HANDLE_WIDTH 12  /* as style.css makes it */
#define TOPOS_TIMELINE_KNOWN_HEIGHT 16  /* of the handle of what was known, at the top */
#define TOPOS_TIMELINE_BULK 0.92        /* of the passages are in view at first */

typedef enum {
  TOPOS_HANDLE_FIRST,
  TOPOS_HANDLE_LAST,
  TOPOS_HANDLE_KNOWN,
  TOPOS_HANDLE_N,
} ToposTimelineHandle;

typedef enum { DRAG_NONE, DRAG_NEW, DRAG_FIRST, DRAG_LAST, DRAG_MOVE, DRAG_KNOWN } ToposTimelineDrag;

struct _ToposTimeline {
  GtkWidget parent_instance;
  GtkWidget *handles[TOPOS_HANDLE_N];
  GArray *bars;
  GArray *bins;          /* of the view as it is drawn */
  ToposDateSpan range;
  ToposDay known_by;
  double view_first;     /* in days; the view ends before view_last */
  double view_last;
  bool view_is_users;    /* zoomed by hand: new bars leave it alone */
  bool updating;         /* the handles follow the range, and are not to set it */
  ToposTimelineDrag drag;
  ToposDateSpan drag_range;
  ToposDay drag_known;
  ToposDay drag_day;
  double pointer_x;      /* where it was last seen */
  double pinch_span;     /* of the view when a pinch began */
  guint pace;
  guint playing;
};

/* ------------------------------------------------------------------------ timeline-view.c */

double        topos_timeline_x_of_day (ToposTimeline *self, double day);
double        topos_timeline_day_of_x (ToposTimeline *self, double x);
double        topos_timeline_plot_width (ToposTimeline *self);
ToposDateSpan topos_timeline_view_days (ToposTimeline *self);

/* Fills the bins anew for the view; refill shows them too, and tells what lies beyond. */
void topos_timeline_bin (ToposTimeline *self);
void topos_timeline_refill (ToposTimeline *self);

/* Shows the days from `first` until before `last`, within what there is. */
void topos_timeline_set_view (ToposTimeline *self, double first, double last);

/* Shows the shortest stretch with that share of the passages, or all of it when that is near. */
void topos_timeline_fit (ToposTimeline *self, double share);

/* The view becomes `factor` as long; the day `around` stays where it is. */
void topos_timeline_zoom (ToposTimeline *self, double factor, double around);

/* "12 earlier", "The busiest days" when all are in view and few of them matter, or "". */
char *topos_timeline_beyond_text (ToposTimeline *self);

/* The bar at a pixel, or NULL. */
const ToposBin *topos_timeline_bin_at (ToposTimeline *self, double x);

/* -------------------------------------------------------------------------- timeline.c */

bool   topos_timeline_has_range (ToposTimeline *self);
void   topos_timeline_set_range (ToposTimeline *self, ToposDateSpan range);
void   topos_timeline_set_known (ToposTimeline *self, ToposDay day);
double topos_timeline_handle_value (ToposTimeline *self, ToposTimelineHandle which);
void   topos_timeline_place_handles (ToposTimeline *self);
void   topos_timeline_notify_playing (ToposTimeline *self);
void   topos_timeline_notify_beyond (ToposTimeline *self);

/* -------------------------------------------------------------------------- the others */

/* Drag, click, scroll, pinch, and the counts under the pointer. */
void topos_timeline_listen (ToposTimeline *self);

bool topos_timeline_can_play (ToposTimeline *self);
void topos_timeline_start_playing (ToposTimeline *self);
void topos_timeline_stop_playing (ToposTimeline *self);

/* Of the line of days below the bars: as high as its letters need. */
int topos_timeline_axis_height (ToposTimeline *self);

void topos_timeline_draw (ToposTimeline *self, GtkSnapshot *snapshot);
