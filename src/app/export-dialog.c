/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/export-dialog.h"

#include "app/export-look.h"
#include "app/export-print.h"
#include "app/switch-row.h"

#include <glib/gi18n.h>

#define PREVIEW_PIXELS 1200
#define CLIPBOARD_PIXELS 3508
#define PAUSE_MS 160        /* after the last change, before the preview is painted anew */
#define NARROW_BELOW 700
#define NAMES_MOST 300      /* rows of places to leave out */

struct _ToposExportDialog {
  AdwWindow parent_instance;
  AdwComboRow *kind, *extent, *size, *theme, *coarse;
  AdwExpanderRow *places, *sources;
  AdwToastOverlay *toasts;
  AdwStatusPage *words_page;
  GtkBox *panes;
  GtkEditable *caption;
  GtkLabel *told;
  GtkPicture *preview;
  GtkStack *preview_stack;
  ToposSwitchRow *numbered, *legend, *labels, *graticule;
  GtkWidget *picture, *sheet, *safety;

  ToposExportWish *wish;
  ToposBox view;
  ToposPlaceId chosen;
  GPtrArray *place_switches, *source_switches;  /* ToposSwitchRow, titled by the name */
  GAsyncReadyCallback looked;   /* takes a preview */
  GCancellable *looking;    /* of the preview that is being painted; or NULL */
  guint pause;              /* the source that waits to ask for one, or 0 */
  bool ready;               /* all rows are filled; before that nothing is a change */
};

G_DEFINE_FINAL_TYPE (ToposExportDialog, topos_export_dialog, ADW_TYPE_WINDOW)

static guint save_signal;

static const struct {
  const char *ending;
  const char *name;
  bool sheet;         /* a picture of a sheet */
  bool secret;        /* can leave things out */
} KINDS[] = {
  { "png", N_("Map as a picture (PNG)"), true, true },
  { "pdf", N_("Map for print (PDF)"), true, true },
  { "svg", N_("Map as a drawing (SVG)"), true, true },
  { "html", N_("Page with map and passages (HTML)"), false, true },
  { "csv", N_("Table of places (CSV)"), false, true },
  { "passages.csv", N_("Table of passages (CSV)"), false, true },
  { "mentions.csv", N_("Table of mentions (CSV)"), false, true },
  { "geojson", N_("Places for web maps (GeoJSON)"), false, true },
  { "kml", N_("Places for Google Earth (KML)"), false, true },
  { "gpx", N_("Places for GPS devices (GPX)"), false, true },
  { "gpkg", N_("The library as a GeoPackage (QGIS)"), false, false },
};

static const struct {
  const char *size;
  const char *name;
} SIZES[] = {
  { "a4-landscape", N_("A4 landscape") },     { "a4", N_("A4 portrait") },
  { "a3-landscape", N_("A3 landscape") },     { "a3", N_("A3 portrait") },
  { "letter-landscape", N_("Letter landscape") }, { "letter", N_("Letter portrait") },
  { "1920x1080", N_("Screen, 1920 × 1080") }, { "slide", N_("Slide, 16:9") },
  { "square", N_("Square") },                 { "poster", N_("Poster, A1") },
};

static const char *const THEMES[] = { N_("Light"), N_("Dark"), N_("Greyscale") };

static const struct {
  double km;
  const char *name;
} COARSE[] = {
  { 0, N_("As they are") }, { 1, N_("Rounded to 1 km") }, { 5, N_("Rounded to 5 km") },
  { 20, N_("Rounded to 20 km") },
};

enum { EXTENT_ALL, EXTENT_VIEW, EXTENT_CHOSEN };

/* ------------------------------------------------------------------------- the answers */

static guint
kind_of (ToposExportDialog *self)
{
  return MIN (adw_combo_row_get_selected (self->kind), G_N_ELEMENTS (KINDS) - 1);
}

/* The names that are switched on; NULL for none. */
static char **
switched_on (const GPtrArray *switches)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  bool any = false;

  for (guint i = 0; i < switches->len; i++)
    if (topos_switch_row_is_active (switches->pdata[i])) {
      g_strv_builder_add (names, adw_preferences_row_get_title (switches->pdata[i]));
      any = true;
    }
  return any ? g_strv_builder_end (names) : NULL;
}

ToposExportWish *
topos_export_dialog_wish (ToposExportDialog *self)
{
  ToposExportWish *const wish = topos_export_wish_copy (self->wish);
  ToposPicture *const picture = &wish->picture;
  const char *const title = gtk_editable_get_text (self->caption);
  const guint extent = adw_combo_row_get_selected (self->extent);

  /* The sizes are of the table above, which topos_picture_set_size knows. */
  topos_picture_set_size (picture, SIZES[adw_combo_row_get_selected (self->size)].size, NULL);
  picture->theme = (ToposTheme) adw_combo_row_get_selected (self->theme);
  picture->title = *title != '\0' ? g_strdup (title) : NULL;
  picture->numbered = topos_switch_row_is_active (self->numbered);
  picture->legend = topos_switch_row_is_active (self->legend);
  picture->labels = topos_switch_row_is_active (self->labels);
  picture->graticule = topos_switch_row_is_active (self->graticule);
  if (extent == EXTENT_VIEW)
    picture->box = self->view;
  if (extent == EXTENT_CHOSEN)
    wish->filter.place = self->chosen;
  if (!KINDS[kind_of (self)].secret)
    return wish;
  picture->generalise_km = COARSE[adw_combo_row_get_selected (self->coarse)].km;
  picture->without_places = switched_on (self->place_switches);
  picture->without_outlets = switched_on (self->source_switches);
  return wish;
}

const char *
topos_export_dialog_ending (ToposExportDialog *self)
{
  return KINDS[kind_of (self)].ending;
}

/* ------------------------------------------------------------------------- the preview */

static gboolean
pause_over_cb (gpointer data)
{
  ToposExportDialog *const self = data;

  self->pause = 0;
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  topos_export_look_ask (self, topos_export_dialog_wish (self), PREVIEW_PIXELS, self->looking,
                         self->looked, NULL);
  return G_SOURCE_REMOVE;
}

static void
refresh (ToposExportDialog *self)
{
  if (!self->ready)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, pause_over_cb, self);
}

/* A row with a switch for each name. */
static void
fill_names (ToposExportDialog *self, AdwExpanderRow *into, GPtrArray *switches, char **names)
{
  if (switches->len > 0)
    return;
  for (guint i = 0; names[i] != NULL && i < NAMES_MOST; i++) {
    GtkWidget *const row = topos_switch_row_new (names[i]);

    adw_expander_row_add_row (into, row);
    g_ptr_array_add (switches, row);
    g_signal_connect_object (row, "notify::active", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  }
}

/* "22 places in 93 passages, 3 beyond the edge" */
static char *
words_of (const ToposExportLook *look)
{
  const ToposExportReport *const r = &look->report;
  g_autofree char *places = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d place", "%d places", (gulong) r->places), r->places);
  g_autofree char *passages = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d passage", "%d passages", (gulong) r->passages),
      r->passages);
  GString *const words = g_string_new (NULL);

  /* Translators: "21 places in 48 passages" */
  g_string_append_printf (words, C_("counts", "%s in %s"), places, passages);
  if (r->beyond > 0)
    g_string_append_printf (words, g_dngettext (GETTEXT_PACKAGE, ", %d beyond the edge",
                                                ", %d beyond the edge", (gulong) r->beyond),
                            r->beyond);
  if (look->pages > 1)
    g_string_append_printf (words, g_dngettext (GETTEXT_PACKAGE, ", %d page in print",
                                                ", %d pages in print", (gulong) look->pages),
                            look->pages);
  return g_string_free (words, FALSE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ToposExportDialog *const self = TOPOS_EXPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposExportLook) look = topos_export_look_answer (result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->looking)
    return;  /* another one is on its way */
  g_clear_object (&self->looking);
  if (error != NULL) {
    gtk_label_set_text (self->told, error->message);
    return;
  }
  g_autofree char *words = words_of (look);
  gtk_label_set_text (self->told, words);
  adw_status_page_set_description (self->words_page, words);
  gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (look->texture));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->preview),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  fill_names (self, self->places, self->place_switches, look->places);
  fill_names (self, self->sources, self->source_switches, look->sources);
}

static void
kind_cb (ToposExportDialog *self)
{
  const guint kind = kind_of (self);
  const bool sheet = KINDS[kind].sheet;

  gtk_widget_set_visible (self->picture, sheet);
  gtk_widget_set_visible (self->sheet, sheet);
  gtk_widget_set_visible (self->safety, KINDS[kind].secret);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.print", sheet);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.copy", sheet);
  gtk_stack_set_visible_child_name (self->preview_stack, sheet ? "picture" : "words");
  adw_status_page_set_title (self->words_page, _(KINDS[kind].name));
  refresh (self);
}

/* ------------------------------------------------------------------ copying and printing */

static void
say (ToposExportDialog *self, const char *words)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, save_signal, 0);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ToposExportDialog *const self = TOPOS_EXPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (ToposExportLook) look = topos_export_look_answer (result, &error);

  if (look != NULL)
    gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), look->texture);
  say (self, look != NULL ? _("Picture copied") : error->message);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToposExportDialog *const self = TOPOS_EXPORT_DIALOG (widget);

  topos_export_look_ask (self, topos_export_dialog_wish (self), CLIPBOARD_PIXELS, NULL, copied_cb,
                         NULL);
}

static void
printed_cb (GtkWindow *parent, const GError *error)
{
  if (error != NULL)
    say (TOPOS_EXPORT_DIALOG (parent), error->message);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToposExportDialog *const self = TOPOS_EXPORT_DIALOG (widget);

  topos_export_print (GTK_WINDOW (self), topos_export_dialog_wish (self), NULL, printed_cb);
}

/* --------------------------------------------------------------------------- the dialog */

/* Beside one another where there is room, else beneath. */
static void
turn (ToposExportDialog *self, int width)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->panes),
                                  width < NARROW_BELOW ? GTK_ORIENTATION_VERTICAL
                                                       : GTK_ORIENTATION_HORIZONTAL);
}

static gboolean
turn_cb (gpointer data)
{
  ToposExportDialog *const self = data;

  if (self->panes != NULL)
    turn (self, gtk_widget_get_width (GTK_WIDGET (self)));
  return G_SOURCE_REMOVE;
}

static void
topos_export_dialog_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToposExportDialog *const self = TOPOS_EXPORT_DIALOG (widget);
  const bool is_narrow = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->panes))
                         == GTK_ORIENTATION_VERTICAL;

  GTK_WIDGET_CLASS (topos_export_dialog_parent_class)->size_allocate (widget, width, height,
                                                                      baseline);
  if (is_narrow != (width < NARROW_BELOW))
    g_idle_add_full (G_PRIORITY_HIGH, turn_cb, g_object_ref (self), g_object_unref);
}

static void
topos_export_dialog_dispose (GObject *object)
{
  ToposExportDialog *const self = TOPOS_EXPORT_DIALOG (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->wish, topos_export_wish_free);
  g_clear_pointer (&self->place_switches, g_ptr_array_unref);
  g_clear_pointer (&self->source_switches, g_ptr_array_unref);
  G_OBJECT_CLASS (topos_export_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, extent);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, size);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, theme);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, coarse);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, places);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, sources);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, words_page);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, panes);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, caption);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, told);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, preview_stack);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, numbered);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, legend);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, labels);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, graticule);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, sheet);
  gtk_widget_class_bind_template_child (widget_class, ToposExportDialog, safety);
}

static void
topos_export_dialog_class_init (ToposExportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = topos_export_dialog_dispose;
  widget_class->size_allocate = topos_export_dialog_size_allocate;
  save_signal = g_signal_new ("save", TOPOS_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  g_type_ensure (TOPOS_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/topos/Topos/export.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_install_action (widget_class, "export.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "export.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "export.print", NULL, print_action);
}

/* Fills a row with the `n` names that lie `stride` bytes apart. */
static void
fill_combo (AdwComboRow *row, const char *const *first, gsize n, gsize stride)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (names,
                            _(*(const char *const *) (const void *) ((const char *) first
                                                                     + i * stride)));
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
}

static void
topos_export_dialog_init (ToposExportDialog *self)
{
  self->looked = looked_cb;
  self->place_switches = g_ptr_array_new ();
  self->source_switches = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_combo (self->kind, &KINDS[0].name, G_N_ELEMENTS (KINDS), sizeof KINDS[0]);
  fill_combo (self->size, &SIZES[0].name, G_N_ELEMENTS (SIZES), sizeof SIZES[0]);
  fill_combo (self->theme, THEMES, G_N_ELEMENTS (THEMES), sizeof THEMES[0]);
  fill_combo (self->coarse, &COARSE[0].name, G_N_ELEMENTS (COARSE), sizeof COARSE[0]);
}

ToposExportDialog *
topos_export_dialog_new (GtkWindow *parent, ToposExportWish *wish, ToposBox view,
                         ToposPlaceId chosen, const char *chosen_name, const char *title)
{
  ToposExportDialog *self = g_object_new (TOPOS_TYPE_EXPORT_DIALOG, "transient-for", parent,
                                          NULL);
  g_autofree char *only
      = chosen != TOPOS_PLACE_NONE ? g_strdup_printf (_("Only %s"), chosen_name) : NULL;
  const char *const extents[] = { _("All places"), _("What the map shows"), only, NULL };
  g_autoptr (GtkStringList) boxes = gtk_string_list_new (extents);

  self->wish = wish;
  self->view = view;
  self->chosen = chosen;
  adw_combo_row_set_model (self->extent, G_LIST_MODEL (boxes));
  gtk_editable_set_text (self->caption, title);
  self->ready = true;
  kind_cb (self);
  turn (self, gtk_widget_get_width (GTK_WIDGET (parent)));
  return self;
}
