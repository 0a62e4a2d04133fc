/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/export-wish.h"

#include <gtk/gtk.h>

/* Called when the pages are at the printer, or in the file, or are not to be; `error` is NULL
 * when nothing went wrong. */
typedef void (*ToposPrinted) (GtkWindow *parent, const GError *error);

/* Prints the picture of the wish (taken), laid out for whichever paper the user chooses; to a PDF
 * file at `path`, unasked, where that is not NULL. */
void topos_export_print (GtkWindow *parent, ToposExportWish *wish, const char *path,
                         ToposPrinted printed);
