/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Work that threads have done, handed back to the main loop in the order in which it was done. */
typedef struct ToposOutbox ToposOutbox;

/* `take` is called in the main loop with each item, which it then owns, and `user_data`.
 * Returns: (transfer full). */
ToposOutbox *topos_outbox_new (void (*take) (gpointer item, gpointer user_data), gpointer user_data);

/* Hands an item over; from any thread. */
void topos_outbox_push (ToposOutbox *self, gpointer item);

/* Ends it: what nobody has taken is freed, and `take` is not called any more. Only when no thread
 * can push any more; to be called in the main loop. */
void topos_outbox_free (ToposOutbox *self, GDestroyNotify free_item);
