/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/item-row.h"

#include "session/item.h"

struct _ToposItemRow {
  GtkBox parent_instance;
  ToposItem *item;
  GtkImage *icon;
  GtkLabel *before;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *detail;
  GtkLabel *quote;
  GtkLabel *count;
  GtkProgressBar *share;
  GtkWidget *tally;
};

G_DEFINE_FINAL_TYPE (ToposItemRow, topos_item_row, GTK_TYPE_BOX)

enum { PROP_ITEM = 1 };

/* GTK 4.8 gives list rows no name of their own: a screen reader would read nothing. */
static void
name_row (ToposItemRow *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (row == NULL || self->item == NULL)
    return;
  const char *label = topos_item_fields (self->item)->label;
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : "", -1);
}

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

static void
set_item (ToposItemRow *self, ToposItem *item)
{
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  const ToposItemFields *fields = topos_item_fields (item);
  show_words (self->before, fields->before);
  show_words (self->title, fields->title);
  show_words (self->subtitle, fields->subtitle);
  show_words (self->detail, fields->detail);
  gtk_label_set_markup (self->quote, fields->markup != NULL ? fields->markup : "");
  gtk_widget_set_visible (GTK_WIDGET (self->quote), fields->markup != NULL);
  gtk_image_set_from_icon_name (self->icon, fields->icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), fields->icon != NULL);
  g_autofree char *count = g_strdup_printf ("%d", fields->count);
  gtk_label_set_text (self->count, count);
  gtk_progress_bar_set_fraction (self->share, fields->share);
  gtk_widget_set_visible (GTK_WIDGET (self->share), fields->share > 0);
  gtk_widget_set_visible (self->tally, fields->count > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), fields->markup == NULL ? fields->label : NULL);
  name_row (self);
}

static void
topos_item_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    g_value_set_object (value, TOPOS_ITEM_ROW (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
topos_item_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    set_item (TOPOS_ITEM_ROW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
topos_item_row_dispose (GObject *object)
{
  g_clear_object (&TOPOS_ITEM_ROW (object)->item);
  G_OBJECT_CLASS (topos_item_row_parent_class)->dispose (object);
}

static void
topos_item_row_class_init (ToposItemRowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = topos_item_row_get_property;
  object_class->set_property = topos_item_row_set_property;
  object_class->dispose = topos_item_row_dispose;
  g_object_class_install_property (
      object_class, PROP_ITEM,
      g_param_spec_object ("item", NULL, NULL, TOPOS_TYPE_ITEM,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/item-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, before);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, title);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, detail);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, quote);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, count);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, share);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, tally);
}

static void
light (ToposItemRow *self, ToposPlaceId place)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.light", "t", (guint64) place);
}

/* The window lights up what the row stands for, on the map and in the text. */
static void
enter_cb (ToposItemRow *self)
{
  if (self->item != NULL && topos_item_fields (self->item)->place != TOPOS_PLACE_NONE)
    light (self, topos_item_fields (self->item)->place);
}

static void
leave_cb (ToposItemRow *self)
{
  light (self, TOPOS_PLACE_NONE);
}

static void
topos_item_row_init (ToposItemRow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (motion, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (self, "notify::parent", G_CALLBACK (name_row), NULL);
}
