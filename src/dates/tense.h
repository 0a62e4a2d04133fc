/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/work.h"

/* Tells from the words round an expression whether they speak of the past or the future, and how
 * far ahead a date beside a verb of the past may still lie; sets tense and days_ahead of
 * work->anchors. */
void topos_dates_read_tense (ToposDateWork *work, const ToposDateFound *found);
