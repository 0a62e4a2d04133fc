/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stddef.h>

/* The language of `text` (valid UTF-8) as ISO 639-1 in `language`: by its script, by letters
 * that only some languages have, and by its commonest small words; "" when that tells nothing,
 * as of one word. Only the first part of a long text is looked at. The same text gives the same
 * answer everywhere. */
void topos_language_tell (const char *text, size_t length, char language[4]);
