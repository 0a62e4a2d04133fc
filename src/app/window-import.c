/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/file-choice.h"
#include "core/error.h"

#include <glib/gi18n.h>

/* -------------------------------------------------------------------- what came of it */

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
  if (results != NULL && (sum.failed > 0 || !topos_window_shows_sample (self)))
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
  g_autofree char *path = topos_window_library_path (_("My articles"));
  topos_window_open (self, path, articles);
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ToposWindow *self = data;

  if (self->import != NULL)
    g_cancellable_cancel (self->import);
}

static void
articles_chosen (GtkWindow *window, const char *const *paths)
{
  topos_window_import (TOPOS_WINDOW (window), paths);
}

static void
import_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkFileChooserNative *dialog
      = topos_file_choice_new (data, _("Import Articles"), GTK_FILE_CHOOSER_ACTION_OPEN,
                               _("_Import"), articles_chosen);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --------------------------------------------------------------------------- dropping */

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

/* --------------------------------------------------------------------------- the part */

void
topos_window_bind_import (GtkWidgetClass *class)
{
  TOPOS_BIND_CHILD (class, progress_revealer);
  TOPOS_BIND_CHILD (class, progress_label);
  TOPOS_BIND_CHILD (class, progress);
}

void
topos_window_start_import (ToposWindow *self)
{
  static const GActionEntry ENTRIES[] = {
    { .name = "import", .activate = import_action },
    { .name = "cancel-import", .activate = cancel_action },
  };
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), ENTRIES, G_N_ELEMENTS (ENTRIES), self);
  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}
