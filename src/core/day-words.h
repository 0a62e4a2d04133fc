/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"

/* Days in words for people, in the language of the session; never for files.
 * All return: (transfer full). */

/* A day by a format of g_date_time_format ("%-d %b %Y"), or by what the language has in its place: po/
 * translates the formats that this file uses. Of the years outside 1 to 9999, the year alone. */
char *topos_day_format (ToposDay day, const char *format);

/* "5 Sep 2021"; "" for no day or an open end. */
char *topos_day_in_words (ToposDay day);

/* "5 Sep 2021", "15 – 17 Aug 2021", "August 2021", "2021", "1990s", "1 Jan 1979 – …": the
 * precision decides how finely a whole month or year is told. "" for none. */
char *topos_days_in_words (ToposDateSpan days, ToposPrecision precision);

/* The same for a stretch whose precision is not known: a whole year is told as "2021". */
char *topos_span_in_words (ToposDateSpan days);

/* Reads a day as people type it: "2021-09-05", "5 Sep 2021", "5.9.2021", "September 2021",
 * "2021". False for anything else. */
bool topos_days_from_words (const char *words, ToposDateSpan *days);
