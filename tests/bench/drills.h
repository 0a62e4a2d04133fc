/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "texts.h"

/* Texts of one sentence made from patterns whose slots are filled with names: what the corpora
 * hardly have, which are articles. data/geoparse/drills.txt tells how a pattern is written. */

/* Every pattern of the data folder's file, filled often. Names of places are the gazetteer's or made
 * up, those of persons and bodies come from `tagged` (of Text). The same `seed` gives the same
 * texts. Returns: (transfer full) (element-type Text). */
GPtrArray *drills_new (const char *data_dir, const ToposGazetteer *gazetteer, GPtrArray *tagged,
                       uint32_t seed, GError **error);
