/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"
#include "session/lens.h"
#include "session/session.h"

/* The passages that the right pane lists: those that name the chosen place; without a place,
 * those in which the searched words were found, best first. Properties:
 *   session, lens   what is asked
 *   passages  GListModel of ToposItem
 *   title     string   the place's name, or what was searched; "" when nothing is chosen
 *   subtitle  string   "town in Panjshir, Afghanistan"
 *   point     string   "35.3126, 69.5152", or ""
 *   summary   string   "4 passages in 2 documents · 30 Aug – 6 Sep 2021" */
#define TOPOS_TYPE_PLACE_CARD (topos_place_card_get_type ())
G_DECLARE_FINAL_TYPE (ToposPlaceCard, topos_place_card, TOPOS, PLACE_CARD, GObject)

/* The chosen place as the library knows it, whatever the lens leaves out; NULL for none or
 * before the answer. Good until the next notify of "summary". */
const ToposPlaceRow *topos_place_card_place (ToposPlaceCard *self);

/* The first mention of the chosen place among the passages listed, or NULL. The same care. */
const char *topos_place_card_mention (ToposPlaceCard *self);
