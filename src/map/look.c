/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/look.h"

#define USUAL_DPI 96

double
topos_look_text_scale (GtkWidget *widget)
{
  int dpi = 0;  /* in 1,024ths; -1 when the display does not say */

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (dpi / 1024.0 / USUAL_DPI, 1, 3) : 1;
}

bool
topos_look_animates (GtkWidget *widget)
{
  gboolean animations = TRUE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animations, NULL);
  return animations;
}

ToposTheme
topos_look_theme (bool dark, bool contrast)
{
  if (dark)
    return TOPOS_THEME_DARK;
  return contrast ? TOPOS_THEME_GREY : TOPOS_THEME_LIGHT;
}
