/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports a folder into a fresh library in the real window, and tells for how long the main loop
 * answers nobody meanwhile:
 *
 *   bench-import FOLDER LIBRARY
 *
 * A stretch is all that the loop does from one wait for news to the next: "wall" by the clock, "work"
 * what the main thread itself computed in it, the figure that stays where other programs run
 * beside. They depend on GSK_RENDERER. */
#include "app/window-private.h"

#include <time.h>

#define LONG_US 50000

typedef struct {
  int64_t started_us;
  int64_t begun_us;
  int64_t worked_us;
  bool counts;
  GArray *walls, *works;  /* int64_t, microseconds */
} Bench;

static Bench bench;

static int64_t
worked (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Stands in for the loop's own waiting. */
static int
wait_for_news (GPollFD *fds, guint n, int timeout)
{
  if (bench.begun_us != 0 && bench.counts) {
    const int64_t wall = g_get_monotonic_time () - bench.begun_us;
    const int64_t work = worked () - bench.worked_us;

    g_array_append_val (bench.walls, wall);
    g_array_append_val (bench.works, work);
    if (work > LONG_US)
      g_print ("at %.2f s: %.1f ms\n", (double) (bench.begun_us - bench.started_us) / G_USEC_PER_SEC,
               (double) work / 1000);
  }
  const int ready = g_poll (fds, n, timeout);
  bench.begun_us = g_get_monotonic_time ();
  bench.worked_us = worked ();
  return ready;
}

static int
by_cost (gconstpointer a, gconstpointer b)
{
  const int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;

  return (x > y) - (x < y);
}

static void
tell (const char *name, GArray *costs)
{
  guint over = 0;

  g_array_sort (costs, by_cost);
  for (guint i = costs->len; i > 0 && g_array_index (costs, int64_t, i - 1) > LONG_US; i--)
    over++;
  g_print ("%s: %u stretches, median %.1f ms, 95th percentile %.1f ms, longest %.1f ms, %u above 50 ms\n",
           name, costs->len, (double) g_array_index (costs, int64_t, costs->len / 2) / 1000,
           (double) g_array_index (costs, int64_t, costs->len * 95 / 100) / 1000,
           (double) g_array_index (costs, int64_t, costs->len - 1) / 1000, over);
}

int
main (int argc, char **argv)
{
  if (argc < 3 || !g_getenv ("TOPOS_DATA_DIR")) {
    g_printerr ("usage: bench-import FOLDER LIBRARY, with TOPOS_DATA_DIR set\n");
    return 2;
  }
  g_autoptr (AdwApplication) application
      = adw_application_new ("io.github.topos.Bench", G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    return 1;
  const char *const articles[] = { argv[1], NULL };
  ToposWindow *window = topos_window_new (application, NULL, NULL);
  g_autoptr (ToposEngine) engine = topos_engine_open (topos_data_dir (), NULL);

  topos_window_set_engine (window, engine);
  topos_window_open (window, argv[2], true);
  gtk_window_present (GTK_WINDOW (window));
  while (topos_window_library (window) == NULL)
    g_main_context_iteration (NULL, TRUE);
  bench.walls = g_array_new (FALSE, FALSE, sizeof (int64_t));
  bench.works = g_array_new (FALSE, FALSE, sizeof (int64_t));
  bench.counts = true;
  bench.started_us = g_get_monotonic_time ();
  g_main_context_set_poll_func (NULL, wait_for_news);
  topos_window_import (window, articles, NULL);
  while (window->import != NULL)
    g_main_context_iteration (NULL, TRUE);
  const double took = (double) (g_get_monotonic_time () - bench.started_us) / G_USEC_PER_SEC;

  const ToposCounts *counts = topos_findings_counts (window->findings);
  g_print ("%u files in %.1f s; the lists say %d documents\n", window->import_results->len, took,
           counts->documents_all);
  tell ("wall", bench.walls);
  tell ("work", bench.works);
  return 0;
}
