/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/picture.h"

#include "core/error.h"
#include "core/translate.h"

#include <math.h>

#define MOST_PIXELS 100e6
#define MOST_SIDE 32767

static const struct {
  const char *name;
  double width_mm;
  double height_mm;
} PAGES[] = {
  { "a4", 210, 297 },           { "a4-landscape", 297, 210 },
  { "a3", 297, 420 },           { "a3-landscape", 420, 297 },
  { "letter", 215.9, 279.4 },   { "letter-landscape", 279.4, 215.9 },
  { "slide", 338.7, 190.5 },    { "square", 200, 200 },
  { "poster", 594, 841 },       { "poster-landscape", 841, 594 },
};

static const char *const THEMES[]
    = { [TOPOS_THEME_LIGHT] = "light", [TOPOS_THEME_DARK] = "dark", [TOPOS_THEME_GREY] = "grey" };

void
topos_picture_init (ToposPicture *picture)
{
  *picture = (ToposPicture){ .width = 3508, .height = 2480, .box = topos_box_empty (),
                             .zoom = -1, .legend = true, .labels = true };
}

void
topos_picture_clear (ToposPicture *picture)
{
  g_free (picture->title);
  g_free (picture->subtitle);
  g_free (picture->basemap);
  g_strfreev (picture->user_maps);
  g_strfreev (picture->without_places);
  g_strfreev (picture->without_outlets);
  topos_picture_init (picture);
}

void
topos_picture_copy (ToposPicture *to, const ToposPicture *from)
{
  const ToposPicture copy = *from;

  topos_picture_clear (to);
  *to = copy;
  to->title = g_strdup (copy.title);
  to->subtitle = g_strdup (copy.subtitle);
  to->basemap = g_strdup (copy.basemap);
  to->user_maps = g_strdupv (copy.user_maps);
  to->without_places = g_strdupv (copy.without_places);
  to->without_outlets = g_strdupv (copy.without_outlets);
}

bool
topos_picture_check_size (int width, int height, bool pixels, GError **error)
{
  if (width < 64 || height < 64) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                 _ ("A picture of %d × %d pixels is too small for a map; the least is 64 × 64."),
                 width, height);
    return false;
  }
  if (width > MOST_SIDE || height > MOST_SIDE
      || (pixels && (double) width * height > MOST_PIXELS)) {
    g_set_error (
        error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
        _ ("A picture of %d × %d pixels is too large; the most is 100 million pixels. Make "
        "it smaller, or export PDF or SVG, which are sharp at any size."),
        width, height);
    return false;
  }
  return true;
}

static bool
parse_pixels (const char *size, int *width, int *height)
{
  char *end;
  const gint64 w = g_ascii_strtoll (size, &end, 10);

  if (end == size || g_ascii_tolower (*end) != 'x')
    return false;
  const char *const second = end + 1;
  const gint64 h = g_ascii_strtoll (second, &end, 10);
  if (end == second || *end != '\0' || w <= 0 || h <= 0 || w > G_MAXINT || h > G_MAXINT)
    return false;
  *width = (int) w;
  *height = (int) h;
  return true;
}

bool
topos_picture_set_size (ToposPicture *picture, const char *size, GError **error)
{
  const double dpi = picture->dpi > 0 ? picture->dpi : 300;

  for (size_t i = 0; i < G_N_ELEMENTS (PAGES); i++)
    if (g_ascii_strcasecmp (size, PAGES[i].name) == 0) {
      picture->dpi = dpi;
      picture->width = (int) round (PAGES[i].width_mm / 25.4 * dpi);
      picture->height = (int) round (PAGES[i].height_mm / 25.4 * dpi);
      return topos_picture_check_size (picture->width, picture->height, false, error);
    }
  if (!parse_pixels (size, &picture->width, &picture->height)) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
                 _ ("“%s” is no size: give pixels as 4000x3000, or a4, a3, letter (each also "
                 "-landscape), slide, square, poster."), size);
    return false;
  }
  return topos_picture_check_size (picture->width, picture->height, false, error);
}

bool
topos_picture_set_theme (ToposPicture *picture, const char *theme, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (THEMES); i++)
    if (g_ascii_strcasecmp (theme, THEMES[i]) == 0) {
      picture->theme = i;
      return true;
    }
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_USAGE,
               _ ("“%s” is no theme: there are light, dark and grey."), theme);
  return false;
}

double
topos_picture_dpi (const ToposPicture *picture)
{
  return picture->dpi > 0 ? picture->dpi
                          : round (96 * MAX (1, MIN (picture->width, picture->height) / 794.0));
}
