/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences.h"

struct _ToposPreferences {
  AdwWindow parent_instance;
  GtkSwitch *online;
  GtkWidget *address;
  GtkWidget *credit;
  GtkSwitch *imperial;
};

G_DEFINE_FINAL_TYPE (ToposPreferences, topos_preferences, ADW_TYPE_WINDOW)

static void
topos_preferences_class_init (ToposPreferencesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/topos/Topos/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, online);
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, address);
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, credit);
  gtk_widget_class_bind_template_child (widget_class, ToposPreferences, imperial);
}

static void
topos_preferences_init (ToposPreferences *self)
{
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

ToposPreferences *
topos_preferences_new (GtkWindow *parent, GSettings *settings)
{
  ToposPreferences *self = g_object_new (TOPOS_TYPE_PREFERENCES, "transient-for", parent, NULL);

  if (settings == NULL)
    return self;
  g_settings_bind (settings, "online-map", self->online, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "tile-address", self->address, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "tile-credit", self->credit, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "units", self->imperial, "active",
                                G_SETTINGS_BIND_DEFAULT, imperial_from_units, units_from_imperial,
                                NULL, NULL);
  return self;
}
