/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

/* A line of a list that is turned on and off: one stop of the Tab key, and a screen reader is told
 * which of the two it is. (libadwaita has its like from 1.4 on.)
 * Property: "active". */

#define TOPOS_TYPE_SWITCH_ROW (topos_switch_row_get_type ())
G_DECLARE_FINAL_TYPE (ToposSwitchRow, topos_switch_row, TOPOS, SWITCH_ROW, AdwActionRow)

/* `title` is shown as it is, without markup. */
GtkWidget *topos_switch_row_new (const char *title);

bool topos_switch_row_is_active (ToposSwitchRow *self);
