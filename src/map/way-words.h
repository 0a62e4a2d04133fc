/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/view.h"

#include <stdbool.h>

/* What a step to the next place tells those who do not see it: "Charikar, 4 passages, 40 km to the
 * north-east". The direction is that of the first leg of the shortest way, one of eight; miles
 * where `imperial`. Returns: (transfer full). */
char *topos_way_in_words (const ToposPin *to, ToposPoint from, bool imperial);
