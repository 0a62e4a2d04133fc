/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/resolve.h"

#include "dates/calendar.h"

#include <stdio.h>
#include <string.h>

#define HAS(slot) topos_slots_has (slots, SLOT_##slot)
#define GET(slot, otherwise) topos_slots_get (slots, SLOT_##slot, otherwise)

/* Counts beyond this, and years, are geology. */
#define MOST_COUNTED 9999
#define FIRST_YEAR (-20000)

/* Even beside a verb of the past a date so near ahead is to come: "announced for June 3". */
#define DAYS_AHEAD 45

/* --------------------------------------------------------------------------------- years */

/* A year of two figures is of the hundred years that end 30 after publication, or after 2000. */
static int
whole_year (int yy, const ToposAnchors *anchors)
{
  int base = 2000, month, day;

  if (anchors->narrative && anchors->mentioned.year > 0) {
    const int year = anchors->mentioned.year / 100 * 100 + yy;

    return year > anchors->mentioned.year + 50 ? year - 100 : year;
  }
  if (anchors->published != TOPOS_DAY_NONE)
    topos_day_to_ymd (anchors->published, &base, &month, &day);
  else if (anchors->told.year != TOPOS_YEAR_UNKNOWN)
    base = anchors->told.year;
  for (int year = (base / 100 + 1) * 100 + yy; ; year -= 100)
    if (year <= base + 30)
      return year;
}

/* Years before Christ are astronomical: 1 BC is 0. In a text of that time a bare year counts
 * down as well. */
static int
era_year (int year, const ToposSlots *slots, const ToposAnchors *anchors)
{
  const int era = GET (ERA, ERA_NONE);

  if (era == ERA_BC || (era == ERA_NONE && anchors->ancient && year < 1000))
    return 1 - year;
  return year;
}

static ToposMoment
published_moment (const ToposAnchors *anchors)
{
  if (anchors->published == TOPOS_DAY_NONE)
    return topos_moment_none ();
  return topos_moment_of_day (anchors->published, MOMENT_DAY);
}

/* What the words hang on, by what they say and by the style of the text. */
static ToposMoment
anchor_moment (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const ToposMoment published = published_moment (anchors);
  const int anchor = GET (ANCHOR, ANCHOR_STYLE);

  if (anchor == ANCHOR_DCT)
    return anchors->narrative ? anchors->told : published;
  if (anchor == ANCHOR_TOLD && anchors->mentioned.kind == MOMENT_YEAR
      && (GET (UNIT, UNIT_DAY) == UNIT_YEAR || (!HAS (UNIT) && HAS (DIR))))
    return anchors->mentioned;
  if (anchor == ANCHOR_TOLD)
    return anchors->told.kind != MOMENT_NONE ? anchors->told : published;
  return anchors->narrative ? anchors->told : published;
}

/* The start of a yearly stretch in some year. */
static ToposDateSpan
days_in_year (ToposMoment moment, int year)
{
  moment.year = year;
  if (moment.kind == MOMENT_DAY && moment.month == 2 && moment.day == 29
      && topos_days_in_month (year, 2) == 28)
    moment.day = 28;
  return topos_moment_days (moment);
}

/* News: the year that puts the moment before publication, or after it when the words speak of
 * the future. Without a hint, what lies a little ahead is still to come. */
static int
year_by_publication (ToposMoment moment, const ToposAnchors *anchors)
{
  const ToposDay day = anchors->published;
  int year, month, mday;
  ToposDateSpan days;

  topos_day_to_ymd (day, &year, &month, &mday);
  days = days_in_year (moment, year);
  if (anchors->tense == TENSE_FUTURE)
    return days.last < day ? year + 1 : year;
  if (anchors->tense == TENSE_PAST)
    return days.first > day + DAYS_AHEAD ? year - 1 : year;
  if (days.first > day + 183)
    return year - 1;
  return days.last < day - 183 ? year + 1 : year;
}

static int
missing_year (ToposMoment moment, const ToposAnchors *anchors)
{
  if (!anchors->narrative && anchors->published != TOPOS_DAY_NONE)
    return year_by_publication (moment, anchors);
  if (anchors->told.year == TOPOS_YEAR_UNKNOWN)
    return TOPOS_YEAR_UNKNOWN;
  /* A story goes on: from November to January is into the next year. */
  return anchors->told.year
         + (anchors->told.month >= 11 && moment.month >= 1 && moment.month <= 2);
}

static bool
is_time (const ToposSlots *slots)
{
  return HAS (CLOCK) || HAS (HOUR) || GET (PART, PART_NONE) != PART_NONE;
}

/* -------------------------------------------------------------------------------- fields */

static ToposMoment
moment_in_calendar (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const ToposCalendar calendar = GET (CALENDAR, CALENDAR_GREGORIAN);
  const int month = GET (MONTH, 0), day = GET (DAY, 0);
  int year = GET (YEAR, 0);
  ToposMoment moment = topos_moment_none ();

  /* A year of the Gregorian calendar beside a month of none: "سال ۲۰۲۱". */
  if (year > 1600) {
    moment.kind = day > 0 ? MOMENT_DAY : month > 0 ? MOMENT_MONTH : MOMENT_YEAR;
    moment.year = year;
    moment.month = month;
    moment.day = day;
    return moment;
  }

  if (year == 0 && anchors->published != TOPOS_DAY_NONE)
    for (year = calendar == CALENDAR_SOLAR_HIJRI ? 1100 : 1200;
         topos_calendar_day (calendar, year, MAX (month, 1), MAX (day, 1))
             <= anchors->published
         && year < 2000;)
      year++;
  if (year == 0 || year > 2100)
    return moment;
  year -= HAS (YEAR) ? 0 : 1;
  if (day > 0)
    return topos_moment_of_day (topos_calendar_day (calendar, year, month, day), MOMENT_DAY);
  if (month > 0)
    return topos_moment_of_day (topos_calendar_day (calendar, year, month, 15), MOMENT_MONTH);
  return topos_moment_of_day (topos_calendar_day (calendar, year, 6, 15), MOMENT_YEAR);
}

static void
unpack_dmy (ToposMoment *moment, int packed)
{
  moment->kind = MOMENT_DAY;
  moment->day = packed / 1000000;
  moment->month = packed / 10000 % 100;
  moment->year = packed % 10000;
}

static ToposMoment
holiday_moment (const ToposSlots *slots, const ToposAnchors *anchors, int year)
{
  const int holiday = GET (HOLIDAY, 0);
  ToposMoment moment = topos_moment_none ();
  ToposDateSpan days;

  moment.kind = MOMENT_DAY;
  if (year == TOPOS_YEAR_UNKNOWN && !anchors->narrative
      && anchors->published != TOPOS_DAY_NONE) {
    int month, mday;

    topos_day_to_ymd (anchors->published, &year, &month, &mday);
    days = topos_holiday_days (holiday, year);
    if (anchors->tense == TENSE_PAST ? days.first > anchors->published + DAYS_AHEAD
                                     : days.first > anchors->published + 183)
      year -= anchors->tense != TENSE_FUTURE;
    else if (anchors->tense == TENSE_FUTURE && days.last < anchors->published)
      year++;
  } else if (year == TOPOS_YEAR_UNKNOWN) {
    year = anchors->told.year;
  }
  days = topos_holiday_days (holiday, year == TOPOS_YEAR_UNKNOWN ? 2001 : year);
  if (topos_date_span_is_none (days))
    return moment;
  if (year != TOPOS_YEAR_UNKNOWN)
    return topos_moment_of_day (days.first, MOMENT_DAY);
  if (holiday < 2000) {
    moment.month = holiday / 100;
    moment.day = holiday % 100;
  }
  return moment;
}

/* A weekday by itself: the last one for news of the past, the next for the future; in a
 * narrative the first one from the last day told. */
static ToposMoment
weekday_moment (int weekday, const ToposAnchors *anchors)
{
  ToposMoment moment = topos_moment_none ();

  if (anchors->narrative && anchors->told.kind == MOMENT_DAY && anchors->told.day > 0) {
    const ToposDay told = topos_moment_days (anchors->told).first;

    return topos_moment_of_day (told + (weekday - topos_day_weekday (told) + 7) % 7,
                                MOMENT_DAY);
  }
  if (!anchors->narrative && anchors->published != TOPOS_DAY_NONE) {
    const ToposDay day = anchors->published;
    const int ahead = (weekday - topos_day_weekday (day) + 7) % 7;

    if (anchors->tense == TENSE_FUTURE)
      return topos_moment_of_day (day + (ahead == 0 ? 7 : ahead), MOMENT_DAY);
    return topos_moment_of_day (day + (ahead == 0 ? 0 : ahead - 7), MOMENT_DAY);
  }
  moment.kind = MOMENT_WEEKDAY;
  moment.n = weekday;
  return moment;
}

/* "the 5th": of the month told, or of publication's. */
static ToposMoment
bare_day_moment (int day, bool told, const ToposAnchors *anchors)
{
  const bool by_told = told || anchors->narrative || anchors->published == TOPOS_DAY_NONE;
  ToposMoment month = topos_moment_widen (by_told ? anchors->told : published_moment (anchors),
                                          MOMENT_MONTH);

  if (month.kind == MOMENT_NONE || month.month == 0)
    month.month = 0;
  else if (!by_told && anchors->tense == TENSE_PAST
           && topos_day_from_ymd (month.year, month.month, day) > anchors->published)
    month = topos_moment_shift (month, -1, UNIT_MONTH);
  month.kind = MOMENT_DAY;
  month.day = day;
  return month;
}

static bool
is_real (ToposMoment moment)
{
  const int year = moment.year == TOPOS_YEAR_UNKNOWN ? 2000 : moment.year;

  if (year < FIRST_YEAR || year > MOST_COUNTED)
    return false;
  if (moment.kind != MOMENT_DAY || moment.month == 0 || moment.day == 0)
    return moment.month <= 12;
  return topos_ymd_is_valid (year, moment.month, moment.day);
}

/* The stretch that is named, but for its year. */
static ToposMoment
yearly_moment (const ToposSlots *slots)
{
  static const struct {
    ToposSlot slot;
    ToposMomentKind kind;
  } kinds[] = { { SLOT_QUARTER, MOMENT_QUARTER }, { SLOT_HALF, MOMENT_HALF },
                { SLOT_SEASON, MOMENT_SEASON }, { SLOT_MONTH, MOMENT_MONTH } };
  ToposMoment moment = topos_moment_none ();

  if (HAS (DMY)) {
    unpack_dmy (&moment, GET (DMY, 0));
    return moment;
  }
  moment.month = GET (MONTH, 0);
  /* An ISO time packs the day with the hour. */
  moment.day = GET (DAY, GET (CLOCK, 0) / 10000);
  if (moment.day > 0) {
    moment.kind = MOMENT_DAY;
    return moment;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (topos_slots_has (slots, kinds[i].slot)) {
      moment.kind = kinds[i].kind;
      moment.n = moment.kind == MOMENT_MONTH ? 0 : topos_slots_get (slots, kinds[i].slot, 0);
      return moment;
    }
  return moment;
}

static ToposMoment
decade_moment (const ToposSlots *slots, const ToposAnchors *anchors)
{
  ToposMoment moment = { .kind = MOMENT_DECADE, .year = GET (DECADE, 0) };

  if (GET (ERA, ERA_NONE) == ERA_BC) {
    moment.year = 1 - moment.year - 9;
    return moment;
  }
  /* "The 1800s" are a century, "the 2000s" a decade. */
  if (moment.year >= 1000 && moment.year < 2000 && moment.year % 100 == 0)
    moment.kind = MOMENT_CENTURY;
  if (moment.year < 100) {
    const int whole = whole_year (moment.year, anchors);
    const bool told = anchors->narrative && anchors->told.year > 0
                      && anchors->told.year < 1900;

    moment.year = told ? anchors->told.year / 100 * 100 + moment.year
                       : whole > 2000 && whole % 100 >= 30 ? whole - 100 : whole;
  }
  return moment;
}

static ToposMoment
century_moment (const ToposSlots *slots)
{
  const int century = MIN (GET (CENTURY, 1), MOST_COUNTED / 100);
  ToposMoment moment = { .kind = MOMENT_CENTURY, .year = (century - 1) * 100 };

  if (GET (ERA, ERA_NONE) == ERA_BC)
    moment.year = 2 - century * 100;
  return moment;
}

/* The year that the words give, in whatever form; unknown when they give none. */
static int
told_year (const ToposSlots *slots, const ToposAnchors *anchors)
{
  if (HAS (YEAR))
    return era_year (MIN (GET (YEAR, 0), 1 - FIRST_YEAR), slots, anchors);
  if (HAS (YY))
    return whole_year (GET (YY, 0), anchors);
  if (HAS (DIR)) {
    const ToposMoment anchor = anchor_moment (slots, anchors);

    if (anchor.year != TOPOS_YEAR_UNKNOWN && anchor.kind != MOMENT_NONE)
      return anchor.year + GET (DIR, 0);
  }
  return TOPOS_YEAR_UNKNOWN;
}

static ToposMoment
fields_moment (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const int year = told_year (slots, anchors);
  ToposMoment moment;

  if (HAS (CALENDAR))
    return moment_in_calendar (slots, anchors);
  if (HAS (CENTURY))
    return century_moment (slots);
  if (HAS (DECADE))
    return decade_moment (slots, anchors);
  if (HAS (HOLIDAY))
    return holiday_moment (slots, anchors, year);
  moment = yearly_moment (slots);
  if (HAS (DMY))
    return moment;
  if (moment.kind == MOMENT_NONE && HAS (WEEKDAY))
    return weekday_moment (GET (WEEKDAY, 1), anchors);
  if (moment.kind == MOMENT_DAY && moment.month == 0)
    return bare_day_moment (moment.day, GET (ANCHOR, ANCHOR_STYLE) == ANCHOR_TOLD, anchors);
  if (moment.kind == MOMENT_NONE && year == TOPOS_YEAR_UNKNOWN) {
    moment = anchor_moment (slots, anchors);
    /* An hour of news without its day is of the day of news. */
    if (!anchors->narrative && moment.day == 0 && is_time (slots)
        && anchors->published != TOPOS_DAY_NONE)
      return published_moment (anchors);
    return moment;
  }
  if (moment.kind == MOMENT_NONE)
    moment.kind = MOMENT_YEAR;
  moment.year = year != TOPOS_YEAR_UNKNOWN ? year : missing_year (moment, anchors);
  return moment;
}

/* ------------------------------------------------------------------------------ relative */

/* "last Friday", "next March", "this summer": the nearest in the direction. */
static ToposMoment
near_named (const ToposSlots *slots, ToposMoment anchor, int dir)
{
  ToposMoment moment = yearly_moment (slots);
  const ToposDateSpan days = topos_moment_days (anchor);

  if (HAS (WEEKDAY) && moment.kind == MOMENT_NONE) {
    const int weekday = GET (WEEKDAY, 1);
    int ahead;

    if (anchor.kind != MOMENT_DAY || anchor.day == 0)
      return (ToposMoment){ MOMENT_WEEKDAY, TOPOS_YEAR_UNKNOWN, 0, 0, weekday };
    ahead = weekday - topos_day_weekday (days.first);
    if (dir < 0 && ahead >= 0)
      ahead -= 7;
    if (dir > 0 && ahead <= 0)
      ahead += 7;
    return topos_moment_of_day (days.first + ahead, MOMENT_DAY);
  }
  if (anchor.year == TOPOS_YEAR_UNKNOWN || topos_date_span_is_none (days))
    return moment;
  moment.year = anchor.year;
  if (dir < 0 && topos_moment_days (moment).last >= days.first)
    moment.year--;
  if (dir > 0 && topos_moment_days (moment).first <= days.last)
    moment.year++;
  return moment;
}

/* A weekend is told of the week before it: on a Monday "the weekend" is the last one. */
static ToposMoment
near_weekend (ToposMoment anchor, int dir, ToposTense tense)
{
  ToposMoment weekend = topos_moment_widen (anchor, MOMENT_WEEKEND);

  if (dir == 0 && tense != TENSE_FUTURE && anchor.kind == MOMENT_DAY && anchor.day > 0
      && topos_day_weekday (topos_moment_days (anchor).first) <= 3)
    dir = -1;
  return topos_moment_shift (weekend, dir, UNIT_WEEKEND);
}

static ToposMoment
unknown_of_unit (ToposUnit unit)
{
  ToposMoment moment = topos_moment_none ();

  moment.kind = topos_moment_kind_of_unit (unit);
  return moment;
}

static ToposMoment
near_moment (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const ToposMoment anchor = anchor_moment (slots, anchors);
  const int dir = GET (DIR, 0);
  const ToposUnit unit = GET (UNIT, UNIT_DAY);

  if (!HAS (UNIT))
    return near_named (slots, anchor, dir);
  if (anchor.kind == MOMENT_NONE)
    return unknown_of_unit (unit);
  /* "The quarter" that news report on is the one named, else the last that is over. */
  if (unit == UNIT_QUARTER && GET (ANCHOR, ANCHOR_STYLE) == ANCHOR_TOLD && dir == 0
      && anchor.kind != MOMENT_QUARTER && anchors->published != TOPOS_DAY_NONE)
    return topos_moment_shift (published_moment (anchors), -1, UNIT_QUARTER);
  if (unit == UNIT_WEEKEND)
    return near_weekend (anchor, dir, anchors->tense);
  return topos_moment_shift (anchor, dir * GET (NUM, 1), unit);
}

static ToposMoment
shift_moment (const ToposSlots *slots, const ToposAnchors *anchors)
{
  ToposMoment anchor = anchor_moment (slots, anchors);
  const ToposUnit unit = GET (UNIT, UNIT_DAY);
  const int num = GET (NUM, 1), dir = GET (DIR, 1);

  if (HAS (WEEKDAY) && anchor.kind == MOMENT_DAY && anchor.day > 0)
    return topos_moment_shift (near_named (slots, anchor, dir), dir * (num - 1) * 7, UNIT_DAY);
  if (anchor.kind == MOMENT_NONE)
    return unknown_of_unit (unit);
  /* Half of what is counted: a year and a half is 18 months. */
  if (HAS (FRACTION) && unit == UNIT_YEAR)
    return topos_moment_shift (anchor, dir * (num * 12 + 6), UNIT_MONTH);
  return topos_moment_shift (anchor, dir * num, unit);
}

/* "the first week of May", "the last day of 2020". */
static ToposMoment
nth_moment (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const ToposMoment whole = fields_moment (slots, anchors);
  const ToposDateSpan days = topos_moment_days (whole);
  const int nth = GET (NTH, 1);
  const ToposUnit unit = GET (UNIT, UNIT_DAY);
  ToposDay day;

  if (topos_date_span_is_none (days) || unit > UNIT_DAY)
    return whole;
  day = nth < 0 ? days.last : days.first + nth - 1;
  if (day > days.last)
    return whole;
  return topos_moment_of_day (day, MOMENT_DAY);
}

/* ----------------------------------------------------------------------------- durations */

static void
format_duration (const ToposSlots *slots, char *value, size_t size)
{
  static const char *const letters[] = {
    [UNIT_SECOND] = "S", [UNIT_MINUTE] = "M", [UNIT_HOUR] = "H", [UNIT_DAY] = "D",
    [UNIT_WEEK] = "W", [UNIT_FORTNIGHT] = "W", [UNIT_MONTH] = "M", [UNIT_QUARTER] = "Q",
    [UNIT_HALF] = "H", [UNIT_SEASON] = "S", [UNIT_YEAR] = "Y", [UNIT_DECADE] = "DE",
    [UNIT_CENTURY] = "CE", [UNIT_MILLENNIUM] = "ML", [UNIT_WEEKEND] = "WE",
    [UNIT_NIGHT] = "NI",
  };
  const ToposUnit unit = GET (UNIT, UNIT_DAY);
  const char *time = unit <= UNIT_HOUR || unit == UNIT_NIGHT ? "T" : "";
  const int fraction = GET (FRACTION, 0);
  int num = GET (NUM, 1);

  if (unit == UNIT_FORTNIGHT && num > 0 && num <= MOST_COUNTED)
    num *= 2;
  if (num < 0)
    g_snprintf (value, size, "P%sX%s", time, letters[unit]);
  else if (fraction > 0 && unit == UNIT_HOUR && num == 0)
    g_snprintf (value, size, "PT%dM", fraction * 6);
  else if (fraction > 0 && unit == UNIT_YEAR && num == 0)
    g_snprintf (value, size, "P%dM", fraction * 12 / 10);
  else if (fraction > 0)
    g_snprintf (value, size, "P%s%d.%d%s", time, num, fraction, letters[unit]);
  else
    g_snprintf (value, size, "P%s%d%s", time, num, letters[unit]);
}

static void
format_set (const ToposSlots *slots, char *value, size_t size)
{
  static const char *const parts[] = { "", "MO", "MI", "AF", "EV", "NI", "DT", "NI", "MO",
                                       "NI", "MI" };

  if (HAS (WEEKDAY))
    g_snprintf (value, size, "XXXX-WXX-%d", GET (WEEKDAY, 1));
  else if (HAS (PART))
    g_snprintf (value, size, "XXXX-XX-XXT%s", parts[GET (PART, 0)]);
  else if (HAS (MONTH))
    g_snprintf (value, size, HAS (DAY) ? "XXXX-%02d-%02d" : "XXXX-%02d", GET (MONTH, 1),
                GET (DAY, 1));
  else if (HAS (SEASON))
    g_snprintf (value, size, "XXXX-%s",
                ((const char *const[]){ "SP", "SU", "FA", "WI" })[(GET (SEASON, 1) - 1) & 3]);
  else
    format_duration (slots, value, size);
}

/* ---------------------------------------------------------------------------------- times */

/* "TNI", "T14:00", "T08:30Z"; "" without. */
static void
format_time (const ToposSlots *slots, char *value, size_t size)
{
  static const char *const parts[] = { "", "TMO", "TMI", "TAF", "TEV", "TNI", "TDT", "TNI",
                                       "TMO", "T00:00", "T12:00" };
  const int part = GET (PART, PART_NONE);
  const char *zone = GET (ZONE, 0) == 1 ? "Z" : "";
  int clock = GET (CLOCK, -1), hour, minute;

  clock %= 10000;
  if (clock < 0 && HAS (HOUR))
    clock = GET (HOUR, 0) * 100 + GET (MINUTE, 0);
  if (clock < 0) {
    g_strlcpy (value, parts[part], size);
    return;
  }
  hour = clock / 100;
  minute = clock % 100;
  if (HAS (AMPM) && hour <= 12)
    hour = hour % 12 + (GET (AMPM, 1) == 2 ? 12 : 0);
  else if (hour < 12 && !HAS (AMPM)
           && (part == PART_AFTERNOON || part == PART_EVENING
               || (part == PART_NIGHT && hour >= 6)))
    hour += 12;
  g_snprintf (value, size, "T%02d:%02d%s", hour % 100, minute, zone);
}

/* -------------------------------------------------------------------------------- answers */

/* The days within a stretch that "early", "mid" and "late" leave, in thirds. */
static void
narrow (const ToposSlots *slots, ToposTimex *timex)
{
  const int length = timex->days.last - timex->days.first + 1;
  const int mod = GET (MOD, MOD_NONE);

  if (topos_date_span_is_none (timex->days))
    return;
  if (length > 2) {
    if (mod == MOD_START)
      timex->days.last -= length - (length + 2) / 3;
    if (mod == MOD_END)
      timex->days.first += length - (length + 2) / 3;
    if (mod == MOD_MID) {
      timex->days.first += length / 3;
      timex->days.last -= length / 3;
    }
  }
  if (mod == MOD_ABOUT)
    timex->approx = TOPOS_APPROX_ABOUT;
  if (mod == MOD_BEFORE) {
    timex->approx = TOPOS_APPROX_BEFORE;
    timex->days = (ToposDateSpan){ TOPOS_DAY_OPEN_START, timex->days.first - 1 };
  }
  if (mod == MOD_AFTER) {
    timex->approx = TOPOS_APPROX_AFTER;
    timex->days = (ToposDateSpan){ timex->days.first, TOPOS_DAY_OPEN_END };
  }
}

/* "now", "recently", "soon". */
static void
answer_ref (const ToposSlots *slots, ToposTimex *timex)
{
  static const char *const refs[] = { "", "PRESENT_REF", "PAST_REF", "FUTURE_REF" };

  g_strlcpy (timex->value, refs[GET (REF, REF_PRESENT)], sizeof timex->value);
}

static ToposMoment
moment_of (const ToposSlots *slots, const ToposAnchors *anchors)
{
  switch (GET (OP, OP_FIELDS)) {
  case OP_NEAR:
    return near_moment (slots, anchors);
  case OP_SHIFT:
    return shift_moment (slots, anchors);
  case OP_OF:
    return nth_moment (slots, anchors);
  default:
    return fields_moment (slots, anchors);
  }
}

/* Night and early hours of a date that is known no finer than the month have no day. */
static ToposMoment
day_for_time (ToposMoment moment, int part)
{
  if (moment.kind == MOMENT_WEEKDAY)
    return moment;
  moment = topos_moment_widen (moment, MOMENT_DAY);
  if (moment.kind == MOMENT_NONE)
    moment.kind = MOMENT_DAY;
  if (part == PART_NIGHT_BEFORE)
    return topos_moment_shift (moment, -1, UNIT_DAY);
  return moment;
}

bool
topos_resolve_timex (const ToposSlots *slots, const ToposAnchors *anchors, ToposTimex *timex,
                     ToposMoment *moment)
{
  char time[16];

  *moment = topos_moment_none ();
  timex->days = TOPOS_DATE_SPAN_NONE;
  timex->approx = TOPOS_APPROX_EXACT;
  timex->precision = TOPOS_PRECISION_DAY;
  if (HAS (REF)) {
    answer_ref (slots, timex);
    return true;
  }
  if (timex->type == TOPOS_TIMEX_DURATION) {
    format_duration (slots, timex->value, sizeof timex->value);
    return true;
  }
  if (timex->type == TOPOS_TIMEX_SET) {
    format_set (slots, timex->value, sizeof timex->value);
    return true;
  }
  /* Some months ago: no one can say when. */
  if (GET (OP, OP_FIELDS) == OP_SHIFT && (GET (NUM, 1) < 0 || GET (NUM, 1) > MOST_COUNTED)) {
    g_strlcpy (timex->value, GET (DIR, 1) < 0 ? "PAST_REF" : "FUTURE_REF", sizeof timex->value);
    return true;
  }
  *moment = moment_of (slots, anchors);
  if (!is_real (*moment))
    return false;
  if (is_time (slots)) {
    *moment = day_for_time (*moment, GET (PART, PART_NONE));
    timex->type = TOPOS_TIMEX_TIME;
  }
  if (moment->kind == MOMENT_NONE)
    moment->kind = MOMENT_DAY;
  format_time (slots, time, sizeof time);
  topos_moment_format (*moment, timex->value, sizeof timex->value);
  g_strlcat (timex->value, time, sizeof timex->value);
  timex->precision = topos_moment_precision (*moment);
  timex->days = topos_moment_days (*moment);
  narrow (slots, timex);
  return true;
}
