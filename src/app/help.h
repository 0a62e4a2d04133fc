/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The help pages (data/help) in the user's language, else in English, in a window of Topos' own, so
 * that they are there without a help viewer. Returns: (transfer none); the window lives until it is closed. */
GtkWindow *topos_help_new (GtkWindow *parent);
