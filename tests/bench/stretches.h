/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* For how long the main loop answers nobody. A stretch is all that it does from one wait for news to
 * the next: "wall" by the clock, "work" what the main thread itself computed in it. */

/* Counts from now on, or anew. */
void stretches_count (void);

/* Prints a line on each, by their number, median, 95th percentile, longest, and how many of them
 * exceed 50 ms. */
void stretches_tell (void);
