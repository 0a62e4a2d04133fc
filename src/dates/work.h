/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/grammar.h"
#include "dates/resolve.h"

/* One expression found, not yet understood. */
typedef struct {
  ToposMatch match;     /* items counted from the reading's first */
  uint32_t passage;
} ToposDateFound;

/* The work on one reading, shared by tagger, guards and style. */
typedef struct {
  const ToposGrammar *grammar;
  ToposReading *reading;
  GArray *items;        /* ToposItem, of the whole reading */
  GArray *passage_item; /* uint32_t: the first item of each passage, and the end */
  GArray *found;        /* ToposDateFound */
  ToposAnchors anchors;
  uint32_t mentioned_in;/* the passage of anchors.mentioned */
  bool day_first;       /* 5/9/2021 is in September */
  bool log;             /* lines begin with an hour, "0630: ..." */
  bool chronicle;       /* paragraphs begin with a day: a diary, a list of events */
  ToposDay entry;       /* of a chronicle: the day of the entry under way, */
  uint32_t entry_in;    /* and the paragraph that begins with it */
} ToposDateWork;

/* The item, its first word, that word's first byte. */
static inline const ToposItem *
topos_work_item (const ToposDateWork *work, uint32_t i)
{
  return &g_array_index (work->items, ToposItem, i);
}

static inline const ToposWord *
topos_work_word (const ToposDateWork *work, uint32_t item)
{
  return topos_reading_word (work->reading, topos_work_item (work, item)->first_word);
}

static inline char
topos_work_first_byte (const ToposDateWork *work, uint32_t item)
{
  return topos_reading_body (work->reading)[topos_work_word (work, item)->span.start];
}

/* True when the item bears a class that the tagger asks for. */
static inline bool
topos_work_bears (const ToposDateWork *work, uint32_t item, ToposGrammarClass which)
{
  int value;

  return topos_lexicon_bears (topos_grammar_lexicon (work->grammar), topos_work_item (work, item),
                              topos_grammar_class (work->grammar, which), &value);
}

/* The last date found; there must be one. */
static inline const ToposDateFound *
topos_work_last_found (const ToposDateWork *work)
{
  return &g_array_index (work->found, ToposDateFound, work->found->len - 1);
}

/* True when nothing but marks stands before the item in its paragraph. */
static inline bool
topos_work_opens (const ToposDateWork *work, uint32_t passage, uint32_t item)
{
  const ToposPassage *of = topos_reading_passage (work->reading, passage);

  if (topos_reading_paragraph (work->reading, of->paragraph)->first_passage != passage)
    return false;
  for (uint32_t at = g_array_index (work->passage_item, uint32_t, passage); at < item; at++)
    if (topos_work_word (work, at)->kind != TOPOS_WORD_MARK)
      return false;
  return true;
}

/* True when the last date found ends at the item `end`. */
static inline bool
topos_work_ends_before (const ToposDateWork *work, uint32_t end)
{
  return work->found->len > 0 && topos_work_last_found (work)->match.end == end;
}

static inline const ToposDateRule *
topos_work_rule (const ToposDateWork *work, const ToposMatch *match)
{
  return topos_grammar_rule (work->grammar, match->pattern);
}
