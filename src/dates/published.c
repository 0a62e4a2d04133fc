/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/dates.h"

#include <stdlib.h>
#include <string.h>

/* News speak of the week behind them: a weekday lies within it. */
#define DAYS_BACK 6

/* A day that lies further ahead of the last one told costs more belief, in tenths of a day. */
#define COST_OF_WAITING 4
#define COST_OF_LOOKING_BACK 10

/* What the text says of the day it was written. */
typedef struct {
  ToposDay latest;       /* the last day it tells in full */
  int weekdays[8];       /* how often each is spoken of as just past */
  int n_weekdays;
  int n_days;
} Evidence;

/* The weekday of an unresolved value, "XXXX-WXX-5TNI"; 0 for others. */
static int
weekday_of (const ToposTimex *timex)
{
  static const char prefix[] = "XXXX-WXX-";

  if (timex->type == TOPOS_TIMEX_SET || strncmp (timex->value, prefix, strlen (prefix)) != 0)
    return 0;
  return timex->value[strlen (prefix)] - '0';
}

/* True when the words before the date, in its passage, speak of what is to come. */
static bool
is_announced (const ToposReading *reading, const ToposTimex *timex)
{
  static const char *const words[] = { "will", "next", "coming", "would", "to be" };
  const ToposSpan passage
      = topos_reading_passage (reading, topos_reading_passage_at (reading, timex->span.start))->span;
  g_autofree char *before
      = g_strndup (topos_reading_body (reading) + passage.start,
                   timex->span.start > passage.start ? timex->span.start - passage.start : 0);

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++) {
    const char *found = strstr (before, words[i]);

    if (found != NULL && (found == before || found[-1] == ' ')
        && found[strlen (words[i])] == ' ')
      return true;
  }
  return false;
}

static Evidence
collect (const ToposReading *reading)
{
  Evidence evidence = { .latest = TOPOS_DAY_NONE };

  for (guint i = 0; i < reading->timexes->len; i++) {
    const ToposTimex *timex = &g_array_index (reading->timexes, ToposTimex, i);
    const int weekday = weekday_of (timex);

    if (weekday >= 1 && weekday <= 7 && !is_announced (reading, timex)) {
      evidence.weekdays[weekday]++;
      evidence.n_weekdays++;
    }
    if (topos_date_span_is_none (timex->days) || timex->days.first != timex->days.last
        || timex->precision != TOPOS_PRECISION_DAY || is_announced (reading, timex))
      continue;
    evidence.n_days++;
    if (evidence.latest == TOPOS_DAY_NONE || timex->days.first > evidence.latest)
      evidence.latest = timex->days.first;
  }
  return evidence;
}

/* How much it takes to believe that the text was written on `day`: how far back its weekdays
 * then lie, and how long after the last day it tells. */
static int
cost_of (const Evidence *evidence, ToposDay day)
{
  int cost = (day - evidence->latest) * COST_OF_WAITING;

  for (int weekday = 1; weekday <= 7; weekday++)
    if (evidence->weekdays[weekday] > 0)
      cost += (topos_day_weekday (day) - weekday + 7) % 7 * COST_OF_LOOKING_BACK;
  return cost;
}

static char *
explain (const Evidence *evidence, ToposDay day)
{
  static const char *const names[] = { "", "Monday", "Tuesday", "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday" };
  g_autofree char *latest = topos_day_to_iso (evidence->latest);
  g_autofree char *iso = topos_day_to_iso (day);
  g_autoptr (GString) weekdays = g_string_new (NULL);

  for (int weekday = 1; weekday <= 7; weekday++)
    if (evidence->weekdays[weekday] > 0)
      g_string_append_printf (weekdays, "%s%s", weekdays->len > 0 ? ", " : "",
                              names[weekday]);
  return g_strdup_printf ("The last day the text tells is %s, and it speaks of %s as just past: "
                          "%s (%s) fits best.", latest, weekdays->str, iso,
                          names[topos_day_weekday (day)]);
}

ToposDay
topos_dates_infer_published (const ToposDateTagger *self, const ToposReading *reading,
                             char **why)
{
  const Evidence evidence = collect (reading);
  ToposDay best;

  *why = NULL;
  if (evidence.latest == TOPOS_DAY_NONE || evidence.n_weekdays == 0)
    return TOPOS_DAY_NONE;
  best = evidence.latest;
  for (int ahead = 1; ahead <= DAYS_BACK; ahead++)
    if (cost_of (&evidence, evidence.latest + ahead) < cost_of (&evidence, best))
      best = evidence.latest + ahead;
  *why = explain (&evidence, best);
  return best;
}
