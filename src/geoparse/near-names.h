/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/options.h"

/* Gives names that nothing bears the places of the text's country whose names are a letter away;
 * the text's country is the one that most of its names lie in. */
void topos_near_names_add (ToposOptions *options);
