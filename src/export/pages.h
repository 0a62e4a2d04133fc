/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/export.h"

#include <cairo.h>

/* A picture as pages ready to be painted: the sheet, and the pages on which its index goes on. For
 * a look before it is exported, the clipboard and the printer, with no file between. Belongs to one
 * thread at a time. */
typedef struct ToposPages ToposPages;

/* Asks the library, as topos_export does; `job->output` is not looked at. NULL on error. */
ToposPages *topos_pages_new (const ToposExportJob *job, GCancellable *cancellable,
                             GError **error);
void        topos_pages_free (ToposPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposPages, topos_pages_free)

/* The size of each page, in 1/96 inch. */
double topos_pages_width (const ToposPages *self);
double topos_pages_height (const ToposPages *self);

/* Lays everything out anew on pages of another size, in 1/96 inch. */
void topos_pages_resize (ToposPages *self, double width, double height);

/* How many there are; at least one. */
int topos_pages_count (ToposPages *self);

/* Paints page `page`, counted from 0, with its corner at 0, 0; `scale` is how many units of the
 * context 1/96 inch has. */
void topos_pages_paint (ToposPages *self, int page, cairo_t *cr, double scale);

/* What they tell: places, passages, places beyond the edge. */
const ToposExportReport *topos_pages_report (ToposPages *self);

/* The names of the places told, most passages first, and of their sources: what ToposPicture's
 * without_places and without_outlets may name. Both return: (transfer full). */
char **topos_pages_places (const ToposPages *self);
char **topos_pages_sources (const ToposPages *self);

/* The first page as an image whose longer side has `most` pixels, or as many as the picture asks
 * for where `most` is 0. TOPOS_ERROR_USAGE when it is too large. Returns: (transfer full). */
cairo_surface_t *topos_pages_image (ToposPages *self, int most, GError **error);
