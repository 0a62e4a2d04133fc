/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/export.h"

/* One export that is wanted, with everything it needs to be made on another thread. */
typedef struct {
  char *library;
  char *output;          /* NULL until a file is named */
  ToposFilter filter;
  ToposPicture picture;
} ToposExportWish;

/* For `library` under a copy of `filter`, with a picture as it comes. Returns: (transfer full). */
ToposExportWish *topos_export_wish_new (const char *library, const ToposFilter *filter);
ToposExportWish *topos_export_wish_copy (const ToposExportWish *wish);
void             topos_export_wish_free (ToposExportWish *wish);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposExportWish, topos_export_wish_free)

/* The job that does it; borrows from the wish. */
ToposExportJob topos_export_wish_job (const ToposExportWish *wish);
