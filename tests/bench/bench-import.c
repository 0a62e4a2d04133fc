/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports a folder into a fresh library in the real window, and tells for how long the main loop
 * answers nobody meanwhile:
 *
 *   bench-import FOLDER LIBRARY
 *
 * The figures depend on GSK_RENDERER. */
#include "app/window-private.h"
#include "stretches.h"

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
  const int64_t started_us = g_get_monotonic_time ();
  stretches_count ();
  topos_window_import (window, articles, NULL);
  while (window->import != NULL)
    g_main_context_iteration (NULL, TRUE);
  const double took = (double) (g_get_monotonic_time () - started_us) / G_USEC_PER_SEC;

  const ToposCounts *counts = topos_findings_counts (window->findings);
  g_print ("%u files in %.1f s; the lists say %d documents\n", window->import_results->len, took,
           counts->documents_all);
  stretches_tell ();
  return 0;
}
