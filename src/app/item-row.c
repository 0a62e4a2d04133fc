/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/item-row.h"

#include "widgets/tally.h"

struct _ToposItemRow {
  GtkBox parent_instance;
  ToposItem *item;
  gulong heard;             /* its news */
  GtkImage *icon;
  GtkLabel *before;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *detail;
  GtkLabel *quote;
  ToposTally *tally;
  char *name;               /* what screen readers were told */
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
  if (g_strcmp0 (self->name, label) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : "", -1);
}

/* In another row it must be told again. */
static void
parent_cb (ToposItemRow *self)
{
  g_clear_pointer (&self->name, g_free);
  name_row (self);
}

static void
show_words (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL && *words != '\0');
}

static bool
has_bars (const uint8_t *profile)
{
  for (int i = 0; i < TOPOS_PROFILE_BARS; i++)
    if (profile[i] > 0)
      return true;
  return false;
}

/* Only what is new is touched: rows follow a handle while it is dragged. */
static void
show_item (ToposItemRow *self)
{
  const ToposItemFields *fields = topos_item_fields (self->item);
  const char *markup = fields->markup != NULL ? fields->markup : "";

  show_words (self->before, fields->before);
  show_words (self->title, fields->title);
  show_words (self->subtitle, fields->subtitle);
  show_words (self->detail, fields->detail);
  if (!g_str_equal (gtk_label_get_label (self->quote), markup))
    gtk_label_set_markup (self->quote, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->quote), fields->markup != NULL);
  if (g_strcmp0 (gtk_image_get_icon_name (self->icon), fields->icon) != 0)
    gtk_image_set_from_icon_name (self->icon, fields->icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), fields->icon != NULL);
  topos_tally_show (self->tally, fields->count, fields->profile,
                    has_bars (fields->profile) ? TOPOS_PROFILE_BARS : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->tally), fields->count > 0);
  name_row (self);
}

static void
set_item (ToposItemRow *self, ToposItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->heard, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  self->heard = g_signal_connect_object (item, "notify", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}

static gboolean
tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  const ToposItem *item = TOPOS_ITEM_ROW (widget)->item;
  const ToposItemFields *fields = item != NULL ? topos_item_fields ((ToposItem *) item) : NULL;

  if (fields == NULL || fields->markup != NULL || fields->label == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, fields->label);
  return TRUE;
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
  set_item (TOPOS_ITEM_ROW (object), NULL);
  g_clear_pointer (&TOPOS_ITEM_ROW (object)->name, g_free);
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
  g_type_ensure (TOPOS_TYPE_TALLY);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/item-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, icon);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, before);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, title);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, detail);
  gtk_widget_class_bind_template_child (widget_class, ToposItemRow, quote);
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
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
  g_signal_connect (self, "notify::parent", G_CALLBACK (parent_cb), NULL);
}

void
topos_item_row_make (GtkSignalListItemFactory *factory, GtkListItem *line, gpointer data)
{
  gtk_list_item_set_child (line, g_object_new (TOPOS_TYPE_ITEM_ROW, NULL));
}

void
topos_item_row_fill (GtkSignalListItemFactory *factory, GtkListItem *line, gpointer data)
{
  set_item (TOPOS_ITEM_ROW (gtk_list_item_get_child (line)), gtk_list_item_get_item (line));
}

ToposItem *
topos_item_row_item_of (GtkWidget *widget)
{
  GtkWidget *row = widget == NULL ? NULL : gtk_widget_get_ancestor (widget, TOPOS_TYPE_ITEM_ROW);

  if (row == NULL && widget != NULL)  /* the list's own wrapper has the focus */
    row = gtk_widget_get_first_child (widget);
  return row != NULL && TOPOS_IS_ITEM_ROW (row) ? TOPOS_ITEM_ROW (row)->item : NULL;
}

ToposItem *
topos_item_row_item_at (GtkWidget *list, double x, double y)
{
  return topos_item_row_item_of (gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT));
}

void
topos_item_row_bind (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_callback (class, topos_item_row_make);
  gtk_widget_class_bind_template_callback (class, topos_item_row_fill);
}
