/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/place.h"

#include <glib.h>

/* Calls `each` with the other keys under which a place with the folded name `key` is looked for:
 * saint and st, fort and ft, mount and mt; an Arabic name without its article or with "al" for
 * it, and with -a for -ah; a Persian one without its ezafe; a division without the word for what
 * it is, before or after its name ("province", "comuna", "kabupaten"), told with `farther` 1, and
 * with north for northern or the other way round. */
void gazetteer_variants (const char *key, ToposPlaceKind kind, uint16_t country,
                         void (*each) (const char *variant, int farther, void *data), void *data);
