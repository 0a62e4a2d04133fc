/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/dates.h"

#include "core/error.h"
#include "dates/guards.h"
#include "dates/items.h"
#include "dates/quotes.h"
#include "dates/ranges.h"
#include "dates/story.h"
#include "dates/style.h"
#include "dates/tense.h"

#include <string.h>

#define MOST_MATCHES 24

struct ToposDateTagger {
  GPtrArray *grammars;  /* English first */
};

/* --------------------------------------------------------------------------------- tables */

void
topos_date_tagger_free (ToposDateTagger *self)
{
  g_ptr_array_unref (self->grammars);
  g_free (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The tables' names in order, English first, without the common one. */
static GPtrArray *
list_tables (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".tsv") && !g_str_equal (name, "common.tsv")
        && !g_str_equal (name, "en.tsv"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_insert (names, 0, g_strdup ("en.tsv"));
  return names;
}

ToposDateTagger *
topos_date_tagger_open (const char *data_dir, GError **error)
{
  g_autoptr (ToposDateTagger) self = g_new0 (ToposDateTagger, 1);
  g_autofree char *folder = g_build_filename (data_dir, "dates", NULL);
  g_autofree char *common = g_build_filename (folder, "common.tsv", NULL);
  g_autoptr (GPtrArray) names = list_tables (folder);

  self->grammars = g_ptr_array_new_with_free_func ((GDestroyNotify) topos_grammar_free);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
    ToposGrammar *grammar = topos_grammar_read (path, common, error);

    if (grammar == NULL)
      return NULL;
    g_ptr_array_add (self->grammars, grammar);
  }
  return g_steal_pointer (&self);
}

/* ------------------------------------------------------------------------------- language */

#define WORDS_FOR_LANGUAGE 400

static int
count_stop_words (const ToposGrammar *grammar, const ToposReading *reading, GString *scratch)
{
  const uint32_t end = MIN (reading->words->len, WORDS_FOR_LANGUAGE);
  const uint16_t stop = topos_grammar_class (grammar, CLASS_STOP);
  int n = 0;

  for (uint32_t i = 0; i < end; i++) {
    ToposItem item;
    int value;

    topos_lexicon_read (topos_grammar_lexicon (grammar), topos_reading_body (reading),
                        topos_reading_word (reading, i), scratch, &item);
    n += topos_lexicon_bears (topos_grammar_lexicon (grammar), &item, stop, &value);
  }
  return n;
}

/* The table of the reading's language; of one that has none, or is not known, the table whose
 * commonest words the text has most of. */
static ToposGrammar *
choose_grammar (const ToposDateTagger *self, const ToposReading *reading, GString *scratch)
{
  ToposGrammar *best = self->grammars->pdata[0];
  int most = 0;

  for (guint i = 0; i < self->grammars->len; i++)
    if (g_str_equal (topos_grammar_language (self->grammars->pdata[i]), reading->language))
      return self->grammars->pdata[i];
  for (guint i = 0; i < self->grammars->len; i++) {
    const int n = count_stop_words (self->grammars->pdata[i], reading, scratch);

    if (n > most) {
      most = n;
      best = self->grammars->pdata[i];
    }
  }
  return best;
}

/* ------------------------------------------------------------------------------- matching */

/* Finds the expressions of one passage, leftmost and longest. */
static void
find_in_passage (ToposDateWork *work, uint32_t passage)
{
  const uint32_t first = g_array_index (work->passage_item, uint32_t, passage);
  const uint32_t end = g_array_index (work->passage_item, uint32_t, passage + 1);
  const ToposItem *items = (const ToposItem *) (void *) work->items->data;
  ToposMatch matches[MOST_MATCHES];

  for (uint32_t at = first; at < end;) {
    uint32_t next = at + 1;

    if (items[at].signature != 0) {
      const int n = topos_patterns_match (topos_grammar_patterns (work->grammar),
                                          topos_grammar_lexicon (work->grammar), items, at,
                                          end, matches, MOST_MATCHES);

      for (int i = 0; i < n; i++)
        if (topos_dates_passes_guards (work, passage, &matches[i])) {
          const ToposDateFound found = { matches[i], passage };

          g_array_append_val (work->found, found);
          next = matches[i].end;
          break;
        }
    }
    at = next;
  }
}

static void
find_all (ToposDateWork *work, GString *scratch)
{
  const ToposReading *reading = work->reading;

  for (uint32_t i = 0; i < reading->passages->len; i++) {
    const ToposPassage *passage = topos_reading_passage (reading, i);
    const uint32_t begin = work->items->len;

    g_array_append_val (work->passage_item, begin);
    topos_items_append (work->items, work->grammar, reading, passage->first_word,
                        passage->first_word + passage->n_words, scratch);
  }
  g_array_append_val (work->passage_item, work->items->len);
  topos_dates_find_log (work);
  for (uint32_t i = 0; i < reading->passages->len; i++)
    find_in_passage (work, i);
}

/* --------------------------------------------------------------------------------- values */

/* What is said in quotes hangs on the day it was said, where the sentence tells that day
 * before. TOPOS_DAY_NONE where not. */
static ToposDay
day_of_quotation (const ToposDateWork *work, const ToposDateFound *found)
{
  const GArray *timexes = work->reading->timexes;
  const ToposTimex *last;
  ToposSpan passage;

  if (timexes->len == 0)
    return TOPOS_DAY_NONE;
  last = &g_array_index (timexes, ToposTimex, timexes->len - 1);
  passage = topos_reading_passage (work->reading, found->passage)->span;
  if (last->span.start < passage.start
      || topos_date_span_is_none (last->days) || last->days.first != last->days.last
      || !topos_dates_is_quoted (work->reading, passage,
                                 topos_work_word (work, found->match.first)->span.start))
    return TOPOS_DAY_NONE;
  return last->days.first;
}

/* So many words may stand between "took" and how long: "took the army just over a week". */
#define WORDS_TO_LASTED 4

/* "It took a week", not "it has taken a week": over, and no one says when. */
static bool
is_over (const ToposDateWork *work, const ToposDateFound *found, const ToposTimex *timex)
{
  const uint32_t begin = g_array_index (work->passage_item, uint32_t, found->passage);
  const uint32_t first = found->match.first;

  if (timex->type != TOPOS_TIMEX_DURATION || !topos_date_span_is_none (timex->days))
    return false;
  for (uint32_t away = 1; away <= WORDS_TO_LASTED && first >= begin + away; away++)
    if (topos_work_bears (work, first - away, CLASS_LASTED))
      return first - away == begin || !topos_work_bears (work, first - away - 1, CLASS_PAST)
             || topos_work_bears (work, first - away - 1, CLASS_HAD);
  return false;
}

/* Adds what the rule says without words, and what the text's habits and the date before tell:
 * the month of 5/9, the century of the 18 of "1914-18". */
static void
complete_slots (const ToposDateWork *work, const ToposDateRule *rule, ToposSlots *slots)
{
  const int before = work->anchors.mentioned.year;

  for (int i = 0; i < N_SLOTS; i++)
    if (topos_slots_has (&rule->slots, (ToposSlot) i)
        && !topos_slots_has (slots, (ToposSlot) i))
      topos_slots_set (slots, (ToposSlot) i, rule->slots.value[i]);
  if ((rule->flags & RULE_HABIT) && work->day_first
      && topos_slots_get (slots, SLOT_DAY, 31) <= 12) {
    const int month = topos_slots_get (slots, SLOT_DAY, 1);

    topos_slots_set (slots, SLOT_DAY, topos_slots_get (slots, SLOT_MONTH, 1));
    topos_slots_set (slots, SLOT_MONTH, month);
  }
  if ((rule->flags & RULE_CHAINED) && topos_slots_has (slots, SLOT_YY) && before > 0) {
    const int year = before - before % 100 + topos_slots_get (slots, SLOT_YY, 0);

    topos_slots_set (slots, SLOT_YEAR, year < before ? year + 100 : year);
  }
}

/* In a chronicle "today" and "on Friday" hang on the day of the entry. Where publication is stated,
 * an entry is the paragraph that begins with its day; else it goes on to the next day told so. */
static void
hang_on_entry (ToposDateWork *work, const ToposDateFound *found, ToposAnchors *anchors)
{
  const uint32_t paragraph = topos_reading_passage (work->reading, found->passage)->paragraph;

  if (!work->chronicle || topos_dates_heads_entry (work, found))
    return;
  if (work->reading->published.certainty == TOPOS_CERTAINTY_STATED && paragraph != work->entry_in)
    work->entry = TOPOS_DAY_NONE;
  if (work->entry == TOPOS_DAY_NONE)
    return;
  anchors->published = work->entry;
  anchors->narrative = false;
}

static void
append_timex (ToposDateWork *work, const ToposDateFound *found)
{
  const ToposDateRule *rule = topos_work_rule (work, &found->match);
  ToposSlots slots = found->match.slots;
  ToposTimex timex = { .type = rule->type };
  ToposAnchors anchors;
  ToposMoment moment;
  uint32_t last_word;

  if (rule->flags & RULE_NOT)
    return;
  if ((rule->flags & RULE_ANCIENT) && !work->anchors.ancient)
    return;
  if ((rule->flags & RULE_TOLD) && work->anchors.told.kind == MOMENT_NONE)
    return;
  if ((rule->flags & RULE_NARRATIVE) && !work->anchors.narrative)
    return;
  topos_dates_read_tense (work, found);
  work->anchors.mentioned_near = found->passage <= work->mentioned_in + 1;
  if ((rule->flags & RULE_AHEAD) && work->anchors.tense != TENSE_FUTURE)
    return;
  complete_slots (work, rule, &slots);
  last_word = topos_work_item (work, found->match.end - 1)->last_word;
  timex.span.start = topos_work_word (work, found->match.first)->span.start
                     + topos_work_item (work, found->match.first)->prefix;
  timex.span.end = topos_reading_word (work->reading, last_word)->span.end;
  anchors = work->anchors;
  anchors.from = topos_ranges_from (work, found);
  hang_on_entry (work, found, &anchors);
  if ((rule->flags & RULE_DEICTIC) && day_of_quotation (work, found) != TOPOS_DAY_NONE)
    anchors.published = day_of_quotation (work, found);
  if (!topos_resolve_timex (&slots, &anchors, &timex, &moment))
    return;
  if (is_over (work, found, &timex))
    timex.approx = TOPOS_APPROX_BEFORE;
  topos_ranges_open (work, found, &timex);
  topos_ranges_join (work, found, &timex);
  g_array_append_val (work->reading->timexes, timex);
  if (work->chronicle && topos_dates_heads_entry (work, found)) {
    work->entry = timex.days.first;
    work->entry_in = topos_reading_passage (work->reading, found->passage)->paragraph;
  }
  topos_story_go_on (work, found, moment);
}

void
topos_dates_tag (const ToposDateTagger *self, ToposReading *reading)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GArray) items = g_array_sized_new (FALSE, FALSE, sizeof (ToposItem),
                                                reading->words->len);
  g_autoptr (GArray) passage_item = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (ToposDateFound));
  ToposGrammar *grammar;
  ToposDateWork work = { .reading = reading, .items = items, .passage_item = passage_item,
                         .found = found };

  grammar = choose_grammar (self, reading, scratch);
  topos_grammar_prepare (grammar);
  work.grammar = grammar;
  work.anchors.published = reading->published.day;
  work.anchors.told = work.anchors.mentioned = topos_moment_none ();
  work.entry = TOPOS_DAY_NONE;
  g_array_set_size (reading->timexes, 0);
  find_all (&work, scratch);
  topos_dates_choose_style (&work);
  for (guint i = 0; i < found->len; i++)
    append_timex (&work, &g_array_index (found, ToposDateFound, i));
}
