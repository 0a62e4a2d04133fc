/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/fields.h"

#include "dates/calendar.h"

/* A Solar Hijri year begins in the spring of the Gregorian year so many later, and its winter
 * in that same one. */
#define SOLAR_YEARS_BEHIND 621

bool
topos_fields_name_time (const ToposSlots *slots)
{
  return HAS (CLOCK) || HAS (HOUR) || GET (PART, PART_NONE) != PART_NONE;
}

/* The year of the calendar that holds the day; 1 for days before its first. */
static int
calendar_year_of (ToposCalendar calendar, ToposDay day)
{
  int year, month, mday;

  topos_day_to_ymd (day, &year, &month, &mday);
  year -= SOLAR_YEARS_BEHIND;
  /* 33 years of the moon are 32 of the sun. */
  if (calendar == CALENDAR_HIJRI)
    year += year / 32 + 1;
  for (; year > 1 && topos_calendar_day (calendar, year, 1, 1) > day; year--)
    ;
  return MAX (year, 1);
}

/* The year of a day told without one: the year of the date told before where a story goes on, else
 * that in which the day lies nearest to publication on the side that the words speak of. 0 where
 * neither is known. */
static int
missing_calendar_year (const ToposSlots *slots, int month, int day, const ToposAnchors *anchors)
{
  const ToposCalendar calendar = GET (CALENDAR, CALENDAR_GREGORIAN);
  const ToposDay published = anchors->published;
  const ToposDateSpan told = topos_moment_days (anchors->told);
  const int ahead = anchors->tense == TENSE_FUTURE ? 366
                    : anchors->tense == TENSE_PAST ? anchors->days_ahead : 183;
  int year;

  if (!topos_date_span_is_none (told)
      && (anchors->narrative || published == TOPOS_DAY_NONE
          || GET (ANCHOR, ANCHOR_STYLE) == ANCHOR_TOLD))
    return calendar_year_of (calendar, told.first);
  if (published == TOPOS_DAY_NONE)
    return 0;
  for (year = calendar_year_of (calendar, published) + 2;
       year > 1 && topos_calendar_day (calendar, year, month, day) > published + ahead; year--)
    ;
  return year;
}

static ToposMoment
moment_in_calendar (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const ToposCalendar calendar = GET (CALENDAR, CALENDAR_GREGORIAN);
  const int month = GET (MONTH, 0), day = GET (DAY, 0);
  int year = GET (YEAR, 0);
  ToposMoment moment = topos_moment_none ();

  /* A year of the Gregorian calendar beside a month of none: "سال ۲۰۲۱". */
  if (year > 1600) {
    moment.kind = day > 0 ? MOMENT_DAY : month > 0 ? MOMENT_MONTH
                  : HAS (SEASON) ? MOMENT_SEASON : MOMENT_YEAR;
    moment.n = GET (SEASON, 0);
    moment.year = year;
    moment.month = month;
    moment.day = day;
    return moment;
  }

  if (HAS (SEASON))
    return (ToposMoment){ MOMENT_SEASON, year + SOLAR_YEARS_BEHIND, 0, 0, GET (SEASON, 1) };
  if (year == 0)
    year = missing_calendar_year (slots, MAX (month, 1), MAX (day, 1), anchors);
  if (year == 0 || year > 2100)
    return moment;
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
  if (packed < 10000) {  /* "5.9.", without its year */
    moment->day = packed / 100;
    moment->month = packed % 100;
    return;
  }
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
    if (anchors->tense == TENSE_PAST ? days.first > anchors->published + anchors->days_ahead
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
    return topos_moment_of_day (days.first,
                                days.first == days.last ? MOMENT_DAY : MOMENT_MONTH);
  if (holiday < 2000) {
    moment.month = holiday / 100;
    moment.day = holiday % 100;
  }
  return moment;
}

/* The first such weekday from `day` on. */
static ToposMoment
first_weekday_from (ToposDay day, int weekday)
{
  return topos_moment_of_day (day + (weekday - topos_day_weekday (day) + 7) % 7, MOMENT_DAY);
}

/* A weekday by itself: the last one for news of the past, the next for the future; in a
 * narrative the first one from the last day told; at the end of a range the first one from its
 * start. */
static ToposMoment
weekday_moment (int weekday, const ToposAnchors *anchors)
{
  ToposMoment moment = topos_moment_none ();

  if (anchors->from != TOPOS_DAY_NONE)
    return first_weekday_from (anchors->from, weekday);
  if (anchors->narrative && anchors->told.kind == MOMENT_DAY && anchors->told.day > 0)
    return first_weekday_from (topos_moment_days (anchors->told).first, weekday);
  if (!anchors->narrative && anchors->published != TOPOS_DAY_NONE) {
    const ToposDay day = anchors->published;
    const int ahead = (weekday - topos_day_weekday (day) + 7) % 7;
    const bool to_come = ahead == 0 || anchors->tense == TENSE_FUTURE;

    return topos_moment_of_day (day + (to_come ? ahead : ahead - 7), MOMENT_DAY);
  }
  moment.kind = MOMENT_WEEKDAY;
  moment.n = weekday;
  return moment;
}

/* The month nearest to `month` in which that day is such a weekday; `month` without one. */
static ToposMoment
month_of_weekday (ToposMoment month, int day, int weekday)
{
  static const int steps[] = { 0, -1, 1, -2, 2 };

  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++) {
    const ToposMoment near = topos_moment_shift (month, steps[i], UNIT_MONTH);

    if (topos_ymd_is_valid (near.year, near.month, day)
        && topos_day_weekday (topos_day_from_ymd (near.year, near.month, day)) == weekday)
      return near;
  }
  return month;
}

/* "the 5th": of the month told, or of publication's. */
static ToposMoment
bare_day_moment (const ToposSlots *slots, int day, const ToposAnchors *anchors)
{
  const bool told = GET (ANCHOR, ANCHOR_STYLE) == ANCHOR_TOLD;
  const bool by_told = (told && anchors->told.kind != MOMENT_NONE) || anchors->narrative
                       || anchors->published == TOPOS_DAY_NONE;
  ToposMoment month = by_told ? anchors->told : topos_anchors_published (anchors);

  month = topos_moment_widen (month, MOMENT_MONTH);
  if (month.kind == MOMENT_NONE || month.month == 0)
    month.month = 0;
  else if (HAS (WEEKDAY) && month.year != TOPOS_YEAR_UNKNOWN)
    month = month_of_weekday (month, day, GET (WEEKDAY, 1));
  else if (!by_told && anchors->tense == TENSE_PAST
           && topos_day_from_ymd (month.year, month.month, day) > anchors->published)
    month = topos_moment_shift (month, -1, UNIT_MONTH);
  month.kind = MOMENT_DAY;
  month.day = day;
  return month;
}

/* The stretch that is named, but for its year. */
ToposMoment
topos_fields_yearly (const ToposSlots *slots)
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
    const int whole = topos_anchors_whole_year (moment.year, anchors);
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
  const int century = MIN (GET (CENTURY, 1), TOPOS_MOST_COUNTED / 100);
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
    return topos_anchors_era_year (MIN (GET (YEAR, 0), 1 - TOPOS_FIRST_YEAR), slots, anchors);
  if (HAS (YY))
    return topos_anchors_whole_year (GET (YY, 0), anchors);
  if (HAS (DIR)) {
    const ToposMoment anchor = topos_anchors_moment (slots, anchors);

    if (anchor.year != TOPOS_YEAR_UNKNOWN && anchor.kind != MOMENT_NONE)
      return anchor.year + GET (DIR, 0);
  }
  return TOPOS_YEAR_UNKNOWN;
}

/* "Monday, May 25" is of the year nearest to the moment's in which that day is a Monday; of the
 * moment's own when there is none so near. */
static int
year_of_weekday (ToposMoment moment, int weekday)
{
  static const int steps[] = { 0, 1, -1, 2, -2 };

  if (moment.year == TOPOS_YEAR_UNKNOWN)
    return moment.year;
  for (size_t i = 0; i < G_N_ELEMENTS (steps); i++) {
    const int year = moment.year + steps[i];

    if (topos_ymd_is_valid (year, moment.month, moment.day)
        && topos_day_weekday (topos_day_from_ymd (year, moment.month, moment.day)) == weekday)
      return year;
  }
  return moment.year;
}

ToposMoment
topos_fields_moment (const ToposSlots *slots, const ToposAnchors *anchors)
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
  moment = topos_fields_yearly (slots);
  if (HAS (DMY) && moment.year != TOPOS_YEAR_UNKNOWN)
    return moment;
  if (moment.kind == MOMENT_NONE && HAS (WEEKDAY))
    return weekday_moment (GET (WEEKDAY, 1), anchors);
  if (moment.kind == MOMENT_DAY && moment.month == 0)
    return bare_day_moment (slots, moment.day, anchors);
  if (moment.kind == MOMENT_NONE && year == TOPOS_YEAR_UNKNOWN) {
    moment = topos_anchors_moment (slots, anchors);
    /* An hour of news without its day is of the day of news. */
    if (!anchors->narrative && moment.day == 0 && topos_fields_name_time (slots)
        && anchors->published != TOPOS_DAY_NONE)
      return topos_anchors_published (anchors);
    return moment;
  }
  if (moment.kind == MOMENT_NONE)
    moment.kind = MOMENT_YEAR;
  moment.year = year != TOPOS_YEAR_UNKNOWN ? year : topos_anchors_missing_year (moment, anchors);
  if (year == TOPOS_YEAR_UNKNOWN && moment.kind == MOMENT_DAY && HAS (WEEKDAY))
    moment.year = year_of_weekday (moment, GET (WEEKDAY, 1));
  return moment;
}

ToposDateSpan
topos_fields_calendar_days (const ToposSlots *slots, const ToposAnchors *anchors)
{
  const ToposCalendar calendar = GET (CALENDAR, CALENDAR_GREGORIAN);
  const int month = GET (MONTH, 0);
  const int year = HAS (YEAR) ? GET (YEAR, 0)
                              : missing_calendar_year (slots, MAX (month, 1), 1, anchors);

  if (calendar == CALENDAR_GREGORIAN || HAS (DAY) || year < 1 || year > 1600)
    return TOPOS_DATE_SPAN_NONE;
  if (month > 0)
    return (ToposDateSpan){ topos_calendar_day (calendar, year, month, 1),
                            topos_calendar_day (calendar, year, month + 1, 1) - 1 };
  return (ToposDateSpan){ topos_calendar_day (calendar, year, 1, 1),
                          topos_calendar_day (calendar, year + 1, 1, 1) - 1 };
}
