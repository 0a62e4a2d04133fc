/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geoparse/options.h"

/* What the names of a text may mean together, before any of them is decided: three names that
 * all may lie within a day's walk of each other speak for that corner of the world, though each
 * alone is better known elsewhere. */

/* Fills `company` of every option: how many of the names round it have a place near this one, in
 * its province, within it, and whether one of them may be what contains it. In one go over the
 * options, however long the text. */
void topos_company_count (ToposOptions *options);
