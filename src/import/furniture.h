/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/lines.h"

/* Settles the lines of `body` that are not the author's prose: furniture of the page ("Share",
 * "Read more"), credits of pictures, and captions with their credit set apart. General rules
 * from the look of a line and its neighbours; nothing is removed. */
void topos_furniture_mark (const char *body, GArray *lines);
