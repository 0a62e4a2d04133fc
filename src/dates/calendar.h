/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/date.h"
#include "dates/slots.h"

/* A day of another calendar: Solar Hijri (Iran, Afghanistan) as it is kept, for the years 1 to
 * 3177; Hijri by the tabular (civil) reckoning, which the sighted moon may miss by a day or two.
 * Month 13 of a year is month 1 of the next. */
ToposDay topos_calendar_day (ToposCalendar calendar, int year, int month, int day);

/* The days of a holiday in a Gregorian year; NONE when it is not one that is known. */
ToposDateSpan topos_holiday_days (int holiday, int year);
