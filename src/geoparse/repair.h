/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rules.h"
#include "geoparse/recognise.h"

/* What the taggers alone do not see, by rules that are surer than they: longer names that the
 * gazetteer knows ("Khyber pass", an airport), names that the user gave a place, and the sense
 * in which a place is named. */

/* Mends `found` (of ToposFound), which stays sorted; where one lies in another, the outer
 * comes first. `rules` may be NULL. */
void topos_repair (const ToposTokens *tokens, const ToposRules *rules, GArray *found);
