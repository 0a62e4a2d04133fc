/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"

#include <glib.h>

/* Word's and LibreOffice's text documents: their paragraphs without comments, deleted text and
 * field codes; title and author from their properties. The day a file was made is not the day an
 * article was published, so it is not taken for one. The readers give TOPOS_ERROR_INPUT, with `name` in
 * the sentence, for a damaged file; both return: (transfer full). */
bool          topos_import_is_docx (GBytes *bytes);
ToposArticle *topos_import_docx (GBytes *bytes, const char *name, GError **error);

bool          topos_import_is_odt (GBytes *bytes);
ToposArticle *topos_import_odt (GBytes *bytes, const char *name, GError **error);
