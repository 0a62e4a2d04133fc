/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"
#include "session/verbs.h"

#include <gtk/gtk.h>

/* Why a mention is where it is, and how to put it right: ui/correct.ui. It lists the candidates
 * with their reasons, and searches the gazetteer for others; the keys 1 to 9 choose. Signal
 * "edit" (ToposEdit *): what the user has decided; a TOPOS_EDIT_POINT without a point asks for one
 * on the map. The strings of the edit are good during the signal. */
#define TOPOS_TYPE_CORRECT (topos_correct_get_type ())
G_DECLARE_FINAL_TYPE (ToposCorrect, topos_correct, TOPOS, CORRECT, GtkPopover)

/* Takes `why` over. `gazetteer` may be NULL: then there is nothing to search. */
ToposCorrect *topos_correct_new (ToposWhy *why, ToposGazetteer *gazetteer);

/* The same for a name that was missed: `name` stands at `span` of `document`; the edit is then a
 * TOPOS_EDIT_ADD. */
ToposCorrect *topos_correct_new_for_name (const char *name, const char *document, ToposSpan span,
                                          ToposGazetteer *gazetteer);
