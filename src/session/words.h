/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"

/* Rows in words for people, in the user's language. All return: (transfer full). */

/* "4 passages". */
char *topos_passages_in_words (int passages);

/* "town", "province"... as people say it; "" for what has no word. */
const char *topos_kind_in_words (ToposPlaceKind kind);

/* "35.3126, 69.5152": latitude first, north and east positive. */
char *topos_point_in_words (ToposPoint point);

/* The passage's text as Pango markup: the mentions of `place` bold, the other places plain;
 * what a search found is highlighted. Line breaks become spaces. */
char *topos_passage_markup (const ToposPassageRow *row, ToposPlaceId place);
