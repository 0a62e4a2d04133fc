/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/item.h"

#include <gtk/gtk.h>

/* One line of a list: ui/item-row.ui. Its only property is "item" (ToposItem); parts that the item
 * leaves empty are not shown, and the row of the list view gets the item's label as its name. */
#define TOPOS_TYPE_ITEM_ROW (topos_item_row_get_type ())
G_DECLARE_FINAL_TYPE (ToposItemRow, topos_item_row, TOPOS, ITEM_ROW, GtkBox)

/* What a factory of a list does to have such rows: for its signals "setup" and "bind". A template for
 * the list item would do the same at a third more of the time, and a list makes 200 rows at once. */
void topos_item_row_make (GtkSignalListItemFactory *factory, GtkListItem *line, gpointer data);
void topos_item_row_fill (GtkSignalListItemFactory *factory, GtkListItem *line, gpointer data);

/* The item of the row that a widget is in, or around; NULL: of none. Returns: (transfer none). */
ToposItem *topos_item_row_item_of (GtkWidget *widget);

/* The item at a point of a list. Returns: (transfer none). */
ToposItem *topos_item_row_item_at (GtkWidget *list, double x, double y);

/* Lets the template of that class name them. */
void topos_item_row_bind (GtkWidgetClass *class);
