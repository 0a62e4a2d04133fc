/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/export-dialog.h"

#include <glib/gi18n.h>

struct _ToposExportDialog {
  AdwWindow parent_instance;
  AdwComboRow *kind;
  AdwComboRow *size;
  AdwComboRow *extent;
  GtkWidget *picture;
  GtkEditable *caption;
  GtkSwitch *numbered;
  GtkSwitch *legend;
};

G_DEFINE_FINAL_TYPE (ToposExportDialog, topos_export_dialog, ADW_TYPE_WINDOW)

static guint save_signal;

static const struct {
  const char *ending;
  const char *name;
  bool picture;
} KINDS[] = {
  { "png", N_("Map as a picture (PNG)"), true },
  { "svg", N_("Map as a drawing (SVG)"), true },
  { "pdf", N_("Map for print (PDF)"), true },
  { "html", N_("Page with map and passages (HTML)"), true },
  { "csv", N_("Table of places and passages (CSV)"), false },
  { "geojson", N_("Places for web maps (GeoJSON)"), false },
  { "kml", N_("Places for Google Earth (KML)"), false },
  { "gpx", N_("Places for GPS devices (GPX)"), false },
};

static const struct {
  const char *size;
  const char *name;
} SIZES[] = {
  { "a4-landscape", N_("A4 landscape") }, { "a4", N_("A4 portrait") },
  { "a3-landscape", N_("A3 landscape") }, { "a3", N_("A3 portrait") },
  { "slide", N_("Slide, 16:9") },         { "square", N_("Square") },
  { "1920x1080", N_("1920 × 1080 pixels") }, { "4000x3000", N_("4000 × 3000 pixels") },
};

static void
save_cb (ToposExportDialog *self)
{
  g_signal_emit (self, save_signal, 0);
}

static void
kind_cb (ToposExportDialog *self)
{
  gtk_widget_set_visible (self->picture, KINDS[adw_combo_row_get_selected (self->kind)].picture);
}

static void
topos_export_dialog_class_init (ToposExportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  save_signal = g_signal_new ("save", TOPOS_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/export.ui");
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, size);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, extent);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, caption);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, numbered);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, legend);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
}

static void
topos_export_dialog_init (ToposExportDialog *self)
{
  const char *const extents[] = { _("All places"), _("What the map shows"), NULL };
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) sizes = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) boxes = gtk_string_list_new (extents);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (KINDS); i++)
    gtk_string_list_append (kinds, _(KINDS[i].name));
  for (gsize i = 0; i < G_N_ELEMENTS (SIZES); i++)
    gtk_string_list_append (sizes, _(SIZES[i].name));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  adw_combo_row_set_model (self->size, G_LIST_MODEL (sizes));
  adw_combo_row_set_model (self->extent, G_LIST_MODEL (boxes));
}

ToposExportDialog *
topos_export_dialog_new (GtkWindow *parent, const char *title)
{
  ToposExportDialog *self = g_object_new (TOPOS_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  gtk_editable_set_text (self->caption, title);
  return self;
}

const char *
topos_export_dialog_ending (ToposExportDialog *self)
{
  return KINDS[adw_combo_row_get_selected (self->kind)].ending;
}

void
topos_export_dialog_picture (ToposExportDialog *self, ToposBox view, ToposPicture *picture)
{
  const char *title = gtk_editable_get_text (self->caption);

  /* The sizes are of the table above, which topos_picture_set_size knows. */
  topos_picture_set_size (picture, SIZES[adw_combo_row_get_selected (self->size)].size, NULL);
  picture->title = *title != '\0' ? g_strdup (title) : NULL;
  picture->numbered = gtk_switch_get_active (self->numbered);
  picture->legend = gtk_switch_get_active (self->legend);
  if (adw_combo_row_get_selected (self->extent) == 1)
    picture->box = view;
}
