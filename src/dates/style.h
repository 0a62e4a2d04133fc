/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/work.h"

/* Tells from the expressions found whether the text is a narrative or news, whether it counts
 * years before Christ, and whether it writes days before months; sets work->anchors and
 * work->day_first. */
void topos_dates_choose_style (ToposDateWork *work);
