/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/slots.h"

static const char *const SLOT_NAMES[N_SLOTS] = {
  [SLOT_YEAR] = "year",       [SLOT_YY] = "yy",           [SLOT_MONTH] = "month",
  [SLOT_DAY] = "day",         [SLOT_WEEKDAY] = "weekday", [SLOT_NUM] = "num",
  [SLOT_FRACTION] = "fraction", [SLOT_DECIMAL] = "decimal", [SLOT_UNIT] = "unit",     [SLOT_DIR] = "dir",
  [SLOT_SEASON] = "season",   [SLOT_QUARTER] = "quarter", [SLOT_HALF] = "half",
  [SLOT_DECADE] = "decade",   [SLOT_CENTURY] = "century", [SLOT_ERA] = "era",
  [SLOT_PART] = "part",       [SLOT_MOD] = "mod",         [SLOT_HOLIDAY] = "holiday",
  [SLOT_HOUR] = "hour",       [SLOT_MINUTE] = "minute",   [SLOT_AMPM] = "ampm",
  [SLOT_ZONE] = "zone",       [SLOT_NTH] = "nth",         [SLOT_DMY] = "dmy",
  [SLOT_CLOCK] = "clock",     [SLOT_CALENDAR] = "calendar", [SLOT_ANCHOR] = "anchor",
  [SLOT_REF] = "ref",         [SLOT_OP] = "op",
};

static const struct {
  const char *name;
  int value;
} CONSTANTS[] = {
  { "second", UNIT_SECOND }, { "minute", UNIT_MINUTE }, { "hour", UNIT_HOUR },
  { "day", UNIT_DAY }, { "week", UNIT_WEEK }, { "fortnight", UNIT_FORTNIGHT },
  { "month", UNIT_MONTH }, { "quarter", UNIT_QUARTER }, { "half", UNIT_HALF },
  { "season", UNIT_SEASON }, { "year", UNIT_YEAR }, { "decade", UNIT_DECADE },
  { "century", UNIT_CENTURY }, { "millennium", UNIT_MILLENNIUM }, { "weekend", UNIT_WEEKEND },
  { "nightly", UNIT_NIGHT }, { "sevendays", UNIT_SEVEN_DAYS }, { "sameyear", UNIT_SAME_YEAR },
  { "fields", OP_FIELDS }, { "shift", OP_SHIFT }, { "near", OP_NEAR }, { "of", OP_OF },
  { "style", ANCHOR_STYLE }, { "dct", ANCHOR_DCT }, { "told", ANCHOR_TOLD },
  { "start", MOD_START }, { "mid", MOD_MID }, { "end", MOD_END }, { "about", MOD_ABOUT },
  { "before", MOD_BEFORE }, { "after", MOD_AFTER }, { "less", MOD_LESS }, { "more", MOD_MORE },
  { "morning", PART_MORNING }, { "midday", PART_MIDDAY }, { "afternoon", PART_AFTERNOON },
  { "evening", PART_EVENING }, { "night", PART_NIGHT }, { "daytime", PART_DAYTIME },
  { "nightbefore", PART_NIGHT_BEFORE }, { "dawn", PART_DAWN }, { "midnight", PART_MIDNIGHT },
  { "noon", PART_NOON },
  { "spring", 1 }, { "summer", 2 }, { "autumn", 3 }, { "winter", 4 },
  { "gregorian", CALENDAR_GREGORIAN }, { "solar", CALENDAR_SOLAR_HIJRI },
  { "hijri", CALENDAR_HIJRI },
  { "bc", ERA_BC }, { "ad", ERA_AD },
  { "present", REF_PRESENT }, { "past", REF_PAST }, { "future", REF_FUTURE },
  { "vague", -1 }, { "am", 1 }, { "pm", 2 }, { "utc", 1 },
};

int
topos_slot_by_name (const char *name)
{
  for (int i = 0; i < N_SLOTS; i++)
    if (g_ascii_strcasecmp (SLOT_NAMES[i], name) == 0)
      return i;
  return -1;
}

bool
topos_slot_value (const char *text, int *value)
{
  gint64 number;

  if (g_ascii_string_to_signed (text, 10, -99999999, 99999999, &number, NULL)) {
    *value = (int) number;
    return true;
  }
  for (size_t i = 0; i < G_N_ELEMENTS (CONSTANTS); i++)
    if (g_str_equal (CONSTANTS[i].name, text)) {
      *value = CONSTANTS[i].value;
      return true;
    }
  return false;
}
