/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"
#include "import/blocks.h"

#include <glib.h>

/* True when the bytes begin as a web page does, in any charset. */
bool topos_import_is_html (GBytes *bytes);

/* Reads a saved web page: the article in it, without what surrounds it, as paragraphs with a
 * blank line between, and what the page tells about itself. Broken pages are read as browsers
 * do; nothing is fetched and no entity of the page's own is expanded.
 * Returns: (transfer full). */
ToposArticle *topos_import_html (GBytes *bytes, const char *name, GError **error);

/* An article of these blocks; `title` (or NULL) goes before them when none of them is it. */
ToposArticle *topos_article_from_blocks (const ToposBlocks *blocks, const char *title);
