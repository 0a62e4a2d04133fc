/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* One member of a JSON object: strings unescaped, numbers as written; NULL for null, true, false,
 * arrays and objects. */
typedef void (*ToposJsonMember) (const char *key, const GString *value, void *data);

/* Reads one JSON object and calls `member` for each of its members. What is no Unicode (a lone
 * surrogate, a NUL, bad bytes) becomes U+FFFD, one for each. False when `line` is no object. */
bool topos_json_object_read (const char *line, ToposJsonMember member, void *data);
