/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/export-wish.h"

#include <gtk/gtk.h>

/* A picture of what an export would be, painted on a thread of its own. */
typedef struct {
  GdkTexture *texture;         /* the first page */
  int pages;
  ToposExportReport report;
  char **places;               /* names, most passages first */
  char **sources;              /* outlets, or titles of articles of none */
} ToposExportLook;

void topos_export_look_free (ToposExportLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposExportLook, topos_export_look_free)

/* Paints the wish (taken) at most `most` pixels long, as large as it asks for where that is 0, and
 * calls back with `owner` as source. */
void topos_export_look_ask (gpointer owner, ToposExportWish *wish, int most,
                            GCancellable *cancellable, GAsyncReadyCallback done, gpointer data);

/* The answer; NULL on error. Returns: (transfer full). */
ToposExportLook *topos_export_look_answer (GAsyncResult *result, GError **error);
