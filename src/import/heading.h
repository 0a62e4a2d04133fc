/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/lines.h"

/* Reads what the text tells about itself: header lines ("Title: ..."), headline, byline, a line
 * that is only a date, the dateline ("KABUL, Sept. 5 (Reuters) -"), "Source: ..." at the end.
 * Offers the facts to `article` with their origins and settles those lines. */
void topos_heading_read (ToposArticle *article, GArray *lines);
