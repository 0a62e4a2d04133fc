/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/lines.h"

/* Reads what the text tells about itself: header lines ("Title: ..."), headline, byline, a line
 * that is only a date, the dateline ("KABUL, Sept. 5 (Reuters) -"), "Source: ..." at the end.
 * Offers the facts to `article` and settles those lines. `origin` is that of header lines and
 * bylines: HEADER in plain text, MARKUP where metadata say it better. */
void topos_heading_read (ToposArticle *article, GArray *lines, ToposOrigin origin);
