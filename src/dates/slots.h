/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* What the words of a date say, as numbered slots that the tables of data/dates fill. */
typedef enum {
  SLOT_YEAR,     /* astronomical, or of the calendar in SLOT_CALENDAR */
  SLOT_YY,       /* a year of two digits */
  SLOT_MONTH,
  SLOT_DAY,
  SLOT_WEEKDAY,  /* 1 Monday to 7 Sunday */
  SLOT_NUM,      /* a count; -1 when vague ("several") */
  SLOT_FRACTION, /* tenths added to the count: "two and a half" is 5 */
  SLOT_DECIMAL,  /* a count with its hundredths or tenths packed: "3.5" is 305, "2.25" 225 */
  SLOT_UNIT,
  SLOT_DIR,      /* -1 last, 0 this, 1 next */
  SLOT_SEASON,
  SLOT_QUARTER,
  SLOT_HALF,
  SLOT_DECADE,   /* 1980, or 80 without its century */
  SLOT_CENTURY,  /* 19 for the 19th */
  SLOT_ERA,      /* 1 BC, 2 AD */
  SLOT_PART,     /* of the day */
  SLOT_MOD,      /* early, mid, late, about, before, after */
  SLOT_HOLIDAY,
  SLOT_HOUR,
  SLOT_MINUTE,
  SLOT_AMPM,
  SLOT_ZONE,     /* 1 UTC */
  SLOT_NTH,      /* "the first week of": 1; the last is -1 */
  SLOT_DMY,      /* DDMMYYYY packed in a number */
  SLOT_CLOCK,    /* HHMM packed in a number */
  SLOT_CALENDAR, /* the months are those of this calendar */
  SLOT_ANCHOR,   /* against what a relative date is counted */
  SLOT_REF,      /* now, past, future */
  SLOT_OP,       /* how the slots are put together */
  N_SLOTS,
} ToposSlot;

typedef enum {
  UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEK, UNIT_FORTNIGHT, UNIT_MONTH,
  UNIT_QUARTER, UNIT_HALF, UNIT_SEASON, UNIT_YEAR, UNIT_DECADE, UNIT_CENTURY, UNIT_MILLENNIUM,
  UNIT_WEEKEND, UNIT_NIGHT,
  UNIT_SEVEN_DAYS,  /* a week told to the day: "a week ago today" */
  UNIT_SAME_YEAR,   /* a year, as finely as the anchor is told: "the year-earlier month" */
} ToposUnit;

typedef enum {
  OP_FIELDS,  /* year, month, day as told; what is missing comes from the anchor */
  OP_SHIFT,   /* NUM UNITs in DIR from the anchor */
  OP_NEAR,    /* last, this, next UNIT, MONTH, WEEKDAY, SEASON */
  OP_OF,      /* NTH UNIT of what the other slots say */
} ToposOp;

typedef enum {
  ANCHOR_STYLE,  /* by the style of the text: publication or the last date told */
  ANCHOR_DCT,    /* the publication day: "yesterday", "ago" */
  ANCHOR_TOLD,   /* the last date told: "the next day", "two years later" */
} ToposAnchor;

typedef enum {
  MOD_NONE, MOD_START, MOD_MID, MOD_END, MOD_ABOUT, MOD_BEFORE, MOD_AFTER, MOD_LESS, MOD_MORE,
} ToposMod;

typedef enum {
  PART_NONE, PART_MORNING, PART_MIDDAY, PART_AFTERNOON, PART_EVENING, PART_NIGHT, PART_DAYTIME,
  PART_NIGHT_BEFORE, PART_DAWN, PART_MIDNIGHT, PART_NOON,
} ToposPart;

typedef enum { CALENDAR_GREGORIAN, CALENDAR_SOLAR_HIJRI, CALENDAR_HIJRI } ToposCalendar;

typedef enum { ERA_NONE, ERA_BC, ERA_AD } ToposEra;

typedef enum { REF_NONE, REF_PRESENT, REF_PAST, REF_FUTURE } ToposRef;

/* The filled slots of one expression. */
typedef struct {
  uint32_t present;  /* bit i: slot i is filled */
  int32_t value[N_SLOTS];
} ToposSlots;

static inline bool
topos_slots_has (const ToposSlots *slots, ToposSlot slot)
{
  return slots->present >> slot & 1;
}

static inline int
topos_slots_get (const ToposSlots *slots, ToposSlot slot, int otherwise)
{
  return topos_slots_has (slots, slot) ? slots->value[slot] : otherwise;
}

static inline void
topos_slots_set (ToposSlots *slots, ToposSlot slot, int value)
{
  slots->present |= 1u << slot;
  slots->value[slot] = value;
}

/* The slot that is called `name` in the tables ("month"), in either case; -1 for none. */
int topos_slot_by_name (const char *name);

/* A whole number, or a name of the tables' constants ("week", "spring"); false for neither. */
bool topos_slot_value (const char *text, int *value);

/* Short forms for where the argument is called `slots`. */
#define HAS(slot) topos_slots_has (slots, SLOT_##slot)
#define GET(slot, otherwise) topos_slots_get (slots, SLOT_##slot, otherwise)

/* Counts beyond this, and years before, are geology. */
#define TOPOS_MOST_COUNTED 9999
#define TOPOS_FIRST_YEAR (-20000)
