/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/dates.h"

#include "dates/quotes.h"

#include <string.h>

/* What lies further than this from publication is history in a news article: it speaks for its
 * own sentence only. */
#define DAYS_OF_NEWS 400

/* So many dates far from publication, and twice those near it, make a text history itself. */
#define DATES_OF_HISTORY 4

typedef struct {
  ToposReading *reading;
  bool news;        /* no story of other times */
  uint32_t timex;   /* the next one */
} Assigner;

static const ToposTimex *
timex_at (const Assigner *assigner, uint32_t i)
{
  return &g_array_index (assigner->reading->timexes, ToposTimex, i);
}

static bool
is_near_publication (const ToposReading *reading, ToposDateSpan days)
{
  const ToposDay day = reading->published.day;

  return days.last >= day - DAYS_OF_NEWS && days.first <= day + DAYS_OF_NEWS;
}

static bool
is_news (const ToposReading *reading)
{
  int near = 0, far = 0;

  if (reading->published.day == TOPOS_DAY_NONE)
    return false;
  for (guint i = 0; i < reading->timexes->len; i++) {
    const ToposTimex *timex = &g_array_index (reading->timexes, ToposTimex, i);

    if (topos_date_span_is_none (timex->days))
      continue;
    if (is_near_publication (reading, timex->days))
      near++;
    else
      far++;
  }
  return far < DATES_OF_HISTORY || far <= 2 * near;
}

/* What a timex hands on to other passages: "the past week" speaks for its own alone. */
static ToposDateSpan
days_to_hand_on (const ToposTimex *timex)
{
  return timex->type == TOPOS_TIMEX_DURATION ? TOPOS_DATE_SPAN_NONE : timex->days;
}

/* True when the author says "recently", "years ago": days that are not told, and none of the
 * days round it. */
static bool
says_before (const ToposTimex *timex)
{
  return timex->type != TOPOS_TIMEX_DURATION && topos_date_span_is_none (timex->days)
         && timex->approx == TOPOS_APPROX_BEFORE;
}

/* True when the author says how long something took that is over: the days round it may be
 * meant, that of publication is not. */
static bool
says_how_long (const ToposTimex *timex)
{
  return timex->type == TOPOS_TIMEX_DURATION && timex->approx == TOPOS_APPROX_BEFORE;
}

/* True when the author says "now": what the passage tells is of the publication day. */
static bool
says_now (const ToposReading *reading, ToposSpan passage, const ToposTimex *timex)
{
  return strcmp (timex->value, "PRESENT_REF") == 0
         && reading->published.day != TOPOS_DAY_NONE
         && !topos_dates_is_quoted (reading, passage, timex->span.start);
}

static void
append (Assigner *assigner, ToposPassageDays days)
{
  GArray *all = assigner->reading->passage_days;

  for (guint i = all->len; i > 0; i--) {
    const ToposPassageDays *old = &g_array_index (all, ToposPassageDays, i - 1);

    if (old->passage != days.passage)
      break;
    if (old->days.first == days.days.first && old->days.last == days.days.last)
      return;
  }
  g_array_append_val (all, days);
}

/* What a passage says of its days by itself. */
typedef struct {
  int to_inherit;  /* how many of them the next passages may inherit */
  bool before;     /* "recently": it takes nobody else's */
  bool how_long;   /* "took a week": it does not take publication's */
} Own;

/* Gives the passage its own dates, or the publication day when all it says is "now". */
static Own
take_own (Assigner *assigner, uint32_t number)
{
  ToposReading *reading = assigner->reading;
  const ToposPassage *passage = topos_reading_passage (reading, number);
  const guint begin = reading->passage_days->len;
  const ToposDay published = reading->published.day;
  Own own = { 0, false, false };
  int now = -1;

  while (assigner->timex < reading->timexes->len
         && timex_at (assigner, assigner->timex)->span.start < passage->span.end) {
    const ToposTimex *timex = timex_at (assigner, assigner->timex);
    const ToposDateSpan days = timex->days;

    own.before |= says_before (timex);
    own.how_long |= says_how_long (timex);
    if (!topos_date_span_is_none (days)) {
      append (assigner, (ToposPassageDays){ number, days, timex->precision, timex->approx,
                                            TOPOS_DAYS_OWN, (int32_t) assigner->timex });
      own.to_inherit += timex->type != TOPOS_TIMEX_DURATION
                        && (!assigner->news || is_near_publication (reading, days));
    } else if (says_now (reading, passage->span, timex)) {
      now = (int) assigner->timex;
    }
    assigner->timex++;
  }
  if (reading->passage_days->len > begin || now < 0)
    return own;
  append (assigner, (ToposPassageDays){ number, { published, published }, TOPOS_PRECISION_DAY,
                                        TOPOS_APPROX_EXACT, TOPOS_DAYS_OWN, now });
  own.to_inherit = 1;
  return own;
}

/* Gives passage `to` the days of the entries [first, end) that may be inherited. */
static void
inherit (Assigner *assigner, uint32_t to, guint first, guint end, ToposDaysOrigin origin)
{
  for (guint i = first; i < end; i++) {
    ToposPassageDays days
        = g_array_index (assigner->reading->passage_days, ToposPassageDays, i);

    if ((assigner->news && !is_near_publication (assigner->reading, days.days))
        || (days.timex >= 0
            && timex_at (assigner, (uint32_t) days.timex)->type == TOPOS_TIMEX_DURATION))
      continue;
    days.passage = to;
    days.origin = origin;
    append (assigner, days);
  }
}

static void
give_publication (Assigner *assigner, uint32_t passage)
{
  const ToposDay day = assigner->reading->published.day;

  if (day != TOPOS_DAY_NONE)
    append (assigner, (ToposPassageDays){ passage, { day, day }, TOPOS_PRECISION_DAY,
                                          TOPOS_APPROX_EXACT, TOPOS_DAYS_PUBLICATION, -1 });
}

/* The first timex of the paragraph from passage `from` on that later passages and earlier ones
 * may take their days from; -1 for none. */
static int
first_of_paragraph (const Assigner *assigner, const ToposParagraph *paragraph)
{
  for (uint32_t i = assigner->timex; i < assigner->reading->timexes->len; i++) {
    const ToposTimex *timex = timex_at (assigner, i);
    const ToposDateSpan days = days_to_hand_on (timex);

    if (timex->span.start >= paragraph->span.end)
      return -1;
    if (!topos_date_span_is_none (days)
        && (!assigner->news || is_near_publication (assigner->reading, days)))
      return (int) i;
  }
  return -1;
}

/* Gives a passage without days of its own those of the passage before, [first, end) of the
 * entries, else the paragraph's. False when there are none. */
static bool
take_from_others (Assigner *assigner, uint32_t passage, guint first, guint end, int of_paragraph)
{
  const GArray *all = assigner->reading->passage_days;
  const guint begin = all->len;

  inherit (assigner, passage, first, end, TOPOS_DAYS_BEFORE);
  if (all->len > begin)
    return true;
  if (of_paragraph >= 0
      && timex_at (assigner, (uint32_t) of_paragraph)->span.start
             > topos_reading_passage (assigner->reading, passage)->span.end) {
    const ToposTimex *timex = timex_at (assigner, (uint32_t) of_paragraph);

    append (assigner, (ToposPassageDays){ passage, timex->days, timex->precision,
                                          timex->approx, TOPOS_DAYS_PARAGRAPH,
                                          of_paragraph });
    return true;
  }
  return false;
}

static void
assign_paragraph (Assigner *assigner, const ToposParagraph *paragraph)
{
  const GArray *all = assigner->reading->passage_days;
  const int of_paragraph = first_of_paragraph (assigner, paragraph);
  guint first = 0, end = 0;  /* what the passage before may hand on */

  for (uint32_t i = 0; i < paragraph->n_passages; i++) {
    const uint32_t passage = paragraph->first_passage + i;
    const guint begin = all->len;
    const Own own = take_own (assigner, passage);

    if (all->len == begin && !own.before
        && !take_from_others (assigner, passage, first, end, of_paragraph) && !own.how_long)
      give_publication (assigner, passage);
    if (own.to_inherit > 0) {
      first = begin;
      end = all->len;
    }
  }
}

void
topos_dates_assign (ToposReading *reading)
{
  Assigner assigner = { reading, is_news (reading), 0 };

  g_array_set_size (reading->passage_days, 0);
  for (guint i = 0; i < reading->paragraphs->len; i++)
    assign_paragraph (&assigner, topos_reading_paragraph (reading, i));
}
