/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/tense.h"

/* So many words before a date, or behind it, its verb may stand. */
#define WORDS_TO_VERB 16

/* So near before a date stands what begins then: "to meet again in May". */
#define WORDS_TO_BEGIN 4

/* Publication may be dated a day early: by the clock of another country. */
#define DAYS_OF_DOUBT 1

#define DAYS_OF_HALF_YEAR 183

/* A verb and what it says of the time. */
typedef struct {
  ToposTense tense;
  uint32_t at;
} Verb;

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

/* True for a word in lower case that the table does not know, with an ending of the class. */
static bool
ends_as (const ToposDateWork *work, uint32_t item, ToposGrammarClass which)
{
  const ToposWord *word = topos_work_word (work, item);

  return word->kind == TOPOS_WORD_WORD && word->shape <= TOPOS_SHAPE_LOWER
         && topos_work_item (work, item)->signature == 0
         && topos_grammar_ends_as (work->grammar, which,
                                   topos_reading_body (work->reading) + word->span.start,
                                   topos_span_length (word->span));
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
  if (ends_as (work, item, CLASS_FUTURE))
    return TENSE_FUTURE;
  if (topos_work_bears (work, item, CLASS_PAST) || topos_work_bears (work, item, CLASS_PLEDGED)
      || ends_as (work, item, CLASS_PAST))
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

/* "to meet again in May". */
static bool
is_to_begin (const ToposDateWork *work, const ToposDateFound *found)
{
  const uint32_t begin = g_array_index (work->passage_item, uint32_t, found->passage);
  const uint32_t first = found->match.first;

  for (uint32_t away = 1; away <= WORDS_TO_BEGIN && first > begin + away; away++)
    if (topos_work_bears (work, first - away, CLASS_BEGIN)
        && topos_work_bears (work, first - away - 1, CLASS_TO))
      return true;
  return false;
}

/* The verb nearest before the expression, else nearest behind it. */
static Verb
nearest_verb (const ToposDateWork *work, const ToposDateFound *found)
{
  const uint32_t begin = g_array_index (work->passage_item, uint32_t, found->passage);
  const uint32_t end = g_array_index (work->passage_item, uint32_t, found->passage + 1);
  const uint32_t first = found->match.first, behind = found->match.end;

  for (uint32_t at = first; at > begin && at + WORDS_TO_VERB > first + 1; at--) {
    const ToposTense tense = tense_at (work, at - 1);

    if (tense != TENSE_UNKNOWN)
      return (Verb){ tense, at - 1 };
  }
  for (uint32_t at = behind; at < MIN (end, behind + WORDS_TO_VERB); at++) {
    const ToposTense tense = tense_at (work, at);

    if (tense != TENSE_UNKNOWN)
      return (Verb){ tense, at };
  }
  return (Verb){ TENSE_UNKNOWN, first };
}

/* True when the date tells when the verb of the past happened: "five died in March", "five died
 * March 3", but not "a March 3 hearing was announced", "they agreed on a vote in March". */
static bool
tells_when (const ToposDateWork *work, const ToposDateFound *found, Verb verb)
{
  const uint32_t first = found->match.first;
  const bool behind_on = follows (work, first, CLASS_ON);

  if (verb.at + 1 == first || (verb.at + 2 == first && behind_on))
    return true;
  return (behind_on || topos_work_bears (work, first, CLASS_ON)
          || topos_work_bears (work, found->match.end - 1, CLASS_ON))
         && !topos_work_bears (work, verb.at, CLASS_PLEDGED);
}

/* True when the date is the end of a stretch: "from Monday until Friday". */
static bool
ends_range (const ToposDateWork *work, const ToposDateFound *found)
{
  return found > (const ToposDateFound *) (void *) work->found->data
         && (found - 1)->match.end + 1 == found->match.first;
}

/* "Until Friday" and "by June 10" speak of what is to come unless a verb of the past stands by;
 * "closed until Friday" still does. */
static ToposTense
tense_behind_until (const ToposDateWork *work, const ToposDateFound *found, ToposTense tense)
{
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

/* "May 1: Troops begin to leave": in a list of events a date at the head of a paragraph is of no verb
 * behind it. One of a weekday alone is: "Friday: The court will hear". */
static bool
is_heading (const ToposDateWork *work, const ToposDateFound *found)
{
  const ToposSlots *slots = &found->match.slots;
  const uint32_t end = found->match.end;

  if (!(HAS (DAY) || HAS (MONTH) || HAS (DMY)) || end >= work->items->len
      || topos_work_word (work, end)->kind != TOPOS_WORD_MARK
      || !topos_work_opens (work, found->passage, found->match.first))
    return false;
  switch (g_utf8_get_char (topos_reading_body (work->reading)
                           + topos_work_word (work, end)->span.start)) {
  case ':': case '.': case '(': case '|': case '-':
  case 0x2013: case 0x2014:  /* dashes */
    return true;
  default:
    return false;
  }
}

void
topos_dates_read_tense (ToposDateWork *work, const ToposDateFound *found)
{
  Verb verb = { TENSE_FUTURE, found->match.first };

  if (!is_to_begin (work, found) && !is_appointed (work, found))
    verb = nearest_verb (work, found);
  if ((work->chronicle || verb.tense != TENSE_FUTURE) && is_heading (work, found)) {
    work->anchors.tense = TENSE_PAST;
    work->anchors.days_ahead = verb.tense == TENSE_FUTURE ? DAYS_OF_HALF_YEAR : TOPOS_DAYS_AHEAD;
    return;
  }
  work->anchors.tense = tense_behind_until (work, found, verb.tense);
  work->anchors.days_ahead = verb.tense == TENSE_PAST && tells_when (work, found, verb)
                               ? DAYS_OF_DOUBT : TOPOS_DAYS_AHEAD;
}
