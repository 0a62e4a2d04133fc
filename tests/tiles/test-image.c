/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "images.h"

#include "core/error.h"
#include "tiles/image.h"

#include <stdio.h>

#include <jpeglib.h>
#include <webp/encode.h>

static const unsigned char HALF_RED[4] = { 255, 0, 0, 128 };
static const unsigned char GREEN[4] = { 0, 200, 0, 255 };

static GBytes *
test_jpeg (int side)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *out = NULL;
  unsigned long size = 0;
  unsigned char *row = g_malloc0 ((gsize) side * 3);
  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &out, &size);
  jpeg.image_width = jpeg.image_height = (unsigned int) side;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults (&jpeg);
  jpeg_start_compress (&jpeg, TRUE);
  for (int i = 0; i < side; i++)
    jpeg_write_scanlines (&jpeg, &row, 1);
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  GBytes *bytes = g_bytes_new (out, size);
  free (out);
  g_free (row);
  return bytes;
}

static GBytes *
test_webp (int side)
{
  uint8_t *out = NULL;
  unsigned char *pixels = g_malloc ((gsize) side * (gsize) side * 4);
  for (int i = 0; i < side * side; i++)
    memcpy (pixels + 4 * i, GREEN, 4);
  const size_t size = WebPEncodeLosslessRGBA (pixels, side, side, side * 4, &out);
  GBytes *bytes = g_bytes_new (out, size);
  WebPFree (out);
  g_free (pixels);
  return bytes;
}

static uint32_t
first_pixel (const ToposImage *image)
{
  uint32_t pixel;
  memcpy (&pixel, g_bytes_get_data (image->pixels, NULL), sizeof pixel);
  return pixel;
}

static void
expect (GBytes *bytes, int side, uint32_t pixel)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposImage) image = topos_image_decode (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (image->width, ==, side);
  g_assert_cmpint (image->height, ==, side);
  g_assert_cmphex (first_pixel (image), ==, pixel);
}

static void
test_formats (void)
{
  g_autoptr (GBytes) png = test_png (256, 256, HALF_RED);
  g_autoptr (GBytes) jpeg = test_jpeg (512);
  g_autoptr (GBytes) webp = test_webp (64);
  expect (png, 256, 0x80800000);
  expect (jpeg, 512, 0xff000000);
  expect (webp, 64, 0xff00c800);
}

static void
refuse (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (topos_image_decode (bytes, &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT);
}

static void
test_refused (void)
{
  static const char *const NO_IMAGES[] = { "", "x", "<html><body>Busy</body></html>",
                                           "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a",
                                           "RIFF    WEBP", "\xff\xd8\xff\xe0" };
  for (size_t i = 0; i < G_N_ELEMENTS (NO_IMAGES); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (NO_IMAGES[i], strlen (NO_IMAGES[i]));
    refuse (bytes);
  }
  g_autoptr (GBytes) wide = test_png (TOPOS_IMAGE_SIDE_MOST + 1, 2, GREEN);
  refuse (wide);
}

/* No decoder may be led astray by a cut or by a changed byte. */
static void
test_damaged (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (7);
  GBytes *whole[] = { test_png (48, 48, HALF_RED), test_jpeg (48), test_webp (48) };
  for (size_t i = 0; i < G_N_ELEMENTS (whole); i++) {
    gsize length;
    const unsigned char *data = g_bytes_get_data (whole[i], &length);
    for (gsize cut = 1; cut < length; cut += 1 + length / 60) {
      g_autoptr (GBytes) part = g_bytes_new (data, cut);
      g_autoptr (ToposImage) image = topos_image_decode (part, NULL);
      /* The last bytes of a file may be no part of the picture. */
      g_assert_true (!image || cut + 16 > length);
    }
    for (int turn = 0; turn < 300; turn++) {
      unsigned char *copy = g_memdup2 (data, length);
      copy[g_rand_int_range (chance, 0, (int) length)] ^= (unsigned char) g_rand_int (chance);
      g_autoptr (GBytes) changed = g_bytes_new_take (copy, length);
      g_autoptr (ToposImage) image = topos_image_decode (changed, NULL);
      g_assert_true (!image || image->width <= TOPOS_IMAGE_SIDE_MOST);
    }
    g_bytes_unref (whole[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/formats", test_formats);
  g_test_add_func ("/image/refused", test_refused);
  g_test_add_func ("/image/damaged", test_damaged);
  return g_test_run ();
}
