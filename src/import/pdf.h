/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"

#include <glib.h>

bool topos_import_is_pdf (GBytes *bytes);

/* Reads the text of a PDF: lines made paragraphs again, words that a line break had cut made whole.
 * Title and author from its properties; the day it was made is not taken for the day of publication.
 * TOPOS_ERROR_INPUT for a locked or damaged file, or one of pictures alone.
 * Returns: (transfer full). */
ToposArticle *topos_import_pdf (GBytes *bytes, const char *name, GError **error);

/* Appends `text`, lines as they stand on a page, to `body` as paragraphs with a blank line
 * between. Lines are joined when the first is nearly as wide as the page's widest, and does not
 * end a paragraph by its look. */
void topos_pdf_append_page (GString *body, const char *text);
