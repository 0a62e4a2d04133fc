/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/export.h"

#include <adwaita.h>

/* Asks what is to be exported, and how the picture is to look: ui/export.ui. Signal "save": the user
 * wants it; the answers are then below. */
#define TOPOS_TYPE_EXPORT_DIALOG (topos_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ToposExportDialog, topos_export_dialog, TOPOS, EXPORT_DIALOG, AdwWindow)

ToposExportDialog *topos_export_dialog_new (GtkWindow *parent, const char *title);

/* The ending of the chosen kind of file, without the dot. */
const char *topos_export_dialog_ending (ToposExportDialog *self);

/* Fills a picture that was initialised; `view` is what the map shows. */
void topos_export_dialog_picture (ToposExportDialog *self, ToposBox view, ToposPicture *picture);
