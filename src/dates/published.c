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
  ToposDay earliest;     /* the first day it tells in full */
  ToposDay second;       /* the last but one */
  int last_year;         /* the last year it names in any way */
} Evidence;

/* Days that lie further apart than this are a life or a history, of which the last is no news
 * unless another stands near it. */
#define DAYS_OF_HISTORY 730
#define DAYS_NEAR 60

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
  const uint32_t at = topos_reading_passage_at (reading, timex->span.start);
  const ToposSpan passage = topos_reading_passage (reading, at)->span;
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

static void
note_year (Evidence *evidence, const ToposTimex *timex)
{
  int year, month, day;

  if (topos_date_span_is_none (timex->days) || timex->precision > TOPOS_PRECISION_YEAR
      || timex->days.first == TOPOS_DAY_OPEN_START)
    return;
  topos_day_to_ymd (timex->days.first, &year, &month, &day);
  evidence->last_year = MAX (evidence->last_year, year);
}

static void
note_day (Evidence *evidence, ToposDay day)
{
  if (evidence->earliest == TOPOS_DAY_NONE || day < evidence->earliest)
    evidence->earliest = day;
  if (evidence->latest == TOPOS_DAY_NONE || day > evidence->latest) {
    evidence->second = evidence->latest;
    evidence->latest = day;
  } else if (day < evidence->latest
             && (evidence->second == TOPOS_DAY_NONE || day > evidence->second)) {
    evidence->second = day;
  }
}

/* True when the last day told may be news: no later year is named, and it is not the end of a
 * long story of single days. */
static bool
may_be_news (const Evidence *evidence)
{
  int year, month, day;

  if (evidence->latest == TOPOS_DAY_NONE || evidence->n_weekdays == 0)
    return false;
  topos_day_to_ymd (evidence->latest, &year, &month, &day);
  return evidence->last_year <= year
         && (evidence->latest - evidence->earliest <= DAYS_OF_HISTORY
             || evidence->latest - evidence->second <= DAYS_NEAR);
}

static Evidence
collect (const ToposReading *reading)
{
  Evidence evidence = { .latest = TOPOS_DAY_NONE, .earliest = TOPOS_DAY_NONE,
                        .second = TOPOS_DAY_NONE };

  for (guint i = 0; i < reading->timexes->len; i++) {
    const ToposTimex *timex = &g_array_index (reading->timexes, ToposTimex, i);
    const int weekday = weekday_of (timex);

    if (weekday >= 1 && weekday <= 7 && !is_announced (reading, timex)) {
      evidence.weekdays[weekday]++;
      evidence.n_weekdays++;
    }
    note_year (&evidence, timex);
    if (topos_date_span_is_none (timex->days) || timex->days.first != timex->days.last
        || timex->precision != TOPOS_PRECISION_DAY || is_announced (reading, timex))
      continue;
    note_day (&evidence, timex->days.first);
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

/* The head of an article is looked at so far for a line that is a date and nothing else. */
#define PARAGRAPHS_OF_HEAD 6
#define MOST_WORDS_BESIDE 3

/* Do more words of the paragraph stand outside the timex than a date line has? A text on one
 * line is one paragraph with thousands of dates: its words are not counted to the end. */
static bool
has_words_beside (const ToposReading *reading, const ToposParagraph *paragraph,
                  const ToposTimex *timex)
{
  uint32_t n = 0;

  for (uint32_t i = 0; i < paragraph->n_passages; i++) {
    const ToposPassage *passage = topos_reading_passage (reading, paragraph->first_passage + i);

    for (uint32_t k = 0; k < passage->n_words; k++) {
      const ToposWord *word = topos_reading_word (reading, passage->first_word + k);

      n += word->kind != TOPOS_WORD_MARK && !topos_spans_overlap (word->span, timex->span);
      if (n > MOST_WORDS_BESIDE)
        return true;
    }
  }
  return false;
}

/* The day of a line at the head that holds a date and hardly a word beside it ("Published
 * October 6, 2011"); NONE when there is none. */
static ToposDay
day_of_head (const ToposReading *reading)
{
  const uint32_t end = MIN (reading->paragraphs->len, PARAGRAPHS_OF_HEAD);
  uint32_t timex_at = 0;

  for (uint32_t i = 0; i < end; i++) {
    const ToposParagraph *paragraph = topos_reading_paragraph (reading, i);

    for (; timex_at < reading->timexes->len; timex_at++) {
      const ToposTimex *timex = &g_array_index (reading->timexes, ToposTimex, timex_at);

      if (timex->span.start >= paragraph->span.end)
        break;
      if (!topos_date_span_is_none (timex->days) && timex->days.first == timex->days.last
          && timex->precision == TOPOS_PRECISION_DAY
          && paragraph->zone != TOPOS_ZONE_CAPTION
          && !has_words_beside (reading, paragraph, timex))
        return timex->days.first;
    }
  }
  return TOPOS_DAY_NONE;
}

ToposDay
topos_dates_infer_published (const ToposDateTagger *self, const ToposReading *reading,
                             char **why)
{
  const Evidence evidence = collect (reading);
  ToposDay best;

  *why = NULL;
  best = day_of_head (reading);
  if (best != TOPOS_DAY_NONE) {
    g_autofree char *iso = topos_day_to_iso (best);

    *why = g_strdup_printf ("A line at the head of the text is the date %s.", iso);
    return best;
  }
  if (!may_be_news (&evidence))
    return TOPOS_DAY_NONE;
  best = evidence.latest;
  for (int ahead = 1; ahead <= DAYS_BACK; ahead++)
    if (cost_of (&evidence, evidence.latest + ahead) < cost_of (&evidence, best))
      best = evidence.latest + ahead;
  *why = explain (&evidence, best);
  return best;
}
