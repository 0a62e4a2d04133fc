/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"

#include <adwaita.h>

/* Asks which place of the library is the same as one of them: ui/merge.ui. Signal "merge" (uint64
 * into). */
#define TOPOS_TYPE_MERGE_DIALOG (topos_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToposMergeDialog, topos_merge_dialog, TOPOS, MERGE_DIALOG, AdwWindow)

/* `places` is a model of ToposItem (session/item.h), `name` that of `place`. */
ToposMergeDialog *topos_merge_dialog_new (GtkWindow *parent, GListModel *places, ToposPlaceId place,
                                          const char *name);
