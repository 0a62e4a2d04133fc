/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "map/look.h"

#include <glib/gi18n.h>

/* Below this width, times the size of letters, one pane is shown at a time. */
#define NARROW_BELOW 760

#define LEFT_USUAL 300
#define RIGHT_USUAL 380
#define MAP_LEAST 200

/* -------------------------------------------------------------------- wide and narrow */

static bool
is_narrow (ToposWindow *self, int width)
{
  return width < NARROW_BELOW * topos_look_text_scale (GTK_WIDGET (self));
}

static void
show_panes (ToposWindow *self)
{
  const bool list = !self->narrow || gtk_toggle_button_get_active (self->show_list);
  const bool map = !self->narrow || gtk_toggle_button_get_active (self->show_map);
  const bool text = !self->narrow || gtk_toggle_button_get_active (self->show_text);

  gtk_widget_set_visible (self->left_pane, list);
  gtk_widget_set_visible (GTK_WIDGET (self->map), map);
  gtk_widget_set_visible (self->right_pane, text);
  gtk_widget_set_visible (GTK_WIDGET (self->inner_paned), map || text);
}

static void
narrow_toggled_cb (GtkToggleButton *button, ToposWindow *self)
{
  if (gtk_toggle_button_get_active (button))
    show_panes (self);
}

/* In a narrow window the two clocks stand above the days that are chosen. */
static void
move_clock (ToposWindow *self, bool narrow)
{
  g_autoptr (GtkWidget) clock = g_object_ref (self->clock_box);

  if (narrow) {
    gtk_box_remove (GTK_BOX (self->timeline_bar), clock);
    gtk_grid_attach (self->range_grid, clock, 0, -1, 2, 1);
  } else {
    gtk_grid_remove (self->range_grid, clock);
    gtk_box_prepend (GTK_BOX (self->timeline_bar), clock);
  }
}

/* Where there is little room the title needs that of the buttons that a telephone does not have. */
static void
spare_buttons (ToposWindow *self, bool narrow)
{
  g_autofree char *usual = NULL;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-decoration-layout", &usual, NULL);
  if (!narrow || usual == NULL) {
    adw_header_bar_set_decoration_layout (self->header, NULL);
    return;
  }
  g_autoptr (GString) layout = g_string_new (usual);
  g_string_replace (layout, "minimize", "", 0);
  g_string_replace (layout, "maximize", "", 0);
  adw_header_bar_set_decoration_layout (self->header, layout->str);
}

static gboolean
set_narrow_cb (gpointer data)
{
  ToposWindow *self = data;
  const bool narrow = is_narrow (self, gtk_widget_get_width (GTK_WIDGET (self)));

  if (self->narrow == narrow || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return G_SOURCE_REMOVE;
  self->narrow = narrow;
  gtk_widget_set_visible (self->narrow_bar, narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->timeline_bar),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->timeline_bar), narrow ? 4 : 12);
  move_clock (self, narrow);
  gtk_widget_set_visible (self->export_button, !narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self->header), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->header), "narrow");
  spare_buttons (self, narrow);
  adw_header_bar_set_centering_policy (self->header, narrow ? ADW_CENTERING_POLICY_LOOSE
                                                            : ADW_CENTERING_POLICY_STRICT);
  adw_button_content_set_label (self->import_content, narrow ? "" : _("Import"));
  show_panes (self);
  return G_SOURCE_REMOVE;
}

void
topos_window_take_width (ToposWindow *self, int width)
{
  if (self->narrow != is_narrow (self, width))
    g_idle_add_full (G_PRIORITY_HIGH, set_narrow_cb, g_object_ref (self), g_object_unref);
}

void
topos_window_show_pane (ToposWindow *self, GtkToggleButton *button)
{
  if (self->narrow)
    gtk_toggle_button_set_active (button, TRUE);
}

/* -------------------------------------------------------------------- from run to run */

void
topos_window_set_panes (ToposWindow *self, int width, int left, int right)
{
  const double scale = topos_look_text_scale (GTK_WIDGET (self));
  int least = 0;

  /* Large letters need more room than the panes were given for small ones. */
  if (scale > 1) {
    left = MAX (left, (int) (LEFT_USUAL * scale));
    right = MAX (right, (int) (RIGHT_USUAL * scale));
  }
  /* So do longer words: nothing is cut off. */
  gtk_widget_measure (self->left_pane, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  left = MAX (left, least);
  gtk_paned_set_position (self->outer_paned, left);
  gtk_paned_set_position (self->inner_paned, MAX (MAP_LEAST, width - left - right));
}

void
topos_window_start_panes (ToposWindow *self)
{
  /* GTK 4.8 would add the words within the button to the name it was given. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->import_button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 800);
  topos_window_set_panes (self, 1280, LEFT_USUAL, RIGHT_USUAL);
  if (self->settings == NULL)
    return;
  const int width = g_settings_get_int (self->settings, "window-width");
  gtk_window_set_default_size (GTK_WINDOW (self), width,
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  topos_window_set_panes (self, width, g_settings_get_int (self->settings, "left-pane"),
                          g_settings_get_int (self->settings, "right-pane"));
  if (g_settings_get_enum (self->settings, "clock") == TOPOS_CLOCK_PUBLISHED)
    gtk_toggle_button_set_active (self->published_clock, TRUE);
}

void
topos_window_keep_panes (ToposWindow *self)
{
  int width, height;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (1, width));
  g_settings_set_int (self->settings, "window-height", MAX (1, height));
  g_settings_set_boolean (self->settings, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_enum (self->settings, "clock", (int) topos_lens_filter (self->lens)->clock);
  if (self->narrow)
    return;
  g_settings_set_int (self->settings, "left-pane", gtk_paned_get_position (self->outer_paned));
  g_settings_set_int (self->settings, "right-pane",
                      MAX (0, gtk_widget_get_width (GTK_WIDGET (self->inner_paned))
                                  - gtk_paned_get_position (self->inner_paned)));
}

void
topos_window_bind_panes (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, outer_paned);
  TOPOS_BIND_CHILD (class, inner_paned);
  TOPOS_BIND_CHILD (class, left_pane);
  TOPOS_BIND_CHILD (class, right_pane);
  TOPOS_BIND_CHILD (class, timeline_bar);
  TOPOS_BIND_CHILD (class, clock_box);
  TOPOS_BIND_CHILD (class, range_grid);
  TOPOS_BIND_CHILD (class, header);
  TOPOS_BIND_CHILD (class, import_button);
  TOPOS_BIND_CHILD (class, export_button);
  TOPOS_BIND_CHILD (class, narrow_bar);
  TOPOS_BIND_CHILD (class, show_list);
  TOPOS_BIND_CHILD (class, show_map);
  TOPOS_BIND_CHILD (class, show_text);
  TOPOS_BIND_CHILD (class, import_content);
  gtk_widget_class_bind_template_callback (class, narrow_toggled_cb);
}
