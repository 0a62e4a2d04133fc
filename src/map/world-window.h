/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Where the view lies in a world that is `world` pixels of the layout wide and high; `left` and
 * `top` are of the view's corner in that world, on whole pixels of the screen. */
typedef struct {
  double world;
  double left;
  double top;
  int width;
  int height;
} ToposWorldWindow;
