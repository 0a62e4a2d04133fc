/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/error.h"
#include "draw/symbols.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* GeoNames ids of countries, and a point that lies in each: its capital. */
static const struct {
  ToposPlaceId country;
  ToposPoint capital;
} CAPITALS[] = {
  { 1149361, { 34.528, 69.172 } },  /* Afghanistan */
  { 6252001, { 38.895, -77.036 } }, /* United States */
  { 2017370, { 55.752, 37.616 } },  /* Russia */
  { 690791, { 50.454, 30.524 } },   /* Ukraine */
  { 3017382, { 48.853, 2.349 } },   /* France */
  { 2921044, { 52.524, 13.411 } },  /* Germany */
  { 1269750, { 28.636, 77.224 } },  /* India */
  { 1814991, { 39.907, 116.397 } }, /* China */
  { 130758, { 35.694, 51.422 } },   /* Iran */
  { 1168579, { 33.721, 73.043 } },  /* Pakistan */
  { 1220409, { 38.536, 68.779 } },  /* Tajikistan */
  { 3469034, { -15.780, -47.929 } }, /* Brazil */
  { 2077456, { -35.283, 149.128 } },/* Australia */
  { 953987, { -25.745, 28.188 } },  /* South Africa */
  { 357994, { 30.063, 31.250 } },   /* Egypt */
  { 2635167, { 51.509, -0.126 } },  /* United Kingdom */
  { 99237, { 33.341, 44.401 } },    /* Iraq */
  { 163843, { 33.510, 36.291 } },   /* Syria */
};

static char *
bundled_path (void)
{
  return g_build_filename (g_getenv ("TOPOS_DATA_DIR"), TOPOS_OUTLINES_BUNDLED, NULL);
}

static ToposOutlines *
open_bundled (void)
{
  g_autofree char *path = bundled_path ();
  g_autoptr (GError) error = NULL;
  ToposOutlines *const outlines = topos_outlines_open (path, &error);

  g_assert_no_error (error);
  return outlines;
}

static bool
holds (const ToposOutline *outline, double lat, double lon)
{
  return topos_outline_contains (outline,
                                 topos_mercator_from_point ((ToposPoint){ lat, lon }));
}

static void
test_capitals (void)
{
  g_autoptr (ToposOutlines) outlines = open_bundled ();

  for (size_t i = 0; i < G_N_ELEMENTS (CAPITALS); i++) {
    g_autoptr (ToposOutline) outline = topos_outlines_find (outlines, CAPITALS[i].country);
    g_assert_nonnull (outline);
    for (size_t j = 0; j < G_N_ELEMENTS (CAPITALS); j++) {
      const bool inside = holds (outline, CAPITALS[j].capital.lat, CAPITALS[j].capital.lon);
      if (inside != (i == j))
        g_test_message ("country %d, capital %d", (int) i, (int) j);
      g_assert_cmpint (inside, ==, i == j);
    }
  }
}

/* The 180th meridian does not cut: a point on either side of it is inside, and no line of the
 * outline runs along it. */
static void
test_meridian (void)
{
  g_autoptr (ToposOutlines) outlines = open_bundled ();
  g_autoptr (ToposOutline) russia = topos_outlines_find (outlines, 2017370);

  g_assert_true (holds (russia, 67.5, 179.5));
  g_assert_true (holds (russia, 67.5, 179.97));
  g_assert_true (holds (russia, 67.5, -179.5));
  g_assert_true (holds (russia, 66.2, -171.5));
  g_assert_false (holds (russia, 64.5, -150));
  g_assert_cmpfloat (russia->high.x - russia->low.x, <, 0.6);
  for (uint32_t i = 0; i + 1 < russia->ends[0]; i++) {
    const ToposMercator a = russia->points[i], b = russia->points[i + 1];
    g_assert_false (fabs (a.x - 1) < 4e-4 && fabs (b.x - 1) < 4e-4 && fabs (a.y - b.y) > 1e-3);
  }
}

static void
test_unknown (void)
{
  g_autoptr (ToposOutlines) outlines = open_bundled ();
  g_autoptr (GError) error = NULL;

  g_assert_null (topos_outlines_find (outlines, TOPOS_PLACE_NONE));
  g_assert_null (topos_outlines_find (outlines, UINT64_MAX));
  g_assert_null (topos_outlines_find (NULL, 2017370));
  g_assert_null (topos_outlines_open ("/nowhere/world.outlines", &error));
  g_assert_error (error, TOPOS_ERROR, TOPOS_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "/nowhere/world.outlines"));
}

/* Any byte may be wrong: what is found is then wrong or nothing, never outside the file. */
static void
test_damage (void)
{
  g_autofree char *path = bundled_path ();
  g_autofree char *damaged = NULL;
  g_close (g_file_open_tmp ("topos-XXXXXX.outlines", &damaged, NULL), NULL);
  g_autofree char *whole = NULL;
  gsize length;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (int round = 0; round < 60; round++) {
    g_autofree char *data = g_memdup2 (whole, length);
    const gsize kept
        = round % 3 == 0 ? (gsize) g_rand_int_range (rand, 0, (gint32) length) : length;
    for (int i = 0; i < 400; i++)
      data[24 + g_rand_int_range (rand, 0, (gint32) (round % 2 ? length - 24 : 32 * 1000))]
          = (char) g_rand_int (rand);
    g_assert_true (g_file_set_contents (damaged, data, (gssize) kept, NULL));
    g_autoptr (ToposOutlines) outlines = topos_outlines_open (damaged, NULL);
    g_assert_cmpint (outlines != NULL, ==, kept == length);
    for (size_t i = 0; i < G_N_ELEMENTS (CAPITALS) && outlines != NULL; i++) {
      g_autoptr (ToposOutline) outline
          = topos_outlines_find (outlines, CAPITALS[i].country);
      if (outline != NULL)
        holds (outline, 10, 10);
    }
  }
  g_remove (damaged);
}

static cairo_surface_t *
draw (const ToposOutline *outline, ToposMercator origin)
{
  cairo_surface_t *const surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 200, 200);
  cairo_t *const cr = cairo_create (surface);

  cairo_translate (cr, 100, 100);
  topos_symbol_outline (cr, outline, origin, 2000, false, TOPOS_STANDING_PLACED,
                        TOPOS_SYMBOL_PLAIN, TOPOS_THEME_LIGHT);
  cairo_destroy (cr);
  return surface;
}

/* The same pixels each time, on every turn of the world. */
static void
test_drawing (void)
{
  g_autoptr (ToposOutlines) outlines = open_bundled ();
  g_autoptr (ToposOutline) land = topos_outlines_find (outlines, 1149361);
  ToposMercator kabul = topos_mercator_from_point ((ToposPoint){ 34.528, 69.172 });
  /* On a fine grid of powers of two, where one more turn of the world loses no digits. */
  kabul.x = floor (kabul.x * 4096) / 4096;
  cairo_surface_t *const once = draw (land, kabul);
  cairo_surface_t *const again = draw (land, (ToposMercator){ kabul.x + 1, kabul.y });
  const size_t size = (size_t) cairo_image_surface_get_stride (once) * 200;

  g_assert_cmpmem (cairo_image_surface_get_data (once), size, cairo_image_surface_get_data (again),
                   size);
  /* Filled at Kabul, nothing in the corner. */
  const uint32_t *const pixels = (const void *) cairo_image_surface_get_data (once);
  g_assert_cmpuint (pixels[100 * 200 + 100], !=, 0);
  g_assert_cmpuint (pixels[0], ==, 0);
  cairo_surface_destroy (once);
  cairo_surface_destroy (again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outlines/capitals", test_capitals);
  g_test_add_func ("/outlines/meridian", test_meridian);
  g_test_add_func ("/outlines/unknown", test_unknown);
  g_test_add_func ("/outlines/damage", test_damage);
  g_test_add_func ("/outlines/drawing", test_drawing);
  return g_test_run ();
}
