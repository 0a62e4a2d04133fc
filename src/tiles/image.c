/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/image.h"

#include "core/error.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <webp/decode.h>

void
topos_image_free (ToposImage *self)
{
  g_clear_pointer (&self->pixels, g_bytes_unref);
  g_free (self);
}

static int
big_endian (const unsigned char *data, int n)
{
  unsigned int value = 0;
  for (int i = 0; i < n; i++)
    value = value << 8 | data[i];
  return value > G_MAXINT ? G_MAXINT : (int) value;
}

static bool
peek_png (const unsigned char *data, size_t length, int *width, int *height)
{
  static const unsigned char SIGNATURE[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  if (length < 24 || memcmp (data, SIGNATURE, sizeof SIGNATURE) != 0 ||
      memcmp (data + 12, "IHDR", 4) != 0)
    return false;
  *width = big_endian (data + 16, 4);
  *height = big_endian (data + 20, 4);
  return true;
}

/* The size stands in the first frame header, behind segments of any length. */
static bool
peek_jpeg (const unsigned char *data, size_t length, int *width, int *height)
{
  if (length < 4 || data[0] != 0xff || data[1] != 0xd8)
    return false;
  size_t at = 2;
  while (at + 9 <= length && data[at] == 0xff) {
    const unsigned char marker = data[at + 1];
    if (marker == 0xff) {
      at++;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
      *height = big_endian (data + at + 5, 2);
      *width = big_endian (data + at + 7, 2);
      return true;
    }
    at += 2 + (size_t) big_endian (data + at + 2, 2);
  }
  return false;
}

static bool
peek_webp (const unsigned char *data, size_t length, int *width, int *height)
{
  return length >= 16 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0 &&
         WebPGetInfo (data, length, width, height);
}

ToposImageFormat
topos_image_peek (const void *data, size_t length, int *width, int *height)
{
  static const struct {
    bool (*peek) (const unsigned char *data, size_t length, int *width, int *height);
    ToposImageFormat format;
  } FORMATS[] = {
    { peek_png, TOPOS_IMAGE_PNG },
    { peek_jpeg, TOPOS_IMAGE_JPEG },
    { peek_webp, TOPOS_IMAGE_WEBP },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (FORMATS); i++)
    if (FORMATS[i].peek (data, length, width, height))
      return FORMATS[i].format;
  *width = *height = 0;
  return TOPOS_IMAGE_UNKNOWN;
}

/* Bytes R, G, B, A, as the decoders give them, to what cairo wants. */
static void
premultiply (unsigned char *pixels, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    unsigned char *p = pixels + 4 * i;
    const uint32_t a = p[3];
    const uint32_t r = (p[0] * a + 127) / 255;
    const uint32_t g = (p[1] * a + 127) / 255;
    const uint32_t b = (p[2] * a + 127) / 255;
    const uint32_t pixel = a << 24 | r << 16 | g << 8 | b;
    memcpy (p, &pixel, sizeof pixel);
  }
}

static bool
decode_png (const unsigned char *data, size_t length, unsigned char *pixels, int width, int height)
{
  png_image image = { .version = PNG_IMAGE_VERSION };
  if (!png_image_begin_read_from_memory (&image, data, length))
    return false;
  image.format = PNG_FORMAT_RGBA;
  if (image.width != (unsigned int) width || image.height != (unsigned int) height) {
    png_image_free (&image);
    return false;
  }
  const bool done = png_image_finish_read (&image, NULL, pixels, 4 * width, NULL);
  png_image_free (&image);
  return done;
}

typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf back;
} JpegErrors;

static void
jpeg_failed_cb (j_common_ptr jpeg)
{
  longjmp (((JpegErrors *) jpeg->err)->back, 1);
}

/* A warning means that data are missing or damaged: not to be shown. */
static void
jpeg_told_cb (j_common_ptr jpeg, int level)
{
  if (level < 0)
    jpeg_failed_cb (jpeg);
}

static bool
decode_jpeg (const unsigned char *data, size_t length, unsigned char *pixels, int width,
             int height)
{
  struct jpeg_decompress_struct jpeg;
  JpegErrors errors;
  jpeg.err = jpeg_std_error (&errors.base);
  errors.base.error_exit = jpeg_failed_cb;
  errors.base.emit_message = jpeg_told_cb;
  if (setjmp (errors.back)) {
    jpeg_destroy_decompress (&jpeg);
    return false;
  }
  jpeg_create_decompress (&jpeg);
  jpeg_mem_src (&jpeg, data, length);
  jpeg_read_header (&jpeg, TRUE);
  jpeg.out_color_space = JCS_EXT_RGBA;
  jpeg_start_decompress (&jpeg);
  if ((int) jpeg.output_width != width || (int) jpeg.output_height != height)
    longjmp (errors.back, 1);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = pixels + (size_t) jpeg.output_scanline * (size_t) width * 4;
    jpeg_read_scanlines (&jpeg, &row, 1);
  }
  jpeg_finish_decompress (&jpeg);
  jpeg_destroy_decompress (&jpeg);
  return true;
}

static bool
decode_webp (const unsigned char *data, size_t length, unsigned char *pixels, int width,
             int height)
{
  return WebPDecodeRGBAInto (data, length, pixels, (size_t) width * (size_t) height * 4,
                             4 * width) != NULL;
}

ToposImage *
topos_image_decode (GBytes *bytes, GError **error)
{
  static bool (*const DECODERS[]) (const unsigned char *, size_t, unsigned char *, int, int) = {
    [TOPOS_IMAGE_PNG] = decode_png,
    [TOPOS_IMAGE_JPEG] = decode_jpeg,
    [TOPOS_IMAGE_WEBP] = decode_webp,
  };
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  int width, height;
  const ToposImageFormat format = length > 0 ? topos_image_peek (data, length, &width, &height)
                                             : TOPOS_IMAGE_UNKNOWN;
  if (format == TOPOS_IMAGE_UNKNOWN) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 "A map tile is no PNG, JPEG or WebP image: it is not shown.");
    return NULL;
  }
  if (width < 1 || height < 1 || width > TOPOS_IMAGE_SIDE_MOST
      || height > TOPOS_IMAGE_SIDE_MOST) {
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 "A map tile is %d by %d pixels large: it is not shown.", width, height);
    return NULL;
  }

  const size_t n = (size_t) width * (size_t) height;
  unsigned char *pixels = g_malloc0 (n * 4);
  if (!DECODERS[format](data, length, pixels, width, height)) {
    g_free (pixels);
    g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_INPUT,
                 "A map tile is damaged or cut short: it is not shown.");
    return NULL;
  }
  premultiply (pixels, n);
  ToposImage *self = g_new0 (ToposImage, 1);
  *self = (ToposImage) { .width = width, .height = height, .stride = (size_t) width * 4,
                         .pixels = g_bytes_new_take (pixels, n * 4) };
  return self;
}
