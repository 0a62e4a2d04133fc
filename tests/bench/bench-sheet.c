/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/fonts.h"
#include "draw/png.h"
#include "draw/sheet.h"
#include "figures.h"

#include <math.h>
#include <stdio.h>
#include <sys/resource.h>

/* Times whole pictures of a thousand places, from markers to PNG bytes, by the clock and ("work") by
 * what all threads computed:
 *   TOPOS_DATA_DIR=data build/tests/bench/bench-sheet */
static double
next_unit (uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (double) (*state >> 11) / 9007199254740992.0;
}

static void
run (const char *what, int width, int height, ToposBox box, const ToposMarker *markers, size_t n)
{
  const gint64 start = g_get_monotonic_time ();
  const int64_t worked = figures_process_us ();
  const double dpi = 300;
  g_autofree char *path
      = g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposBaseMap) base = topos_base_map_new (path, &error);
  PangoContext *const fonts = topos_fonts_context_new (g_getenv ("TOPOS_DATA_DIR"));
  const ToposSheet sheet = { .width = width * 96 / dpi, .height = height * 96 / dpi,
                             .scale = dpi / 96, .title = what, .subtitle = "For the clock",
                             .credits = "Places: made up", .markers = markers, .n_markers = n,
                             .box = box, .zoom = -1, .legend = true, .labels = true,
                             .base = base };
  cairo_surface_t *const surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *const cr = cairo_create (surface);
  struct rusage usage;

  g_assert_no_error (error);
  cairo_scale (cr, sheet.scale, sheet.scale);
  topos_sheet_paint (cr, fonts, &sheet, NULL);
  const gint64 painted = g_get_monotonic_time ();
  g_autoptr (GBytes) png = topos_png_encode (surface, dpi, NULL, 0, &error);
  const gint64 done = g_get_monotonic_time ();
  getrusage (RUSAGE_SELF, &usage);
  printf ("%-28s %5d x %-5d  paint %.2f s  PNG %.2f s  all %.2f s, work %.2f s  %.1f MB  peak %ld MB\n", what,
          width, height, (painted - start) / 1e6, (done - painted) / 1e6, (done - start) / 1e6,
          (figures_process_us () - worked) / 1e6, (double) g_bytes_get_size (png) / 1e6, usage.ru_maxrss / 1024);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (fonts);
}

int
main (void)
{
  ToposMarker markers[1000];
  uint64_t seed = 3;

  for (int i = 0; i < 1000; i++)
    markers[i] = (ToposMarker){ i + 1, "Somewhere",
                                { 25 + next_unit (&seed) * 30, -10 + next_unit (&seed) * 60 },
                                TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0,
                                1 + (int) (pow (next_unit (&seed), 6) * 300), 5 };
  run ("a thousand places", 4000, 3000, topos_box_empty (), markers, 1000);
  run ("a thousand places", 4961, 3508, topos_box_empty (), markers, 1000);
  run ("a thousand places, one land", 4961, 3508, (ToposBox){ 0, 40, 20, 50 }, markers, 1000);
  run ("the world", 4961, 3508, (ToposBox){ -180, -60, 180, 75 }, markers, 1000);
  return 0;
}
