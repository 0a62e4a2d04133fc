/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/png.h"

#include "core/error.h"

#include <png.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#define COMPRESSION 3  /* with the SUB filter twice as fast as 6, and hardly larger */

static void
write_cb (png_structp png, png_bytep data, png_size_t length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
flush_cb (png_structp png)
{
}

/* Cairo's BGRX, as the machine orders it, to the file's RGB. */
static void
convert_row (const unsigned char *from, unsigned char *to, int width)
{
  for (int x = 0; x < width; x++) {
    uint32_t pixel;
    memcpy (&pixel, from + 4 * x, 4);
    to[3 * x] = pixel >> 16 & 0xff;
    to[3 * x + 1] = pixel >> 8 & 0xff;
    to[3 * x + 2] = pixel & 0xff;
  }
}

static void
write_texts (png_structp png, png_infop info, const ToposPngText *texts, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    png_text text = { .compression = PNG_ITXT_COMPRESSION_NONE };
    if (texts[i].value == NULL)
      continue;
    text.key = (char *) texts[i].key;
    text.text = (char *) texts[i].value;
    text.itxt_length = strlen (texts[i].value);
    png_set_text (png, info, &text, 1);
  }
}

GBytes *
topos_png_encode (cairo_surface_t *surface, double dpi, const ToposPngText *texts, size_t n_texts,
                  GError **error)
{
  const int width = cairo_image_surface_get_width (surface);
  const int height = cairo_image_surface_get_height (surface);
  const int stride = cairo_image_surface_get_stride (surface);
  const unsigned char *pixels;
  GByteArray *const file = g_byte_array_new ();
  unsigned char *const row = g_malloc ((gsize) width * 3);
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;

  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  if (info == NULL || setjmp (png_jmpbuf (png))) {
    png_destroy_write_struct (&png, &info);
    g_byte_array_unref (file);
    g_free (row);
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
                 "The picture of %d × %d pixels could not be packed as PNG; make it smaller",
                 width, height);
    return NULL;
  }
  png_set_write_fn (png, file, write_cb, flush_cb);
  png_set_IHDR (png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
  png_set_compression_level (png, COMPRESSION);
  png_set_pHYs (png, info, (png_uint_32) (dpi / 0.0254 + 0.5), (png_uint_32) (dpi / 0.0254 + 0.5),
                PNG_RESOLUTION_METER);
  write_texts (png, info, texts, n_texts);
  png_write_info (png, info);
  for (int y = 0; y < height; y++) {
    convert_row (pixels + (gsize) y * stride, row, width);
    png_write_row (png, row);
  }
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);
  g_free (row);
  return g_byte_array_free_to_bytes (file);
}
