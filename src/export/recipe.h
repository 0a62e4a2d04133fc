/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/export.h"

/* What made an export, kept inside it so that it can be made again: the program's version, the
 * filter and the picture, as JSON in ASCII letters. Maps of the user's own are told by their file
 * name alone, and what was left out on purpose only by how much it was: the file will be
 * published. `words` is the filter in words. Returns: (transfer full). */
char *topos_recipe_write (const ToposPicture *picture, const ToposFilter *filter,
                          const char *words);

/* Sets picture and filter as the recipe says; they were set by their _init functions. `folder` is
 * where maps of the user's own are looked for. False with TOPOS_ERROR_INPUT when `json` is no
 * recipe. */
bool topos_recipe_read (const char *json, const char *folder, ToposPicture *picture,
                        ToposFilter *filter, int *withheld, GError **error);

/* The recipe inside the bytes of a PNG, SVG, PDF, HTML or GeoJSON file that topos_export wrote;
 * NULL when there is none. Returns: (transfer full). */
char *topos_recipe_find (GBytes *file);
