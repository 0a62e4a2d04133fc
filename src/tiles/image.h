/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

/* A larger image is no map tile, whatever it says. */
#define TOPOS_IMAGE_SIDE_MOST 1024

typedef enum {
  TOPOS_IMAGE_UNKNOWN,
  TOPOS_IMAGE_PNG,
  TOPOS_IMAGE_JPEG,
  TOPOS_IMAGE_WEBP,
} ToposImageFormat;

/* Pixels of 32 bits as cairo's ARGB32 has them: premultiplied, in the machine's byte order. */
typedef struct {
  int width;
  int height;
  size_t stride;   /* bytes from one row to the next */
  GBytes *pixels;
} ToposImage;

void topos_image_free (ToposImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToposImage, topos_image_free)

/* What the first bytes say the image is, without decoding it; UNKNOWN for anything but PNG, JPEG
 * and WebP, or when they end too early. */
ToposImageFormat topos_image_peek (const void *data, size_t length, int *width, int *height);

/* Decodes a tile. TOPOS_ERROR_INPUT when it is no PNG, JPEG or WebP, is damaged or cut short, or
 * has a side above TOPOS_IMAGE_SIDE_MOST. Any thread. Returns: (transfer full). */
ToposImage *topos_image_decode (GBytes *bytes, GError **error);
