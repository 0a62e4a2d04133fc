/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/gather.h"

/* Appends the map: the ground as a picture, outlines and markers over it, each a link to its place
 * in the list, so that it works without script too; and what is owed for it. */
bool topos_html_add_map (GString *html, const ToposGathered *gathered, const ToposExportJob *job,
                         ToposExportReport *report, GError **error);
