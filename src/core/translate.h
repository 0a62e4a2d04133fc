/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* For sentences to people in the folders below the doors, which have no glib/gi18n.h: _() gives the
 * text in the user's language, N_() only marks it for po/. Included by .c files alone. What is kept
 * in a library or written into an export is never translated: it would depend on who made it. */
#define _(text) g_dgettext (GETTEXT_PACKAGE, text)
#define N_(text) text
