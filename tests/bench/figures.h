/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the programs of this folder count with: times in microseconds, told in milliseconds. */

/* What this thread, and all threads together, have computed: the figures that stay where other
 * programs run beside. */
int64_t figures_thread_us (void);
int64_t figures_process_us (void);

/* Times of one kind. Returns: (transfer full) (element-type int64_t). */
GArray *figures_new (void);
void    figures_add (GArray *times_us, int64_t us);

/* In milliseconds, what `percent` of the times do not exceed; 0 of none. Sorts them. */
double figures_ms (GArray *times_us, unsigned int percent);

/* How many are longer than that. */
unsigned int figures_above (const GArray *times_us, int64_t us);
