/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/dates.h"

#include "core/error.h"
#include "dates/grammar.h"
#include "dates/items.h"
#include "dates/resolve.h"

#include <string.h>

#define MOST_MATCHES 24

struct ToposDateTagger {
  GPtrArray *grammars;  /* English first */
};

/* One expression found, not yet understood. */
typedef struct {
  ToposMatch match;     /* items counted from the reading's first */
  uint32_t passage;
} Found;

/* The work on one reading. */
typedef struct {
  const ToposGrammar *grammar;
  ToposReading *reading;
  GArray *items;        /* ToposItem, of the whole reading */
  GArray *passage_item; /* uint32_t: the first item of each passage, and the end */
  GArray *found;        /* Found */
  ToposAnchors anchors;
  bool day_first;       /* 5/9/2021 is in September */
} Work;

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
static const ToposGrammar *
choose_grammar (const ToposDateTagger *self, const ToposReading *reading, GString *scratch)
{
  const ToposGrammar *best = self->grammars->pdata[0];
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

/* --------------------------------------------------------------------------------- guards */

static const ToposItem *
item_at (const Work *work, uint32_t i)
{
  return &g_array_index (work->items, ToposItem, i);
}

static const ToposWord *
word_of (const Work *work, uint32_t item)
{
  return topos_reading_word (work->reading, item_at (work, item)->first_word);
}

static char
first_byte (const Work *work, uint32_t item)
{
  return topos_reading_body (work->reading)[word_of (work, item)->span.start];
}

static bool
bears (const Work *work, uint32_t item, ToposGrammarClass which)
{
  int value;

  return topos_lexicon_bears (topos_grammar_lexicon (work->grammar), item_at (work, item),
                              topos_grammar_class (work->grammar, which), &value);
}

/* True when the last date found ends at the item `end`. */
static bool
ends_before (const Work *work, uint32_t end)
{
  return work->found->len > 0
         && g_array_index (work->found, Found, work->found->len - 1).match.end == end;
}

/* True when the match goes on from the date found just before: a day from a day, a year of two
 * figures from a year. */
static bool
is_chained (const Work *work, const ToposMatch *match)
{
  const ToposSlots *before;

  if (match->first == 0 || !ends_before (work, match->first - 1))
    return false;
  before = &g_array_index (work->found, Found, work->found->len - 1).match.slots;
  if (!topos_slots_has (&match->slots, SLOT_YY) && !topos_slots_has (&match->slots, SLOT_YEAR))
    return topos_slots_has (before, SLOT_DAY);
  if (topos_slots_has (&match->slots, SLOT_DAY))
    return topos_slots_has (before, SLOT_DAY);
  return topos_slots_has (before, SLOT_YEAR) && !topos_slots_has (before, SLOT_DAY);
}

/* True when figures at `first` are a piece of something longer: a price, an address, a score, a
 * version. */
static bool
is_piece (const Work *work, uint32_t first, uint32_t end)
{
  const ToposWord *word = word_of (work, first);

  if (first > 0 && item_at (work, first - 1)->signature == 0 && word->glued
      && word_of (work, first - 1)->kind != TOPOS_WORD_MARK)
    return true;
  if (first > 0 && word_of (work, first - 1)->kind == TOPOS_WORD_MARK) {
    const char mark = first_byte (work, first - 1);

    if (strchr ("$#@&=_*\\+", mark) != NULL || (word->glued && strchr ("/.:,%?~", mark) != NULL))
      return true;
    if (mark == '-' && word->glued && first > 1 && !ends_before (work, first - 1) && word_of (work, first - 1)->glued
        && word_of (work, first - 2)->kind != TOPOS_WORD_NUMBER)
      return word->kind == TOPOS_WORD_NUMBER;
    /* The pound, the euro, the yen. */
    if (g_str_has_prefix (topos_reading_body (work->reading) + word_of (work, first - 1)->span.start,
                          "£")
        || g_str_has_prefix (topos_reading_body (work->reading)
                                 + word_of (work, first - 1)->span.start, "€"))
      return true;
  }
  if (end < work->items->len && word_of (work, end)->glued
      && word_of (work, end)->kind == TOPOS_WORD_MARK) {
    const char mark = first_byte (work, end);
    const bool goes_on = end + 1 < work->items->len && word_of (work, end + 1)->glued
                         && word_of (work, end + 1)->kind != TOPOS_WORD_MARK;

    if (strchr ("%@=&_#", mark) != NULL || (goes_on && strchr ("/:.", mark) != NULL)
        || (goes_on && mark == '-' && end == first + 1 && word_of (work, end + 1)->kind == TOPOS_WORD_NUMBER
            && !(item_at (work, end + 1)->numeric & (1u << NUMERIC_YEAR | 1u << NUMERIC_YY))))
      return true;
  }
  return false;
}

/* True when the word is in lower case and looks like the plural of a thing. */
static bool
looks_plural (const Work *work, uint32_t item)
{
  const ToposWord *word = word_of (work, item);
  const char *text = topos_reading_body (work->reading) + word->span.start;
  const uint32_t length = topos_span_length (word->span);

  return word->shape == TOPOS_SHAPE_LOWER && length >= 4 && text[length - 1] == 's'
         && text[length - 2] != 's' && text[length - 2] != 'u' && text[length - 2] != 'i'
         && item_at (work, item)->signature == 0;
}

/* True when the numbers before or behind make it a piece of a telephone number, or a word before
 * says what it numbers: "page 1996", "1996 Main Street". */
static bool
numbers_things (const Work *work, uint32_t first, uint32_t end)
{
  if (first > 0 && (bears (work, first - 1, CLASS_NUMBERED)
                    || (item_at (work, first - 1)->numeric != 0 && !ends_before (work, first))))
    return true;
  if (end >= work->items->len)
    return false;
  if (item_at (work, end)->numeric & 1u << NUMERIC_INT)
    return true;
  for (uint32_t i = end + 1; i < work->items->len && i < end + 4; i++) {
    if (word_of (work, i - 1)->shape != TOPOS_SHAPE_TITLE)
      return false;
    if (bears (work, i, CLASS_STREET))
      return true;
  }
  return false;
}

/* True when a bare number counts what stands behind it: "2015 fighters". */
static bool
counts_things (const Work *work, uint32_t first, uint32_t end)
{
  const bool announced = first > 0 && bears (work, first - 1, CLASS_YEARPREP);

  if (end >= work->items->len || word_of (work, end)->kind != TOPOS_WORD_WORD)
    return false;
  if (work->items->len > end && (item_at (work, first)->numeric & 1u << NUMERIC_YEAR) == 0
      && word_of (work, end)->shape == TOPOS_SHAPE_TITLE && item_at (work, end)->signature == 0)
    return true;
  if (bears (work, end, CLASS_COUNTED))
    return !announced || item_at (work, first)->value % 100 == 0;
  return !announced && looks_plural (work, end);
}

/* ------------------------------------------------------------------------------- matching */

static const ToposDateRule *
rule_of (const Work *work, const ToposMatch *match)
{
  return topos_grammar_rule (work->grammar, match->pattern);
}

/* "2007-08" is a winter or a budget, not an August. */
static bool
is_year_range (const Work *work, const ToposMatch *match)
{
  return match->end == match->first + 3 && topos_slots_has (&match->slots, SLOT_MONTH)
         && item_at (work, match->first)->numeric != 0
         && item_at (work, match->end - 1)->numeric != 0
         && (topos_slots_get (&match->slots, SLOT_YEAR, 0) + 1) % 100
                == topos_slots_get (&match->slots, SLOT_MONTH, 0);
}

static bool
passes_guards (const Work *work, const ToposMatch *match)
{
  const ToposDateRule *rule = rule_of (work, match);

  if (item_at (work, match->first)->numeric != 0
      || item_at (work, match->end - 1)->numeric != 0)
    if (is_piece (work, match->first, match->end))
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

/* Finds the expressions of one passage, leftmost and longest. */
static void
find_in_passage (Work *work, uint32_t passage)
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
        if (passes_guards (work, &matches[i])) {
          const Found found = { matches[i], passage };

          g_array_append_val (work->found, found);
          next = matches[i].end;
          break;
        }
    }
    at = next;
  }
}

static void
find_all (Work *work, GString *scratch)
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
  for (uint32_t i = 0; i < reading->passages->len; i++)
    find_in_passage (work, i);
}

/* ---------------------------------------------------------------------------------- style */

#define LAST_YEAR 2200

/* The year that a text is about: that of publication, else the one it names most. */
static int
home_year (const Work *work)
{
  g_autofree int *times = g_new0 (int, LAST_YEAR);
  int year = 0, month, day;

  if (work->anchors.published != TOPOS_DAY_NONE) {
    topos_day_to_ymd (work->anchors.published, &year, &month, &day);
    return year;
  }
  for (guint i = 0; i < work->found->len; i++) {
    const int named = topos_slots_get (&g_array_index (work->found, Found, i).match.slots,
                                       SLOT_YEAR, 0);

    if (named > 0 && named < LAST_YEAR && ++times[named] > times[year])
      year = named;
  }
  return year;
}

/* A narrative tells its dates in full and hangs the rest on them; news hang on the day of
 * writing. Told by how many expressions speak as of that day, against how many name a year
 * other than the text's own. */
static void
choose_style (Work *work)
{
  const int home = home_year (work);
  int deictic = 0, years = 0, ancient = 0, day_first = 0;

  for (guint i = 0; i < work->found->len; i++) {
    const Found *found = &g_array_index (work->found, Found, i);
    const ToposDateRule *rule = rule_of (work, &found->match);
    const int year = topos_slots_get (&found->match.slots, SLOT_YEAR, 0);

    day_first += (rule->flags & RULE_DAY_FIRST) != 0;
    day_first -= (rule->flags & RULE_MONTH_FIRST) != 0;
    deictic += (rule->flags & RULE_DEICTIC) != 0;
    ancient += topos_slots_get (&found->match.slots, SLOT_ERA, ERA_NONE) == ERA_BC;
    years += year > 0 && ABS (year - home) > 1;
  }
  work->day_first = day_first > 0;
  work->anchors.ancient = ancient >= 3;
  work->anchors.narrative = years >= 4 && years > 3 * deictic;
}

/* ---------------------------------------------------------------------------------- tense */

static bool
ends_in_ed (const Work *work, uint32_t item)
{
  const ToposWord *word = word_of (work, item);
  const char *text = topos_reading_body (work->reading) + word->span.start;
  const uint32_t length = topos_span_length (word->span);

  return word->kind == TOPOS_WORD_WORD && length >= 5 && text[length - 1] == 'd'
         && text[length - 2] == 'e' && item_at (work, item)->signature == 0;
}

static ToposTense
tense_at (const Work *work, uint32_t item)
{
  if (bears (work, item, CLASS_FUTURE))
    return TENSE_FUTURE;
  /* "will be signed" is no past. */
  if (item > 0 && bears (work, item - 1, CLASS_BE))
    return TENSE_UNKNOWN;
  if (bears (work, item, CLASS_PAST) || ends_in_ed (work, item))
    return TENSE_PAST;
  return TENSE_UNKNOWN;
}

/* The tense of the verb nearest before the expression, else nearest behind it. */
static ToposTense
verb_tense (const Work *work, const Found *found)
{
  const uint32_t first = g_array_index (work->passage_item, uint32_t, found->passage);
  const uint32_t end = g_array_index (work->passage_item, uint32_t, found->passage + 1);

  for (uint32_t away = 1; away < 5 && found->match.first > first + away; away++)
    if (bears (work, found->match.first - away, CLASS_BEGIN)
        && bears (work, found->match.first - away - 1, CLASS_TO))
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

/* The same, where "until Friday" and "by June 10" speak of what is to come unless a verb of the
 * past stands by. */
static ToposTense
tense_round (const Work *work, const Found *found)
{
  const ToposTense tense = verb_tense (work, found);

  if (found->match.first == 0 || !bears (work, found->match.first - 1, CLASS_AHEAD))
    return tense;
  return tense == TENSE_PAST ? TENSE_UNKNOWN : TENSE_FUTURE;
}

/* --------------------------------------------------------------------------------- values */

/* Dates that others may hang on: told with at least their year or month. */
static bool
can_be_told (const ToposMoment *moment)
{
  return moment->kind != MOMENT_NONE && moment->kind != MOMENT_WEEKDAY
         && moment->kind <= MOMENT_YEAR
         && (moment->year != TOPOS_YEAR_UNKNOWN || moment->month > 0);
}

/* A bare year said by the way ("planned for 1976") moves nothing on, once months are told. */
static bool
is_aside (const Work *work, const Found *found, const ToposMoment *moment)
{
  const uint32_t first = found->match.first;

  if (!work->anchors.narrative && moment->kind == MOMENT_YEAR)
    return work->anchors.told.month > 0;
  return moment->kind == MOMENT_YEAR && work->anchors.told.month > 0
         && found->match.end == first + 1
         && first > g_array_index (work->passage_item, uint32_t, found->passage)
         && !bears (work, first - 1, CLASS_YEARIN);
}

/* How many marks of quotation stand in the passage before the item; more that open than close
 * when straight ones are odd. */
static bool
is_in_quotes (const Work *work, const Found *found)
{
  const char *body = topos_reading_body (work->reading);
  const uint32_t from = topos_reading_passage (work->reading, found->passage)->span.start;
  const uint32_t to = word_of (work, found->match.first)->span.start;
  int depth = 0, straight = 0;

  for (uint32_t i = from; i < to; i++) {
    straight += body[i] == '"';
    depth += strncmp (body + i, "“", strlen ("“")) == 0 || strncmp (body + i, "«", strlen ("«")) == 0;
    depth -= strncmp (body + i, "”", strlen ("”")) == 0 || strncmp (body + i, "»", strlen ("»")) == 0;
  }
  return depth > 0 || straight % 2 == 1;
}

/* What is said in quotes hangs on the day it was said, where the sentence tells that day
 * before. TOPOS_DAY_NONE where not. */
static ToposDay
day_of_quotation (const Work *work, const Found *found)
{
  const GArray *timexes = work->reading->timexes;
  const ToposTimex *last;

  if (timexes->len == 0)
    return TOPOS_DAY_NONE;
  last = &g_array_index (timexes, ToposTimex, timexes->len - 1);
  if (last->span.start < topos_reading_passage (work->reading, found->passage)->span.start
      || topos_date_span_is_none (last->days) || last->days.first != last->days.last
      || !is_in_quotes (work, found))
    return TOPOS_DAY_NONE;
  return last->days.first;
}

/* Since, until: the words before a date open its days to one side. */
static void
apply_bound (const Work *work, const Found *found, ToposTimex *timex)
{
  const ToposDay published = work->anchors.published;
  int value;

  if (found->match.first == 0 || topos_date_span_is_none (timex->days)
      || !topos_lexicon_bears (topos_grammar_lexicon (work->grammar),
                               item_at (work, found->match.first - 1),
                               topos_grammar_class (work->grammar, CLASS_BOUND), &value))
    return;
  if (value == MOD_AFTER) {
    timex->approx = TOPOS_APPROX_AFTER;
    timex->days.last = published != TOPOS_DAY_NONE && published >= timex->days.first
                           ? published : TOPOS_DAY_OPEN_END;
  } else {
    timex->approx = TOPOS_APPROX_BEFORE;
    timex->days.first = TOPOS_DAY_OPEN_START;
  }
}

/* "from 15 to 17 August", "between May and July": both ends mean all the days between. */
static void
apply_range (Work *work, const Found *found, ToposTimex *timex)
{
  const guint at = (guint) (found - (const Found *) (void *) work->found->data);
  ToposTimex *before;
  const Found *first;
  uint32_t gap;

  if (at == 0 || work->reading->timexes->len == 0)
    return;
  first = found - 1;
  gap = first->match.end;
  before = &g_array_index (work->reading->timexes, ToposTimex, work->reading->timexes->len - 1);
  if (gap + 1 != found->match.first || first->passage != found->passage
      || before->span.start != word_of (work, first->match.first)->span.start
      || topos_date_span_is_none (before->days) || topos_date_span_is_none (timex->days)
      || before->days.first > timex->days.last)
    return;
  if (!bears (work, gap, CLASS_RANGE)
      && !(bears (work, gap, CLASS_AND) && first->match.first > 0
           && bears (work, first->match.first - 1, CLASS_BETWEEN)))
    return;
  before->approx = timex->approx = TOPOS_APPROX_EXACT;
  before->days.last = timex->days.last;
  timex->days.first = before->days.first;
}

static void
append_timex (Work *work, const Found *found)
{
  const ToposDateRule *rule = rule_of (work, &found->match);
  ToposSlots slots = found->match.slots;
  ToposTimex timex = { .type = rule->type };
  ToposAnchors anchors;
  ToposMoment moment;

  if (rule->flags & RULE_NOT)
    return;
  if ((rule->flags & RULE_ANCIENT) && !work->anchors.ancient)
    return;
  if ((rule->flags & RULE_TOLD) && work->anchors.told.kind == MOMENT_NONE)
    return;
  if ((rule->flags & RULE_NARRATIVE) && !work->anchors.narrative)
    return;
  work->anchors.tense = tense_round (work, found);
  if ((rule->flags & RULE_AHEAD) && work->anchors.tense != TENSE_FUTURE)
    return;
  for (int i = 0; i < N_SLOTS; i++)
    if (topos_slots_has (&rule->slots, (ToposSlot) i)
        && !topos_slots_has (&slots, (ToposSlot) i))
      topos_slots_set (&slots, (ToposSlot) i, rule->slots.value[i]);
  if ((rule->flags & RULE_HABIT) && work->day_first
      && topos_slots_get (&slots, SLOT_DAY, 31) <= 12) {
    const int month = topos_slots_get (&slots, SLOT_DAY, 1);

    topos_slots_set (&slots, SLOT_DAY, topos_slots_get (&slots, SLOT_MONTH, 1));
    topos_slots_set (&slots, SLOT_MONTH, month);
  }
  timex.span.start = word_of (work, found->match.first)->span.start;
  timex.span.end
      = topos_reading_word (work->reading, item_at (work, found->match.end - 1)->last_word)->span.end;
  anchors = work->anchors;
  if ((rule->flags & RULE_DEICTIC) && day_of_quotation (work, found) != TOPOS_DAY_NONE)
    anchors.published = day_of_quotation (work, found);
  if (!topos_resolve_timex (&slots, &anchors, &timex, &moment))
    return;
  apply_bound (work, found, &timex);
  apply_range (work, found, &timex);
  g_array_append_val (work->reading->timexes, timex);
  if (can_be_told (&moment))
    work->anchors.mentioned = moment;
  if (can_be_told (&moment) && !is_aside (work, found, &moment))
    work->anchors.told = moment;
}

void
topos_dates_tag (const ToposDateTagger *self, ToposReading *reading)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GArray) items = g_array_sized_new (FALSE, FALSE, sizeof (ToposItem),
                                                reading->words->len);
  g_autoptr (GArray) passage_item = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  Work work = { choose_grammar (self, reading, scratch), reading, items, passage_item, found,
                { .published = reading->published.day } };

  work.anchors.told = work.anchors.mentioned = topos_moment_none ();
  g_array_set_size (reading->timexes, 0);
  find_all (&work, scratch);
  choose_style (&work);
  for (guint i = 0; i < found->len; i++)
    append_timex (&work, &g_array_index (found, Found, i));
}
