/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/gather.h"

/* One HTML file that needs nothing else: the map with its markers, the list of places, every
 * passage with its source, and the days as bars; a click on any of them shows what belongs to it.
 * Readable and printable without script too. Returns: (transfer full), NULL on error. */
GBytes *topos_export_html (const ToposGathered *gathered, const ToposExportJob *job,
                           ToposExportReport *report, GError **error);
