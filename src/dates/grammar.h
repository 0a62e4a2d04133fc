/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "dates/pattern.h"

/* One language: its words, its patterns, and what each pattern means. Read from a table of
 * lines of tab-separated columns; "#" begins a comment:
 *
 *   language  en
 *   stop      the of and ...        words by which the language is known
 *   prefix    و                  may be written together with the word behind it
 *   word      MONTH=1   January Jan words of a class, with their value
 *   ending    PAST      ed          so may words of the class end that are not told
 *   macro     @month    MONTH | month:MAY   put in brackets wherever the name stands
 *   pattern   date mod=start        early @month YEAR?
 */
typedef struct ToposGrammar ToposGrammar;

/* What a rule asks beyond its words. */
typedef enum {
  RULE_BARE = 1 << 0,     /* a number that must not count things: "2015 fighters" */
  RULE_ANCIENT = 1 << 1,  /* only in a text that counts years before Christ */
  RULE_DEICTIC = 1 << 2,  /* speaks as of the day of writing: a mark of news */
  RULE_NOT = 1 << 3,      /* words that look like a date and are none: nothing is found */
  RULE_TOLD = 1 << 4,     /* only when a date has been told before */
  RULE_CHAINED = 1 << 5,  /* only one item behind another date: the 6 of "May 5 and 6" */
  RULE_HABIT = 1 << 6,    /* month before day, or the other way round: the text's habit */
  RULE_DAY_FIRST = 1 << 7,   /* shows that habit */
  RULE_MONTH_FIRST = 1 << 8, /* or that one */
  RULE_AHEAD = 1 << 9,       /* only where the words speak of the future */
  RULE_NARRATIVE = 1 << 10,  /* only in a narrative */
  RULE_ASIDE = 1 << 11,      /* no later date hangs on it: "a year earlier" */
  RULE_OPENING = 1 << 12,    /* only where a paragraph begins: "0630: ..." */
  RULE_LOG = 1 << 13,        /* only where lines begin with an hour */
} ToposRuleFlags;

typedef struct {
  ToposTimexType type;
  unsigned flags;
  ToposSlots slots;  /* what the pattern says without words for it */
} ToposDateRule;

/* Reads the table `path`, and behind it that of what all languages share, `common` (or NULL).
 * TOPOS_ERROR_DATA with the line when one is wrong. Returns: (transfer full). */
ToposGrammar *topos_grammar_read (const char *path, const char *common, GError **error);
void          topos_grammar_free (ToposGrammar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposGrammar, topos_grammar_free)

/* Builds the automaton of the patterns, once, when the first text of the language comes: most
 * languages are never met. Any thread may ask; the patterns must not be matched before. */
void topos_grammar_prepare (ToposGrammar *self);

const char          *topos_grammar_language (const ToposGrammar *self);
const ToposLexicon  *topos_grammar_lexicon (const ToposGrammar *self);
const ToposPatterns *topos_grammar_patterns (const ToposGrammar *self);
const ToposDateRule *topos_grammar_rule (const ToposGrammar *self, uint32_t pattern);

/* Classes that the tagger asks for by itself; TOPOS_SYMBOL_NONE when the table has none. */
typedef enum {
  CLASS_STOP,     /* by which the language is known */
  CLASS_FUTURE,   /* will, to be: the future */
  CLASS_PAST,     /* was, said: the past */
  CLASS_COUNTED,  /* men, people: a number before it counts them */
  CLASS_NUMBERED, /* page, resolution: a number after it is no year */
  CLASS_STREET,   /* street: a number and a name before it are an address */
  CLASS_YEARPREP, /* in, since: a number after it is a year */
  CLASS_AHEAD,    /* by, until: a date behind it is to come */
  CLASS_ON,       /* on, in: a date behind it tells when the verb happened */
  CLASS_PLEDGED,  /* announced, said: what it tells of may be to come */
  CLASS_BE,       /* be: the word behind it is no past */
  CLASS_TO,       /* to, before one of BEGIN: the future */
  CLASS_BEGIN,    /* begin, meet */
  CLASS_FIRSTNAME,/* April: no month before a name and behind no preposition */
  CLASS_LASTED,   /* took, before a duration: how long something was that is over */
  CLASS_MAYBE,    /* may, could: the future, but for "could not", "may have" */
  CLASS_IS,       /* is: the future right before a date, "is on Monday" */
  CLASS_UNDONE,   /* was, not: the word behind it is no future, unless "to" follows */
  CLASS_YEARIN,   /* in: the year behind it is what the next dates belong to */
  CLASS_BOUND,    /* since, until */
  CLASS_HAD,      /* had: what comes looks back */
  CLASS_THE,      /* the */
  CLASS_LONG,     /* long, in "a week-long": the date begins behind the article */
  CLASS_RANGE,    /* to, between two dates */
  CLASS_BETWEEN,
  CLASS_ONES, CLASS_TENS, CLASS_MULT, CLASS_ORDW, CLASS_AND, CLASS_HYPHEN,
  N_CLASSES,
} ToposGrammarClass;

/* True when the word `text` of `length` bytes is long enough to have a stem, and ends as words of
 * that class do. */
bool topos_grammar_ends_as (const ToposGrammar *self, ToposGrammarClass which, const char *text,
                            size_t length);

uint16_t topos_grammar_class (const ToposGrammar *self, ToposGrammarClass which);
