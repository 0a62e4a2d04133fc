/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Small pieces for writing JSON by hand, the same bytes in every locale. */

/* Appends `text` as a JSON string with its quotes, or null for NULL. What is not valid UTF-8
 * becomes U+FFFD. */
void topos_json_append_string (GString *json, const char *text);

/* The same for `length` bytes. */
void topos_json_append_text (GString *json, const char *text, gsize length);

/* Appends `number` with at most `digits` after the point, no trailing zeros; null when it is
 * not finite. */
void topos_json_append_number (GString *json, double number, int digits);
