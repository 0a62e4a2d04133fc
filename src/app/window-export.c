/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/dialog.h"
#include "app/export-dialog.h"
#include "app/export-print.h"
#include "app/file-choice.h"

#include <glib/gi18n.h>

static void
export_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const ToposExportJob job = topos_export_wish_job (data);
  ToposExportReport report = { 0 };
  GError *error = NULL;

  if (!topos_export (&job, &report, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_int (task, report.places);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ToposWindow *self = TOPOS_WINDOW (source);
  const ToposExportWish *wish = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  const int places = (int) g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL) {
    topos_window_say (self, error->message, false);
    return;
  }
  g_autofree char *name = g_filename_display_basename (wish->output);
  g_autofree char *words = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d place written to %s", "%d places written to %s",
                   (gulong)places),
      places, name);
  topos_window_say (self, words, false);
}

/* A wish for the open library as the lens shows it, with a picture as it comes. */
static ToposExportWish *
wish_new (ToposWindow *self)
{
  ToposExportWish *const wish = topos_export_wish_new (topos_session_library (self->session),
                                                       topos_lens_filter (self->lens));

  if (self->settings != NULL)
    wish->picture.user_maps = g_settings_get_strv (self->settings, "user-maps");
  return wish;
}

static void
start_export (ToposWindow *self, ToposExportWish *wish)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, exported_cb, NULL);

  g_task_set_task_data (task, wish, (GDestroyNotify) topos_export_wish_free);
  g_task_run_in_thread (task, export_job);
}

static void
output_chosen (GtkWindow *window, const char *const *paths)
{
  ToposWindow *self = TOPOS_WINDOW (window);
  ToposExportWish *const wish = g_steal_pointer (&self->export_wish);

  if (wish == NULL)
    return;
  wish->output = g_strdup (paths[0]);
  start_export (self, wish);
}

/* A title may hold what a file's name may not. */
static char *
file_name_of (GtkWindow *window, const char *ending)
{
  g_autofree char *title = g_strdup (gtk_window_get_title (window));

  return g_strdup_printf ("%s.%s", g_strdelimit (title, "/\\:", '-'), ending);
}

static void
save_cb (ToposExportDialog *dialog, ToposWindow *self)
{
  g_autofree char *name
      = file_name_of (GTK_WINDOW (self), topos_export_dialog_ending (dialog));

  g_clear_pointer (&self->export_wish, topos_export_wish_free);
  self->export_wish = topos_export_dialog_wish (dialog);
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
    topos_window_say (self, _ ("There is nothing to export yet: import some articles first."),
                      false);
    return;
  }
  const ToposPlaceRow *const chosen = topos_place_card_place (self->card);
  ToposExportDialog *dialog = topos_export_dialog_new (
      GTK_WINDOW (self), wish_new (self), topos_map_view_box (self->map),
      chosen != NULL ? chosen->id : TOPOS_PLACE_NONE, chosen != NULL ? chosen->name : NULL,
      gtk_window_get_title (GTK_WINDOW (self)));
  g_signal_connect_object (dialog, "save", G_CALLBACK (save_cb), self, 0);
  topos_dialog_present (GTK_WINDOW (dialog));
}

/* Without a dialog, what the map shows: for scripts and tests by way of D-Bus. */
static void
export_to_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (topos_session_library (self->session) == NULL)
    return;
  ToposExportWish *wish = wish_new (self);
  wish->output = g_variant_dup_string (parameter, NULL);
  wish->picture.box = topos_map_view_box (self->map);
  start_export (self, wish);
}

static void
printed_cb (GtkWindow *window, const GError *error)
{
  topos_window_say (TOPOS_WINDOW (window), error != NULL ? error->message : _("Printed"), false);
}

/* The same for paper: to a PDF file, by way of the print system. */
static void
print_to_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (topos_session_library (self->session) == NULL)
    return;
  ToposExportWish *const wish = wish_new (self);
  wish->picture.numbered = true;
  topos_export_print (GTK_WINDOW (self), wish, g_variant_get_string (parameter, NULL),
                      printed_cb);
}

void
topos_window_forget_export (ToposWindow *self)
{
  g_clear_pointer (&self->export_wish, topos_export_wish_free);
}

void
topos_window_start_export (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "export", .activate = export_action },
    { .name = "export-to", .activate = export_to_action, .parameter_type = "s" },
    { .name = "print-to", .activate = print_to_action, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
}
