/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clicks on things of the map in the real window, and on lines of the list of places, and tells how
 * long the answer takes:
 *
 *   bench-click LIBRARY [CLICKS]
 *
 * "mark" is until the first frame after the click, in which the place is marked or the map is on its
 * way into the cluster; "answer" until the frame that shows the place's passages too; "work" what the
 * main thread, and "all" what the program's threads computed until then, the figures that stay where
 * other programs run beside. Before that it tells for how long the main loop answered nobody while the
 * library was opened. They depend on GSK_RENDERER. */
#include "app/window-private.h"
#include "figures.h"
#include "map/place-private.h"
#include "stretches.h"

#include <stdlib.h>

#define SETTLE_MS 400

typedef struct {
  ToposWindow *window;
  ToposPlaceLayer *layer;
  GtkGesture *click;         /* the map's, that the layer hears */
  GRand *rand;
  int64_t pressed_us;        /* 0: no click is waited for */
  int64_t worked_us, computed_us;
  bool told;                 /* the passages are there */
  bool marked;
  bool wants_passages;
  GArray *marks, *answers, *works, *alls;
} Bench;

static bool
is_layer (GtkWidget *widget, ToposPlaceLayer **found)
{
  if (TOPOS_IS_PLACE_LAYER (widget)) {
    *found = TOPOS_PLACE_LAYER (widget);
    return true;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_layer (child, found))
      return true;
  return false;
}

static void
told_cb (Bench *bench)
{
  GListModel *passages = NULL;

  g_object_get (bench->window->card, "passages", &passages, NULL);
  bench->told |= g_list_model_get_n_items (passages) > 0;
  g_object_unref (passages);
}

static void
after_paint_cb (Bench *bench)
{
  if (bench->pressed_us == 0)
    return;
  gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (bench->window)));
  const int64_t us = g_get_monotonic_time () - bench->pressed_us;
  if (!bench->marked)
    figures_add (bench->marks, us);
  bench->marked = true;
  if (bench->wants_passages && !bench->told)
    return;
  figures_add (bench->answers, us);
  figures_add (bench->works, figures_thread_us () - bench->worked_us);
  figures_add (bench->alls, figures_process_us () - bench->computed_us);
  bench->pressed_us = 0;
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
begin (Bench *bench, bool wants_passages)
{
  bench->told = bench->marked = false;
  bench->wants_passages = wants_passages;
  bench->worked_us = figures_thread_us ();
  bench->computed_us = figures_process_us ();
  bench->pressed_us = g_get_monotonic_time ();
}

static void
finish (Bench *bench)
{
  while (bench->pressed_us != 0)
    g_main_context_iteration (NULL, TRUE);
  run_for (SETTLE_MS);
}

/* An item of the view that is (or is not) a cluster, and not already chosen; NULL when there is none. */
static const ToposPlaceItem *
choose_item (Bench *bench, bool cluster)
{
  const ToposPlaceLayer *layer = bench->layer;
  const guint n = layer->items->len;

  for (guint i = 0, at = n > 0 ? g_rand_int_range (bench->rand, 0, (int) n) : 0; i < n; i++) {
    const ToposPlaceItem *item = &g_array_index (layer->items, ToposPlaceItem, (at + i) % n);
    if ((item->n > 1) == cluster && layer->markers[item->marker].id != layer->place && item->x > 20
        && item->y > 20 && item->x < layer->view.width - 20 && item->y < layer->view.height - 20)
      return item;
  }
  return NULL;
}

/* Somewhere near one of the places, far enough in that places stand alone. */
static void
look_elsewhere (Bench *bench, double zoom)
{
  const guint32 n = (guint32) bench->layer->n;
  const ToposMarker *marker = &bench->layer->markers[g_rand_int_range (bench->rand, 0, (int) n)];

  topos_map_view_show_middle (bench->window->map, marker->point, zoom);
  run_for (SETTLE_MS);
}

static void
click_map (Bench *bench, double zoom, bool cluster)
{
  const ToposPlaceItem *item = NULL;

  for (int i = 0; i < 50 && item == NULL; i++) {
    look_elsewhere (bench, zoom);
    item = choose_item (bench, cluster);
  }
  if (item == NULL)
    return;
  GtkWidget *map = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (bench->click));
  double x, y;
  gtk_widget_translate_coordinates (GTK_WIDGET (bench->layer), map, item->x, item->y, &x, &y);
  g_signal_emit_by_name (bench->click, "pressed", 1, x, y);
  begin (bench, !cluster);
  g_signal_emit_by_name (bench->click, "released", 1, x, y);
  finish (bench);
}

static void
click_place (Bench *bench)
{
  click_map (bench, 8, false);
}

static void
click_cluster (Bench *bench)
{
  click_map (bench, 4, true);
}

static void
click_line (Bench *bench)
{
  GtkSingleSelection *lines = bench->window->place_selection;
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (lines));

  begin (bench, true);
  gtk_single_selection_set_selected (lines, (guint) g_rand_int_range (bench->rand, 0, (int) n));
  finish (bench);
}

static const struct {
  const char *name;
  void (*click) (Bench *bench);
} CLICKS[] = {
  { "a place on the map", click_place },
  { "a cluster on the map", click_cluster },
  { "a line of the list", click_line },
};

static void
tell (const char *name, GArray *times)
{
  g_print ("  %s %5.1f /%5.1f", name, figures_ms (times, 50), figures_ms (times, 95));
  g_array_set_size (times, 0);
}

int
main (int argc, char **argv)
{
  if (argc < 2 || !g_getenv ("TOPOS_DATA_DIR")) {
    g_printerr ("usage: bench-click LIBRARY [CLICKS], with TOPOS_DATA_DIR set\n");
    return 2;
  }
  const int clicks = argc > 2 ? atoi (argv[2]) : 60;
  g_autoptr (AdwApplication) application
      = adw_application_new ("io.github.topos.Bench", G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    return 1;
  Bench bench = { .window = topos_window_new (application, NULL, NULL),
                  .rand = g_rand_new_with_seed (7), .marks = figures_new (),
                  .answers = figures_new (), .works = figures_new (),
                  .alls = figures_new () };
  stretches_count ();
  topos_window_open (bench.window, argv[1], false);
  gtk_window_present (GTK_WINDOW (bench.window));
  while (!topos_findings_has_answer (bench.window->findings))
    g_main_context_iteration (NULL, TRUE);
  run_for (3000);
  if (!is_layer (GTK_WIDGET (bench.window), &bench.layer))
    return 1;
  bench.click = bench.layer->click;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench.window));
  g_signal_connect_swapped (bench.window->card, "notify::summary", G_CALLBACK (told_cb), &bench);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), &bench);

  g_print ("%zu places; for how long nobody was answered while the window opened\n", bench.layer->n);
  stretches_tell ();
  g_print ("clicks, milliseconds, median / 95th percentile\n");
  for (gsize i = 0; i < G_N_ELEMENTS (CLICKS); i++) {
    for (int j = 0; j < clicks; j++)
      CLICKS[i].click (&bench);
    g_print ("%-22s %3u", CLICKS[i].name, bench.answers->len);
    tell ("mark", bench.marks);
    tell ("answer", bench.answers);
    tell ("work", bench.works);
    tell ("all", bench.alls);
    g_print ("\n");
  }
  g_array_unref (bench.marks);
  g_array_unref (bench.answers);
  g_array_unref (bench.works);
  g_array_unref (bench.alls);
  g_rand_free (bench.rand);
  return 0;
}
