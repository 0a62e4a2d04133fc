/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/items.h"

#include "dates/figures.h"

/* A number as it is put together from words. */
typedef struct {
  int64_t total;     /* what thousands and millions have closed off */
  int64_t current;
  bool ordinal;
} Number;

/* Takes one more number word into the number; false when it does not go on. */
static bool
take (const ToposGrammar *grammar, const ToposItem *item, Number *number, bool first)
{
  const ToposLexicon *lexicon = topos_grammar_lexicon (grammar);
  int value;

  if (number->ordinal)
    return false;
  if (topos_lexicon_bears (lexicon, item, topos_grammar_class (grammar, CLASS_ONES), &value)) {
    const bool fits = number->current % 100 == 0 || (number->current % 10 == 0 && value < 10
                                                     && number->current % 100 >= 20);

    if (!first && !fits)
      return false;
    number->current += value;
    return true;
  }
  if (topos_lexicon_bears (lexicon, item, topos_grammar_class (grammar, CLASS_TENS), &value)) {
    if (!first && number->current % 100 != 0)
      return false;
    number->current += value;
    return true;
  }
  if (topos_lexicon_bears (lexicon, item, topos_grammar_class (grammar, CLASS_MULT), &value)) {
    number->current = MIN (MAX (number->current, 1) * value, 999999999);
    if (value >= 1000) {
      number->total = MIN (number->total + number->current, 999999999);
      number->current = 0;
    }
    return true;
  }
  if (topos_lexicon_bears (lexicon, item, topos_grammar_class (grammar, CLASS_ORDW), &value)
      && (first || (number->current % 10 == 0 && value < 10))) {
    number->current += value;
    number->ordinal = true;
    return true;
  }
  return false;
}

static bool
bears (const ToposGrammar *grammar, const ToposItem *item, ToposGrammarClass which)
{
  int value;

  return topos_lexicon_bears (topos_grammar_lexicon (grammar), item,
                              topos_grammar_class (grammar, which), &value);
}

/* Joins the last items of `items` from `first` on, all number words, into one. */
static void
join (GArray *items, const ToposGrammar *grammar, guint first, guint end, const Number *number)
{
  ToposItem *item = &g_array_index (items, ToposItem, first);

  item->last_word = g_array_index (items, ToposItem, end - 1).last_word;
  topos_lexicon_make_number (topos_grammar_lexicon (grammar), item,
                             (int) MIN (number->total + number->current, 999999999),
                             topos_figures_of_word ((int) MIN (number->total + number->current,
                                                               100),
                                                    number->ordinal));
  g_array_remove_range (items, first + 1, end - first - 1);
}

/* Where the number that begins with the item `first` ends; `first` + 1 when it is one word. */
static guint
number_end (const GArray *items, const ToposGrammar *grammar, guint first, Number *number)
{
  const ToposItem *item = &g_array_index (items, ToposItem, first);
  guint end = first + 1, at = first + 1;

  if (item->numeric != 0)
    number->current = item->value;
  else if (!take (grammar, item, number, true))
    return first;
  while (at < items->len && !number->ordinal) {
    const ToposItem *next = &g_array_index (items, ToposItem, at);
    const bool linked = bears (grammar, next, CLASS_AND)
                        || (next->glued && bears (grammar, next, CLASS_HYPHEN));

    if (linked && at + 1 < items->len && at == end
        && (!bears (grammar, next, CLASS_AND)
            || number->current + number->total >= 100)) {
      at++;
      if (!bears (grammar, &g_array_index (items, ToposItem, at), CLASS_MULT)
          && take (grammar, &g_array_index (items, ToposItem, at), number, false)) {
        end = ++at;
        continue;
      }
      break;
    }
    if (item->numeric != 0 && !bears (grammar, next, CLASS_MULT))
      break;
    if (!take (grammar, next, number, false))
      break;
    end = ++at;
  }
  return end;
}

static bool
may_begin_number (const ToposGrammar *grammar, const ToposItem *item)
{
  if (item->numeric != 0)
    return item->numeric & (1u << NUMERIC_INT | 1u << NUMERIC_COUNT);
  return item->form != TOPOS_FORM_NONE
         && (bears (grammar, item, CLASS_ONES) || bears (grammar, item, CLASS_TENS)
             || bears (grammar, item, CLASS_MULT));
}

void
topos_items_append (GArray *items, const ToposGrammar *grammar, const ToposReading *reading,
                    uint32_t first, uint32_t end, GString *scratch)
{
  const ToposLexicon *lexicon = topos_grammar_lexicon (grammar);
  const char *body = topos_reading_body (reading);
  const guint begin = items->len;

  for (uint32_t i = first; i < end; i++) {
    ToposItem item;

    topos_lexicon_read (lexicon, body, topos_reading_word (reading, i), scratch, &item);
    item.first_word = item.last_word = i;
    g_array_append_val (items, item);
  }
  for (guint i = begin; i < items->len; i++) {
    Number number = { 0 };
    guint stop;

    if (!may_begin_number (grammar, &g_array_index (items, ToposItem, i)))
      continue;
    stop = number_end (items, grammar, i, &number);
    if (stop > i + 1)
      join (items, grammar, i, stop, &number);
  }
}
