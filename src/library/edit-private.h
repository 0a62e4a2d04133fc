/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/edit.h"
#include "library/step.h"

/* For library/ alone: what the files of edits share. */

/* Moves what was found out into the caller's report, or drops it. */
void topos_edit_report_hand_over (ToposEditReport *report, ToposEditReport *own);

/* False, with TOPOS_ERROR_USAGE and the sentence: "The library has no mention “x”." */
bool topos_edit_no_such (GError **error, const char *sentence, ...) G_GNUC_PRINTF (2, 3);

/* Sees to it that the library has the place; complains when nobody knows it. */
bool topos_edit_keep_place (ToposLibrary *self, const ToposGazetteer *gazetteer,
                            ToposPlaceId place, GError **error);

/* From now on `key` means `place`, or is none. `name` is the key as written. */
bool topos_edit_keep_rule (ToposLibrary *self, const char *key, const char *name,
                           ToposPlaceId place, GError **error);

/* Complains about what does not lie on the Earth. */
bool topos_edit_check_point (ToposPoint point, GError **error);

/* Writes a mention by hand where `span` stands; what lies under it becomes part of this name. */
bool topos_edit_write_mention (ToposLibrary *self, int64_t document, int64_t passage,
                               ToposSpan span, const char *name, ToposPlaceId place,
                               ToposReach reach, GError **error);
