/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sheet.h"
#include "export/export.h"
#include "export/gather.h"

/* What every map of an export is made of. */

/* The rows as markers, those that make one, numbers as in the index. The strings are the rows'.
 * Returns: (transfer full) (element-type ToposMarker). */
GArray *topos_export_markers (const ToposGathered *gathered);

/* The bundled outlines; NULL where they are missing: rings do instead. Returns: (transfer full). */
ToposOutlines *topos_export_outlines (const char *data_dir);

/* The base map that a picture asks for; NULL without an error when it wants none. False on
 * error. */
bool topos_export_base_map (const ToposPicture *picture, const char *data_dir,
                            ToposBaseMap **base, GError **error);
