/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/switch-row.h"

struct _ToposSwitchRow {
  AdwActionRow parent_instance;
  GtkSwitch *slider;
};

G_DEFINE_FINAL_TYPE (ToposSwitchRow, topos_switch_row, ADW_TYPE_ACTION_ROW)

enum { PROP_ACTIVE = 1 };

static void
turned_cb (ToposSwitchRow *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               topos_switch_row_is_active (self) ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                                                 : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
  g_object_notify (G_OBJECT (self), "active");
}

static void
topos_switch_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    g_value_set_boolean (value, topos_switch_row_is_active (TOPOS_SWITCH_ROW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
topos_switch_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    gtk_switch_set_active (TOPOS_SWITCH_ROW (object)->slider, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
topos_switch_row_class_init (ToposSwitchRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = topos_switch_row_get_property;
  object_class->set_property = topos_switch_row_set_property;
  g_object_class_install_property (
      object_class, PROP_ACTIVE,
      g_param_spec_boolean ("active", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_SWITCH);
}

static void
topos_switch_row_init (ToposSwitchRow *self)
{
  self->slider = g_object_new (GTK_TYPE_SWITCH, "valign", GTK_ALIGN_CENTER, "can-focus", FALSE, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->slider));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->slider));
  g_signal_connect_object (self->slider, "notify::active", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
  turned_cb (self);
}

GtkWidget *
topos_switch_row_new (const char *title)
{
  return g_object_new (TOPOS_TYPE_SWITCH_ROW, "use-markup", FALSE, "title", title, NULL);
}

bool
topos_switch_row_is_active (ToposSwitchRow *self)
{
  return gtk_switch_get_active (self->slider);
}
