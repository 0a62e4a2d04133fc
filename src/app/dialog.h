/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Shows a window that belongs to another: no larger than that one, and Escape closes it. Before it
 * is shown for the first time, and once. */
void topos_dialog_present (GtkWindow *dialog);
