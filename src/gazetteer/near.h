/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gazetteer/keys.h"

/* Calls `each` with every key that is exactly `distance` letters (1 or 2) away from `key`: one
 * letter put in, left out or changed, or two neighbours swapped, is one. Keys of five to seven
 * letters have no neighbours at two. Walks the dictionary as a tree and leaves out every branch
 * that is already too far. The first `sure` letters are taken to be right: with none the whole
 * dictionary is walked, in milliseconds; with two or three a small part of it. */
void gazetteer_near (const KeyIndex *index, const char *key, gsize length, int distance, int sure,
                     void (*each) (const KeyCursor *cursor, void *data), void *data);
