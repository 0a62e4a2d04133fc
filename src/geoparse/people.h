/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/recognise.h"

/* True when what was found is a person, whatever the gazetteer has: "Mrs. Paris", "Georgia Miller,
 * 34,", "Phoenix Wells scored", "Savannah laughed", "Georgia and Jordan Hughes". */
bool topos_people_is_person (const ToposTokens *tokens, const ToposFound *found);

/* The words (their hashes) that the text uses as surnames where a gazetteer has towns: "Lincoln freed the
 * slaves", and "Secretary Austin told" when nothing is "in Austin". Returns: (transfer full). */
GHashTable *topos_people_told (const ToposTokens *tokens);

/* True when what was found is one of `persons` here too, and not "in Lincoln" nor "Lincoln, Nebraska". */
bool topos_people_is_told_person (const ToposTokens *tokens, GHashTable *persons,
                                  const ToposFound *found);
