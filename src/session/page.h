/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"
#include "session/lens.h"
#include "session/session.h"

/* The document in the reader. Properties:
 *   session   whose document it is
 *   lens      whose words are marked in the text; or none
 *   title     string   its headline; "" when none is open
 *   byline    string   "The Independent · 6 Sep 2021"
 *   text      string   the whole body, or NULL
 *   marks     boxed    GArray of ToposMark (core/view.h), sorted by start
 *   focus     int      byte at which the chosen passage begins, or -1 */
#define TOPOS_TYPE_PAGE (topos_page_get_type ())
G_DECLARE_FINAL_TYPE (ToposPage, topos_page, TOPOS, PAGE, GObject)

/* The open document, or NULL. Good until the next notify of "text". */
const ToposDocument *topos_page_document (ToposPage *self);
