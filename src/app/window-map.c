/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "draw/outlines.h"

#include <glib/gi18n.h>

/* ---------------------------------------------------------------------- what it shows */

/* A view of some ten kilometres round the point. */
static void
go_to_goal (ToposWindow *self)
{
  const ToposPoint at = self->goal;
  const double rim = 0.1;

  self->has_goal = self->fit_next = false;
  topos_map_view_show_box (self->map, (ToposBox){ at.lon - rim, at.lat - rim, at.lon + rim, at.lat + rim });
}

static void
markers_cb (ToposWindow *self)
{
  if (self->has_goal && topos_findings_has_answer (self->findings)) {
    go_to_goal (self);
    return;
  }
  if (topos_findings_has_answer (self->findings) && topos_window_restore_look (self)) {
    self->fit_next = false;
    return;
  }
  if (!self->fit_next)
    return;
  self->fit_next = false;
  topos_map_view_fit (self->map);
}

void
topos_window_show_point (ToposWindow *self, ToposPoint point)
{
  self->goal = point;
  self->has_goal = true;
  topos_window_show_pane (self, self->show_map);
  if (topos_session_library (self->session) != NULL && topos_findings_has_answer (self->findings))
    go_to_goal (self);
}

static void
fit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  topos_map_view_fit (TOPOS_WINDOW (data)->map);
}

static void
read_view_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;
  g_autofree char *view = NULL, *summary = NULL;

  g_object_get (self->map, "description", &view, NULL);
  g_object_get (self->findings, "summary", &summary, NULL);
  g_autofree char *words = g_strdup_printf ("%s. %s", summary, view != NULL ? view : "");
  gtk_label_set_text (self->spoken, words);
  topos_window_say (self, words, false);
}

/* A row of a list is under the pointer, or no longer. */
static void
light_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_object_set (TOPOS_WINDOW (data)->session, "hovered", g_variant_get_uint64 (parameter), NULL);
}

static void
online_changed (GSimpleAction *action, GVariant *state, gpointer data)
{
  ToposWindow *self = data;

  g_simple_action_set_state (action, state);
  g_object_set (self->map, "online", g_variant_get_boolean (state), NULL);
}

/* ----------------------------------------------------------------------- how it looks */

static void
dark_cb (ToposWindow *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_object_set (self->map, "dark", adw_style_manager_get_dark (style), "contrast",
                adw_style_manager_get_high_contrast (style), NULL);
}

static void
imperial_cb (ToposWindow *self)
{
  topos_map_view_set_imperial (self->map, g_settings_get_enum (self->settings, "units") == 1);
}

static void
credit_cb (ToposWindow *self)
{
  g_autofree char *credit = g_settings_get_string (self->settings, "tile-credit");

  topos_map_view_set_credit (self->map, credit);
}

/* The maps that lie on this computer. */
static void
set_folders (ToposWindow *self)
{
  g_autofree char *map = g_build_filename (topos_data_dir (), "basemap", "world.mbtiles", NULL);
  g_autofree char *outlines = g_build_filename (topos_data_dir (), TOPOS_OUTLINES_BUNDLED, NULL);
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "topos", "tiles", NULL);

  topos_map_view_set_outlines (self->map, outlines);
  topos_map_view_set_folders (self->map, g_file_test (map, G_FILE_TEST_EXISTS) ? map : NULL, cache);
}

static void
follow_settings (ToposWindow *self)
{
  static const GActionEntry ONLINE[]
      = { { .name = "online-map", .state = "false", .change_state = online_changed } };

  if (self->settings == NULL) {
    g_action_map_add_action_entries (G_ACTION_MAP (self), ONLINE, G_N_ELEMENTS (ONLINE), self);
    return;
  }
  g_autoptr (GAction) online = g_settings_create_action (self->settings, "online-map");
  const ToposWindowNews NEWS[] = {
    { self->settings, "changed::units", G_CALLBACK (imperial_cb) },
    { self->settings, "changed::tile-credit", G_CALLBACK (credit_cb) },
  };
  g_action_map_add_action (G_ACTION_MAP (self), online);
  g_settings_bind (self->settings, "tile-address", self->map, "tile-address", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "online-map", self->map, "online", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "user-maps", self->map, "user-maps", G_SETTINGS_BIND_GET);
  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
  imperial_cb (self);
  credit_cb (self);
}

void
topos_window_bind_map (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, map);
}

void
topos_window_start_map (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "fit", .activate = fit_action },
    { .name = "light", .activate = light_action, .parameter_type = "t" },
    { .name = "read-view", .activate = read_view_action },
  };
  const ToposWindowNews NEWS[] = {
    { self->findings, "notify::markers", G_CALLBACK (markers_cb) },
    { adw_style_manager_get_default (), "notify::dark", G_CALLBACK (dark_cb) },
    { adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (dark_cb) },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  topos_window_listen (self, NEWS, G_N_ELEMENTS (NEWS));
  set_folders (self);
  follow_settings (self);
  dark_cb (self);
}
