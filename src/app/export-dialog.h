/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/export-wish.h"

#include <adwaita.h>

/* Asks what is to be exported, and how it is to look, with a preview that follows every answer:
 * ui/export.ui. It copies the picture and prints it by itself. Signal "save": the user wants a file;
 * topos_export_dialog_wish tells of what kind. */
#define TOPOS_TYPE_EXPORT_DIALOG (topos_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToposExportDialog, topos_export_dialog, TOPOS, EXPORT_DIALOG, AdwWindow)

/* What may be exported: `wish` (taken) with its library, filter and the user's own maps; `view` is
 * what the map shows, `chosen` the place that is chosen, or none, and its name. */
ToposExportDialog *topos_export_dialog_new (GtkWindow *parent, ToposExportWish *wish,
                                            ToposBox view, ToposPlaceId chosen,
                                            const char *chosen_name, const char *title);

/* The wish with all answers, without an output. Returns: (transfer full). */
ToposExportWish *topos_export_dialog_wish (ToposExportDialog *self);

/* The ending of the chosen kind of file, without the dot. */
const char *topos_export_dialog_ending (ToposExportDialog *self);
