/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/export-dialog.h"
#include "app/file-choice.h"
#include "export/export.h"

#include <glib/gi18n.h>

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
output_chosen (GtkWindow *window, const char *const *paths)
{
  ToposWindow *self = TOPOS_WINDOW (window);
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
  GtkFileChooserNative *chooser
      = topos_file_choice_new (GTK_WINDOW (self), _("Export"), GTK_FILE_CHOOSER_ACTION_SAVE,
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

void
topos_window_forget_export (ToposWindow *self)
{
  g_clear_pointer (&self->export_wish, export_free);
}

void
topos_window_start_export (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "export", .activate = export_action },
    { .name = "export-to", .activate = export_to_action, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
}
