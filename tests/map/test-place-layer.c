/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/place-layer.h"

#include "draw/callout.h"

#include <math.h>

static const ToposMarker VALLEY[] = {
  { 1, "Bazarak", { 35.3129, 69.5152 }, TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0, 4, 6 },
  { 2, "Rokha", { 35.2646, 69.4672 }, TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0, 2, 9 },
  { 3, "Anaba", { 35.2072, 69.4186 }, TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0, 3, 9 },
  { 4, "Khawak", { 35.6640, 69.8830 }, TOPOS_PLACE_PASS, TOPOS_STANDING_APPROXIMATE, 0, 1, 9 },
  { 5, "Kabul", { 34.5281, 69.1723 }, TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0, 18, 1 },
  { 6, "Panjshir", { 35.4, 69.7 }, TOPOS_PLACE_PROVINCE, TOPOS_STANDING_PLACED, 45, 59, 4 },
  { 7, "Australia", { -25, 134 }, TOPOS_PLACE_COUNTRY, TOPOS_STANDING_PLACED, 1800, 1, 0 },
};

typedef struct {
  GtkWidget *window;
  GtkWidget *map;
  ToposPlaceLayer *layer;
  int notified;
} Fixture;

static void
notified_cb (Fixture *fixture)
{
  fixture->notified++;
}

static void
wait_ms (int ms)
{
  const gint64 until = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

static void
set_up (Fixture *fixture, double lat, double lon, double zoom)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  fixture->window = gtk_window_new ();
  fixture->map = GTK_WIDGET (shumate_map_new ());
  ShumateViewport *const viewport = shumate_map_get_viewport (SHUMATE_MAP (fixture->map));
  fixture->layer = topos_place_layer_new (viewport);
  g_autoptr (ShumateMapSourceRegistry) registry = shumate_map_source_registry_new_with_defaults ();
  shumate_viewport_set_reference_map_source (
      viewport, shumate_map_source_registry_get_by_id (registry, SHUMATE_MAP_SOURCE_OSM_MAPNIK));
  shumate_map_add_layer (SHUMATE_MAP (fixture->map), SHUMATE_LAYER (fixture->layer));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->map);
  shumate_viewport_set_zoom_level (viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), lat, lon);
  g_signal_connect_swapped (fixture->layer, "notify::place", G_CALLBACK (notified_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_ms (100);
}

static void
tear_down (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_ms (20);
}

static double
zoom_of (Fixture *fixture)
{
  return shumate_viewport_get_zoom_level (shumate_map_get_viewport (SHUMATE_MAP (fixture->map)));
}

static ToposPlaceId
place_of (Fixture *fixture)
{
  guint64 place;

  g_object_get (fixture->layer, "place", &place, NULL);
  return place;
}

static ToposPlaceId
hovered_of (Fixture *fixture)
{
  ToposPlaceId hovered;

  g_object_get (fixture->layer, "hovered", &hovered, NULL);
  return hovered;
}

static void
light_up (Fixture *fixture, ToposPoint point)
{
  double x, y;

  shumate_viewport_location_to_widget_coords (shumate_map_get_viewport (SHUMATE_MAP (fixture->map)),
                                              GTK_WIDGET (fixture->layer), point.lat, point.lon, &x, &y);
  topos_place_layer_light_up (fixture->layer, x, y);
}

/* Presses and releases where the map shows `point`, through the map's own gesture. */
static void
click (Fixture *fixture, ToposPoint point)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->map);
  ShumateViewport *const viewport = shumate_map_get_viewport (SHUMATE_MAP (fixture->map));
  double x, y;

  shumate_viewport_location_to_widget_coords (viewport, fixture->map, point.lat, point.lon, &x,
                                              &y);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (!GTK_IS_GESTURE_CLICK (controller))
      continue;
    g_signal_emit_by_name (controller, "pressed", 1, x, y);
    g_signal_emit_by_name (controller, "released", 1, x, y);
  }
}

static GtkWidget *
button_named (Fixture *fixture, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->layer)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    g_autofree char *wrong = gtk_test_accessible_check_property (
        GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name);
    if (wrong == NULL && gtk_widget_get_child_visible (child))
      return child;
  }
  return NULL;
}

static void
test_click (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, 35.3, 69.5, 11);
  topos_place_layer_set_places (fixture.layer, VALLEY, G_N_ELEMENTS (VALLEY));
  wait_ms (300);
  click (&fixture, VALLEY[0].point);
  g_assert_cmpuint (place_of (&fixture), ==, 1);
  g_assert_cmpint (fixture.notified, ==, 1);
  click (&fixture, VALLEY[2].point);
  g_assert_cmpuint (place_of (&fixture), ==, 3);
  click (&fixture, (ToposPoint){ 35.4, 69.4 });
  g_assert_cmpuint (place_of (&fixture), ==, 3);
  light_up (&fixture, VALLEY[2].point);
  g_assert_cmpuint (hovered_of (&fixture), ==, 3);
  light_up (&fixture, (ToposPoint){ 35.4, 69.4 });
  g_assert_cmpuint (hovered_of (&fixture), ==, TOPOS_PLACE_NONE);
  tear_down (&fixture);
}

static void
test_buttons (void)
{
  Fixture fixture = { 0 };
  g_autofree char *summary = NULL;

  set_up (&fixture, 35.3, 69.5, 11);
  topos_place_layer_set_places (fixture.layer, VALLEY, G_N_ELEMENTS (VALLEY));
  wait_ms (300);
  GtkWidget *const button = button_named (&fixture, "Bazarak, 4 passages");
  g_assert_nonnull (button);
  g_assert_false (gtk_widget_get_can_target (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (place_of (&fixture), ==, 1);
  g_assert_null (button_named (&fixture, "Australia, 1 passage"));
  g_object_get (fixture.layer, "summary", &summary, NULL);
  g_assert_nonnull (strstr (summary, "of 7 places in view"));
  g_auto (GStrv) names = NULL;
  g_autoptr (GArray) covered = NULL;
  g_object_get (fixture.layer, "names", &names, "covered", &covered, NULL);
  g_assert_true (g_strv_contains ((const char *const *) names, "Bazarak"));
  g_assert_false (g_strv_contains ((const char *const *) names, "Australia"));
  g_assert_cmpuint (covered->len, >=, g_strv_length (names));
  tear_down (&fixture);
}

/* From afar the valley is one disc; a click zooms in until it falls apart. */
static void
test_cluster (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, 35.0, 69.5, 5);
  topos_place_layer_set_places (fixture.layer, VALLEY, 5);
  wait_ms (300);
  g_assert_nonnull (button_named (&fixture, "Kabul and 4 more places, 28 passages"));
  click (&fixture, (ToposPoint){ 34.75, 69.3 });
  g_assert_cmpuint (place_of (&fixture), ==, 0);
  g_assert_cmpfloat (zoom_of (&fixture), >, 6);
  wait_ms (300);
  g_assert_nonnull (button_named (&fixture, "Kabul, 18 passages"));
  tear_down (&fixture);
}

/* Fiji and Samoa are neighbours on the map although one world apart in degrees. */
static void
test_wrap (void)
{
  static const ToposMarker islands[] = {
    { 1, "Taveuni", { -16.8, 179.9 }, TOPOS_PLACE_ISLAND, TOPOS_STANDING_PLACED, 0, 2, 5 },
    { 2, "Lau", { -17.8, -178.8 }, TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0, 3, 5 },
  };
  Fixture fixture = { 0 };
  ToposBox box;

  set_up (&fixture, -17.3, -179.6, 8);
  topos_place_layer_set_places (fixture.layer, islands, 2);
  wait_ms (300);
  g_assert_nonnull (button_named (&fixture, "Taveuni, 2 passages"));
  g_assert_nonnull (button_named (&fixture, "Lau, 3 passages"));
  g_assert_true (topos_place_layer_fit_box (fixture.layer, &box));
  g_assert_cmpfloat (box.west, >, 179);
  g_assert_cmpfloat (box.east, <, -178);
  tear_down (&fixture);
}

static void
test_towards (void)
{
  Fixture fixture = { 0 };
  ToposPoint from = { 0 };

  set_up (&fixture, 35.3, 69.5, 9);
  topos_place_layer_set_places (fixture.layer, VALLEY, 5);
  g_object_set (fixture.layer, "place", (guint64) 1, NULL);
  g_assert_true (topos_place_layer_select_towards (fixture.layer, 45, &from));
  g_assert_cmpfloat (from.lat, ==, VALLEY[0].point.lat);
  g_assert_cmpuint (place_of (&fixture), ==, 4);
  g_assert_true (topos_place_layer_select_towards (fixture.layer, 200, &from));
  g_assert_cmpuint (place_of (&fixture), ==, 1);
  g_assert_false (topos_place_layer_select_towards (fixture.layer, 300, &from));
  tear_down (&fixture);
}

/* Nothing, one place, and a selection that is no longer there. */
static void
test_bare (void)
{
  Fixture fixture = { 0 };
  ToposBox box;

  set_up (&fixture, 0, 0, 2);
  wait_ms (200);
  topos_place_layer_set_places (fixture.layer, NULL, 0);
  wait_ms (200);
  g_assert_false (topos_place_layer_fit_box (fixture.layer, &box));
  g_object_set (fixture.layer, "place", (guint64) 99, NULL);
  topos_place_layer_set_places (fixture.layer, VALLEY, 1);
  wait_ms (200);
  g_assert_true (topos_place_layer_fit_box (fixture.layer, &box));
  g_assert_cmpfloat (box.north - box.south, >, 0.2);
  tear_down (&fixture);
}

/* A hundred thousand places: set in a moment, and drawn anew for every step of a pan. How long a
 * step takes is told, not judged: machines differ. */
static void
test_many (void)
{
  const size_t n = 100000;
  g_autofree ToposMarker *markers = g_new0 (ToposMarker, n);
  Fixture fixture = { 0 };
  guint64 seed = 9;

  for (size_t i = 0; i < n; i++) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    markers[i] = (ToposMarker){ i + 1, "Somewhere", { (double) (seed >> 40) / (1 << 24) * 140 - 70,
                                (double) (seed >> 16 & 0xffffff) / (1 << 24) * 360 - 180 },
                                TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0, 1 + (seed >> 12) % 9, 5 };
  }
  set_up (&fixture, 20, 10, 4);
  const gint64 before = g_get_monotonic_time ();
  topos_place_layer_set_places (fixture.layer, markers, n);
  const gint64 set = g_get_monotonic_time ();
  g_object_set (fixture.layer, "place", (guint64) 77, NULL);
  ShumateViewport *const viewport = shumate_map_get_viewport (SHUMATE_MAP (fixture.map));
  double least = INFINITY, all = 0;
  for (int i = 0; i < 40; i++) {
    shumate_location_set_location (SHUMATE_LOCATION (viewport), 20 + i * 0.05, 10 + i * 0.1);
    GtkSnapshot *const snapshot = gtk_snapshot_new ();
    const gint64 start = g_get_monotonic_time ();
    GTK_WIDGET_GET_CLASS (fixture.layer)->snapshot (GTK_WIDGET (fixture.layer), snapshot);
    const double took = (g_get_monotonic_time () - start) / 1e3;
    least = MIN (least, took);
    all += took;
    g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
    g_assert_nonnull (node);
  }
  g_test_message ("100,000 places: set in %.0f ms, a step %.1f ms at least, %.1f ms on average",
                  (set - before) / 1e3, least, all / 40);
  tear_down (&fixture);
}

static double
name_height (Fixture *fixture)
{
  g_autoptr (GArray) covered = NULL;
  double most = 0;

  g_object_get (fixture->layer, "covered", &covered, NULL);
  for (guint i = 0; covered != NULL && i < covered->len; i++)
    most = MAX (most, g_array_index (covered, ToposRect, i).height);
  return most;
}

/* The height once it is another than `before`, however slow the machine is; 0 when it never is. */
static double
next_name_height (Fixture *fixture, double before)
{
  for (int i = 0; i < 300; i++) {
    wait_ms (100);
    const double now = name_height (fixture);
    if (now > 0 && (now < before || now > before))
      return now;
  }
  return 0;
}

/* Letters twice as large make names and symbols twice as large. */
static void
test_large_text (void)
{
  const ToposMarker place = { 1, "Bazarak", { 35.3, 69.5 }, TOPOS_PLACE_TOWN, TOPOS_STANDING_PLACED, 0, 4, 5 };
  Fixture fixture = { 0 };

  set_up (&fixture, 35.3, 69.5, 8);
  topos_place_layer_set_places (fixture.layer, &place, 1);
  GtkSettings *const settings = gtk_widget_get_settings (GTK_WIDGET (fixture.layer));
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
  const double usual = next_name_height (&fixture, 0);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  const double large = next_name_height (&fixture, usual);
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
  g_assert_cmpfloat (usual, >, 0);
  g_assert_cmpfloat (large, >, 1.7 * usual);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display: run under xvfb-run to test the marker layer\n");
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place-layer/click", test_click);
  g_test_add_func ("/place-layer/buttons", test_buttons);
  g_test_add_func ("/place-layer/cluster", test_cluster);
  g_test_add_func ("/place-layer/wrap", test_wrap);
  g_test_add_func ("/place-layer/towards", test_towards);
  g_test_add_func ("/place-layer/bare", test_bare);
  g_test_add_func ("/place-layer/large-text", test_large_text);
  g_test_add_func ("/place-layer/many", test_many);
  return g_test_run ();
}
