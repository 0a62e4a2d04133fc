/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The key under which a name is found however it is spelled: case folded, marks dropped
 * (ā is a), apostrophes and full stops dropped, hyphens and other marks one space, runs of
 * space one space, none at the ends; ø ł đ ß æ œ ı þ spelled out; Arabic letters that
 * differ only by habit (ي ی ى, ك ک, أ إ آ ا, ة ه) made one, vowel signs and tatweel dropped.
 * "’Unābah" and "unabah" have one key; so have "U.S." and "us".
 * Appends the key of `length` bytes of valid UTF-8 at `name` to `key`, which grows. */
void topos_fold_append (GString *key, const char *name, gssize length);

/* The same as a string of its own. Returns: (transfer full). */
char *topos_fold (const char *name, gssize length);
