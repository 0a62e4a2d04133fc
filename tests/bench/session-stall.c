/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the main loop stands still while the days are dragged over a library, without a window, and
 * how long it waits for an answer. Usage: session-stall LIBRARY */
#include "figures.h"
#include "session/findings.h"
#include "session/place-card.h"
#include "session/verbs.h"
#include "stretches.h"

typedef struct {
  ToposLens *lens;
  ToposFindings *findings;
  GMainLoop *loop;
  gint64 asked;          /* when the oldest question without an answer was asked, or 0 */
  GArray *waits;         /* microseconds */
  int answers;
  int ticks;
} Bench;

static gboolean
tick_cb (gpointer data)
{
  Bench *bench = data;
  const ToposDay last = topos_day_from_ymd (2021, 9, 6);

  if (bench->asked == 0)
    bench->asked = g_get_monotonic_time ();
  topos_lens_set_days (bench->lens, (ToposDateSpan){ last - bench->ticks % 60, last });
  if (++bench->ticks < 500)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (bench->loop);
  return G_SOURCE_REMOVE;
}

static void
answered_cb (Bench *bench)
{
  const gint64 wait = g_get_monotonic_time () - bench->asked;

  if (bench->asked == 0)
    return;
  bench->answers++;
  bench->asked = 0;
  figures_add (bench->waits, wait);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;
  g_autofree char *done = topos_session_done (TOPOS_SESSION (source), result, NULL);

  stretches_count ();
  g_timeout_add (10, tick_cb, bench);
}

int
main (int argc, char **argv)
{
  if (argc < 2) {
    g_printerr ("usage: session-stall LIBRARY\n");
    return 2;
  }
  g_autoptr (ToposSession) session = topos_session_new ();
  Bench bench = { .lens = topos_lens_new (), .loop = g_main_loop_new (NULL, FALSE) };
  bench.findings = g_object_new (TOPOS_TYPE_FINDINGS, "session", session, "lens", bench.lens, NULL);
  g_signal_connect_swapped (bench.findings, "notify::summary", G_CALLBACK (answered_cb), &bench);
  bench.waits = figures_new ();
  topos_session_open_async (session, argv[1], opened_cb, &bench);
  g_main_loop_run (bench.loop);
  const ToposCounts *counts = topos_findings_counts (bench.findings);
  g_print ("%d documents, %d passages: %d answers to %d questions\n", counts->documents_all,
           counts->passages_all, bench.answers, bench.ticks);
  stretches_tell ();
  g_print ("from a change to its answer: %.1f ms in the middle, 95 of 100 within %.1f ms\n",
           figures_ms (bench.waits, 50), figures_ms (bench.waits, 95));
  return 0;
}
