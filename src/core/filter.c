/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/filter.h"

#include <string.h>

void
topos_filter_init (ToposFilter *filter)
{
  *filter = (ToposFilter){ .days = TOPOS_DATE_SPAN_NONE, .known_by = TOPOS_DAY_NONE,
                           .box = topos_box_empty () };
}

void
topos_filter_clear (ToposFilter *filter)
{
  g_free (filter->document);
  g_free (filter->search);
  g_free (filter->outlet);
  topos_filter_init (filter);
}

void
topos_filter_copy (ToposFilter *to, const ToposFilter *from)
{
  ToposFilter copy = *from;

  copy.document = g_strdup (from->document);
  copy.search = g_strdup (from->search);
  copy.outlet = g_strdup (from->outlet);
  topos_filter_clear (to);
  *to = copy;
}

ToposFilter *
topos_filter_dup (const ToposFilter *filter)
{
  ToposFilter *copy = g_new (ToposFilter, 1);

  topos_filter_init (copy);
  if (filter != NULL)
    topos_filter_copy (copy, filter);
  return copy;
}

void
topos_filter_free (ToposFilter *filter)
{
  topos_filter_clear (filter);
  g_free (filter);
}

static bool
box_equal (ToposBox a, ToposBox b)
{
  if (topos_box_is_empty (a) || topos_box_is_empty (b))
    return topos_box_is_empty (a) && topos_box_is_empty (b);
  return a.west == b.west && a.south == b.south && a.east == b.east && a.north == b.north;
}

bool
topos_filter_equal (const ToposFilter *a, const ToposFilter *b)
{
  return a->days.first == b->days.first && a->days.last == b->days.last
         && a->clock == b->clock && a->undated == b->undated && a->known_by == b->known_by && a->place == b->place
         && box_equal (a->box, b->box) && g_strcmp0 (a->document, b->document) == 0
         && g_strcmp0 (a->search, b->search) == 0 && g_strcmp0 (a->outlet, b->outlet) == 0;
}

bool
topos_filter_is_empty (const ToposFilter *filter)
{
  return topos_date_span_is_none (filter->days) && !filter->undated && filter->known_by == TOPOS_DAY_NONE
         && filter->place == TOPOS_PLACE_NONE && filter->document == NULL
         && topos_box_is_empty (filter->box) && filter->search == NULL
         && filter->outlet == NULL;
}
