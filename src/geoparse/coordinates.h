/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/geo.h"
#include "core/span.h"

#include <glib.h>

/* Latitude and longitude as texts write them: "33°47′N 44°30′E", "33.783° N, 44.5° E",
 * "33.7831, 44.5002". */

/* Reads the pair that begins at `text`, of which `length` bytes are there. Returns how many bytes it
 * takes, 0 when there is none. */
gsize topos_coordinates_read (const char *text, gsize length, ToposPoint *point);

/* The first pair within `within` of `body`; false when there is none. */
bool topos_coordinates_find (const char *body, ToposSpan within, ToposSpan *span,
                             ToposPoint *point);
