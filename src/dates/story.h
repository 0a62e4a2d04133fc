/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates/work.h"

/* Takes note of a date just understood: from then on it is what "the next day", "that year" and
 * dates without a year hang on, unless it was only said by the way. */
void topos_story_go_on (ToposDateWork *work, const ToposDateFound *found, ToposMoment moment);
