/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/private.h"

/* An import keeps no changes of its own: its documents carry its id. When it is undone, all their
 * rows move, table by table, to the undone_ tables of data/schema, and back when it is done again. */

/* Takes the documents of an import out of the library, with the places that nobody else names. */
bool topos_import_take_out (ToposLibrary *self, int64_t import_id, GError **error);

/* Puts them back. */
bool topos_import_put_back (ToposLibrary *self, int64_t import_id, GError **error);

/* Forgets what was taken out by steps that are undone. */
bool topos_import_forget_undone (ToposLibrary *self, GError **error);
