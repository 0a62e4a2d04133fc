/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library/held-private.h"

#include <string.h>

/* Of a hundred passages at least so many lie within the days that profiles show. */
#define BULK 92

/* The day a passage stands at on the clock, or none. */
static ToposDay
day_of (const ToposHeld *self, const ToposHeldPassage *passage, ToposClock clock)
{
  if (clock == TOPOS_CLOCK_PUBLISHED)
    return ((const ToposDocumentRow *) g_ptr_array_index (self->documents, passage->document))
        ->published.day;
  return passage->hull.first == TOPOS_DAY_OPEN_START ? passage->hull.last : passage->hull.first;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const ToposDay one = *(const ToposDay *) a, two = *(const ToposDay *) b;

  return one < two ? -1 : one > two;
}

/* The shortest stretch of days that holds most of the passages that pass. */
static ToposDateSpan
busy_days (const ToposHeld *self, ToposClock clock, const uint8_t *passes)
{
  g_autoptr (GArray) days = g_array_new (false, false, sizeof (ToposDay));

  for (guint i = 0; i < self->passages->len; i++) {
    const ToposDay day
        = day_of (self, &g_array_index (self->passages, ToposHeldPassage, i), clock);

    if (passes[i] && self->scope.names[i] && day != TOPOS_DAY_NONE && day != TOPOS_DAY_OPEN_END)
      g_array_append_val (days, day);
  }
  if (days->len == 0)
    return TOPOS_DATE_SPAN_NONE;
  g_array_sort (days, compare_days);

  const guint held = (days->len * BULK + 99) / 100;
  ToposDateSpan busy = { g_array_index (days, ToposDay, 0),
                         g_array_index (days, ToposDay, days->len - 1) };

  for (guint i = 0; i + held <= days->len; i++) {
    const ToposDateSpan here = { g_array_index (days, ToposDay, i),
                                 g_array_index (days, ToposDay, i + held - 1) };

    if ((int64_t) here.last - here.first < (int64_t) busy.last - busy.first)
      busy = here;
  }
  return busy;
}

/* Passages of one place, of `n` stretches of days; the most become 255, and fewer stretches than
 * bars share them. */
static void
give (const int *counts, int n, uint8_t *profile)
{
  int most = 1;

  for (int i = 0; i < n; i++)
    most = MAX (most, counts[i]);
  for (int i = 0; i < TOPOS_PROFILE_BARS; i++)
    profile[i] = (uint8_t) ((counts[i * n / TOPOS_PROFILE_BARS] * 255 + most - 1) / most);
}

void
topos_held_profile (ToposHeld *self, ToposClock clock, const uint8_t *passes)
{
  const ToposDateSpan busy = busy_days (self, clock, passes);
  const int64_t n_days = (int64_t) busy.last - busy.first + 1;
  const int n = (int) MIN (n_days, TOPOS_PROFILE_BARS);
  uint32_t place = UINT32_MAX, passage = UINT32_MAX;
  int counts[TOPOS_PROFILE_BARS];

  memset (self->profiles, 0, (self->places->len + 1) * sizeof *self->profiles);
  /* One bar alone tells nothing of how they are spread. */
  if (topos_date_span_is_none (busy) || n_days < 2)
    return;
  for (guint i = 0; i <= self->mentions->len; i++) {
    const ToposHeldMention *mention
        = i < self->mentions->len ? &g_array_index (self->mentions, ToposHeldMention, i) : NULL;

    if (mention == NULL || mention->place != place) {
      if (place != UINT32_MAX)
        give (counts, n, self->profiles[place]);
      memset (counts, 0, sizeof counts);
      place = mention != NULL ? mention->place : UINT32_MAX;
      passage = UINT32_MAX;
    }
    if (mention == NULL || mention->passage == passage || !passes[mention->passage])
      continue;
    passage = mention->passage;
    const ToposDay day
        = day_of (self, &g_array_index (self->passages, ToposHeldPassage, passage), clock);
    if (day >= busy.first && day <= busy.last)
      counts[((int64_t) day - busy.first) * n / n_days]++;
  }
}
