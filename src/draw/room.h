/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/callout.h"

/* What of a drawing is already taken by names and symbols, so that each new one finds out whether
 * there is room. */
typedef struct ToposRoom ToposRoom;

/* The room within `bounds`; `cell` is about the size of what is asked for. Returns: (transfer full). */
ToposRoom *topos_room_new (ToposRect bounds, double cell);
void       topos_room_free (ToposRoom *self);

/* Whether nothing that was taken meets the rectangle. */
bool topos_room_is_free (const ToposRoom *self, ToposRect rect);

/* Whether the rectangle lies within the bounds. */
bool topos_room_holds (const ToposRoom *self, ToposRect rect);

void topos_room_take (ToposRoom *self, ToposRect rect);

/* The rectangle with `by` more on every side. */
ToposRect topos_rect_grown (ToposRect rect, double by);
