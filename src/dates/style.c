/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates/style.h"

#define LAST_YEAR 2200

/* So many other years make a narrative: of a text without, and with words of the day. */
#define YEARS_OF_STORY 4
#define MORE_YEARS_OF_STORY 6

/* Without a day of publication, and with no word that asks for it, there is little of news. */
#define FEWEST_YEARS_OF_STORY 2

/* So many lines that begin with an hour, or a day, make a log, or a chronicle. */
#define HOURS_OF_LOG 2
#define ENTRIES_OF_CHRONICLE 3

/* Bytes that stand behind the day of an entry at least; less is a line of its date alone. */
#define LEAST_OF_ENTRY 12

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

bool
topos_dates_heads_entry (const ToposDateWork *work, const ToposDateFound *found)
{
  const ToposSlots *slots = &found->match.slots;
  const ToposPassage *passage = topos_reading_passage (work->reading, found->passage);
  const ToposParagraph *paragraph = topos_reading_paragraph (work->reading, passage->paragraph);
  const ToposWord *last
      = topos_reading_word (work->reading,
                            topos_work_item (work, found->match.end - 1)->last_word);

  return (HAS (DAY) || HAS (DMY) || HAS (HOLIDAY)
          || topos_slots_has (&topos_work_rule (work, &found->match)->slots, SLOT_HOLIDAY))
         && topos_work_opens (work, found->passage, found->match.first)
         && paragraph->span.end > last->span.end + LEAST_OF_ENTRY;
}

void
topos_dates_find_log (ToposDateWork *work)
{
  int hours = 0;

  for (guint i = 0; i < work->reading->paragraphs->len; i++) {
    uint32_t at = g_array_index (work->passage_item, uint32_t,
                                 topos_reading_paragraph (work->reading, i)->first_passage);

    while (at + 1 < work->items->len && topos_work_word (work, at)->kind == TOPOS_WORD_MARK)
      at++;
    if (at < work->items->len) {
      const uint32_t numeric = topos_work_item (work, at)->numeric;

      hours += (numeric & 1u << NUMERIC_HOURS)
               || ((numeric & 1u << NUMERIC_HHMM) && topos_work_first_byte (work, at) == '0');
    }
  }
  work->log = hours >= HOURS_OF_LOG;
}

/* A narrative tells its dates in full and hangs the rest on them; news hang on the day of
 * writing. Told by how many expressions speak as of that day, against how many name a year
 * other than the text's own. */
void
topos_dates_choose_style (ToposDateWork *work)
{
  const int home = home_year (work);
  int entries = 0, deictic = 0, years = 0, ancient = 0, day_first = 0, least;

  for (guint i = 0; i < work->found->len; i++) {
    const ToposDateFound *found = &g_array_index (work->found, ToposDateFound, i);
    const ToposDateRule *rule = topos_work_rule (work, &found->match);
    const int year = topos_slots_get (&found->match.slots, SLOT_YEAR, 0);

    day_first += (rule->flags & RULE_DAY_FIRST) != 0;
    day_first -= (rule->flags & RULE_MONTH_FIRST) != 0;
    deictic += (rule->flags & RULE_DEICTIC) != 0;
    ancient += topos_slots_get (&found->match.slots, SLOT_ERA, ERA_NONE) == ERA_BC;
    entries += topos_dates_heads_entry (work, found);
    years += year > 0 && ABS (year - home) > 1;
  }
  least = deictic == 0 ? YEARS_OF_STORY : MORE_YEARS_OF_STORY;
  work->chronicle = entries >= ENTRIES_OF_CHRONICLE;
  work->day_first = day_first > 0;
  work->anchors.ancient = ancient >= 3;
  if (work->anchors.published == TOPOS_DAY_NONE && deictic == 0)
    least = FEWEST_YEARS_OF_STORY;
  work->anchors.narrative = years >= least && years > 4 * deictic;
}
