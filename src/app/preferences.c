/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences.h"

#include "app/switch-row.h"
#include "tiles/mbtiles.h"

#include <glib/gi18n.h>

struct _ToposPreferences {
  AdwWindow parent_instance;
  ToposSwitchRow *online;
  GtkWidget *address;
  GtkWidget *credit;
  ToposSwitchRow *imperial;
  AdwPreferencesGroup *own_maps;
  GtkWidget *no_maps;          /* said where there is none */
  AdwPreferencesRow *trouble;  /* why a file was not added */
  GPtrArray *map_rows;         /* GtkWidget, the group's */
  GSettings *settings;         /* or NULL */
};

G_DEFINE_FINAL_TYPE (ToposPreferences, topos_preferences, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------------------ own maps */

static GtkWidget *
map_button (const char *icon, const char *name, const char *action, guint place)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", place);
  return button;
}

static GtkWidget *
map_row (const char *path, guint place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposMbtiles) file = topos_mbtiles_open (path, &error);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *where = g_filename_display_name (folder);
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "use-markup", FALSE, "title", name, "subtitle",
                file != NULL ? where : error->message, NULL);
  if (file == NULL)
    gtk_widget_add_css_class (row, "error");
  if (place > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), map_button ("go-up-symbolic", _("Move up"),
                                                                 "map.move-up", place));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), map_button ("list-remove-symbolic", _("Remove"),
                                                               "map.remove", place));
  return row;
}

static void
show_maps (ToposPreferences *self)
{
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, "user-maps");

  for (guint i = 0; i < self->map_rows->len; i++)
    adw_preferences_group_remove (self->own_maps, self->map_rows->pdata[i]);
  g_ptr_array_set_size (self->map_rows, 0);
  for (guint i = 0; paths[i] != NULL; i++) {
    GtkWidget *row = map_row (paths[i], i);
    adw_preferences_group_add (self->own_maps, row);
    g_ptr_array_add (self->map_rows, row);
  }
  gtk_widget_set_visible (self->no_maps, self->map_rows->len == 0);
}

/* A file that cannot be read is not added, and a sentence says why. */
static void
add_map (ToposPreferences *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposMbtiles) file = topos_mbtiles_open (path, &error);
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, "user-maps");

  adw_preferences_row_set_title (self->trouble, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
  if (error != NULL || g_strv_contains ((const char *const *) paths, path))
    return;
  g_autoptr (GStrvBuilder) longer = g_strv_builder_new ();
  g_strv_builder_addv (longer, (const char **) paths);
  g_strv_builder_add (longer, path);
  g_auto (GStrv) wished = g_strv_builder_end (longer);
  g_settings_set_strv (self->settings, "user-maps", (const char *const *) wished);
}

static void
map_chosen_cb (GtkNativeDialog *dialog, int response, ToposPreferences *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    add_map (self, path);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _("Add a Map"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), NULL);
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Map tiles (MBTiles)"));
  gtk_file_filter_add_suffix (filter, "mbtiles");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_object_unref (filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (map_chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
move_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToposPreferences *self = TOPOS_PREFERENCES (widget);
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, "user-maps");
  const guint place = g_variant_get_uint32 (parameter);

  if (place == 0 || place >= g_strv_length (paths))
    return;
  char *moved = paths[place];
  paths[place] = paths[place - 1];
  paths[place - 1] = moved;
  g_settings_set_strv (self->settings, "user-maps", (const char *const *) paths);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToposPreferences *self = TOPOS_PREFERENCES (widget);
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, "user-maps");
  const guint place = g_variant_get_uint32 (parameter);
  g_autoptr (GStrvBuilder) shorter = g_strv_builder_new ();

  for (guint i = 0; paths[i] != NULL; i++)
    if (i != place)
      g_strv_builder_add (shorter, paths[i]);
  g_auto (GStrv) wished = g_strv_builder_end (shorter);
  g_settings_set_strv (self->settings, "user-maps", (const char *const *) wished);
}

/* ---------------------------------------------------------------------------- the object */

static void
topos_preferences_finalize (GObject *object)
{
  ToposPreferences *self = TOPOS_PREFERENCES (object);

  g_ptr_array_unref (self->map_rows);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (topos_preferences_parent_class)->finalize (object);
}

static void
topos_preferences_class_init (ToposPreferencesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = topos_preferences_finalize;
  gtk_widget_class_install_action (widget_class, "map.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "map.move-up", "u", move_up_action);
  gtk_widget_class_install_action (widget_class, "map.remove", "u", remove_action);
  g_type_ensure (TOPOS_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/topos/Topos/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, online);
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, address);
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, credit);
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, imperial);
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, own_maps);
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, no_maps);
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, trouble);
}

static void
topos_preferences_init (ToposPreferences *self)
{
  self->map_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
imperial_from_units (GValue *value, GVariant *units, gpointer data)
{
  g_value_set_boolean (value, g_str_equal (g_variant_get_string (units, NULL), "imperial"));
  return TRUE;
}

static GVariant *
units_from_imperial (const GValue *value, const GVariantType *type, gpointer data)
{
  return g_variant_new_string (g_value_get_boolean (value) ? "imperial" : "metric");
}

static void
applied_cb (GtkEditable *row, ToposPreferences *self)
{
  g_settings_set_string (self->settings, g_object_get_data (G_OBJECT (row), "key"),
                         gtk_editable_get_text (row));
}

/* A text that counts once it has been applied: half an address would be asked for tiles. */
static void
show_on_apply (ToposPreferences *self, GtkWidget *row, const char *key)
{
  g_object_set_data (G_OBJECT (row), "key", (gpointer) key);
  g_settings_bind (self->settings, key, row, "text", G_SETTINGS_BIND_GET);
  g_signal_connect_object (row, "apply", G_CALLBACK (applied_cb), self, 0);
}

ToposPreferences *
topos_preferences_new (GtkWindow *parent, GSettings *settings)
{
  ToposPreferences *self = g_object_new (TOPOS_TYPE_PREFERENCES, "transient-for", parent, NULL);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.add", settings != NULL);
  if (settings == NULL)
    return self;
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::user-maps", G_CALLBACK (show_maps), self,
                           G_CONNECT_SWAPPED);
  show_maps (self);
  g_settings_bind (settings, "online-map", self->online, "active", G_SETTINGS_BIND_DEFAULT);
  show_on_apply (self, self->address, "tile-address");
  show_on_apply (self, self->credit, "tile-credit");
  g_settings_bind_with_mapping (settings, "units", self->imperial, "active",
                                G_SETTINGS_BIND_DEFAULT, imperial_from_units, units_from_imperial,
                                NULL, NULL);
  return self;
}
