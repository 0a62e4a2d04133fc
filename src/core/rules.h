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

/* The user placed `key` at `place` so many times without making it a rule: the name leans that
 * way, and is free to mean another place where the text says so. Only before the rules are
 * shared between threads. */
void topos_rules_lean (ToposRules *rules, const char *key, ToposPlaceId place, unsigned times);

/* Places that `key` leans towards, in the order they were told, at most `most`, with how often,
 * into `places` and `times`. Returns how many were written. `rules` may be NULL. */
unsigned topos_rules_leanings (const ToposRules *rules, const char *key, ToposPlaceId *places,
                               unsigned *times, unsigned most);
