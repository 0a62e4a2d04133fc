/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints the base map to a PNG, to be looked at, or measures how long a tile takes:
 *   render-base OUT.png LATITUDE LONGITUDE ZOOM [light|dark|grey] [WIDTH HEIGHT SCALE LANGUAGE]
 *   render-base --measure */
#include "draw/base-map.h"
#include "draw/fonts.h"
#include "draw/labels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int
compare_doubles (const void *a, const void *b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;
  return (x > y) - (x < y);
}

/* The processor's time of this thread, which other programs do not lengthen. */
static double
spent_ms (void)
{
  struct timespec spent;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return (double) spent.tv_sec * 1e3 + (double) spent.tv_nsec / 1e6;
}

/* The median and the slowest of the tiles round some towns, at every zoom. */
static void
measure (ToposBaseMap *map)
{
  static const ToposPoint TOWNS[] = {
    { 35.3, 69.5 }, { 23.7, 90.4 }, { -12.0, -77.0 }, { 50.1, 8.7 }, { 40.7, -74.0 },
    { 6.5, 3.4 }, { 35.7, 139.7 }, { 64.0, 26.0 }, { -33.9, 151.2 }, { 30.0, 31.2 },
  };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 512, 512);
  for (int zoom = 1; zoom <= 16; zoom++) {
    double times[G_N_ELEMENTS (TOWNS) * 9];
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS (TOWNS); i++)
      for (int around = 0; around < 9; around++) {
        const ToposMercator point = topos_mercator_from_point (TOWNS[i]);
        const double tiles = exp2 (zoom - 1);
        const ToposBaseView view = {
          .centre = { .x = (floor (point.x * tiles) + 0.5 + around % 3 - 1) / tiles,
                      .y = (floor (point.y * tiles) + 0.5 + around / 3 - 1) / tiles },
          .zoom = zoom, .width = 512, .height = 512, .scale = 1,
        };
        cairo_t *cr = cairo_create (surface);
        const double start = spent_ms ();
        topos_base_map_paint (map, cr, &view);
        times[n++] = spent_ms () - start;
        cairo_destroy (cr);
      }
    qsort (times, n, sizeof *times, compare_doubles);
    printf ("zoom %2d: median %.1f ms, 95 in 100 below %.1f ms, slowest %.1f ms\n", zoom,
            times[n / 2], times[n * 95 / 100], times[n - 1]);
  }
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  const char *world = g_getenv ("TOPOS_WORLD");
  g_autofree char *path = world ? g_strdup (world)
                                : g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap",
                                                    "world.mbtiles", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposBaseMap) map = topos_base_map_new (path, &error);
  if (!map) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }
  if (argc == 2 && strcmp (argv[1], "--measure") == 0) {
    measure (map);
    return 0;
  }
  if (argc < 5) {
    fprintf (stderr, "render-base OUT.png LATITUDE LONGITUDE ZOOM [light|dark|grey]"
             " [WIDTH HEIGHT SCALE LANGUAGE]\n");
    return 2;
  }

  const char *theme = argc > 5 ? argv[5] : "light";
  const ToposBaseView view = {
    .centre = topos_mercator_from_point ((ToposPoint) { .lat = g_ascii_strtod (argv[2], NULL),
                                                        .lon = g_ascii_strtod (argv[3], NULL) }),
    .zoom = g_ascii_strtod (argv[4], NULL),
    .width = argc > 6 ? g_ascii_strtod (argv[6], NULL) : 1000,
    .height = argc > 7 ? g_ascii_strtod (argv[7], NULL) : 700,
    .scale = argc > 8 ? g_ascii_strtod (argv[8], NULL) : 1,
    .language = argc > 9 ? argv[9] : NULL,
    .theme = strcmp (theme, "dark") == 0 ? TOPOS_THEME_DARK
             : strcmp (theme, "grey") == 0 ? TOPOS_THEME_GREY : TOPOS_THEME_LIGHT,
    .graticule = g_getenv ("TOPOS_GRATICULE") != NULL,
  };
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) view.width, (int) view.height);
  cairo_t *cr = cairo_create (surface);
  PangoContext *context = topos_fonts_context_new (g_getenv ("TOPOS_DATA_DIR"));
  const ToposRect bounds = { .width = view.width, .height = view.height };
  topos_base_map_paint (map, cr, &view);
  const int64_t start = g_get_monotonic_time ();
  ToposLabels *labels =
    topos_labels_place (map, &view, context, bounds, NULL, 0, NULL);
  topos_labels_paint (labels, cr);
  printf ("%zu labels in %.1f ms\n", topos_labels_count (labels),
          (double) (g_get_monotonic_time () - start) / 1000);
  topos_labels_free (labels);
  cairo_destroy (cr);
  g_object_unref (context);
  const cairo_status_t status = cairo_surface_write_to_png (surface, argv[1]);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS ? 0 : 1;
}
