/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/gather.h"

/* Takes out what the picture leaves out on purpose: passages of its sources, and those that name
 * one of its places, whether by a mention or by the bare word, as the list or the articles write
 * it; places lose what they stood on, and go when nothing is left. Titles with such a name are not
 * told. TOPOS_ERROR_USAGE for a name that nothing bears: a slip of the pen must not publish what
 * was to stay hidden. */
bool topos_withhold (ToposGathered *gathered, const ToposPicture *picture, GError **error);
