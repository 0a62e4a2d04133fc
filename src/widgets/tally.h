/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdint.h>

/* A number, and under it how what it counts is spread over the days: a few small bars. It is as
 * wide whatever it shows, so that a list whose numbers change while a handle is dragged is drawn
 * anew and not laid out anew. For eyes alone: whoever holds it says the number in words. */
#define TOPOS_TYPE_TALLY (topos_tally_get_type ())
G_DECLARE_FINAL_TYPE (ToposTally, topos_tally, TOPOS, TALLY, GtkWidget)

/* Shows `count`, and `n` (up to 16) bars of heights from 0 to 255; none for n = 0. */
void topos_tally_show (ToposTally *self, int count, const uint8_t *bars, int n);
