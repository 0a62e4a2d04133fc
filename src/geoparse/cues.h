/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/tokens.h"

/* Words beside a name that say that it is one of a place. */

/* "X district", "X, Y and Z districts", "village of X", "the provinces of X and Y", "the capital,
 * X", "X, the capital", "all districts but two, X and Y". */
bool topos_cue_is_called_place (const ToposTokens *tokens, uint32_t i);

/* True when the token is of a list of names joined by "and" or "or": tokens [first, end). */
bool topos_cue_is_in_list (const ToposTokens *tokens, uint32_t i, uint32_t *first, uint32_t *end);

/* What happens to places in headlines: "X falls", "X said to have been captured". */
bool topos_cue_has_fate (const ToposTokens *tokens, uint32_t i);

/* "X, in Y", and Y is a district, a province or a country. */
bool topos_cue_is_in_area (const ToposTokens *tokens, uint32_t i);

/* The first word of "GAZIANTEP, Turkey (AP) - ". */
bool topos_cue_is_dateline (const ToposTokens *tokens, uint32_t i);

/* How surely a place follows: 2 behind "in", "near", "north of"; 1 behind "from", "between", "fled
 * to"; else 0. */
int topos_cue_leads_to_place (const ToposTokens *tokens, uint32_t i);

/* "Christmas", "March", "Congress": what has a capital and is no place, though some village is called
 * so. */
bool topos_cue_is_no_place (const ToposTokens *tokens, uint32_t i);

/* True when neither a word with a capital, a number nor, of a name that few know, a possessive goes on
 * behind the name of the gazetteer that begins at the token: not "in Ham Wilson's". */
bool topos_cue_stands_alone (const ToposTokens *tokens, uint32_t i);

/* "The Yakima school board", "Nakuru Governor X": behind the name comes who has an office or lives
 * there. */
bool topos_cue_has_office (const ToposTokens *tokens, uint32_t i);

/* One of two words with capitals, no other beside them: 2 when the first is a kind of ground ("the
 * River Deveron"), 1 when the second is one or a kind of area ("Yasawa Islands"), else 0. */
int topos_cue_is_ground (const ToposTokens *tokens, uint32_t i);

/* True when the token of that passage is "and" or "or". */
bool topos_cue_is_and (const ToposTokens *tokens, int64_t at, uint32_t passage);
