/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sheet.h"
#include "export/gather.h"
#include "export/pages.h"

#include <pango/pango.h>

/* What pages borrow, for whoever makes files of them. */
struct ToposPages {
  ToposGathered *own;              /* what pages_new asked for itself, or NULL */
  const ToposGathered *gathered;
  ToposPicture picture;            /* strings borrowed, or those of `kept` */
  ToposPicture kept;
  ToposSheet sheet;
  PangoContext *fonts;
  ToposBaseMap *base;
  ToposOutlines *outlines;
  GArray *markers;
  char **index;
  GArray *firsts;                  /* size_t: the first index line of each following page, or NULL
                                      when it is not laid out */
  ToposExportReport report;
  GPtrArray *articles;             /* ToposDocumentRow, where the passages were only counted, or NULL */
};

/* Pages of what was gathered already; it and `picture` must outlive them. */
ToposPages *topos_pages_of (const ToposGathered *gathered, const ToposPicture *picture,
                            const char *data_dir, GError **error);
