/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/candidates.h"
#include "session/verbs.h"

/* Why a mention is where it is, and how to put it right: ui/correct.ui. It shows the candidates with
 * their reasons, and searches the library and the gazetteer for others; the keys 1 to 9 choose.
 * Signal "edit" (ToposEdit *): what the user has decided; one whose place and point are missing
 * (TOPOS_EDIT_POINT, TOPOS_EDIT_ADD) asks for a point on the map. The strings of the edit are good
 * during the signal. */
#define TOPOS_TYPE_CORRECT (topos_correct_get_type ())
G_DECLARE_FINAL_TYPE (ToposCorrect, topos_correct, TOPOS, CORRECT, GtkPopover)

/* Takes `why` over. `gazetteer` may be NULL: then only the library is searched. */
ToposCorrect *topos_correct_new (ToposWhy *why, ToposGazetteer *gazetteer, ToposFindings *findings);

/* A name that was missed: words that the user has selected. */
typedef struct {
  const char *name;
  const char *document;
  ToposSpan span;
} ToposMissedName;

/* The same for it; the edit is then a TOPOS_EDIT_ADD. */
ToposCorrect *topos_correct_new_for_name (const ToposMissedName *missed, ToposGazetteer *gazetteer,
                                          ToposFindings *findings);
