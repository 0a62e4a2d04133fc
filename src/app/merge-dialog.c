/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/merge-dialog.h"

#include "app/item-row.h"
#include "session/item.h"

#include <glib/gi18n.h>

struct _ToposMergeDialog {
  AdwWindow parent_instance;
  ToposPlaceId place;
  AdwWindowTitle *heading;
  GtkFilterListModel *others;
  GtkSingleSelection *selection;
  GtkCustomFilter *not_itself;
  GtkWidget *search;
};

G_DEFINE_FINAL_TYPE (ToposMergeDialog, topos_merge_dialog, ADW_TYPE_WINDOW)

static guint merge_signal;

static void
merge_into (ToposMergeDialog *self, guint position)
{
  g_autoptr (ToposItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;
  g_signal_emit (self, merge_signal, 0, (guint64) topos_item_fields (item)->place);
  gtk_window_close (GTK_WINDOW (self));
}

static void
activated_cb (GtkListView *list, guint position, ToposMergeDialog *self)
{
  merge_into (self, position);
}

static void
search_activated_cb (ToposMergeDialog *self)
{
  merge_into (self, gtk_single_selection_get_selected (self->selection));
}

static gboolean
is_another (gpointer item, gpointer self)
{
  return topos_item_fields (item)->place != TOPOS_MERGE_DIALOG (self)->place;
}

static void
topos_merge_dialog_class_init (ToposMergeDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  merge_signal = g_signal_new ("merge", TOPOS_TYPE_MERGE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/merge.ui");
  topos_item_row_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToposMergeDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, ToposMergeDialog, others);
  gtk_widget_class_bind_template_child (widget_class, ToposMergeDialog, selection);
  gtk_widget_class_bind_template_child (widget_class, ToposMergeDialog, not_itself);
  gtk_widget_class_bind_template_child (widget_class, ToposMergeDialog, search);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
topos_merge_dialog_init (ToposMergeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_custom_filter_set_filter_func (self->not_itself, is_another, self, NULL);
}

ToposMergeDialog *
topos_merge_dialog_new (GtkWindow *parent, GListModel *places, ToposPlaceId place, const char *name)
{
  ToposMergeDialog *self = g_object_new (TOPOS_TYPE_MERGE_DIALOG, "transient-for", parent, NULL);
  g_autofree char *title = g_strdup_printf (_("Merge “%s” Into…"), name);

  self->place = place;
  adw_window_title_set_title (self->heading, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_filter_list_model_set_model (self->others, places);
  gtk_widget_grab_focus (self->search);
  return self;
}
