/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/reader.h"

/* Writes a library of its own to `path`, a GeoPackage in one file, with what the filter leaves:
 * its documents, the mentions that pass, their places; no history, no rules. What is at `path`
 * stays whole until the new file is complete. TOPOS_ERROR_OUTPUT when it cannot be written. */
bool topos_reader_copy_to (ToposReader *self, const char *path, const ToposFilter *filter,
                           GError **error);

/* Writes the whole library as it stands, with its history, to `path` as one file; whoever writes in
 * it may go on. TOPOS_ERROR_OUTPUT when a library lies open at `path`, or it cannot be written. */
bool topos_reader_back_up (ToposReader *self, const char *path, GError **error);
