/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/value.h"

void
topos_value_of_duration (const ToposSlots *slots, char *value, size_t size)
{
  static const char *const letters[] = {
    [UNIT_SECOND] = "S", [UNIT_MINUTE] = "M", [UNIT_HOUR] = "H", [UNIT_DAY] = "D",
    [UNIT_WEEK] = "W", [UNIT_FORTNIGHT] = "W", [UNIT_MONTH] = "M", [UNIT_QUARTER] = "Q",
    [UNIT_HALF] = "H", [UNIT_SEASON] = "S", [UNIT_YEAR] = "Y", [UNIT_DECADE] = "DE",
    [UNIT_CENTURY] = "CE", [UNIT_MILLENNIUM] = "ML", [UNIT_WEEKEND] = "WE",
    [UNIT_NIGHT] = "NI", [UNIT_SEVEN_DAYS] = "W", [UNIT_SAME_YEAR] = "Y",
  };
  const ToposUnit unit = GET (UNIT, UNIT_DAY);
  const char *time = unit <= UNIT_HOUR || unit == UNIT_NIGHT ? "T" : "";
  const int fraction = GET (FRACTION, 0);
  const int decimal = GET (DECIMAL, 0);
  int num = GET (NUM, 1);

  if (unit == UNIT_FORTNIGHT && num > 0 && num <= TOPOS_MOST_COUNTED)
    num *= 2;
  if (decimal > 0)
    g_snprintf (value, size, "P%s%d.%d%s", time, decimal / 100, decimal % 100, letters[unit]);
  else if (num < 0)
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

void
topos_value_of_set (const ToposSlots *slots, char *value, size_t size)
{
  static const char *const parts[] = { "", "MO", "MI", "AF", "EV", "NI", "DT", "NI", "MO",
                                       "NI", "MI" };

  if (HAS (WEEKDAY))
    g_snprintf (value, size, "XXXX-WXX-%d%s%s", GET (WEEKDAY, 1), HAS (PART) ? "T" : "",
                parts[GET (PART, 0)]);
  else if (GET (UNIT, UNIT_DAY) == UNIT_WEEKEND && !HAS (NUM))
    g_strlcpy (value, "XXXX-WXX-WE", size);
  else if (HAS (PART))
    g_snprintf (value, size, "XXXX-XX-XXT%s", parts[GET (PART, 0)]);
  else if (HAS (MONTH))
    g_snprintf (value, size, HAS (DAY) ? "XXXX-%02d-%02d" : "XXXX-%02d", GET (MONTH, 1),
                GET (DAY, 1));
  else if (HAS (SEASON))
    g_snprintf (value, size, "XXXX-%s",
                ((const char *const[]){ "SP", "SU", "FA", "WI" })[(GET (SEASON, 1) - 1) & 3]);
  else
    topos_value_of_duration (slots, value, size);
}

/* "TNI", "T14:00", "T08:30Z"; "" without. */
void
topos_value_of_time (const ToposSlots *slots, char *value, size_t size)
{
  static const char *const parts[] = { "", "TMO", "TMI", "TAF", "TEV", "TNI", "TDT", "TNI",
                                       "TMO", "T00:00", "T12:00" };
  const int part = GET (PART, PART_NONE);
  const char *zone = GET (ZONE, 0) == 1 ? "Z" : "";
  int clock = GET (CLOCK, -1), hour, minute;

  clock %= 10000;
  if (clock >= 0 && HAS (MINUTE))
    clock += GET (MINUTE, 0) >= 100 ? GET (MINUTE, 0) / 100 : GET (MINUTE, 0);
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
