/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One line of a list: ui/item-row.ui. Its only property is "item" (ToposItem); parts that the item
 * leaves empty are not shown, and the row of the list view gets the item's label as its name. */
#define TOPOS_TYPE_ITEM_ROW (topos_item_row_get_type ())
G_DECLARE_FINAL_TYPE (ToposItemRow, topos_item_row, TOPOS, ITEM_ROW, GtkBox)
