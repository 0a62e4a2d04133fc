/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/gather.h"

/* True for a passage that speaks of days with a beginning and an end. */
bool topos_html_is_dated (const ToposPassageRow *passage);

/* Appends the days as bars, each as high as passages that begin on it; nothing when all speak of one
 * day. What lies far before or after the bulk are two buttons. */
void topos_html_add_days (GString *html, const ToposGathered *gathered);
