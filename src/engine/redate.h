/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "library/library.h"

/* Gives a document of the library the publication day that the user knows, and reads its dates
 * anew against it; TOPOS_DAY_NONE: it is not known, and only the text may tell. One step of the
 * history. */
bool topos_engine_redate (const ToposEngine *self, ToposLibrary *library, const char *document,
                          ToposDay day, GError **error);
