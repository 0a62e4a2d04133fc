/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"

/* The words of one language that dates are made of. A symbol is a class ("MONTH") or a literal
 * word ("ago") that patterns name; a form is a spelling with all its symbols and values; a
 * signature is a distinct set of symbols, which is all the matcher sees of a word. */
typedef struct ToposLexicon ToposLexicon;

#define TOPOS_SYMBOL_NONE UINT16_MAX
#define TOPOS_FORM_NONE UINT32_MAX

/* One thing that the matcher takes a step over: a word, or several that say one number. */
typedef struct {
  uint32_t first_word;
  uint32_t last_word;
  uint32_t form;       /* TOPOS_FORM_NONE for figures and for words of no date */
  int32_t value;       /* of a number; of packed figures */
  uint32_t numeric;    /* set of ToposNumeric; 0 when not a number */
  uint16_t signature;  /* 0: no date word */
  bool glued;          /* no space before it */
  bool capital;
  uint8_t prefix;      /* bytes of a small word written together with it, as "و" in Arabic */
} ToposItem;

/* What figures can be; a class of the same name is known to every language. */
typedef enum {
  NUMERIC_INT,     /* "15", "12,000" */
  NUMERIC_COUNT,   /* a number in words: "fifteen" */
  NUMERIC_DAY,     /* 1 to 31 in one or two figures */
  NUMERIC_MON,     /* 1 to 12 in one or two figures */
  NUMERIC_YY,      /* two figures */
  NUMERIC_YEAR,    /* four figures from 1000 to 2199 */
  NUMERIC_YEAR3,   /* one to four figures, a year when an era or a cue says so */
  NUMERIC_ORD,     /* "5th", "fifth", up to 31 */
  NUMERIC_DAYTH,   /* the same in figures */
  NUMERIC_NTH,     /* any ordinal */
  NUMERIC_DECADE,  /* "1980s", "80s" */
  NUMERIC_DECADE3, /* "460s", which needs its era */
  NUMERIC_CLOCK,   /* "15:30" */
  NUMERIC_HHMM,    /* "0530", four figures */
  NUMERIC_CLOCK12, /* "3pm", "3.30pm" */
  NUMERIC_HOUR,    /* 0 to 24 */
  NUMERIC_MIN,     /* two figures, 00 to 59 */
  NUMERIC_DEC,     /* "3.5", a clock with a full stop, a day and a month */
  NUMERIC_DMY,     /* "05.09.2021" */
  NUMERIC_YMD8,    /* "20210905" */
  NUMERIC_DAYT,    /* "05T10" of an ISO time */
  NUMERIC_HOURS,   /* "0300hrs" */
  NUMERIC_MINSEC,  /* "30:00Z", behind the hour of an ISO time */
  NUMERIC_FISCAL,  /* "FY2014", "FY14" */
  NUMERIC_WEEKNO,  /* "W36" */
  N_NUMERIC,
} ToposNumeric;

ToposLexicon *topos_lexicon_new (void);
void          topos_lexicon_free (ToposLexicon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposLexicon, topos_lexicon_free)

/* The symbol of that name; made when it is new. Names in capitals are classes. */
uint16_t topos_lexicon_symbol (ToposLexicon *self, const char *name);

/* The word `form` bears `symbol` with `value`; with a capital in the table, only with a
 * capital in the text. Before topos_lexicon_close () alone. */
void topos_lexicon_add (ToposLexicon *self, const char *form, uint16_t symbol, int value);

/* Words of the language may be written with `prefix` before them, which is none of theirs. */
void topos_lexicon_add_prefix (ToposLexicon *self, const char *prefix);

/* Every literal of a pattern is a form of its own. Returns its symbol. */
uint16_t topos_lexicon_add_literal (ToposLexicon *self, const char *word);

/* Ends the adding: signatures are numbered. */
void topos_lexicon_close (ToposLexicon *self);

/* How many signatures there are; 0 is that of words of no date. */
int topos_lexicon_signatures (const ToposLexicon *self);

/* The symbols of a signature, `n` of them. */
const uint16_t *topos_lexicon_signature (const ToposLexicon *self, int signature, int *n);

/* Looks one word up: fills the item but its words. `scratch` is overwritten. */
void topos_lexicon_read (const ToposLexicon *self, const char *body, const ToposWord *word,
                         GString *scratch, ToposItem *item);

/* True when the item bears the symbol; `value` becomes its value. */
bool topos_lexicon_bears (const ToposLexicon *self, const ToposItem *item, uint16_t symbol,
                          int *value);

/* The item as a number of kinds `numeric` (a set), so that its signature is theirs. */
void topos_lexicon_make_number (const ToposLexicon *self, ToposItem *item, int value,
                                uint32_t numeric);
