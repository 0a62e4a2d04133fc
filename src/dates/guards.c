/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/guards.h"

#include <string.h>

/* True when the match goes on from the date found just before: a day from a day, a year of two
 * figures from a year. */
static bool
is_chained (const ToposDateWork *work, const ToposMatch *match)
{
  const ToposSlots *before;

  if (match->first == 0 || !topos_work_ends_before (work, match->first - 1))
    return false;
  before = &topos_work_last_found (work)->match.slots;
  if (topos_slots_has (&match->slots, SLOT_CLOCK))
    return topos_slots_has (before, SLOT_CLOCK);
  if (!topos_slots_has (&match->slots, SLOT_YY) && !topos_slots_has (&match->slots, SLOT_YEAR))
    return topos_slots_has (before, SLOT_DAY);
  if (topos_slots_has (&match->slots, SLOT_DAY))
    return topos_slots_has (before, SLOT_DAY);
  return topos_slots_has (before, SLOT_YEAR) && !topos_slots_has (before, SLOT_DAY);
}

/* Signs before a number that make it a price or a part of an address, glued or not. */
static const char *const SIGNS[]
    = { "$", "#", "@", "&", "=", "_", "*", "\\", "+", "£", "€", "¥" };

static bool
is_sign (const ToposDateWork *work, uint32_t item)
{
  const ToposWord *word = topos_work_word (work, item);
  const char *text = topos_reading_body (work->reading) + word->span.start;

  for (size_t i = 0; i < G_N_ELEMENTS (SIGNS); i++)
    if (topos_span_length (word->span) == strlen (SIGNS[i])
        && strncmp (text, SIGNS[i], strlen (SIGNS[i])) == 0)
      return true;
  return false;
}

/* Figures that a hyphen may join to a date; others make it a telephone number. */
#define MAY_BE_DATED (1u << NUMERIC_DAY | 1u << NUMERIC_MON | 1u << NUMERIC_YEAR)

/* True when what stands before the figures at `first` makes them a piece of something. */
static bool
goes_on_from (const ToposDateWork *work, uint32_t first)
{
  const ToposWord *word = topos_work_word (work, first), *before;

  if (first == 0)
    return false;
  before = topos_work_word (work, first - 1);
  if (before->kind != TOPOS_WORD_MARK)
    return word->glued && topos_work_item (work, first - 1)->signature == 0;
  if (is_sign (work, first - 1))
    return true;
  if (!word->glued)
    return false;
  if (topos_work_first_byte (work, first - 1) == '/' && topos_work_ends_before (work, first - 1))
    return false;
  if (strchr ("/.:,%?~", topos_work_first_byte (work, first - 1)) != NULL)
    return true;
  return topos_work_first_byte (work, first - 1) == '-' && before->glued && first > 1
         && !topos_work_ends_before (work, first - 1) && word->kind == TOPOS_WORD_NUMBER
         && (topos_work_item (work, first - 2)->numeric & MAY_BE_DATED) == 0;
}

/* True when the figures [first, end) go on into something longer; not when the pattern has
 * looked at what follows: the 6 of "6-7 January". */
static bool
goes_on_behind (const ToposDateWork *work, uint32_t first, uint32_t end, uint32_t reach)
{
  static const uint32_t years = 1u << NUMERIC_YEAR | 1u << NUMERIC_YY;
  const ToposWord *next;
  char mark;

  if (reach > end + 1 || end >= work->items->len || !topos_work_word (work, end)->glued
      || topos_work_word (work, end)->kind != TOPOS_WORD_MARK)
    return false;
  mark = topos_work_first_byte (work, end);
  if (strchr ("%@=&_#", mark) != NULL)
    return true;
  if (end + 1 >= work->items->len)
    return false;
  next = topos_work_word (work, end + 1);
  if (!next->glued || next->kind == TOPOS_WORD_MARK)
    return false;
  if (mark == '/' && topos_work_item (work, first)->numeric & 1u << NUMERIC_YEAR
      && topos_work_item (work, end + 1)->numeric & years)
    return end + 2 < work->items->len && topos_work_word (work, end + 2)->glued
           && topos_work_first_byte (work, end + 2) == '/';
  /* "Late 2020/early 2021". */
  if (mark == '/' && next->kind == TOPOS_WORD_WORD
      && topos_work_item (work, end + 1)->signature != 0)
    return false;
  return strchr ("/:.", mark) != NULL
         || (mark == '-' && end == first + 1 && next->kind == TOPOS_WORD_NUMBER
             && !(topos_work_item (work, end + 1)->numeric & years));
}

/* True when the figures of a match are a piece of something longer: a price, an address, a score, a
 * version. */
static bool
is_piece (const ToposDateWork *work, const ToposMatch *match)
{
  return goes_on_from (work, match->first)
         || goes_on_behind (work, match->first, match->end, match->reach);
}

/* True when the word is in lower case and looks like the plural of a thing. */
static bool
looks_plural (const ToposDateWork *work, uint32_t item)
{
  const ToposWord *word = topos_work_word (work, item);
  const char *text = topos_reading_body (work->reading) + word->span.start;
  const uint32_t length = topos_span_length (word->span);

  return word->shape == TOPOS_SHAPE_LOWER && length >= 4 && text[length - 1] == 's'
         && text[length - 2] != 's' && text[length - 2] != 'u' && text[length - 2] != 'i'
         && topos_work_item (work, item)->signature == 0;
}

/* True when the numbers before or behind make it a piece of a telephone number, or a word before
 * says what it numbers: "page 1996", "1996 Main Street". */
static bool
numbers_things (const ToposDateWork *work, uint32_t first, uint32_t end)
{
  if (first > 0 && topos_work_bears (work, first - 1, CLASS_NUMBERED))
    return true;
  if (first > 1 && topos_work_first_byte (work, first - 1) == '.'
      && topos_work_word (work, first - 1)->glued
      && topos_work_bears (work, first - 2, CLASS_NUMBERED))
    return true;
  if (first > 0 && topos_work_item (work, first - 1)->numeric != 0
      && !topos_work_ends_before (work, first))
    return true;
  if (end >= work->items->len)
    return false;
  if (topos_work_item (work, end)->numeric & 1u << NUMERIC_INT)
    return true;
  for (uint32_t i = end + 1; i < work->items->len && i < end + 5; i++) {
    if (topos_work_word (work, i - 1)->shape < TOPOS_SHAPE_TITLE
        && topos_work_first_byte (work, i - 1) != '.')
      return false;
    if (topos_work_bears (work, i, CLASS_STREET))
      return true;
  }
  return false;
}

/* True when a bare number counts what stands behind it: "2015 fighters", "a 1000-mile trip". */
static bool
counts_things (const ToposDateWork *work, uint32_t first, uint32_t end)
{
  const bool announced = first > 0 && topos_work_bears (work, first - 1, CLASS_YEARPREP);
  int measure;

  if (end + 1 < work->items->len && topos_work_item (work, end)->glued
      && topos_work_bears (work, end, CLASS_HYPHEN)
      && topos_work_bears (work, end + 1, CLASS_COUNTED))
    return true;
  if (end >= work->items->len || topos_work_word (work, end)->kind != TOPOS_WORD_WORD)
    return false;
  if (work->items->len > end && (topos_work_item (work, first)->numeric & 1u << NUMERIC_YEAR) == 0
      && topos_work_word (work, end)->shape == TOPOS_SHAPE_TITLE
      && topos_work_item (work, end)->signature == 0)
    return true;
  if (topos_lexicon_bears (topos_grammar_lexicon (work->grammar), topos_work_item (work, end),
                           topos_grammar_class (work->grammar, CLASS_COUNTED), &measure))
    return measure || !announced || topos_work_bears (work, first - 1, CLASS_AND)
           || topos_work_item (work, first)->value % 100 == 0;
  return !announced && looks_plural (work, end);
}

/* "2007-08" is a winter or a budget, not an August. */
static bool
is_year_range (const ToposDateWork *work, const ToposMatch *match)
{
  return match->end == match->first + 3 && topos_slots_has (&match->slots, SLOT_MONTH)
         && topos_work_item (work, match->first)->numeric != 0
         && topos_work_item (work, match->end - 1)->numeric != 0
         && (topos_slots_get (&match->slots, SLOT_YEAR, 0) + 1) % 100
                == topos_slots_get (&match->slots, SLOT_MONTH, 0);
}

/* True for the "a week" of "a week-long". */
static bool
cuts_long (const ToposDateWork *work, const ToposMatch *match)
{
  return match->end == match->first + 2 && match->end + 1 < work->items->len
         && topos_work_item (work, match->end)->glued
         && topos_work_bears (work, match->end, CLASS_HYPHEN)
         && topos_work_bears (work, match->end + 1, CLASS_LONG);
}

/* "April Jones", but not "in April Congress": a person. */
static bool
names_person (const ToposDateWork *work, const ToposMatch *match)
{
  const uint32_t first = match->first, end = match->end;

  if (end != first + 1 || end >= work->items->len
      || !topos_work_bears (work, first, CLASS_FIRSTNAME)
      || topos_work_word (work, end)->shape != TOPOS_SHAPE_TITLE
      || topos_work_item (work, end)->signature != 0)
    return false;
  return first == 0 || topos_work_bears (work, first - 1, CLASS_AND)
         || !topos_work_bears (work, first - 1, CLASS_YEARPREP);
}

bool
topos_dates_passes_guards (const ToposDateWork *work, uint32_t passage, const ToposMatch *match)
{
  const ToposDateRule *rule = topos_work_rule (work, match);

  if (topos_work_item (work, match->first)->numeric != 0
      || topos_work_item (work, match->end - 1)->numeric != 0)
    if (is_piece (work, match))
      return false;
  if (cuts_long (work, match) || names_person (work, match))
    return false;
  if (((rule->flags & RULE_LOG) && !work->log)
      || ((rule->flags & RULE_OPENING) && !topos_work_opens (work, passage, match->first)))
    return false;
  if ((rule->flags & RULE_CHAINED) && !is_chained (work, match))
    return false;
  if (topos_slots_has (&match->slots, SLOT_YEAR) && is_year_range (work, match))
    return false;
  if ((rule->flags & RULE_BARE) && (counts_things (work, match->first, match->end)
                                   || numbers_things (work, match->first, match->end)))
    return false;
  return true;
}
