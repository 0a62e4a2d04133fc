/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "dates/moment.h"

typedef enum { TENSE_UNKNOWN, TENSE_PAST, TENSE_FUTURE } ToposTense;

/* What a relative date can hang on. */
typedef struct {
  ToposDay published;   /* TOPOS_DAY_NONE: not known */
  bool narrative;       /* the last date told counts for more than publication */
  bool ancient;         /* the text counts years before Christ */
  ToposMoment told;     /* the last date told that the story goes on from */
  ToposMoment mentioned;/* the last one mentioned at all: "that year" */
  ToposTense tense;     /* of the words round this date */
} ToposAnchors;

/* Puts the slots of one expression together: fills type, value, days, precision and approx of
 * `timex`, and `moment` with what was meant (MOMENT_NONE for durations and the like). False
 * when the slots make no date ("31 April"). */
bool topos_resolve_timex (const ToposSlots *slots, const ToposAnchors *anchors, ToposTimex *timex,
                    ToposMoment *moment);
