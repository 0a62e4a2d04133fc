/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What a list view is given in place of its selection model, so that no hand waits for it: GTK's
 * list view makes the widgets of some two hundred lines at once, also of those that nobody sees,
 * and measures them all. Here it is told of a few lines first and of a few more at each pause of
 * the main loop. What is told is always the beginning of the model; positions and selection are
 * the model's own. Implements GListModel and GtkSelectionModel. */
#define TOPOS_TYPE_GRADUAL_LIST (topos_gradual_list_get_type ())
G_DECLARE_FINAL_TYPE (ToposGradualList, topos_gradual_list, TOPOS, GRADUAL_LIST, GObject)

/* So many lines are told of at a time. */
#define TOPOS_GRADUAL_STEP 24

/* `model` is kept. Returns: (transfer full). */
ToposGradualList *topos_gradual_list_new (GtkSelectionModel *model);

/* Tells of all lines at once when the one at `position` is not among those told: for whoever is
 * about to go there. */
void topos_gradual_list_reach (ToposGradualList *self, guint position);
