/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/private.h"

/* For library/ alone: what the user decided about the mentions of a document, so that it can be
 * said again about the text that takes its place. */
typedef struct ToposDecisions ToposDecisions;

ToposDecisions *topos_decisions_of (ToposLibrary *self, int64_t document, GError **error);
void            topos_decisions_free (ToposDecisions *decisions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposDecisions, topos_decisions_free)

/* Decides the same about `document`: the third "Dara" there is what the third "Dara" was; what
 * was decided beyond one mention holds for every one of its name. */
bool topos_decisions_apply (const ToposDecisions *decisions, ToposLibrary *self,
                            const ToposGazetteer *gazetteer, int64_t document, GError **error);
