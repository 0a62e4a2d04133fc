/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/library.h"

/* What the user decided about all that comes: what a name means, and which two places are one. */
typedef struct {
  char *key;            /* the folded name; NULL for two places that are one */
  char *name;           /* as written; or the place that is no more */
  ToposPlaceId merged;  /* that place; none for a name */
  ToposPlaceId place;   /* what it means, or none: not a place */
  char *to;             /* "Dara, Panjshir, Afghanistan", or NULL */
} ToposRuleRow;

/* By name. Returns: (transfer full) (element-type ToposRuleRow). NULL on error. */
GPtrArray *topos_library_list_rules (ToposLibrary *self, GError **error);

/* Forgets the rule about the name `key`, or that two places are one; what was decided by it
 * stays. One step of the history each. */
bool topos_library_remove_rule (ToposLibrary *self, const char *key, GError **error);
bool topos_library_remove_merge (ToposLibrary *self, ToposPlaceId merged, GError **error);
