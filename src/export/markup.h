/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Small pieces for writing XML and HTML by hand, the same bytes in every locale. */

/* Appends `text` with & < > " ' escaped; what XML 1.0 cannot hold is dropped. NULL is nothing. */
void topos_markup_append (GString *to, const char *text);

/* Appends `format` with every %s escaped so, for short pieces. */
void topos_markup_printf (GString *to, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The text whose escaped form is the `length` bytes at `markup`. Returns: (transfer full). */
char *topos_markup_unescape (const char *markup, gsize length);

/* Appends an attribute that is a number, with one decimal: ` width="1.5"`. */
void topos_markup_number (GString *to, const char *name, double value);

/* Appends a number of degrees: at most six decimals, without trailing zeros. */
void topos_markup_degrees (GString *to, double degrees);
