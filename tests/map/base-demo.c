/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the base layer alone in a window and saves what it looks like: for the eye.
 *   base-demo OUT.png LATITUDE LONGITUDE ZOOM [dark] */
#include "map/base-layer.h"

#include <stdlib.h>

static gboolean
time_is_up_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  if (argc < 5)
    return 2;
  gtk_init ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *world =
    g_build_filename (g_getenv ("TOPOS_DATA_DIR"), "basemap", "world.mbtiles", NULL);
  GtkWidget *window = gtk_window_new ();
  ShumateMap *map = shumate_map_new ();
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  g_autoptr (ShumateMapSourceRegistry) registry = shumate_map_source_registry_new_with_defaults ();
  ShumateMapSource *source =
    shumate_map_source_registry_get_by_id (registry, SHUMATE_MAP_SOURCE_OSM_MAPNIK);
  shumate_viewport_set_reference_map_source (viewport, source);
  ToposBaseLayer *layer = topos_base_layer_new (viewport);
  g_object_set (layer, "offline-map", world, "dark", argc > 5, NULL);
  shumate_map_add_layer (map, SHUMATE_LAYER (layer));
  shumate_viewport_set_zoom_level (viewport, g_ascii_strtod (argv[4], NULL));
  shumate_location_set_location (SHUMATE_LOCATION (viewport), g_ascii_strtod (argv[2], NULL),
                                 g_ascii_strtod (argv[3], NULL));
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (map));
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_present (GTK_WINDOW (window));
  g_timeout_add (2000, time_is_up_cb, loop);
  g_main_loop_run (loop);

  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (map));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, 1000, 700);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  g_autoptr (GdkTexture) texture =
    gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, 1000, 700));
  gdk_texture_save_to_png (texture, argv[1]);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
