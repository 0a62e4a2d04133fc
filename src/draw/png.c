/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/png.h"

#include "core/error.h"
#include "core/translate.h"

#include <png.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#define COMPRESSION 3  /* with the SUB filter twice as fast as 6, and hardly larger */
#define BAND_BYTES (4 << 20)
#define MOST_THREADS 4

/* Some rows of the picture, packed by themselves: as many threads as there are work on them, and
 * the file is the same however many that is. */
typedef struct {
  int first;
  int rows;
  unsigned char *packed;
  size_t length;
  uLong check;      /* Adler-32 of the filtered rows */
  size_t filtered;  /* their bytes */
  bool failed;
} Band;

typedef struct {
  const unsigned char *pixels;
  int stride;
  int width;
  Band *bands;
  int n;
  int next;         /* the first that nobody works on; atomic */
} Packing;

/* Cairo's BGRX, as the machine orders it, to the file's RGB, each byte less the pixel before it. */
static void
filter_row (const unsigned char *from, unsigned char *to, int width)
{
  unsigned char red = 0, green = 0, blue = 0;

  *to++ = PNG_FILTER_VALUE_SUB;
  for (int x = 0; x < width; x++) {
    uint32_t pixel;
    memcpy (&pixel, from + 4 * x, 4);
    const unsigned char r = pixel >> 16 & 0xff, g = pixel >> 8 & 0xff, b = pixel & 0xff;
    *to++ = (unsigned char) (r - red);
    *to++ = (unsigned char) (g - green);
    *to++ = (unsigned char) (b - blue);
    red = r;
    green = g;
    blue = b;
  }
}

/* The bands' streams follow one another: each but the last ends on a byte without ending the
 * whole. */
static bool
deflate_band (Band *band, unsigned char *bytes, bool last)
{
  z_stream stream = { 0 };

  if (deflateInit2 (&stream, COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return false;
  const uLong room = deflateBound (&stream, (uLong) band->filtered) + 16;
  band->packed = g_try_malloc (room);
  stream.next_in = bytes;
  stream.avail_in = (uInt) band->filtered;
  stream.next_out = band->packed;
  stream.avail_out = (uInt) room;
  const int result = band->packed != NULL ? deflate (&stream, last ? Z_FINISH : Z_FULL_FLUSH)
                                          : Z_MEM_ERROR;
  band->length = stream.total_out;
  deflateEnd (&stream);
  return result == (last ? Z_STREAM_END : Z_OK);
}

static void
pack_band (const Packing *packing, Band *band)
{
  const size_t row_length = 1 + 3 * (size_t) packing->width;
  g_autofree unsigned char *rows = NULL;

  band->filtered = row_length * (size_t) band->rows;
  rows = g_try_malloc (band->filtered);
  if (rows == NULL) {
    band->failed = true;
    return;
  }
  for (int y = 0; y < band->rows; y++)
    filter_row (packing->pixels + (size_t) (band->first + y) * (size_t) packing->stride,
                rows + (size_t) y * row_length, packing->width);
  band->check = adler32 (adler32 (0, NULL, 0), rows, (uInt) band->filtered);
  band->failed = !deflate_band (band, rows, band == &packing->bands[packing->n - 1]);
}

static gpointer
pack_thread (gpointer data)
{
  Packing *const packing = data;

  for (int i; (i = g_atomic_int_add (&packing->next, 1)) < packing->n;)
    pack_band (packing, &packing->bands[i]);
  return NULL;
}

static void
pack (Packing *packing, int height)
{
  const int rows = MAX (BAND_BYTES / (3 * packing->width + 1), 1);
  GThread *threads[MOST_THREADS - 1];
  int n_threads = 0;

  packing->n = (height + rows - 1) / rows;
  packing->bands = g_new0 (Band, packing->n);
  for (int i = 0; i < packing->n; i++)
    packing->bands[i] = (Band){ .first = i * rows, .rows = MIN (rows, height - i * rows) };

  const int wanted = MIN (MIN ((int) g_get_num_processors (), MOST_THREADS), packing->n) - 1;
  while (n_threads < wanted
         && (threads[n_threads] = g_thread_try_new ("png", pack_thread, packing, NULL)) != NULL)
    n_threads++;
  pack_thread (packing);
  for (int i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
}

static void
packing_clear (Packing *packing)
{
  for (int i = 0; i < packing->n; i++)
    g_free (packing->bands[i].packed);
  g_free (packing->bands);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Packing, packing_clear)

/* The bands as one zlib stream: its two bytes of head, them, and the check of the whole. */
static void
write_bands (png_structp png, const Packing *packing)
{
  static const unsigned char HEAD[] = { 0x78, 0x5e };
  uLong check = adler32 (0, NULL, 0);

  for (int i = 0; i < packing->n; i++) {
    const Band *const band = &packing->bands[i];
    const bool first = i == 0, last = i == packing->n - 1;
    check = adler32_combine (check, band->check, (z_off_t) band->filtered);
    const unsigned char tail[] = { check >> 24 & 0xff, check >> 16 & 0xff, check >> 8 & 0xff,
                                   check & 0xff };
    png_write_chunk_start (png, (png_const_bytep) "IDAT",
                           (png_uint_32) (band->length + (first ? sizeof HEAD : 0)
                                          + (last ? sizeof tail : 0)));
    if (first)
      png_write_chunk_data (png, HEAD, sizeof HEAD);
    png_write_chunk_data (png, band->packed, band->length);
    if (last)
      png_write_chunk_data (png, tail, sizeof tail);
    png_write_chunk_end (png);
  }
}

/* ------------------------------------------------------------------------------ the file */

static void
write_cb (png_structp png, png_bytep data, png_size_t length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
flush_cb (png_structp png)
{
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

/* False when libpng gave up. */
static bool
write_file (GByteArray *file, const Packing *packing, int height, double dpi,
            const ToposPngText *texts, size_t n_texts)
{
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;
  const png_uint_32 dots_a_metre = (png_uint_32) (dpi / 0.0254 + 0.5);

  if (info == NULL || setjmp (png_jmpbuf (png))) {
    png_destroy_write_struct (&png, &info);
    return false;
  }
  png_set_write_fn (png, file, write_cb, flush_cb);
  png_set_IHDR (png, info, (png_uint_32) packing->width, (png_uint_32) height, 8,
                PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs (png, info, dots_a_metre, dots_a_metre, PNG_RESOLUTION_METER);
  write_texts (png, info, texts, n_texts);
  png_write_info (png, info);
  write_bands (png, packing);
  png_write_chunk (png, (png_const_bytep) "IEND", NULL, 0);
  png_destroy_write_struct (&png, &info);
  return true;
}

GBytes *
topos_png_encode (cairo_surface_t *surface, double dpi, const ToposPngText *texts, size_t n_texts,
                  GError **error)
{
  const int height = cairo_image_surface_get_height (surface);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_auto (Packing) packing = { .width = cairo_image_surface_get_width (surface),
                               .stride = cairo_image_surface_get_stride (surface) };
  bool packed = true;

  cairo_surface_flush (surface);
  packing.pixels = cairo_image_surface_get_data (surface);
  pack (&packing, height);
  for (int i = 0; i < packing.n; i++)
    packed = packed && !packing.bands[i].failed;
  if (packed && write_file (file, &packing, height, dpi, texts, n_texts))
    return g_byte_array_free_to_bytes (g_steal_pointer (&file));
  g_set_error (error, TOPOS_ERROR, TOPOS_ERROR_OUTPUT,
               _ ("The picture of %d × %d pixels could not be packed as PNG. Make it smaller."),
               packing.width, height);
  return NULL;
}
