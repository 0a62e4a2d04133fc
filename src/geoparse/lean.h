/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/recognise.h"

/* Rules where they are surer than the taggers, which learnt from lists with gaps. */

#define TOPOS_LEAN_PLACE_WORD 70      /* a word that says "this is a place" is beside */
#define TOPOS_LEAN_HEADLINE_FATE 320  /* the taggers hardly know capitals throughout */

/* By how much, in model units, what the gazetteer knows of a token and the words beside it speak for a
 * place; `opinion` is what the first tagger thinks of it. 0 where the taggers are left alone. */
int32_t topos_lean_for_place (const ToposTokens *tokens, const ToposNames *names, uint32_t i,
                              const ToposOpinion *opinion);
