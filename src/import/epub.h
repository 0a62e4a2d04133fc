/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"

#include <glib.h>

/* True when the bytes are a ZIP file that says that it is a book. */
bool topos_import_is_epub (GBytes *bytes);

/* Reads a book: its chapters in reading order; title, author, publisher and, where it is a whole
 * day, the date from its package file. TOPOS_ERROR_INPUT, with `name` in the sentence, when it is
 * damaged. Returns: (transfer full). */
ToposArticle *topos_import_epub (GBytes *bytes, const char *name, GError **error);
