/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "db/db.h"

/* Makes a fresh file a library, brings an older one up to this version, and refuses what is
 * no library (TOPOS_ERROR_LIBRARY) or was made by a newer Topos (_NEWER). */
bool topos_schema_prepare (ToposDb *db, GError **error);

/* The same without changing anything; `older` tells whether it must be prepared before it is read. An
 * empty file is refused. */
bool topos_schema_check (ToposDb *db, bool *older, GError **error);
