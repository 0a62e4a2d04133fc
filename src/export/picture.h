/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/export.h"
#include "export/gather.h"

/* The picture's pixels an inch: without a resolution it is taken to be looked at as a whole, its
 * shorter side as high as a sheet of A4 is wide. */
double topos_picture_dpi (const ToposPicture *picture);

/* False with TOPOS_ERROR_USAGE for what is too small for a map, or too large to be drawn. PDF and
 * SVG have no pixels to hold; their limit is that of the side. */
bool topos_picture_check_size (int width, int height, bool pixels, GError **error);

/* Pictures of what was gathered: the whole file in memory. All return: (transfer full), NULL on
 * error. */
GBytes *topos_export_png (const ToposGathered *gathered, const ToposExportJob *job,
                          ToposExportReport *report, GError **error);
GBytes *topos_export_svg (const ToposGathered *gathered, const ToposExportJob *job,
                          ToposExportReport *report, GError **error);
GBytes *topos_export_pdf (const ToposGathered *gathered, const ToposExportJob *job,
                          ToposExportReport *report, GError **error);
