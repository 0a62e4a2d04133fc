/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"
#include "dates/slots.h"

/* A point or stretch of the calendar as finely as it is known: the meaning of a date before it
 * is written as a value. */

typedef enum {
  MOMENT_NONE,
  MOMENT_DAY,
  MOMENT_WEEKDAY,   /* a weekday of no known week: n */
  MOMENT_WEEK,      /* ISO week n of year */
  MOMENT_WEEKEND,   /* the same, its end */
  MOMENT_MONTH,
  MOMENT_SEASON,    /* n: 1 spring to 4 winter (that begins in the year) */
  MOMENT_QUARTER,   /* n: 1 to 4 */
  MOMENT_HALF,      /* n: 1 or 2 */
  MOMENT_YEAR,
  MOMENT_DECADE,    /* year: its first */
  MOMENT_CENTURY,   /* year: its first, 1900 for the 20th; of BC its last, -99 for the 1st */
  MOMENT_MILLENNIUM,
} ToposMomentKind;

#define TOPOS_YEAR_UNKNOWN INT32_MIN

typedef struct {
  ToposMomentKind kind;
  int year;   /* astronomical, 0 is 1 BC; TOPOS_YEAR_UNKNOWN */
  int month;  /* 0 unknown */
  int day;    /* 0 unknown */
  int n;
} ToposMoment;

ToposMoment topos_moment_none (void);

/* The day, or the week, month, ... that holds it. */
ToposMoment topos_moment_of_day (ToposDay day, ToposMomentKind kind);

/* The moment of `unit` that holds `moment`, as far as it tells: the month of a day, the year of
 * a month. A finer one than is told has its finer parts unknown. */
ToposMoment topos_moment_widen (ToposMoment moment, ToposMomentKind kind);

/* `n` units later, as finely as the unit says: "two years" after a day is a year. */
ToposMoment topos_moment_shift (ToposMoment moment, int n, ToposUnit unit);

/* Its days; NONE when the year is not known. */
ToposDateSpan topos_moment_days (ToposMoment moment);

ToposPrecision  topos_moment_precision (ToposMoment moment);
ToposMomentKind topos_moment_kind_of_unit (ToposUnit unit);

/* Writes the TIMEX3 value: "2021-09-05", "2021-W35", "XXXX-09-06", "198", "BC0481". */
void topos_moment_format (ToposMoment moment, char *value, size_t size);
