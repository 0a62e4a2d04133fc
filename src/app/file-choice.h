/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What was chosen over `parent`: paths, ended by NULL, at least one. */
typedef void (*ToposFilesChosen) (GtkWindow *parent, const char *const *paths);

/* A modal chooser of files over `parent`, to be shown with gtk_native_dialog_show. It calls `chosen`
 * when the user accepts and `parent` is still there, and frees itself when it is answered. */
GtkFileChooserNative *topos_file_choice_new (GtkWindow *parent, const char *title,
                                             GtkFileChooserAction action, const char *accept,
                                             ToposFilesChosen chosen);
