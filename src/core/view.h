/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* What passes between session/ and the widgets, which may not know each other: plain rows that
 * travel as a GArray in properties of the boxed type G_TYPE_ARRAY. Whoever receives such an
 * array takes a reference and only reads it. */

/* A stretch of days and how many passages belong to it: one bar's worth of the timeline. */
typedef struct {
  ToposDateSpan days;
  int passages;
} ToposBar;

typedef enum {
  TOPOS_MARK_PLACE,
  TOPOS_MARK_DATE,
  TOPOS_MARK_PASSAGE,  /* the passage that was asked for */
  TOPOS_MARK_FOUND,    /* words of the search */
  TOPOS_MARK_ASIDE,    /* headers, credits, page furniture: shown, but in a low voice */
  TOPOS_MARK_TITLE,
} ToposMarkKind;

/* A stretch of the text that the reader shows in a style of its own. */
typedef struct {
  ToposSpan span;
  ToposMarkKind kind;
  ToposSense sense;        /* of a place, as the next three */
  ToposStanding standing;
  bool demonym;
  ToposPlaceId place;
  char *id;                /* the mention's, or NULL */
  char *note;              /* what a tooltip and a screen reader say, or NULL */
} ToposMark;

/* A place as a marker shows it. */
typedef struct {
  ToposPlaceId id;
  ToposPoint point;
  double radius_km;
  ToposPlaceKind kind;
  ToposStanding standing;
  int rank;
  int passages;
  char *name;
} ToposPin;

/* How the passages of a place are spread over the days of a library: so many bars, from 0 to 255 for
 * the highest; all 0 when it is not known. */
#define TOPOS_PROFILE_BARS 16

/* Empty arrays of these that free what their rows own. Returns: (transfer full). */
GArray *topos_marks_new (void);
GArray *topos_pins_new (void);
