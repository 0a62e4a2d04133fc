/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Sorts more strings of bytes than fit into memory: what is added is kept in memory up to a
 * limit, then sorted and written to a temporary file; reading merges the files. Strings come out
 * in the order of memcmp, the shorter first, equal ones all. */
typedef struct Runs Runs;

Runs *runs_new (gsize memory);
void  runs_free (Runs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Runs, runs_free)

/* Adds a copy of `length` bytes. False when the disk is full. */
bool runs_add (Runs *self, const void *bytes, gsize length, GError **error);

/* Ends the adding. */
bool runs_sort (Runs *self, GError **error);

/* The next string in order, good until the next call; false at the end, or with `error` set. */
bool runs_next (Runs *self, const guint8 **bytes, gsize *length, GError **error);
