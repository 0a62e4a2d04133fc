/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <png.h>
#include <string.h>

/* A PNG of one colour, for the tests of this folder. */
static inline GBytes *
test_png (int width, int height, const unsigned char rgba[4])
{
  png_image image = { .version = PNG_IMAGE_VERSION, .width = (unsigned int) width,
                      .height = (unsigned int) height, .format = PNG_FORMAT_RGBA };
  unsigned char *pixels = g_malloc ((gsize) width * (gsize) height * 4);
  for (int i = 0; i < width * height; i++)
    memcpy (pixels + 4 * i, rgba, 4);
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX (image);
  unsigned char *out = g_malloc (size);
  g_assert_true (png_image_write_to_memory (&image, out, &size, 0, pixels, 0, NULL));
  g_free (pixels);
  return g_bytes_new_take (out, size);
}
