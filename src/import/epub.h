/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"

#include <glib.h>

bool topos_import_is_epub (GBytes *bytes);

/* Reads a book: its chapters in reading order; title, author, publisher and, where it is a whole
 * day, the date from its package file. Returns: (transfer full). */
ToposArticle *topos_import_epub (GBytes *bytes, const char *name, GError **error);
