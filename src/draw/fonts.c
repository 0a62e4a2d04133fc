/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/fonts.h"

#include <cairo.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

PangoContext *
topos_fonts_context_new (const char *data_dir)
{
  g_autoptr (PangoFontMap) map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  cairo_font_options_t *const options = cairo_font_options_create ();

  if (data_dir != NULL) {
    g_autofree char *fonts = g_build_filename (data_dir, "fonts", NULL);
    FcConfig *const config = FcInitLoadConfigAndFonts ();
    FcConfigAppFontAddDir (config, (const FcChar8 *) fonts);
    pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (map), config);
    FcConfigDestroy (config);
  }

  PangoContext *const context = pango_font_map_create_context (map);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_language (context, pango_language_from_string ("en"));
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
  return context;
}

PangoLayout *
topos_fonts_layout (PangoContext *context, const char *text, double size, bool bold)
{
  PangoLayout *const layout = pango_layout_new (context);
  PangoFontDescription *const font = pango_font_description_from_string (TOPOS_FONT);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);
  return layout;
}
