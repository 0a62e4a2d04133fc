/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/recognise.h"

/* True when a name with the article before it is told as a river is: "crossed the Niger", "a bridge
 * over the Colorado", "the Paraguay burst its banks". Countries and states bear such names too. */
bool topos_waters_are_told (const ToposTokens *tokens, const ToposFound *found);
