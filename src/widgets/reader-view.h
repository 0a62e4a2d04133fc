/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A whole document with its places and dates marked, each sort in its own quiet style. Properties:
 *   text     string   the body
 *   marks    boxed    GArray of ToposMark (core/view.h), sorted by start
 *   focus    int      byte at which the passage to scroll to and highlight begins; -1: none
 *   place    uint64   the chosen place: its mentions stand out; a click on a mention sets it
 *   hovered  uint64   the place of the mention under the pointer, or 0; set from elsewhere, its
 *                     mentions are lit up
 *   mention  string   the mention under the cursor, or NULL (read only)
 * Signals:
 *   mention-menu (string mention, GdkRectangle *where)  its menu was asked for, by right click,
 *                     long press, the Menu key or Shift+F10
 *   selection-menu (GdkRectangle *where)  the same, on words that the user has selected
 *   mention-activated (string mention)  it was clicked, or Enter pressed on it
 * Keys: N and P go to the next and the previous place in the text, Enter chooses it. */
#define TOPOS_TYPE_READER_VIEW (topos_reader_view_get_type ())
G_DECLARE_FINAL_TYPE (ToposReaderView, topos_reader_view, TOPOS, READER_VIEW, GtkWidget)

/* The bytes of the text that the user has selected; false for none. */
gboolean topos_reader_view_selection (ToposReaderView *self, guint *start, guint *end);

/* Goes to a mention, as N and P do; when the text that holds it has not come yet, as soon as it
 * does. */
void topos_reader_view_go_to (ToposReaderView *self, const char *mention);
