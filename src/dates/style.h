/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/work.h"

/* Tells from the expressions found whether the text is a narrative or news, whether it counts
 * years before Christ, whether it writes days before months, and whether it is a
 * chronicle; sets work->anchors, work->day_first and work->chronicle. */
void topos_dates_choose_style (ToposDateWork *work);

/* Tells from the items whether lines begin with an hour; sets work->log. */
void topos_dates_find_log (ToposDateWork *work);

/* True when a paragraph begins with the expression, which tells a day, and goes on behind it. */
bool topos_dates_heads_entry (const ToposDateWork *work, const ToposDateFound *found);
