/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/export-dialog.h"
#include "core/error.h"
#include "export/export.h"

#include <glib/gi18n.h>

#define SAMPLE "panjshir-2021"

/* --------------------------------------------------------------------------- libraries */

static char *
library_path (const char *name)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "topos", NULL);

  g_mkdir_with_parents (folder, 0700);
  g_autofree char *file = g_strconcat (name, ".topos", NULL);
  return g_build_filename (folder, file, NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = topos_session_done (TOPOS_SESSION (source), result, &error);
  g_auto (GStrv) articles = g_steal_pointer (&self->import_after_open);

  if (done == NULL) {
    topos_window_say (self, error->message, false);
    gtk_stack_set_visible_child_name (self->stack,
                                      topos_window_is_free (self) ? "welcome" : "library");
    return;
  }
  if (articles != NULL)
    topos_window_import (self, (const char *const *) articles);
}

void
topos_window_open (ToposWindow *self, const char *path, const char *const *articles)
{
  g_strfreev (self->import_after_open);
  self->import_after_open = g_strdupv ((char **) articles);
  if (topos_window_is_free (self))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  topos_session_open_async (self->session, path, opened_cb, g_object_ref (self));
}

void
topos_window_open_sample (ToposWindow *self)
{
  g_autofree char *path = library_path (SAMPLE);
  g_autofree char *folder = g_build_filename (topos_data_dir (), "samples", SAMPLE, NULL);
  const char *const articles[] = { folder, NULL };

  topos_window_open (self, path, g_file_test (path, G_FILE_TEST_EXISTS) ? NULL : articles);
}

/* -------------------------------------------------------------------------- importing */

static void
told_cb (const ToposImportState *state, gpointer data)
{
  ToposWindow *self = data;
  g_autofree char *name = state->file != NULL ? g_filename_display_basename (state->file) : NULL;
  g_autofree char *words = g_strdup_printf (_("%d of %d · %s"), state->done, state->total,
                                            name != NULL ? name : "");

  gtk_label_set_text (self->progress_label, words);
  gtk_progress_bar_set_fraction (self->progress,
                                 state->total > 0 ? (double) state->done / state->total : 0);
}

typedef struct {
  int came;
  int same;
  int failed;
  int unplaced;
} Tally;

static Tally
tally (const GPtrArray *results)
{
  Tally sum = { 0 };

  for (guint i = 0; results != NULL && i < results->len; i++) {
    const ToposIngestResult *result = results->pdata[i];
    sum.came += result->status == TOPOS_INGEST_IMPORTED || result->status == TOPOS_INGEST_UPDATED;
    sum.same += result->status == TOPOS_INGEST_UNCHANGED;
    sum.failed += result->status == TOPOS_INGEST_FAILED;
    sum.unplaced += result->unplaced;
  }
  return sum;
}

static char *
tally_in_words (const Tally *sum)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (sum->came > 0 || (sum->same == 0 && sum->failed == 0))
    g_ptr_array_add (words, g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d document imported", "%d documents imported", (gulong) sum->came), sum->came));
  if (sum->same > 0)
    g_ptr_array_add (words, g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d was there already", "%d were there already", (gulong) sum->same), sum->same));
  if (sum->unplaced > 0)
    g_ptr_array_add (words, g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d name unplaced", "%d names unplaced", (gulong) sum->unplaced), sum->unplaced));
  if (sum->failed > 0)
    g_ptr_array_add (words, g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d could not be read", "%d could not be read", (gulong) sum->failed), sum->failed));
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

static void
failed_row (gpointer data, gpointer list)
{
  const ToposIngestResult *result = data;

  if (result->status != TOPOS_INGEST_FAILED)
    return;
  g_autofree char *name = g_filename_display_basename (result->file);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *reason = g_markup_escape_text (result->reason != NULL ? result->reason : "", -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* What could not be read, and why. */
static void
show_failures (ToposWindow *self, GPtrArray *results)
{
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_ptr_array_foreach (results, failed_row, list);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  g_object_set (list, "margin-top", 12, "margin-bottom", 12, "margin-start", 12, "margin-end", 12,
                "valign", GTK_ALIGN_START, NULL);
  g_object_set (scroller, "child", list, "vexpand", TRUE, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (dialog), box);
  g_object_set (dialog, "title", _("Could Not Be Read"), "transient-for", self, "modal", TRUE,
                "default-width", 520, "default-height", 380, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
notify_end (ToposWindow *self, const char *words)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application == NULL || gtk_window_is_active (GTK_WINDOW (self)))
    return;
  g_autoptr (GNotification) notification = g_notification_new (_("Import finished"));
  g_notification_set_body (notification, words);
  g_application_send_notification (G_APPLICATION (application), "import", notification);
}

static bool
is_sample (ToposWindow *self)
{
  g_autofree char *path = library_path (SAMPLE);

  return g_strcmp0 (path, topos_session_library (self->session)) == 0;
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ToposWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = topos_session_imported (TOPOS_SESSION (source), result, &error);
  const Tally sum = tally (results);
  g_autofree char *words = tally_in_words (&sum);

  g_clear_object (&self->import);
  gtk_revealer_set_reveal_child (self->progress_revealer, FALSE);
  self->fit_next = true;
  topos_session_changed (self->session);
  if (error != NULL && !g_error_matches (error, TOPOS_ERROR, TOPOS_ERROR_CANCELLED))
    topos_window_say (self, error->message, false);
  /* The sample was asked for as a whole: its map is news enough. */
  if (results != NULL && (sum.failed > 0 || !is_sample (self)))
    topos_window_say (self, words, sum.came > 0);
  if (results != NULL && sum.failed > 0)
    show_failures (self, results);
  notify_end (self, words);
}

static void
import (ToposWindow *self, const char *const *articles, GBytes *text)
{
  if (self->import != NULL) {
    topos_window_say (self, _("An import is still running."), false);
    return;
  }
  self->import = g_cancellable_new ();
  gtk_label_set_text (self->progress_label, _("Reading articles…"));
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_revealer_set_reveal_child (self->progress_revealer, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "library");
  topos_session_import_async (self->session, articles, text, self->import, told_cb, imported_cb,
                              g_object_ref (self));
}

void
topos_window_import (ToposWindow *self, const char *const *articles)
{
  if (topos_session_library (self->session) != NULL) {
    import (self, articles, NULL);
    return;
  }
  g_autofree char *path = library_path (_("My articles"));
  topos_window_open (self, path, articles);
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (self->import != NULL)
    g_cancellable_cancel (self->import);
}

/* ------------------------------------------------------------------------ choosing files */

/* What a chooser is for: kept by it until it answers. */
typedef struct {
  void (*chosen) (ToposWindow *self, const char *const *paths);
} Choice;

static void
response_cb (GtkNativeDialog *dialog, int response, ToposWindow *self)
{
  const Choice *choice = g_object_get_data (G_OBJECT (dialog), "topos-choice");
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0, n = g_list_model_get_n_items (files); i < n; i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    char *path = g_file_get_path (file);
    if (path != NULL)
      g_ptr_array_add (paths, path);
  }
  const bool any = paths->len > 0;
  g_ptr_array_add (paths, NULL);
  if (response == GTK_RESPONSE_ACCEPT && any)
    choice->chosen (self, (const char *const *) paths->pdata);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static GtkFileChooserNative *
choose (ToposWindow *self, const char *title, GtkFileChooserAction action, const char *accept,
        void (*chosen) (ToposWindow *self, const char *const *paths))
{
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  Choice *choice = g_new (Choice, 1);
  choice->chosen = chosen;
  g_object_set_data_full (G_OBJECT (dialog), "topos-choice", choice, g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, 0);
  return dialog;
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog = choose (data, _("Import Articles"), GTK_FILE_CHOOSER_ACTION_OPEN,
                                         _("_Import"), topos_window_import);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
library_chosen (ToposWindow *self, const char *const *paths)
{
  g_autofree char *path = g_str_has_suffix (paths[0], ".topos") ? g_strdup (paths[0])
                                                               : g_strconcat (paths[0], ".topos", NULL);

  topos_window_open (self, path, NULL);
}

static void
existing_chosen (ToposWindow *self, const char *const *paths)
{
  topos_window_open (self, paths[0], NULL);
}

static void
open_library_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog = choose (data, _("Open Library"), GTK_FILE_CHOOSER_ACTION_OPEN,
                                         _("_Open"), existing_chosen);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Topos libraries"));
  gtk_file_filter_add_suffix (filter, "topos");
  gtk_file_filter_add_suffix (filter, "gpkg");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
new_library_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog = choose (data, _("New Library"), GTK_FILE_CHOOSER_ACTION_SAVE,
                                         _("_Create"), library_chosen);
  g_autofree char *name = g_strconcat (_("Articles"), ".topos", NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
sample_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  topos_window_open_sample (data);
}

/* ---------------------------------------------------------------------------- exporting */

typedef struct {
  char *library;
  char *output;
  ToposFilter filter;
  ToposPicture picture;
} Export;

static void
export_free (gpointer data)
{
  Export *job = data;

  g_free (job->library);
  g_free (job->output);
  topos_filter_clear (&job->filter);
  topos_picture_clear (&job->picture);
  g_free (job);
}

static void
export_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Export *wish = data;
  ToposExportReport report = { 0 };
  GError *error = NULL;

  const ToposExportJob job = { .library = wish->library, .filter = &wish->filter,
                               .output = wish->output, .data_dir = topos_data_dir (),
                               .picture = &wish->picture };
  if (!topos_export (&job, &report, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_int (task, report.places);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ToposWindow *self = TOPOS_WINDOW (source);
  const Export *wish = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  const int places = (int) g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL) {
    topos_window_say (self, error->message, false);
    return;
  }
  g_autofree char *name = g_filename_display_basename (wish->output);
  g_autofree char *words = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d place written to %s", "%d places written to %s", (gulong) places),
      places, name);
  topos_window_say (self, words, false);
}

/* A wish for the open library as the lens shows it, with a picture as it comes. */
static Export *
export_new (ToposWindow *self)
{
  Export *wish = g_new0 (Export, 1);

  wish->library = g_strdup (topos_session_library (self->session));
  topos_filter_init (&wish->filter);
  topos_filter_copy (&wish->filter, topos_lens_filter (self->lens));
  topos_picture_init (&wish->picture);
  return wish;
}

static void
start_export (ToposWindow *self, Export *wish)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, exported_cb, NULL);

  g_task_set_task_data (task, wish, export_free);
  g_task_run_in_thread (task, export_job);
}

static void
output_chosen (ToposWindow *self, const char *const *paths)
{
  Export *wish = g_steal_pointer (&self->export_wish);

  if (wish == NULL)
    return;
  wish->output = g_strdup (paths[0]);
  start_export (self, wish);
}

static void
save_cb (ToposExportDialog *dialog, ToposWindow *self)
{
  Export *wish = export_new (self);
  g_autofree char *name
      = g_strdup_printf ("%s.%s", gtk_window_get_title (GTK_WINDOW (self)), topos_export_dialog_ending (dialog));

  topos_export_dialog_picture (dialog, topos_map_view_box (self->map), &wish->picture);
  if (self->settings != NULL)
    wish->picture.user_maps = g_settings_get_strv (self->settings, "user-maps");
  g_clear_pointer (&self->export_wish, export_free);
  self->export_wish = wish;
  gtk_window_close (GTK_WINDOW (dialog));
  GtkFileChooserNative *chooser = choose (self, _("Export"), GTK_FILE_CHOOSER_ACTION_SAVE,
                                          _("_Export"), output_chosen);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (topos_session_library (self->session) == NULL) {
    topos_window_say (self, _("There is nothing to export yet: import some articles first."), false);
    return;
  }
  ToposExportDialog *dialog
      = topos_export_dialog_new (GTK_WINDOW (self), gtk_window_get_title (GTK_WINDOW (self)));
  g_signal_connect_object (dialog, "save", G_CALLBACK (save_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Without a dialog, what the map shows: for scripts and tests by way of D-Bus. */
static void
export_to_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (topos_session_library (self->session) == NULL)
    return;
  Export *wish = export_new (self);
  wish->output = g_variant_dup_string (parameter, NULL);
  wish->picture.box = topos_map_view_box (self->map);
  start_export (self, wish);
}

/* ---------------------------------------------------------------------------- dropping */

static void
import_text (ToposWindow *self, const char *text)
{
  if (topos_session_library (self->session) == NULL || *text == '\0')
    return;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  import (self, NULL, bytes);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, ToposWindow *self)
{
  if (G_VALUE_HOLDS_STRING (value)) {
    import_text (self, g_value_get_string (value));
    return TRUE;
  }
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next) {
    char *path = g_file_get_path (file->data);
    if (path != NULL)
      g_ptr_array_add (paths, path);
  }
  if (paths->len == 0)
    return FALSE;
  g_ptr_array_add (paths, NULL);
  if (paths->len == 2 && g_str_has_suffix (paths->pdata[0], ".topos"))
    topos_window_open (self, paths->pdata[0], NULL);
  else
    topos_window_import (self, (const char *const *) paths->pdata);
  return TRUE;
}

void
topos_window_forget_export (ToposWindow *self)
{
  g_clear_pointer (&self->export_wish, export_free);
}

void
topos_window_add_file_actions (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "import", .activate = import_action },
    { .name = "cancel-import", .activate = cancel_action },
    { .name = "open-library", .activate = open_library_action },
    { .name = "new-library", .activate = new_library_action },
    { .name = "sample", .activate = sample_action },
    { .name = "export", .activate = export_action },
    { .name = "export-to", .activate = export_to_action, .parameter_type = "s" },
  };
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}
