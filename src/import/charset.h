/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stddef.h>

/* Turns a file's bytes into UTF-8 without a byte order mark; nothing else is altered. The charset
 * is told by the mark, else by the bytes being UTF-8, else by `declared` (a page's own word, or
 * NULL), else by guess. `charset` becomes its name. TOPOS_ERROR_INPUT, with `name` in the
 * sentence, when it is not text. Returns: (transfer full) NUL-terminated. */
char *topos_charset_decode (GBytes *bytes, const char *name, const char *declared,
                            size_t *length, char **charset, GError **error);
