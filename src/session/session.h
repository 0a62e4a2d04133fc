/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"

#include <gio/gio.h>

/* What one window looks at. Widgets bind to it and never to each other. Properties:
 *   library   string  path of the open library, or NULL (read only)
 *   place     uint64  the chosen place, or 0
 *   passage   string  the chosen passage's id, or NULL; choosing one opens its document
 *   document  string  id of the document in the reader, or NULL
 *   revision  int64   grows with every change to the library (read only)
 *   undo, redo  string  what these would take back or do again, or NULL (read only)
 *   hovered   uint64  the place that is lit up for a moment, or 0
 * Verbs (import, correct, undo) are in session/verbs.h. No GTK: all of it works, and is
 * tested, without a display. */
#define TOPOS_TYPE_SESSION (topos_session_get_type ())
G_DECLARE_FINAL_TYPE (ToposSession, topos_session, TOPOS, SESSION, GObject)

ToposSession *topos_session_new (void);

const char  *topos_session_library (ToposSession *self);
ToposPlaceId topos_session_place (ToposSession *self);
const char  *topos_session_passage (ToposSession *self);
const char  *topos_session_document (ToposSession *self);

void topos_session_choose_place (ToposSession *self, ToposPlaceId place);
void topos_session_choose_passage (ToposSession *self, const char *passage);
void topos_session_choose_document (ToposSession *self, const char *document);

/* Says that the library has changed: everyone asks again. */
void topos_session_changed (ToposSession *self);
