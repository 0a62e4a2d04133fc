/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/options.h"

/* What the words beside a name say: of what kind it is, and in which other name it lies. */

/* 1 + the ToposNameClass that a generic word asks for: "X district", "district of X"; within the
 * name as well ("Orange County"). 0 where none stands. */
uint8_t topos_links_kind_asked (const ToposTokens *tokens, const ToposFound *found,
                                uint32_t passage);

/* Is the word at `at` such a generic one, as it may end a name? */
bool topos_links_is_generic (const ToposTokens *tokens, int64_t at, uint32_t passage);

/* Does what bears the name do so with an article: "the X", and no noun behind that the article may
 * belong to ("the X office")? Rivers, ranges and seas do; towns do not. */
bool topos_links_is_articled (const ToposTokens *tokens, const ToposFound *found,
                              uint32_t passage);

/* Ties the mentions together that say where each other lie: "X, Y", "X in Y", "X (Y", "Y's X". */
void topos_links_tie (ToposOptions *options);
