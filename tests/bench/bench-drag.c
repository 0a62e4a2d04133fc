/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drags the last day over a library in the real window, and tells how long map, lists and counts
 * take to follow:
 *
 *   bench-drag LIBRARY [STEPS]
 *
 * "answer" is from a change of the filter until lists, markers and counts have been told of it, "frame"
 * what laying out and painting them costs after that, until the display has it; "both" their sum, the
 * time between a hand's move and what it sees; "work" what the program's threads computed for it, the
 * one figure that stays where other programs run beside. They depend on GSK_RENDERER. */
#include "app/window-private.h"

#include "core/view.h"
#include "figures.h"

#include <stdlib.h>

#define SETTLE_MS 2500

typedef struct {
  ToposWindow *window;
  ToposDay last;             /* of the days in which most is told */
  int steps;
  int step;
  bool waiting;
  int64_t asked_us;
  int64_t answered_us;       /* 0: not yet */
  int64_t begun_us;          /* the frame that is being painted */
  int64_t computed_us;       /* by all threads, when it was asked */
  GArray *answers, *frames, *sums, *works;  /* int64_t, microseconds */
} Bench;

/* The filters under which days are dragged, from the empty one to all at once. */
static void
no_more (Bench *bench)
{
  topos_lens_reset (bench->window->lens);
}

static void
words (Bench *bench)
{
  g_object_set (bench->window->lens, "search", "road OR convoy", NULL);
}

static void
area (Bench *bench)
{
  const ToposBox box = { -20, -40, 100, 60 };
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (ToposBox));

  g_array_append_val (array, box);
  g_object_set (bench->window->lens, "box", array, NULL);
}

static void
place (Bench *bench)
{
  g_autoptr (GListModel) places = NULL;

  g_object_get (bench->window->findings, "places", &places, NULL);
  g_autoptr (ToposItem) first = g_list_model_get_item (places, 0);
  g_object_set (bench->window->lens, "within", topos_item_fields (first)->place, NULL);
}

static void
document (Bench *bench)
{
  g_autoptr (GListModel) documents = NULL;

  g_object_get (bench->window->findings, "documents", &documents, NULL);
  g_autoptr (ToposItem) first = g_list_model_get_item (documents, 0);
  g_object_set (bench->window->lens, "document", topos_item_fields (first)->key, NULL);
}

static void
published (Bench *bench)
{
  g_object_set (bench->window->lens, "clock", TOPOS_CLOCK_PUBLISHED, NULL);
}

static const struct {
  const char *name;
  void (*choose) (Bench *bench);
} FILTERS[] = {
  { "days alone", no_more }, { "days, words", words }, { "days, area", area },
  { "days, a place", place }, { "days, a document", document }, { "days published", published },
};

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *bench = data;

  if (bench->waiting || bench->step >= bench->steps)
    return G_SOURCE_CONTINUE;
  bench->waiting = true;
  bench->answered_us = 0;
  bench->computed_us = figures_process_us ();
  bench->asked_us = g_get_monotonic_time ();
  const ToposDay first = bench->last - 200;
  topos_lens_set_days (bench->window->lens, (ToposDateSpan){ first, first + bench->step++ % 200 });
  return G_SOURCE_CONTINUE;
}

static void
answered_cb (Bench *bench)
{
  if (!bench->waiting)
    return;
  bench->answered_us = g_get_monotonic_time ();
  gtk_widget_queue_draw (GTK_WIDGET (bench->window->timeline));
}

static void
before_paint_cb (Bench *bench)
{
  bench->begun_us = g_get_monotonic_time ();
}

static void
after_paint_cb (Bench *bench)
{
  if (!bench->waiting || bench->answered_us == 0)
    return;
  gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (bench->window)));
  const int64_t answer = bench->answered_us - bench->asked_us;
  const int64_t frame = g_get_monotonic_time () - bench->begun_us;
  const int64_t both = answer + frame;
  const int64_t work = figures_process_us () - bench->computed_us;
  figures_add (bench->answers, answer);
  figures_add (bench->frames, frame);
  figures_add (bench->sums, both);
  figures_add (bench->works, work);
  bench->waiting = false;
}

static gboolean
time_is_up_cb (gpointer done)
{
  *(bool *) done = true;
  return G_SOURCE_REMOVE;
}

static void
run_for (unsigned int ms)
{
  bool done = false;

  g_timeout_add (ms, time_is_up_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
tell (const char *name, GArray *costs)
{
  g_print ("  %s %5.1f /%5.1f", name, figures_ms (costs, 50), figures_ms (costs, 95));
  g_array_set_size (costs, 0);
}

/* The busiest stretch of the library ends a few days after the middle of its days. */
static void
find_days (Bench *bench)
{
  g_autoptr (GArray) bars = NULL;
  ToposDay latest = 0;

  g_object_get (bench->window->findings, "bars", &bars, NULL);
  for (guint i = 0; i < bars->len; i++)
    latest = MAX (latest, g_array_index (bars, ToposBar, i).days.first);
  bench->last = latest;
}

static void
drag (Bench *bench)
{
  const ToposCounts *counts = topos_findings_counts (bench->window->findings);

  g_print ("%d documents, %d passages, %d places; milliseconds, median / 95th percentile\n",
           counts->documents_all, counts->passages_all, counts->places_all);
  for (gsize i = 0; i < G_N_ELEMENTS (FILTERS); i++) {
    no_more (bench);
    run_for (SETTLE_MS);
    FILTERS[i].choose (bench);
    run_for (SETTLE_MS);
    bench->step = 0;
    while (bench->step < bench->steps || bench->waiting)
      g_main_context_iteration (NULL, TRUE);
    g_print ("%-18s", FILTERS[i].name);
    tell ("answer", bench->answers);
    tell ("frame", bench->frames);
    tell ("both", bench->sums);
    tell ("work", bench->works);
    g_print ("\n");
  }
}

static void
activate_cb (GApplication *application, const char *path)
{
  g_object_set_data (G_OBJECT (application), "window", topos_window_new (ADW_APPLICATION (application), NULL, NULL));
  ToposWindow *window = g_object_get_data (G_OBJECT (application), "window");
  topos_window_open (window, path, false);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  if (argc < 2 || !g_getenv ("TOPOS_DATA_DIR")) {
    g_printerr ("usage: bench-drag LIBRARY [STEPS], with TOPOS_DATA_DIR set\n");
    return 2;
  }
  g_autoptr (AdwApplication) application
      = adw_application_new ("io.github.topos.Bench", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), argv[1]);
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    return 1;
  g_application_activate (G_APPLICATION (application));
  Bench bench = { .steps = argc > 2 ? atoi (argv[2]) : 400,
                  .window = g_object_get_data (G_OBJECT (application), "window"),
                  .answers = figures_new (),
                  .frames = figures_new (),
                  .sums = figures_new (),
                  .works = figures_new () };
  while (!topos_findings_has_answer (bench.window->findings))
    g_main_context_iteration (NULL, TRUE);
  run_for (SETTLE_MS);
  find_days (&bench);
  bench.step = bench.steps;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench.window));
  g_signal_connect_swapped (bench.window->findings, "notify::summary", G_CALLBACK (answered_cb), &bench);
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_paint_cb), &bench);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), &bench);
  gtk_widget_add_tick_callback (GTK_WIDGET (bench.window), tick_cb, &bench, NULL);
  drag (&bench);
  g_array_unref (bench.answers);
  g_array_unref (bench.frames);
  g_array_unref (bench.sums);
  g_array_unref (bench.works);
  return 0;
}
