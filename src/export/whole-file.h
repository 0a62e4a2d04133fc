/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

/* Writes a file that is there whole or not at all: whatever goes wrong, a kill included, an old file
 * of that name stays as it was. A link stays, and what it leads to is written. TOPOS_ERROR_OUTPUT says what to do about it. */
bool topos_whole_file_write (const char *path, GBytes *bytes, GError **error);

/* The file that is written for `path`: what it leads to where it is a link. NULL with
 * TOPOS_ERROR_OUTPUT when that is a device or a pipe. Returns: (transfer full). */
char *topos_whole_file_target (const char *path, GError **error);

/* What stops people from using the file at `path`, after that GFileError; in their words. */
const char *topos_whole_file_remedy (const char *path, const GError *cause);
