/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/work.h"

/* "Since" and "until" before a date open the days of `timex` to one side; "about 1990" is not
 * exact. */
void topos_ranges_open (const ToposDateWork *work, const ToposDateFound *found,
                        ToposTimex *timex);

/* When `found` ends a range ("from 15 to 17 August"), both ends mean all the days between. */
void topos_ranges_join (const ToposDateWork *work, const ToposDateFound *found,
                        ToposTimex *timex);

/* The day that a date lies on or after: the start of the range that it ends, the day that a
 * weekday only names again ("the next day, Friday"). TOPOS_DAY_NONE for neither. */
ToposDay topos_ranges_from (const ToposDateWork *work, const ToposDateFound *found);
