/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a map is dressed; grey for printers without colour. */
typedef enum {
  TOPOS_THEME_LIGHT,
  TOPOS_THEME_DARK,
  TOPOS_THEME_GREY,
} ToposTheme;
