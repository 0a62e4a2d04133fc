/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What cairo wrote as SVG, made whole: its title, description and recipe behind the root's tag, and
 * ids that are numbered from 1 in this file rather than in this run of the program, so that the
 * same picture is the same bytes. NULL texts are empty. Returns: (transfer full). */
GBytes *topos_svg_finish (const char *svg, gsize length, const char *title,
                          const char *description, const char *recipe);
