/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/theme.h"

#include <gtk/gtk.h>
#include <stdbool.h>

/* How large the user wishes letters to be, against the usual: 1 to 3. */
double topos_look_text_scale (GtkWidget *widget);

/* Whether the user wants things to move from place to place, rather than be there at once. */
bool topos_look_animates (GtkWidget *widget);

/* How the map is dressed. With high contrast by day it is black on white. */
ToposTheme topos_look_theme (bool dark, bool contrast);
