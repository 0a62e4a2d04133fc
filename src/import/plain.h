/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/article.h"

#include <glib.h>

/* Reads plain text: the body is the decoded bytes, unchanged. `name` is for the message.
 * TOPOS_ERROR_INPUT when it is not text. Returns: (transfer full). */
ToposArticle *topos_import_plain (GBytes *bytes, const char *name, GError **error);
