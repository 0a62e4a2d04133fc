/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"
void topos_window_add_edit_actions (ToposWindow *self) {}
void topos_window_edit (ToposWindow *self, const ToposEdit *edit) {}
void topos_window_mention_menu (ToposWindow *self, const char *mention, const GdkRectangle *where) {}
void topos_window_picked (ToposWindow *self, double lat, double lon) {}
