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
#include "figures.h"

#define LONG_US 50000

typedef struct {
  int64_t started_us;
  int64_t begun_us;
  int64_t worked_us;
  bool counts;
  GArray *walls, *works;  /* int64_t, microseconds */
} Bench;

static Bench bench;

/* Stands in for the loop's own waiting. */
static int
wait_for_news (GPollFD *fds, guint n, int timeout)
{
  if (bench.begun_us != 0 && bench.counts) {
    const int64_t wall = g_get_monotonic_time () - bench.begun_us;
    const int64_t work = figures_thread_us () - bench.worked_us;

    figures_add (bench.walls, wall);
    figures_add (bench.works, work);
    if (work > LONG_US)
      g_print ("at %.2f s: %.1f ms\n", (double) (bench.begun_us - bench.started_us) / G_USEC_PER_SEC,
               (double) work / 1000);
  }
  const int ready = g_poll (fds, n, timeout);
  bench.begun_us = g_get_monotonic_time ();
  bench.worked_us = figures_thread_us ();
  return ready;
}

static void
tell (const char *name, GArray *costs)
{
  g_print ("%s: %u stretches, median %.1f ms, 95th percentile %.1f ms, longest %.1f ms, %u above 50 ms\n",
           name, costs->len, figures_ms (costs, 50), figures_ms (costs, 95), figures_ms (costs, 100),
           figures_above (costs, LONG_US));
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
  bench.walls = figures_new ();
  bench.works = figures_new ();
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
