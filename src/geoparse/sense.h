/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/recognise.h"

/* True when the name stands for those who govern, play or speak for a place, and not for the
 * ground: "Kabul rejected the offer", "sanctions on Moscow", "Wales lost to Fiji". Told by the words
 * beside it; whatever these leave open is the ground. */
bool topos_sense_is_metonymic (const ToposTokens *tokens, const ToposFound *found);

/* True when the name is part of a body's: "Boston Symphony Orchestra", "University of Nairobi". */
bool topos_sense_is_embedded (const ToposTokens *tokens, const ToposFound *found);
