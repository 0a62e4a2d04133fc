/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/recognise.h"

/* True when what was found is a person, whatever the gazetteer has: "Mrs. Paris", "Georgia Miller,
 * 34,", "Phoenix Wells scored", "Savannah laughed", "Georgia and Jordan Hughes". */
bool topos_people_is_person (const ToposTokens *tokens, const ToposFound *found);
