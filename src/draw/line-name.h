/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/label-wishes.h"
#include "draw/room.h"

#include <pango/pango.h>

/* A name set along a line: a street's or a river's, letter by letter, from left to right. */
typedef struct ToposLineName ToposLineName;

/* Looks for a stretch of the wish's line that is long and straight enough and where nothing else
 * stands, nearest to its middle first, and takes it. NULL when there is none.
 * Returns: (transfer full). */
ToposLineName *topos_line_name_place (const ToposLabelWish *wish, PangoLayout *layout,
                                      ToposRoom *room, double padding);
void           topos_line_name_free (ToposLineName *self);

/* Round all of it. */
ToposRect topos_line_name_rect (const ToposLineName *self);

void topos_line_name_paint (const ToposLineName *self, cairo_t *cr, ToposTheme theme, ToposInk ink,
                            ToposInk halo, double scale);
