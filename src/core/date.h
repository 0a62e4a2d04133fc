/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* A day as its Julian day number (2021-09-05 is 2459463), so that spans of days are spans of
 * whole numbers, in any century, with no time zone. */
typedef int32_t ToposDay;

#define TOPOS_DAY_NONE INT32_MIN
#define TOPOS_DAY_OPEN_START (INT32_MIN + 1)  /* "until 2001" begins here */
#define TOPOS_DAY_OPEN_END INT32_MAX          /* "since 1979" ends here */

/* A stretch of days an author meant, both ends counted. A bare year is all its days. */
typedef struct {
  ToposDay first;
  ToposDay last;
} ToposDateSpan;

#define TOPOS_DATE_SPAN_NONE ((ToposDateSpan){ TOPOS_DAY_NONE, TOPOS_DAY_NONE })

/* How finely a date was told. */
typedef enum {
  TOPOS_PRECISION_DAY,
  TOPOS_PRECISION_WEEK,
  TOPOS_PRECISION_MONTH,
  TOPOS_PRECISION_SEASON,  /* also quarters and half years */
  TOPOS_PRECISION_YEAR,
  TOPOS_PRECISION_DECADE,
  TOPOS_PRECISION_CENTURY,
} ToposPrecision;

/* What a date's words do to it: "about 2021", "before May", "after the 5th". */
typedef enum {
  TOPOS_APPROX_EXACT,
  TOPOS_APPROX_ABOUT,
  TOPOS_APPROX_BEFORE,
  TOPOS_APPROX_AFTER,
} ToposApprox;

/* Proleptic Gregorian calendar; the year 0 is 1 BC. Month 1 to 12, day 1 to 31. */
ToposDay topos_day_from_ymd (int year, int month, int day);
void     topos_day_to_ymd (ToposDay day, int *year, int *month, int *mday);
bool     topos_ymd_is_valid (int year, int month, int day);
int      topos_days_in_month (int year, int month);

/* 1 Monday to 7 Sunday, as ISO 8601 counts. */
int topos_day_weekday (ToposDay day);

/* ISO 8601 week and the year it belongs to. */
void topos_day_to_iso_week (ToposDay day, int *year, int *week);
ToposDay topos_day_from_iso_week (int year, int week, int weekday);

/* Also while one end is there and the other not yet. */
static inline bool
topos_date_span_is_none (ToposDateSpan span)
{
  return span.first == TOPOS_DAY_NONE || span.last == TOPOS_DAY_NONE;
}

/* True when both name days and share at least one. */
bool topos_date_spans_overlap (ToposDateSpan a, ToposDateSpan b);

/* Reads "2021-09-05", "2021-09" or "2021" (all their days); false for anything else. */
bool topos_date_span_parse (const char *iso, ToposDateSpan *span);

/* "2021-09-05"; NULL for no day or an open end. Returns: (transfer full). */
char *topos_day_to_iso (ToposDay day);
