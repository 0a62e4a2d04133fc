/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/style.h"

#include <string.h>

#define LAST_YEAR 2200

/* So many other years make a narrative: of a text without, and with words of the day. */
#define YEARS_OF_STORY 4
#define MORE_YEARS_OF_STORY 6

/* Without a day of publication, and with no word that asks for it, there is little of news. */
#define FEWEST_YEARS_OF_STORY 2

/* The year that a text is about: that of publication, else the one it names most. */
static int
home_year (const ToposDateWork *work)
{
  g_autofree int *times = g_new0 (int, LAST_YEAR);
  int year = 0, month, day;

  if (work->anchors.published != TOPOS_DAY_NONE) {
    topos_day_to_ymd (work->anchors.published, &year, &month, &day);
    return year;
  }
  for (guint i = 0; i < work->found->len; i++) {
    const ToposDateFound *found = &g_array_index (work->found, ToposDateFound, i);
    const int named = topos_slots_get (&found->match.slots, SLOT_YEAR, 0);

    if (named > 0 && named < LAST_YEAR && ++times[named] > times[year])
      year = named;
  }
  return year;
}

/* A narrative tells its dates in full and hangs the rest on them; news hang on the day of
 * writing. Told by how many expressions speak as of that day, against how many name a year
 * other than the text's own. */
void
topos_dates_choose_style (ToposDateWork *work)
{
  const int home = home_year (work);
  int deictic = 0, years = 0, ancient = 0, day_first = 0, least;

  for (guint i = 0; i < work->found->len; i++) {
    const ToposDateFound *found = &g_array_index (work->found, ToposDateFound, i);
    const ToposDateRule *rule = topos_work_rule (work, &found->match);
    const int year = topos_slots_get (&found->match.slots, SLOT_YEAR, 0);

    day_first += (rule->flags & RULE_DAY_FIRST) != 0;
    day_first -= (rule->flags & RULE_MONTH_FIRST) != 0;
    deictic += (rule->flags & RULE_DEICTIC) != 0;
    ancient += topos_slots_get (&found->match.slots, SLOT_ERA, ERA_NONE) == ERA_BC;
    years += year > 0 && ABS (year - home) > 1;
  }
  least = deictic == 0 ? YEARS_OF_STORY : MORE_YEARS_OF_STORY;
  work->day_first = day_first > 0;
  work->anchors.ancient = ancient >= 3;
  if (work->anchors.published == TOPOS_DAY_NONE && deictic == 0)
    least = FEWEST_YEARS_OF_STORY;
  work->anchors.narrative = years >= least && years > 4 * deictic;
}

static bool
ends_in_ed (const ToposDateWork *work, uint32_t item)
{
  const ToposWord *word = topos_work_word (work, item);
  const char *text = topos_reading_body (work->reading) + word->span.start;
  const uint32_t length = topos_span_length (word->span);

  return word->kind == TOPOS_WORD_WORD && length >= 5 && text[length - 1] == 'd'
         && text[length - 2] == 'e' && topos_work_item (work, item)->signature == 0;
}

/* Whether the word before, or behind, the item bears a class. */
static bool
follows (const ToposDateWork *work, uint32_t item, ToposGrammarClass which)
{
  return item > 0 && topos_work_bears (work, item - 1, which);
}

static bool
precedes (const ToposDateWork *work, uint32_t item, ToposGrammarClass which)
{
  return item + 1 < work->items->len && topos_work_bears (work, item + 1, which);
}

static ToposTense
tense_at (const ToposDateWork *work, uint32_t item)
{
  if (topos_work_bears (work, item, CLASS_FUTURE)
      && (!follows (work, item, CLASS_UNDONE) || precedes (work, item, CLASS_TO)))
    return TENSE_FUTURE;
  if (topos_work_bears (work, item, CLASS_MAYBE) && !topos_work_item (work, item)->capital
      && !precedes (work, item, CLASS_UNDONE) && !precedes (work, item, CLASS_PAST))
    return TENSE_FUTURE;
  /* "will be signed", "to cut" are no past. */
  if (follows (work, item, CLASS_BE) || follows (work, item, CLASS_TO))
    return TENSE_UNKNOWN;
  if (topos_work_bears (work, item, CLASS_PAST) || ends_in_ed (work, item))
    return TENSE_PAST;
  return TENSE_UNKNOWN;
}

/* "The vote is on Monday", "the deadline is May 3"; not "so is April". */
static bool
is_appointed (const ToposDateWork *work, const ToposDateFound *found)
{
  const uint32_t first = g_array_index (work->passage_item, uint32_t, found->passage);
  const uint32_t at = found->match.first;
  const ToposSlots *slots = &found->match.slots;

  if (at > first && topos_work_bears (work, at - 1, CLASS_IS))
    return HAS (WEEKDAY) || HAS (DAY);
  return at > first + 1 && topos_work_bears (work, at - 2, CLASS_IS)
         && !topos_work_bears (work, at - 1, CLASS_BOUND);
}

/* The tense of the verb nearest before the expression, else nearest behind it. */
static ToposTense
verb_tense (const ToposDateWork *work, const ToposDateFound *found)
{
  const uint32_t first = g_array_index (work->passage_item, uint32_t, found->passage);
  const uint32_t end = g_array_index (work->passage_item, uint32_t, found->passage + 1);

  for (uint32_t away = 1; away < 5 && found->match.first > first + away; away++)
    if (topos_work_bears (work, found->match.first - away, CLASS_BEGIN)
        && topos_work_bears (work, found->match.first - away - 1, CLASS_TO))
      return TENSE_FUTURE;
  if (is_appointed (work, found))
    return TENSE_FUTURE;
  for (uint32_t away = 1; away < 16 && found->match.first >= first + away; away++) {
    const ToposTense tense = tense_at (work, found->match.first - away);

    if (tense != TENSE_UNKNOWN)
      return tense;
  }
  for (uint32_t at = found->match.end; at < MIN (end, found->match.end + 16); at++) {
    const ToposTense tense = tense_at (work, at);

    if (tense != TENSE_UNKNOWN)
      return tense;
  }
  return TENSE_UNKNOWN;
}

/* True when the date is the end of a stretch: "from Monday until Friday". */
static bool
ends_range (const ToposDateWork *work, const ToposDateFound *found)
{
  return found > (const ToposDateFound *) (void *) work->found->data
         && (found - 1)->match.end + 1 == found->match.first;
}

/* The same, where "until Friday" and "by June 10" speak of what is to come unless a verb of the
 * past stands by; "closed until Friday" still does. */
ToposTense
topos_dates_tense (const ToposDateWork *work, const ToposDateFound *found)
{
  const ToposTense tense = verb_tense (work, found);
  const ToposSlots *slots = &found->match.slots;
  uint32_t first = found->match.first;
  int until;

  if (follows (work, first, CLASS_THE))
    first--;
  if (first == 0 || ends_range (work, found)
      || !topos_lexicon_bears (topos_grammar_lexicon (work->grammar),
                               topos_work_item (work, first - 1),
                               topos_grammar_class (work->grammar, CLASS_AHEAD), &until))
    return tense;
  if (tense != TENSE_PAST || (until && HAS (WEEKDAY) && !HAS (DAY)))
    return TENSE_FUTURE;
  return TENSE_UNKNOWN;
}
