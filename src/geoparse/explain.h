/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reading.h"
#include "gazetteer/gazetteer.h"

/* One reason in words with its weight: "its province, Panjshir, is named in this article +1.6". In the
 * user's language. Returns: (transfer full). */
char *topos_explain_reason (const ToposGazetteer *gazetteer, const ToposReason *reason);

/* How far the next candidate is from being chosen: "runner-up Darband, Baghlan, Afghanistan: 83
 * km from the choice, -1.7 points". NULL when the gazetteer knows one of them no longer. In the
 * user's language. Returns: (transfer full). */
char *topos_explain_runner_up (const ToposGazetteer *gazetteer, const ToposCandidate *best,
                               const ToposCandidate *next);

/* Why a mention was not placed: "in no gazetteer, and nothing near it says where". Returns:
 * (transfer none), in the user's language. */
const char *topos_explain_unplaced (uint16_t unplaced_reason);
