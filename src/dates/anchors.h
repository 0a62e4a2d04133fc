/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/moment.h"

typedef enum { TENSE_UNKNOWN, TENSE_PAST, TENSE_FUTURE } ToposTense;

/* What a relative date can hang on. */
typedef struct {
  ToposDay published;   /* TOPOS_DAY_NONE: not known */
  bool narrative;       /* the last date told counts for more than publication */
  bool ancient;         /* the text counts years before Christ */
  ToposMoment told;     /* the last date told that the story goes on from */
  ToposMoment mentioned;/* the last one mentioned at all: "that year" */
  bool mentioned_near;  /* that one stands in the same passage or the one before */
  ToposTense tense;     /* of the words round this date */
  int days_ahead;       /* beside a verb of the past, it lies no further behind publication */
  ToposDay from;        /* what ends a range, or a weekday that names the day before it again, is
                           the first of its name from this day; TOPOS_DAY_NONE for others */
} ToposAnchors;

/* Even beside a verb of the past a date so near ahead may be to come: "announced for June 3". */
#define TOPOS_DAYS_AHEAD 45

/* The publication day; MOMENT_NONE when it is not known. */
ToposMoment topos_anchors_published (const ToposAnchors *anchors);

/* What the words of `slots` hang on, by what they say and by the style of the text. */
ToposMoment topos_anchors_moment (const ToposSlots *slots, const ToposAnchors *anchors);

/* The year meant by two figures: of the hundred years that end 30 after publication, or of the
 * story's own. */
int topos_anchors_whole_year (int yy, const ToposAnchors *anchors);

/* The astronomical year of `year` with the era that `slots` name; in a text of the time before
 * Christ a bare year counts down as well. */
int topos_anchors_era_year (int year, const ToposSlots *slots, const ToposAnchors *anchors);

/* The year of a moment told without one; TOPOS_YEAR_UNKNOWN when nothing tells it. */
int topos_anchors_missing_year (ToposMoment moment, const ToposAnchors *anchors);
