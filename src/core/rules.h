/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"

#include <glib.h>

/* What the user has decided about names, "from now on": a name means this place, or is none.
 * The library keeps them, geoparse/ obeys them. Keys are folded names (text/fold.h). */
typedef struct ToposRules ToposRules;

ToposRules *topos_rules_new (void);
ToposRules *topos_rules_ref (ToposRules *rules);
void        topos_rules_unref (ToposRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposRules, topos_rules_unref)

/* From now on `key` means `place`; TOPOS_PLACE_NONE: it is not a place. Replaces an older
 * rule. Only before the rules are shared between threads. */
void topos_rules_add (ToposRules *rules, const char *key, ToposPlaceId place);

/* True when a rule speaks of `key`; `place` is then its place, or none. `rules` may be NULL. */
bool topos_rules_find (const ToposRules *rules, const char *key, ToposPlaceId *place);
