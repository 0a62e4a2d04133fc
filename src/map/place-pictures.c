/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/place-private.h"

#include "draw/fonts.h"

#include <math.h>

#define OUTLINE_MARGIN_PX 3.0
#define PANNED_PX 250.0       /* what of an outline is painted round the view */

/* A country's name is set in capitals with its passages, for it is its own symbol. */
static PangoLayout *
name_layout (ToposPlaceLayer *self, const ToposPlaceItem *item, ToposSymbolState state)
{
  const char *const name = self->markers[item->marker].name;
  const bool bold = state == TOPOS_SYMBOL_SELECTED || item->banner;

  if (item->n > 1) {
    g_autofree char *with = g_strdup_printf ("%s + %d", name,
                                             (int) item->n - 1);
    return topos_fonts_layout (self->fonts, with, 12 * self->text_scale, bold);
  }
  if (!item->banner)
    return topos_fonts_layout (self->fonts, name, 12.5 * self->text_scale, bold);

  g_autofree char *upper = g_utf8_strup (name, -1);
  g_autofree char *text = g_strdup_printf ("%s  %d", upper, (int) item->passages);
  return topos_fonts_layout (self->fonts, text,
                             (state == TOPOS_SYMBOL_SELECTED ? 13.5 : 12) * self->text_scale, true);
}

/* Takes what was painted, and ends the painting. */
static ToposSprite *
sprite_of (cairo_t *cr, double left, double top, double width, double height)
{
  ToposSprite *const sprite = g_new0 (ToposSprite, 1);

  *sprite = (ToposSprite){ topos_bitmap_new (cairo_get_target (cr), false), left, top, width, height };
  cairo_destroy (cr);
  return sprite;
}

void
topos_sprite_free (ToposSprite *self)
{
  topos_bitmap_free (self->bitmap);
  g_free (self);
}

static cairo_t *
sprite_canvas (double width, double height, int scale)
{
  cairo_surface_t *const surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) ceil (width * scale), (int) ceil (height * scale));
  cairo_t *const cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_scale (cr, scale, scale);
  return cr;
}

const ToposSprite *
topos_place_symbol (ToposPlaceLayer *self, const ToposPlaceItem *item, ToposSymbolState state)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  char number[8] = "";

  if (item->shape == TOPOS_SYMBOL_CLUSTER)
    topos_symbol_count (number, item->passages);

  g_autofree char *key = g_strdup_printf ("s%d %d %s %d %d %d", item->shape,
                                          (int) (item->radius * 10), number, state,
                                          topos_look_theme (self->dark, self->contrast),
                                          scale);
  const ToposSprite *const known = g_hash_table_lookup (self->sprites, key);
  if (known != NULL)
    return known;

  const double half = ceil (item->radius * 1.4 + 12 * self->text_scale);
  cairo_t *const cr = sprite_canvas (2 * half, 2 * half, scale);
  cairo_translate (cr, half, half);
  cairo_scale (cr, self->text_scale, self->text_scale);
  topos_symbol_paint (cr, self->fonts, 0, 0, item->shape, item->radius / self->text_scale,
                      *number ? number : NULL, state,
                      topos_look_theme (self->dark, self->contrast));
  ToposSprite *const sprite = sprite_of (cr, -half, -half, 2 * half, 2 * half);
  g_hash_table_insert (self->sprites, g_steal_pointer (&key), sprite);
  return sprite;
}

const ToposSprite *
topos_place_name (ToposPlaceLayer *self, const ToposPlaceItem *item, ToposSymbolState state)
{
  const ToposTheme theme = topos_look_theme (self->dark, self->contrast);
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  g_autofree char *key = g_strdup_printf ("n%d %d %d %u %d %d %s", state == TOPOS_SYMBOL_SELECTED,
                                          item->banner ? (int) item->passages : 0, item->banner,
                                          item->n, theme, scale,
                                          self->markers[item->marker].name);
  const ToposSprite *const known = g_hash_table_lookup (self->sprites, key);
  int width, height;

  if (known != NULL)
    return known;

  g_autoptr (PangoLayout) layout = name_layout (self, item, state);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_t *const cr = sprite_canvas (width + 6, height + 4, scale);
  topos_halo_text (cr, layout, 3, 1, theme, item->banner ? TOPOS_PEN_CLUSTER : TOPOS_PEN_TEXT);
  ToposSprite *const sprite = sprite_of (cr, -2, -2, width + 6, height + 4);
  g_hash_table_insert (self->sprites, g_steal_pointer (&key), sprite);
  return sprite;
}

/* What of the outline is painted: all of it, held to the view and a rim to pan over. The
 * outline lies on the turn of the world that is nearest to the view. */
static bool
picture_window (const ToposPlaceView *view, const ToposOutline *outline, ToposMercatorBox *window)
{
  const double turn = round (view->middle.x - (outline->low.x + outline->high.x) / 2);
  const double edge = OUTLINE_MARGIN_PX / view->world_px;
  const double turned = view->rotation != 0 ? hypot (view->width, view->height) : 0;
  const double reach_x = (MAX (view->width, turned) / 2 + PANNED_PX) / view->world_px;
  const double reach_y = (MAX (view->height, turned) / 2 + PANNED_PX) / view->world_px;

  *window = (ToposMercatorBox){ MAX (outline->low.x + turn - edge, view->middle.x - reach_x),
                           MAX (outline->low.y - edge, view->middle.y - reach_y),
                           MIN (outline->high.x + turn + edge, view->middle.x + reach_x),
                           MIN (outline->high.y + edge, view->middle.y + reach_y) };
  return window->x0 < window->x1 && window->y0 < window->y1;
}

/* True when the picture has all that the view may show of `wanted`. */
static bool
picture_serves (const ToposPlacePicture *picture, const ToposPlaceView *view, const ToposMercatorBox *wanted)
{
  const ToposMercatorBox seen = topos_place_seen_box (view);

  return picture->world_px == view->world_px
         && picture->covers.x0 <= MAX (seen.x0, wanted->x0) + 1e-12
         && picture->covers.y0 <= MAX (seen.y0, wanted->y0) + 1e-12
         && picture->covers.x1 >= MIN (seen.x1, wanted->x1) - 1e-12
         && picture->covers.y1 >= MIN (seen.y1, wanted->y1) - 1e-12;
}

void
topos_place_picture_free (ToposPlacePicture *self)
{
  topos_bitmap_free (self->bitmap);
  g_free (self);
}

static ToposPlacePicture *
paint_picture (ToposPlaceLayer *self, const ToposPlaceItem *item, const ToposOutline *outline,
               ToposMercatorBox window, ToposSymbolState state)
{
  const double world = self->view.world_px;
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const double width = ceil ((window.x1 - window.x0) * world);
  const double height = ceil ((window.y1 - window.y0) * world);
  cairo_t *const cr = sprite_canvas (width, height, scale);
  const ToposMercator middle = { (window.x0 + window.x1) / 2, (window.y0 + window.y1) / 2 };

  window.x1 = window.x0 + width / world;
  window.y1 = window.y0 + height / world;
  cairo_translate (cr, (middle.x - window.x0) * world, (middle.y - window.y0) * world);
  topos_symbol_outline (cr, outline, middle, world, item->banner,
                        self->markers[item->marker].standing, state,
                        topos_look_theme (self->dark, self->contrast));
  ToposPlacePicture *const picture = g_new0 (ToposPlacePicture, 1);
  *picture = (ToposPlacePicture){ topos_bitmap_new (cairo_get_target (cr), false), window, world };
  cairo_destroy (cr);
  return picture;
}


/* Painted anew only when the zoom has changed or the view has left the picture. */
const ToposPlacePicture *
topos_place_picture (ToposPlaceLayer *self, const ToposPlaceItem *item, const ToposOutline *outline,
                     ToposSymbolState state)
{
  ToposMercatorBox window;

  if (!picture_window (&self->view, outline, &window))
    return NULL;
  g_autofree char *key = g_strdup_printf ("%" G_GUINT64_FORMAT " %d %d %d %d",
                                          self->markers[item->marker].id, state,
                                          topos_look_theme (self->dark, self->contrast),
                                          self->markers[item->marker].standing,
                                          gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  ToposPlacePicture *picture = g_hash_table_lookup (self->pictures, key);
  if (picture == NULL || !picture_serves (picture, &self->view, &window)) {
    picture = paint_picture (self, item, outline, window, state);
    g_hash_table_insert (self->pictures, g_steal_pointer (&key), picture);
  }
  return picture;
}
